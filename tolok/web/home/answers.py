"""The one message of the first page: what must be done, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_percent
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.policies import UNFINISHED
from tolok.organisation.queries import Viewer
from tolok.planning.enums import WindowState
from tolok.planning.policies import window_state
from tolok.reporting import queries as reporting
from tolok.web.guide.steps import Guide
from tolok.web.words import (
    all_of,
    at_start,
    count_in_words,
    days_left,
    given_name,
    window_days,
)


FAR_BEHIND_RANK = 2


@dataclass(frozen=True)
class Answer:
    """A sentence, its tone, the day that counts and what belongs to it."""

    title: str
    tone: str = ""
    due: str = ""
    left: str = ""
    text: str = ""


def without_period(viewer: Viewer, queue: measurement.Queue) -> Answer:
    """Say that nothing can be reported before a year was set up."""
    if queue.marks:
        return queue_answer(viewer, queue, "")
    return Answer(
        _("Belum ada yang harus dikerjakan, %(name)s.") % {"name": given_name(viewer)},
        text=_("Tahun kinerja belum disiapkan. Indikator Anda muncul setelah itu."),
    )


def own(
    viewer: Viewer,
    period: measurement.Period,
    periods: Sequence[measurement.Period],
    rows: Sequence[measurement.Realisation],
    queue: measurement.Queue,
) -> Answer:
    """Say what waits: for a superior first what waits for verification."""
    todo = [row for row in rows if row.status in UNFINISHED]
    if queue.marks:
        return queue_answer(viewer, queue, own_rest(viewer, period, todo))
    state = window_state(period, on=viewer.on)
    names = {"name": given_name(viewer), "period": short_period(period)}
    days = window_days(period)
    if not todo:
        title = (
            _("Semua realisasi %(period)s sudah Anda kirim, %(name)s.")
            if rows
            else _("Tidak ada realisasi %(period)s yang harus Anda kirim, %(name)s.")
        )
        return Answer(
            title % names, "good" if rows else "", text=next_window(viewer, periods)
        )
    names["count"] = count_in_words(len(todo))
    match state:
        case WindowState.OPEN:
            return Answer(
                at_start(
                    _("%(count)s realisasi %(period)s menunggu Anda, %(name)s.") % names
                ),
                "warn",
                due=days["due"],
                left=days_left(period.due_on, on=viewer.on),
                text=returned_sentence(todo),
            )
        case WindowState.LATE:
            return Answer(
                at_start(
                    _("%(count)s realisasi %(period)s terlambat, %(name)s.") % names
                ),
                "bad",
                due=days["late"],
                left=days_left(period.late_until, on=viewer.on),
                text=_("Tenggatnya %(due)s. %(returned)s")
                % {"due": days["due"], "returned": returned_sentence(todo)},
            )
        case WindowState.NOT_YET:
            return Answer(
                _("Belum ada yang harus dikirim, %(name)s.") % names,
                text=_("Pengisian %(period)s dibuka %(day)s.")
                % {"period": period.label, "day": days["opens"]},
            )
    return Answer(
        at_start(
            _("%(count)s realisasi %(period)s tidak sempat dikirim, %(name)s.") % names
        ),
        "bad",
        text=_(
            "Pengisian ditutup %(day)s. Mintalah perencana membuka kembali jadwalnya "
            "bila masih harus dilaporkan. %(next)s"
        )
        % {"day": days["late"], "next": next_window(viewer, periods)},
    )


def short_period(period: measurement.Period) -> str:
    """Return a period's name without its year, which is known."""
    return period.label.removesuffix(f" {period.starts_on.year}")


def queue_answer(viewer: Viewer, queue: measurement.Queue, rest: str) -> Answer:
    """Say how much waits for verification, and how much of it needs a look."""
    total, odd = len(queue.marks), queue.odd
    title = at_start(
        _("%(count)s realisasi menunggu verifikasi Anda, %(name)s.")
        % {"count": count_in_words(total), "name": given_name(viewer)}
    )
    return Answer(title, "warn", text=f"{odd_sentence(total, odd)} {rest}".strip())


def odd_sentence(total: int, odd: int) -> str:
    """Say how many need a look and how many are as usual."""
    if not odd:
        return _("Semuanya wajar.")
    if odd == total:
        return _("Semuanya perlu diperiksa satu per satu.")
    return at_start(
        _("%(odd)s perlu diperiksa, %(rest)s wajar.")
        % {"odd": count_in_words(odd), "rest": count_in_words(total - odd)}
    )


def own_rest(
    viewer: Viewer,
    period: measurement.Period,
    todo: Sequence[measurement.Realisation],
) -> str:
    """Say what a verifier still owes oneself."""
    state = window_state(period, on=viewer.on)
    if not todo or state not in {WindowState.OPEN, WindowState.LATE}:
        return ""
    last = period.due_on if state == WindowState.OPEN else period.late_until
    days = window_days(period)
    return at_start(
        _(
            "%(count)s realisasi Anda sendiri belum dikirim; paling lambat %(day)s, %(left)s."
        )
        % {
            "count": count_in_words(len(todo)),
            "day": days["due" if state == WindowState.OPEN else "late"],
            "left": days_left(last, on=viewer.on),
        }
    )


def returned_sentence(todo: Sequence[measurement.Realisation]) -> str:
    """Name what came back and must be mended."""
    back = [row for row in todo if row.status == Status.RETURNED]
    if not back:
        return ""
    names = all_of([f"“{row.indicator.text}”" for row in back[:3]])
    if len(back) == len(todo):
        return _("Dikembalikan dan perlu diperbaiki: %(names)s.") % {"names": names}
    return at_start(
        _("%(count)s di antaranya dikembalikan dan perlu diperbaiki: %(names)s.")
        % {"count": count_in_words(len(back)), "names": names}
    )


def next_window(viewer: Viewer, periods: Sequence[measurement.Period]) -> str:
    """Say when the next window opens, where one is set up."""
    for period in periods:
        if period.opens_on > viewer.on:
            return _("Pengisian %(period)s dibuka %(day)s.") % {
                "period": period.label,
                "day": window_days(period)["opens"],
            }
    return ""


# ---------------------------------------------------------------- the office


def office(viewer: Viewer, figures: reporting.Figures) -> Answer:
    """Say how the office stands and what drags it down."""
    behind = [
        row
        for row in figures.objectives
        if (row.standing.class_rank or 5) <= FAR_BEHIND_RANK
    ]
    missing = figures.tally.missing
    troubles = []
    if behind:
        troubles.append(
            _("%(count)s sasaran tertinggal jauh")
            % {"count": count_in_words(len(behind))}
        )
    if missing:
        troubles.append(
            _("%(count)s indikator belum dilaporkan")
            % {"count": count_in_words(missing)}
        )
    trouble = (
        at_start(all_of(troubles)) + "." if troubles else _("Semua sudah dilaporkan.")
    )
    if figures.current is None:
        title = _("Belum ada capaian %(period)s. %(trouble)s") % {
            "period": figures.period.label,
            "trouble": trouble,
        }
        return Answer(
            title, "warn" if troubles else "", text=window_line(viewer, figures)
        )
    title = _("Kinerja kantor %(percent)s dari target. %(trouble)s") % {
        "percent": format_percent(figures.current.percent, 1),
        "trouble": trouble,
    }
    tone = "bad" if behind else "warn" if missing else "good"
    return Answer(title, tone, text=window_line(viewer, figures))


def window_line(viewer: Viewer, figures: reporting.Figures) -> str:
    """Say which period is meant and how long values come in."""
    period = figures.period
    days = window_days(period)
    match window_state(period, on=viewer.on):
        case WindowState.NOT_YET:
            text = _("%(period)s. Pengisian dibuka %(opens)s.")
        case WindowState.OPEN:
            text = _("%(period)s. Pengisian berakhir %(due)s, %(left)s.")
        case WindowState.LATE:
            text = _("%(period)s. Tenggat sudah lewat; diterima sampai %(late)s.")
        case _closed:
            text = _("%(period)s. Pengisian ditutup %(late)s.")
    left = days_left(period.due_on, on=viewer.on)
    return text % {"period": period.label, "left": left, **days}


def planner(
    viewer: Viewer,
    figures: reporting.Figures | None,
    drafts: Sequence[Any],
    guide: Guide | None,
) -> Answer:
    """Say what a planner has to see to first."""
    name = given_name(viewer)
    if figures is None and guide is not None and guide.done and guide.next:
        title = guide.next.title
        return Answer(
            _("Langkah berikutnya: %(step)s.")
            % {"step": title[:1].lower() + title[1:]},
            text=_("%(done)s dari %(total)s langkah sudah selesai, %(name)s.")
            % {"done": guide.done, "total": guide.total, "name": name},
        )
    if figures is None:
        return Answer(
            _("Mulai dari keputusan (SK), %(name)s.") % {"name": name},
            text=_(
                "Unggah keputusan, tetapkan, lalu siapkan tahun kinerja dan targetnya."
            ),
        )
    troubles = []
    if figures.tally.missing:
        troubles.append(
            _("%(count)s indikator %(period)s belum dilaporkan")
            % {
                "count": count_in_words(figures.tally.missing),
                "period": short_period(figures.period),
            }
        )
    if drafts:
        troubles.append(
            _("%(count)s rancangan keputusan menunggu ditetapkan")
            % {"count": count_in_words(len(drafts))}
        )
    text = window_line(viewer, figures)
    if not troubles:
        title = _("Semua laporan %(period)s sudah masuk, %(name)s.")
        return Answer(
            title % {"period": short_period(figures.period), "name": name},
            "good",
            text=text,
        )
    return Answer(at_start(all_of(troubles)) + ".", "warn", text=text)


def start(viewer: Viewer, figures: reporting.Figures | None) -> Answer:
    """Greet someone who owes nothing, with where the office stands if it may be seen."""
    if figures is not None:
        return office(viewer, figures)
    return Answer(
        _("Selamat datang, %(name)s.") % {"name": given_name(viewer)},
        text=_("Tidak ada realisasi yang harus Anda kirim. Mulai dari salah satu ini."),
    )
