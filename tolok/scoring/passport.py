"""The passport: how a number came to be, step by step. Pure: no Django."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Passport:
    """The steps in the order they were taken."""

    steps: list[dict[str, str]] = field(default_factory=list)

    def add(self, step: str, value: str, rule: str = "", citation: str = "") -> None:
        """Write one step down: what came out, by which rule, and who says so."""
        self.steps.append(
            {"step": step, "value": value, "rule": rule, "citation": citation}
        )
