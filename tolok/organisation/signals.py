"""News of the organisation for rooms further down the way of the data."""

from django.dispatch import Signal


# Sent with `position_ids`, `on` and `at`, inside the transaction of the change.
placements_changed = Signal()
