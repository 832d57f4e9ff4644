"""May it happen now? The way of a realisation as one table."""

from collections.abc import Sequence
from datetime import date

from tolok.measurement.enums import EvidenceKind
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


def missing_evidence(
    kinds: Sequence[str], least: int, given: Sequence[tuple[str, str]]
) -> int:
    """Return how many more proofs of a wanted kind are needed; 0 where it is enough.

    `kinds` are words of the registry's EvidenceKind, none for any; `given` tells of each
    evidence its kind and, of a file, its media type. A picture is a file as well.
    """
    fitting = sum(
        not kinds or bool(_kinds_of(kind, media_type) & set(kinds))
        for kind, media_type in given
    )
    return max(0, least - fitting)


def _kinds_of(kind: str, media_type: str) -> set[str]:
    if kind == EvidenceKind.FILE:
        is_picture = media_type.startswith("image/")
        return {"file", "photo"} if is_picture else {"file"}
    return {"link"} if kind == EvidenceKind.LINK else {"text"}
