"""News of measurement for rooms further down the way of the data."""

from django.dispatch import Signal


# Sent with `realisation` (changed, not yet saved), its `definition` and its `target`
# (None without one) before it is submitted. A receiver returns a list of (field, Indonesian sentence) that must be mended first.
about_to_submit = Signal()

# Sent with `realisations` and `at`, inside the transaction that verified them.
realisations_verified = Signal()

# Sent with `realisations` (the superseded versions) and `at`, inside the transaction
# that reopened them.
realisations_reopened = Signal()
