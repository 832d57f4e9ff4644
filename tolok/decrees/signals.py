"""News of decrees for rooms further down the way of the data."""

from django.dispatch import Signal


# Sent with `decree`, `by` and `at`, inside the transaction of the adoption.
decree_adopted = Signal()
