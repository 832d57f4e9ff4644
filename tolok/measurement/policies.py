"""May it happen now? The way of a realisation as one table."""

from datetime import date

from tolok.measurement.enums import RealisationStatus as S


EDIT = "edit"
SUBMIT = "submit"
WITHDRAW = "withdraw"
VERIFY = "verify"
RETURN = "return"
CHECK = "check"

TRANSITIONS: dict[str, dict[S, S]] = {
    EDIT: {S.OPEN: S.DRAFT, S.DRAFT: S.DRAFT, S.RETURNED: S.RETURNED},
    SUBMIT: {S.OPEN: S.SUBMITTED, S.DRAFT: S.SUBMITTED, S.RETURNED: S.SUBMITTED},
    WITHDRAW: {S.SUBMITTED: S.DRAFT},
    CHECK: {S.SUBMITTED: S.CHECKED},
    VERIFY: {S.SUBMITTED: S.VERIFIED, S.CHECKED: S.VERIFIED},
    RETURN: {S.SUBMITTED: S.RETURNED, S.CHECKED: S.RETURNED},
}
UNFINISHED = (S.OPEN, S.DRAFT, S.RETURNED)
WAITING = (S.SUBMITTED, S.CHECKED)
REPORTED = (S.SUBMITTED, S.CHECKED, S.VERIFIED)


def next_status(step: str, status: str) -> S | None:
    """Return where a step leads from a status, or None where it may not be taken."""
    return TRANSITIONS[step].get(S(status))


def retained_until(ends_on: date, years: int | None) -> date | None:
    """Return the last day on which evidence of a period is kept, or None for good.

    The office's full years count from the end of the year in which the period ends.
    """
    return None if years is None else date(ends_on.year + years, 12, 31)


def first_day_retained(years: int, *, on: date) -> date:
    """Return the day before which a period must have ended for its evidence to expire.

    The twin of `retained_until` for a query.
    """
    return date(on.year - years, 1, 1)
