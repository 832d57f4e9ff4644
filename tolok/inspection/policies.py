"""May it happen now? The way of a recommendation as one table."""

from tolok.inspection.enums import RecommendationAct as A
from tolok.inspection.enums import RecommendationStatus as S


TRANSITIONS: dict[A, dict[S, S]] = {
    # the office says what it will do, then reports what it did
    A.ANSWERED: {S.NEW: S.ANSWERED, S.ANSWERED: S.ANSWERED},
    A.FOLLOWED_UP: {
        S.NEW: S.FOLLOWED_UP,
        S.ANSWERED: S.FOLLOWED_UP,
        S.FOLLOWED_UP: S.FOLLOWED_UP,
    },
    # only what was done can be found fit; what does not fit goes back to the office
    A.FIT: {S.FOLLOWED_UP: S.DONE},
    A.UNFIT: {S.ANSWERED: S.NEW, S.FOLLOWED_UP: S.ANSWERED},
    A.IMPOSSIBLE: {
        S.NEW: S.IMPOSSIBLE,
        S.ANSWERED: S.IMPOSSIBLE,
        S.FOLLOWED_UP: S.IMPOSSIBLE,
    },
    A.WITHDRAWN: {
        S.NEW: S.WITHDRAWN,
        S.ANSWERED: S.WITHDRAWN,
        S.FOLLOWED_UP: S.WITHDRAWN,
    },
}
OPEN = (S.NEW, S.ANSWERED, S.FOLLOWED_UP)
# Whose word is next: the office answers and acts, the inspector judges what was done.
AWAITED_FROM_OFFICE = (S.NEW, S.ANSWERED)
AWAITED_FROM_INSPECTOR = (S.FOLLOWED_UP,)
BY_THE_OFFICE = frozenset({A.ANSWERED, A.FOLLOWED_UP})


def next_status(act: A, status: str) -> S | None:
    """Return where an act leads from a status, or None where it may not be done."""
    return TRANSITIONS.get(act, {}).get(S(status))
