"""Find accounts; for the operator's commands, which see all of them."""

from collections.abc import Sequence

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


def list_users_of(*, usernames: Sequence[str]) -> list[User]:
    """Return the accounts of these very names that there are, in the order asked for."""
    found = {
        user.username: user for user in User.objects.filter(username__in=usernames)
    }
    return [found[name] for name in usernames if name in found]
