"""Short guides, one a role: what a person of that role does here, and where."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from tolok.accounts.enums import Role
from tolok.organisation.queries import Viewer


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class RoleGuide(NamedTuple):
    """What a role is called and its steps: a sentence, a page's name, a link's words."""

    role: Role
    title: "StrOrPromise"
    steps: "tuple[tuple[StrOrPromise, str, StrOrPromise], ...]"


GUIDES = (
    RoleGuide(
        Role.STAFF,
        _("Pegawai: melaporkan realisasi"),
        (
            (
                _("Beranda menyebut yang harus Anda laporkan dan tenggatnya."),
                "beranda",
                _("Buka Beranda"),
            ),
            (
                _(
                    "Isi angkanya seperti biasa (1.234,5), lampirkan bukti, lalu "
                    "kirim. Draf tersimpan sendiri. Di bawah target, kendala dan "
                    "tindak lanjutnya ikut ditulis."
                ),
                "pengukuran",
                _("Buka Pengukuran"),
            ),
            (
                _(
                    "Yang dikembalikan muncul lagi di Beranda dengan alasannya. "
                    "Perbaiki, lalu kirim lagi."
                ),
                "",
                "",
            ),
            (
                _(
                    "Tekan angka bergaris titik-titik untuk melihat cara menghitungnya "
                    "dan pasal yang dipakai."
                ),
                "",
                "",
            ),
        ),
    ),
    RoleGuide(
        Role.SUPERIOR,
        _("Atasan: memverifikasi"),
        (
            (
                _(
                    "Yang di luar kebiasaan ditampilkan lebih dahulu dengan sebabnya; "
                    "yang wajar dapat diverifikasi sekaligus."
                ),
                "verifikasi",
                _("Buka Verifikasi"),
            ),
            (
                _(
                    "Buka buktinya sebelum memutuskan. Kembalikan dengan alasan yang "
                    "dapat dikerjakan."
                ),
                "",
                "",
            ),
            (
                _(
                    "Papan tik: J dan K berpindah baris, V memverifikasi, "
                    "R mengembalikan."
                ),
                "",
                "",
            ),
            (
                _("Sebelum cuti, limpahkan wewenang Anda dengan nomor surat."),
                "verifikasi",
                _("Atur di Verifikasi"),
            ),
        ),
    ),
    RoleGuide(
        Role.HEAD,
        _("Kepala: membaca keadaan kantor"),
        (
            (
                _("Beranda menjawab dalam satu kalimat bagaimana kinerja kantor."),
                "beranda",
                _("Buka Beranda"),
            ),
            (
                _(
                    "Dasbor membuka setiap angka sampai satu realisasi dan buktinya. "
                    "Saringannya ada di alamat: salin tautannya untuk menunjukkan "
                    "tampilan yang sama."
                ),
                "dasbor",
                _("Buka Dasbor"),
            ),
            (
                _("Dokumen resmi berkode diterbitkan dari Laporan."),
                "laporan",
                _("Buka Laporan"),
            ),
        ),
    ),
    RoleGuide(
        Role.PLANNER,
        _("Perencana: dari keputusan sampai laporan"),
        (
            (
                _("Unggah, telaah, dan tetapkan keputusan."),
                "sk",
                _("Buka Keputusan (SK)"),
            ),
            (
                _("Siapkan tahun, definisi, target, dan jadwal pengisian."),
                "perencanaan",
                _("Buka Target dan jadwal"),
            ),
            (
                _("Tempatkan pegawai, catat Plt. dan Plh. dengan nomor suratnya."),
                "orang",
                _("Buka Pemangku jabatan"),
            ),
            (
                _("Lihat siapa yang belum melapor."),
                "dasbor_belum",
                _("Lihat yang belum dilaporkan"),
            ),
            (
                _("Susun LKjIP dan terbitkan rekap, lalu halaman publik."),
                "laporan",
                _("Buka Laporan"),
            ),
        ),
    ),
    RoleGuide(
        Role.INSPECTOR,
        _("Pemeriksa: menilai dan merekomendasikan"),
        (
            (
                _("Semua dapat Anda lihat, tidak ada yang dapat Anda ubah."),
                "dasbor",
                _("Buka Dasbor"),
            ),
            (
                _(
                    "Tulis temuan dan rekomendasi, lalu ikuti tindak lanjutnya "
                    "sampai selesai."
                ),
                "pemeriksaan",
                _("Buka Pemeriksaan"),
            ),
            (
                _("Jejak audit menunjukkan siapa berbuat apa dan kapan."),
                "jejak",
                _("Buka Jejak audit"),
            ),
        ),
    ),
    RoleGuide(
        Role.ADMINISTRATOR,
        _("Administrator: akun dan kantor"),
        (
            (
                _("Buatkan akun bagi pemangku jabatan pada halaman jabatannya."),
                "orang",
                _("Buka Pemangku jabatan"),
            ),
            (
                _(
                    "Peran perencana dan pemeriksa diberikan dengan perintah "
                    "“tolok user role” di peladen."
                ),
                "",
                "",
            ),
        ),
    ),
)


def guides_for(viewer: Viewer) -> tuple[list[RoleGuide], list[RoleGuide]]:
    """Return the guides of a person's own roles, and those of the others."""
    own = [guide for guide in GUIDES if guide.role in viewer.roles]
    return own, [guide for guide in GUIDES if guide not in own]
