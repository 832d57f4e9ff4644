"""Argon2 as in use, with the least work it allows, so that tests are not slow."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same code path in under a millisecond."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
