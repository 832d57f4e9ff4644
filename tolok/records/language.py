"""What is written down speaks Indonesian, whatever the screen of its author speaks.

Events, notices, passports, letters and documents outlive a screen and are read by
others. Whoever writes one decorates the function with `in_indonesian`.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import override


Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def in_indonesian(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Let a function speak the language of what is kept."""

    @wraps(function)
    def speaking(*args: Asked.args, **named: Asked.kwargs) -> Answer:
        with override(settings.LANGUAGE_CODE):
            return function(*args, **named)

    return speaking
