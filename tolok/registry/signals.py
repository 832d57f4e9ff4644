"""News of the registry for the rooms above."""

from django.dispatch import Signal


# Sent with `position_ids` and `at`, in the transaction of the change.
definitions_changed = Signal()
