"""May it happen now? The way of a realisation as one table."""

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
