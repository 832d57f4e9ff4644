"""Registry: every rule by its code, with what the web and the command line say of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tolok.reader.lint.finding import Found, Severity
from tolok.reader.lint.grounds import Ground
from tolok.reader.lint.subject import Subject


Check = Callable[[Subject], Iterable[Found]]
# What a rule looks at to judge one thing: its position alone, its position and the names of
# all units, or anything in the decree.
Scope = Literal["position", "units", "decree"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `title` and `summary` are Indonesian, for people.

    `from_source` marks a rule that needs the document itself; the others can be run again
    on the decree alone, after each correction. `scope` says how far it looks: what looks at
    one position is not run again for the positions that stayed as they were.
    """

    code: str
    title: str
    severity: Severity
    summary: str
    grounds: tuple[Ground, ...]
    check: Check
    from_source: bool = False
    scope: Scope = "decree"


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    title: str,
    severity: Severity,
    summary: str,
    grounds: tuple[Ground, ...],
    from_source: bool = False,
    scope: Scope = "decree",
) -> Callable[[Check], Check]:
    """Enter a function from a subject to what it found into the registry."""

    def enter(check: Check) -> Check:
        add(Rule(code, title, severity, summary, grounds, check, from_source, scope))
        return check

    return enter


def add(new: Rule) -> None:
    """Enter a rule; raises ValueError if its code is taken."""
    if new.code in _RULES:
        raise ValueError(f"Two rules have the code {new.code}.")
    _RULES[new.code] = new


def registered() -> tuple[Rule, ...]:
    """All rules in the order of their entry."""
    return tuple(_RULES.values())


def registered_rule(code: str) -> Rule | None:
    """The rule with this code, None if there is none."""
    return _RULES.get(code)
