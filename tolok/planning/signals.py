"""News of planning for rooms further down the way of the data."""

from django.dispatch import Signal


# Sent with `extension`, `by` and `at`, inside the transaction that gave it.
window_extended = Signal()

# Sent with `office_id` and `at`, inside the transaction that changed its days off or
# what becomes of a due day on one.
days_off_changed = Signal()

# Sent with `position_ids` and `at`, inside the transaction that set targets or weights.
targets_changed = Signal()

# Sent with `year` and `at`, inside the transaction that set weights of positions or units.
unit_weights_changed = Signal()
