"""Ways to say no. Each room raises its own, beside the function that refuses."""


class Refusal(Exception):
    """Something was refused; the text says what, why and what to do next."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(Refusal):
    """This person may not do it, now or later."""


class NotNow(Refusal):
    """It may be done, but not in the present state or on this day."""


class Unfit(Refusal):
    """What was entered cannot be used; `field` names where, when one field is meant."""
