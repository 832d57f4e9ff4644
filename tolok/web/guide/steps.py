"""The words of the first-run guide: what each step is, how far it is, where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.reporting.first_steps import FirstStep, Part, Progress


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Words(NamedTuple):
    """What a step is called, why it is done, its button, its page, its count."""

    title: "StrOrPromise"
    why: "StrOrPromise"
    act: "StrOrPromise"
    page: str
    of_all: "StrOrPromise" = ""


STEPS: dict[FirstStep, Words] = {
    FirstStep.UPLOAD: Words(
        gettext_lazy("Unggah keputusan (SK)"),
        gettext_lazy(
            "Keputusan tentang Indikator Kinerja Individu sebagai PDF, Word, "
            "atau hasil pindai. Tolok membaca jabatan, sasaran, dan indikatornya."
        ),
        gettext_lazy("Unggah keputusan"),
        "sk_unggah",
    ),
    FirstStep.REVIEW: Words(
        gettext_lazy("Telaah hasil bacaannya"),
        gettext_lazy(
            "Bandingkan dengan naskahnya, lalu perbaiki yang salah terbaca. "
            "Langkah ini selesai saat keputusannya ditetapkan."
        ),
        gettext_lazy("Telaah rancangan"),
        "sk",
    ),
    FirstStep.ADOPT: Words(
        gettext_lazy("Tetapkan menjadi registri"),
        gettext_lazy(
            "Sejak ditetapkan, indikatornya tidak berubah lagi; perubahan memerlukan "
            "keputusan baru."
        ),
        gettext_lazy("Buka rancangan"),
        "sk",
    ),
    FirstStep.YEAR: Words(
        gettext_lazy("Siapkan tahun kinerja"),
        gettext_lazy("Empat triwulan dengan hari buka dan tenggatnya."),
        gettext_lazy("Siapkan tahun"),
        "perencanaan",
    ),
    FirstStep.DEFINITIONS: Words(
        gettext_lazy("Terima definisi indikator"),
        gettext_lazy(
            "Cara mengukur tiap indikator: satuan, arah, dan rumusnya. Tolok "
            "mengusulkan; Anda yang memutuskan."
        ),
        gettext_lazy("Periksa usulan definisi"),
        "definisi_terima",
        gettext_lazy("%(done)s dari %(total)s definisi diterima"),
    ),
    FirstStep.TARGETS: Words(
        gettext_lazy("Tetapkan target"),
        gettext_lazy("Target setahun dan tiap triwulan, di layar atau lewat Excel."),
        gettext_lazy("Isi target"),
        "target",
        gettext_lazy("%(done)s dari %(total)s indikator punya target setahun"),
    ),
    FirstStep.PEOPLE: Words(
        gettext_lazy("Tempatkan pemangku jabatan"),
        gettext_lazy(
            "Yang berwenang melapor adalah pemangku jabatan yang punya akun. "
            "Akunnya dibuatkan administrator pada halaman jabatannya."
        ),
        gettext_lazy("Tempatkan pegawai"),
        "orang",
        gettext_lazy("%(done)s dari %(total)s jabatan dipangku orang yang punya akun"),
    ),
    FirstStep.WINDOW: Words(
        gettext_lazy("Buka pengisian"),
        gettext_lazy(
            "Setelah dibuka, setiap pemangku menerima daftar yang harus dilaporkannya."
        ),
        gettext_lazy("Buka jadwal pengisian"),
        "perencanaan",
    ),
    FirstStep.REPORT: Words(
        gettext_lazy("Realisasi pertama dikirim"),
        gettext_lazy("Oleh pemangku jabatan, dengan bukti dukungnya."),
        gettext_lazy("Lihat siapa yang belum melapor"),
        "dasbor_belum",
    ),
    FirstStep.VERIFY: Words(
        gettext_lazy("Realisasi pertama diverifikasi"),
        gettext_lazy("Oleh atasannya; capaian dihitung sejak saat itu."),
        gettext_lazy("Lihat keadaan kantor"),
        "dasbor",
    ),
    FirstStep.PRINT: Words(
        gettext_lazy("Terbitkan laporan pertama"),
        gettext_lazy(
            "Rekap capaian atau tabel pengukuran sebagai dokumen resmi berkode, "
            "atau LKjIP."
        ),
        gettext_lazy("Buka Laporan"),
        "laporan",
    ),
}


@dataclass(frozen=True)
class Line:
    """One step as the panel shows it."""

    title: str
    text: str
    url: str
    act: str
    state: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class Guide:
    """The panel: its lines, how many are done, the one to do next."""

    lines: list[Line]
    done: int
    total: int
    next: Line | None
    is_over: bool


def guide_of(progress: Progress) -> Guide:
    """Return the guide for what the rows of the office say."""
    following = progress.next_part
    lines = [line_of(part, progress, part == following) for part in progress.parts]
    return Guide(
        lines=lines,
        done=sum(part.is_done for part in progress.parts),
        total=len(lines),
        next=next((line for line in lines if line.is_next), None),
        is_over=progress.is_over,
    )


def line_of(part: Part, progress: Progress, is_next: bool) -> Line:
    """Return the line of one step."""
    words = STEPS[part.step]
    count = (
        str(words.of_all) % {"done": part.done, "total": part.total}
        if words.of_all and part.total and not part.is_done
        else ""
    )
    return Line(
        title=str(words.title),
        text=f"{words.why} {count}.".strip() if count else str(words.why),
        url=PLACES.get(part.step, page_of)(part.step, progress),
        act=str(words.act),
        state=state_of(part),
        is_done=part.is_done,
        is_next=is_next,
    )


def state_of(part: Part) -> str:
    """Return the state in words."""
    if part.is_done:
        return _("selesai")
    if part.is_begun:
        return _("sebagian: %(done)s dari %(total)s") % {
            "done": part.done,
            "total": part.total,
        }
    return _("belum")


def page_of(step: FirstStep, _progress: Progress) -> str:
    """Return the page on which a step is done."""
    return reverse(STEPS[step].page)


def draft_of(step: FirstStep, progress: Progress) -> str:
    """Return the page of the draft, or the list of decrees without one."""
    if progress.draft_id is None:
        return page_of(step, progress)
    return reverse("sk_rincian", args=[progress.draft_id])


PLACES: dict[FirstStep, Callable[[FirstStep, Progress], str]] = {
    FirstStep.REVIEW: draft_of,
    FirstStep.ADOPT: draft_of,
}
