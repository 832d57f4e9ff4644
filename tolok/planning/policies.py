"""May it happen now? The state of an entry window on a day."""

from datetime import date
from typing import Protocol

from tolok.planning.enums import WindowState


class Window(Protocol):
    """The days that decide: all are included."""

    opens_on: date
    due_on: date
    late_until: date


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
