"""Which pages a person finds in the menu, and how many things wait there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tolok.accounts.enums import Capability, Role
from tolok.measurement.queries import Waiting, count_waiting
from tolok.organisation.permissions import may_place
from tolok.organisation.queries import Viewer
from tolok.web.requests import Asked


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Page(NamedTuple):
    """A page of the menu: its address, its words, its icon, its words on a phone's tab."""

    name: str
    label: "StrOrPromise"
    icon: str
    short: "StrOrPromise" = ""


HOME = Page("beranda", _("Beranda"), "house")
ENTRY = Page("pengukuran", _("Pengukuran"), "pencil-square")
MY_TARGETS = Page("target_saya", _("Target saya"), "graph-up-arrow")
VERIFY = Page("verifikasi", _("Verifikasi"), "check2-square")
DASHBOARD = Page("dasbor", _("Dasbor"), "speedometer2")
DECREES = Page("sk", _("Keputusan (SK)"), "file-earmark-text", _("Keputusan"))
REGISTRY = Page("registri", _("Registri"), "journal-text")
PLANNING = Page("perencanaan", _("Target dan jadwal"), "calendar3")
EVIDENCE = Page("aturan_bukti", _("Aturan bukti dukung"), "paperclip")
RECOMPUTE = Page("hitung_ulang", _("Hitung ulang"), "arrow-repeat")
PEOPLE = Page("orang", _("Pemangku jabatan"), "person-circle")
REPORTS = Page("laporan", _("Laporan"), "printer")
TRAIL = Page("jejak", _("Jejak audit"), "clock-history")
INSPECTION = Page("pemeriksaan", _("Pemeriksaan"), "search")
RULES = Page("aturan", _("Pustaka aturan"), "info-circle-fill")
HELP = Page("bantuan", _("Bantuan"), "question-circle")
ACCOUNT = Page("akun", _("Akun saya"), "person-circle")
MORE = Page("lainnya", _("Lainnya"), "three-dots")


@dataclass(frozen=True)
class Item:
    """A line of the menu as the template shows it."""

    url: str
    label: str
    icon: str
    current: bool
    count: int


@dataclass(frozen=True)
class Group:
    """A titled group of lines."""

    title: str
    items: list[Item]


def pages_for(viewer: Viewer) -> list[tuple["StrOrPromise", list[Page]]]:
    """Return the groups of pages that this person may open."""
    mine = [HOME]
    if Role.SUPERIOR in viewer.roles:
        mine.append(VERIFY)
    if viewer.placements:
        mine += [ENTRY, MY_TARGETS]
    office = []
    if viewer.may(Capability.VIEW_DASHBOARD):
        office.append(DASHBOARD)
    if viewer.may(Capability.VIEW_DECREES):
        office.append(DECREES)
    if viewer.may(Capability.VIEW_REGISTRY):
        office.append(REGISTRY)
    if viewer.may(Capability.SET_TARGETS):
        office.append(PLANNING)
    elif viewer.may(Capability.HANDLE_ACCOUNTS):
        office += [EVIDENCE, RECOMPUTE]
    if may_place(viewer, office_id=viewer.office_id):
        office.append(PEOPLE)
    documents = []
    if viewer.may(Capability.DOWNLOAD_REPORTS):
        documents.append(REPORTS)
    if viewer.may(Capability.VIEW_DASHBOARD):
        documents.append(INSPECTION)
    if viewer.may(Capability.VIEW_TRAIL):
        documents.append(TRAIL)
    documents += [RULES, HELP]
    groups = [
        (_("Pekerjaan saya"), mine),
        (_("Kantor"), office),
        (_("Dokumen"), documents),
    ]
    return [(title, pages) for title, pages in groups if pages]


def tab_pages_for(viewer: Viewer) -> list[Page]:
    """Return the four tabs of a phone, before "Lainnya"."""
    if Role.HEAD in viewer.roles:
        order = [HOME, DASHBOARD, VERIFY, ENTRY, REGISTRY]
    elif Role.SUPERIOR in viewer.roles:
        order = [HOME, VERIFY, ENTRY, DASHBOARD, REGISTRY]
    elif Role.PLANNER in viewer.roles:
        order = [HOME, DASHBOARD, DECREES, REPORTS, REGISTRY]
    elif Role.INSPECTOR in viewer.roles:
        order = [HOME, INSPECTION, DASHBOARD, REGISTRY, REPORTS]
    else:
        order = [HOME, ENTRY, REGISTRY, ACCOUNT]
    allowed = {page for _title, pages in pages_for(viewer) for page in pages}
    return [page for page in order if page in allowed or page is ACCOUNT][:4]


def menu_for(request: Asked, viewer: Viewer) -> list[Group]:
    """Return the side menu, with what waits counted."""
    waiting = waiting_of(request, viewer)
    groups = pages_for(viewer)
    if waiting.to_verify and not any(VERIFY in pages for _title, pages in groups):
        groups[0][1].insert(1, VERIFY)  # by letter, without a unit to lead
    return [
        Group(str(title), list(_items(request, pages, waiting)))
        for title, pages in groups
    ]


def tabs_for(request: Asked, viewer: Viewer) -> list[Item]:
    """Return the tabs of a phone."""
    pages = [*tab_pages_for(viewer), MORE]
    return list(_items(request, pages, waiting_of(request, viewer), short=True))


def waiting_of(request: Asked, viewer: Viewer) -> Waiting:
    """Return what waits for this person, asked once a request."""
    known = getattr(request, "waiting", None)
    if known is None:
        known = count_waiting(for_user=viewer)
        request.waiting = known
    return known


def _items(
    request: Asked, pages: Iterable[Page], waiting: Waiting, *, short: bool = False
) -> Iterable[Item]:
    counts = {
        ENTRY.name: waiting.to_report,
        VERIFY.name: waiting.to_verify,
        MY_TARGETS.name: waiting.targets,
    }
    for page in pages:
        url = reverse(page.name)
        yield Item(
            url=url,
            label=str((short and page.short) or page.label),
            icon=page.icon,
            current=request.path.startswith(url),
            count=counts.get(page.name, 0),
        )
