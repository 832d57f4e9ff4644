"""May it happen now? The state of an entry window on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tolok.planning.enums import ProposalStatus, WindowState


MONTHS_OF = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
OPEN_PROPOSAL = (
    ProposalStatus.PROPOSED,
    ProposalStatus.COUNTERED,
    ProposalStatus.RETURNED,
)
HOLDERS_TURN = (ProposalStatus.COUNTERED, ProposalStatus.RETURNED)


class Part(Protocol):
    """A period by its length and its end."""

    @property
    def kind(self) -> str:
        """Return the length: a word of `PeriodKind`."""

    @property
    def ends_on(self) -> date:
        """Return the last day."""


def is_due(frequency: str, period: Part) -> bool:
    """Tell whether an indicator of this frequency is reported in a period.

    A period that is longer than the frequency takes it in at its end.
    """
    if MONTHS_OF[frequency] <= MONTHS_OF[period.kind]:
        return True
    return period.ends_on.month % MONTHS_OF[frequency] == 0


class Window(Protocol):
    """The days that decide: all are included."""

    @property
    def opens_on(self) -> date:
        """Return the first day of entry."""

    @property
    def due_on(self) -> date:
        """Return the last day that is not late."""

    @property
    def late_until(self) -> date:
        """Return the last day of entry."""

    @property
    def closes_on(self) -> date | None:
        """Return the last day of decisions, or None where nothing is locked."""


@dataclass(frozen=True)
class Days:
    """A window by itself, as an extension leaves it."""

    opens_on: date
    due_on: date
    late_until: date
    closes_on: date | None


def due_by(window: Window, due_on: date | None) -> Window:
    """Return a window with a due day of its own; it is never before the first day."""
    if due_on is None or due_on == window.due_on:
        return window
    due = max(due_on, window.opens_on)
    return Days(
        window.opens_on,
        due,
        max(window.late_until, due),
        max(window.closes_on, due) if window.closes_on else None,
    )


def extended(window: Window, until: date | None) -> Window:
    """Return a window with a later due day; one that is not later changes nothing."""
    if until is None or until <= window.due_on:
        return window
    return Days(
        window.opens_on,
        until,
        max(window.late_until, until),
        max(window.closes_on, until) if window.closes_on else None,
    )


def is_locked(window: Window, *, on: date) -> bool:
    """Tell whether the period is over for everyone: nothing is decided any more."""
    return window.closes_on is not None and on > window.closes_on


def window_state(window: Window, *, on: date) -> WindowState:
    """Return whether values may be entered on a day, and whether that is late."""
    if on < window.opens_on:
        return WindowState.NOT_YET
    if on <= window.due_on:
        return WindowState.OPEN
    if on <= window.late_until:
        return WindowState.LATE
    return WindowState.CLOSED


def may_enter(window: Window, *, on: date) -> bool:
    """Tell whether a holder may enter values on a day."""
    return window_state(window, on=on) in {WindowState.OPEN, WindowState.LATE}
