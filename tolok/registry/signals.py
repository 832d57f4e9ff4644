"""News of the registry for the rooms above."""

from django.dispatch import Signal


# Sent with `position_ids` and `at`, in the transaction of the change.
definitions_changed = Signal()

# Sent with `indicator_ids`, in the transaction of a change. A receiver returns those of
# them whose results were decided by the present definition: it is followed, not mended.
asking_what_is_in_use = Signal()

# Sent with `version`, `continued` (pairs of indicator ids: an earlier indicator of the same
# decree year and the one that goes on in its words after an amendment), `position_ids`
# whose indicators changed, `by` and `at`, in the transaction of the adoption.
version_established = Signal()
