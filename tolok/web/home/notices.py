"""News for one person: what happened, by whom, and the way to the matter."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from tolok.records import actions as records
from tolok.records import queries
from tolok.web import clock
from tolok.web.menu import waiting_of
from tolok.web.requests import Asked
from tolok.web.words import count_in_words, moment_of


PER_PAGE = 30
SENTENCES = {
    "measurement.submitted": gettext_lazy(
        "%(who)s mengirim realisasi yang menunggu keputusan Anda"
    ),
    "measurement.withdrawn": gettext_lazy("%(who)s menarik kembali realisasinya"),
    "measurement.returned": gettext_lazy("%(who)s mengembalikan realisasi Anda"),
    "measurement.accepted": gettext_lazy(
        "%(who)s menyetujui realisasi Anda pada tingkat pertama"
    ),
    "measurement.checked": gettext_lazy(
        "%(who)s menyetujui tingkat pertama; keputusan kedua pada Anda"
    ),
    "measurement.verified": gettext_lazy("%(who)s memverifikasi realisasi Anda"),
    "measurement.reopened": gettext_lazy(
        "%(who)s membuka kembali realisasi yang pernah diverifikasi"
    ),
    "measurement.escalated": gettext_lazy(
        "Realisasi menunggu terlalu lama dan dinaikkan ke atasan berikutnya"
    ),
    "planning.proposed": gettext_lazy(
        "%(who)s mengusulkan target yang menunggu jawaban Anda"
    ),
    "planning.agreed": gettext_lazy("%(who)s menyetujui usulan target"),
    "planning.countered": gettext_lazy("%(who)s mengusulkan balik target Anda"),
    "planning.returned": gettext_lazy("%(who)s mengembalikan usulan target Anda"),
    "planning.accepted": gettext_lazy("%(who)s menerima usul balik Anda"),
    "planning.withdrawn": gettext_lazy("%(who)s menarik usulan targetnya"),
    "planning.changed": gettext_lazy("%(who)s mengubah target Anda"),
    "planning.extended": gettext_lazy("%(who)s memperpanjang pengisian"),
    "reporting.done": gettext_lazy("Laporan yang Anda minta sudah selesai disusun"),
    "reporting.failed": gettext_lazy("Laporan yang Anda minta tidak dapat disusun"),
    "reminders.digest": gettext_lazy("Yang menunggu Anda hari itu"),
    "reminders.nudged": gettext_lazy("%(who)s mengingatkan laporan Anda"),
    "reminders.failing": gettext_lazy("Surel pengingat tidak dapat dikirim"),
    "inspection.recommended": gettext_lazy(
        "%(who)s menulis rekomendasi yang menunggu jawaban kantor"
    ),
    "inspection.answered": gettext_lazy("%(who)s menanggapi rekomendasi"),
    "inspection.followed": gettext_lazy(
        "%(who)s melaporkan tindak lanjut yang menunggu penilaian"
    ),
    "inspection.accepted": gettext_lazy("%(who)s menilai tindak lanjut sesuai"),
    "inspection.rejected": gettext_lazy("%(who)s menilai tindak lanjut belum sesuai"),
    "inspection.closed": gettext_lazy(
        "%(who)s menutup rekomendasi sebagai tidak dapat ditindaklanjuti"
    ),
    "inspection.withdrawn": gettext_lazy("%(who)s menarik rekomendasinya"),
    "inspection.found": gettext_lazy("%(who)s menulis temuan"),
    "organisation.delegated": gettext_lazy(
        "%(who)s melimpahkan verifikasi kepada Anda"
    ),
    "organisation.revoked": gettext_lazy("%(who)s mencabut pelimpahan verifikasi"),
}
TO_DECIDE = {
    "measurement.submitted",
    "measurement.checked",
    "measurement.escalated",
}


# The filters of the list: the word of the address, what it is called, which kinds.
FILTERS = {
    "": (gettext_lazy("Semua"), ()),
    "baru": (gettext_lazy("Belum dibaca"), ()),
    "pengingat": (gettext_lazy("Pengingat"), ("reminders.",)),
    "realisasi": (gettext_lazy("Realisasi"), ("measurement.", "organisation.")),
    "target": (gettext_lazy("Target dan jadwal"), ("planning.",)),
    "laporan": (gettext_lazy("Laporan"), ("reporting.",)),
}


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """Show what is new, then what was read; or only some of it."""
    viewer = request.viewer
    chosen = filter_asked(request.GET.get("apa", ""))
    found = queries.list_notices(
        person_id=viewer.person_id,
        only_unread=chosen == "baru",
        kinds=FILTERS[chosen][1],
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    unread = waiting_of(request, viewer).unread
    context = {
        "chosen": chosen,
        "filters": [
            {
                "label": label,
                "url": f"?apa={word}" if word else "?",
                "current": word == chosen,
                "count": unread if word == "baru" else None,
            }
            for word, (label, _kinds) in FILTERS.items()
        ],
        "page": page,
        "items": [item_of(notice) for notice in page],
        "unread": unread,
        "heading": _("%(count)s pemberitahuan belum dibaca")
        % {"count": count_in_words(unread).capitalize()}
        if unread
        else _("Semua pemberitahuan sudah dibaca"),
    }
    return render(request, "home/notices.html", context)


def filter_asked(word: str) -> str:
    """Return the filter that an address names; a page that is not there else."""
    if word not in FILTERS:
        raise Http404
    return word


def item_of(notice: queries.Notice) -> dict[str, Any]:
    """Return one notice as the page shows it."""
    words = SENTENCES.get(notice.kind)
    return {
        "id": notice.pk,
        "title": str(words) % {"who": notice.by_name} if words else notice.kind,
        "subject": notice.subject_label,
        "note": notice.note,
        "at": moment_of(notice.created_at),
        "is_new": notice.read_at is None,
    }


@login_required
@require_POST
def read_one(request: Asked, notice_id: int) -> HttpResponse:
    """Write down that a notice was read, and stay on the list as it was."""
    viewer = request.viewer
    notice = queries.get_notice(notice_id=notice_id, person_id=viewer.person_id)
    records.read_notices(notices=[notice], at=clock.moment(viewer))
    chosen = filter_asked(request.POST.get("apa", ""))
    return redirect(reverse("pemberitahuan") + (f"?apa={chosen}" if chosen else ""))


@login_required
@require_POST
def follow(request: Asked, notice_id: int) -> HttpResponse:
    """Write down that a notice was read, and lead to its matter."""
    viewer = request.viewer
    notice = queries.get_notice(notice_id=notice_id, person_id=viewer.person_id)
    records.read_notices(notices=[notice], at=clock.moment(viewer))
    return redirect(url_of(notice))


def url_of(notice: queries.Notice) -> str:
    """Return the address of what a notice tells of."""
    if notice.subject_kind == "measurement.realisation":
        name = "periksa" if notice.kind in TO_DECIDE else "isi"
        return reverse(name, args=[notice.subject_id])
    if notice.subject_kind == "planning.period":
        return f"{reverse('pengukuran')}?periode={notice.subject_id}"
    if notice.subject_kind == "planning.proposal":
        return reverse("usulan_satu", args=[notice.subject_id])
    if notice.subject_kind == "reporting.reportrun":
        return reverse("susunan", args=[notice.subject_id])
    if notice.kind == "reminders.failing":
        return reverse("catatan_pengingat")
    if notice.subject_kind == "reminders.reminder":
        return reverse("beranda")
    if notice.subject_kind == "registry.indicator":
        return reverse("indikator", args=[notice.subject_id])
    if notice.subject_kind == "inspection.recommendation":
        return reverse("rekomendasi", args=[notice.subject_id])
    if notice.subject_kind == "inspection.inspectionnote":
        return f"{reverse('temuan')}#temuan-{notice.subject_id}"
    return reverse("verifikasi")


@login_required
@require_POST
def read_all(request: Asked) -> HttpResponse:
    """Write down that all was read."""
    viewer = request.viewer
    unread = queries.list_notices(person_id=viewer.person_id).filter(
        read_at__isnull=True
    )
    records.read_notices(notices=list(unread), at=clock.moment(viewer))
    return redirect("pemberitahuan")
