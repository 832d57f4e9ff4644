"""Find accounts; for the operator's commands, which see all of them."""

from django.db.models import QuerySet

from tolok.accounts.models import User


def list_users() -> QuerySet[User]:
    """Return every account by user name."""
    return User.objects.order_by("username")


def count_users() -> int:
    """Return how many accounts there are."""
    return User.objects.count()


def get_user(*, username: str) -> User:
    """Return the account of this name, whatever its capitals; User.DoesNotExist else."""
    return User.objects.get(username__iexact=username.strip())
