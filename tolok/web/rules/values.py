"""A value of the law, written so that an official can read it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_number
from tolok.rules.loader import number_of


def lines_of(value: Any) -> list[str]:
    """Return one parameter's value as lines; a repealed one says so."""
    if value is None:
        return [_("Dicabut.")]
    if isinstance(value, str):
        return [_number(value)]
    if isinstance(value, list):
        return [_step(part) for part in value]
    if "formula" in value:
        return [str(value["words"])]
    return [_row(name, part) for name, part in value.items()]


def _number(text: str) -> str:
    number = number_of(text)
    return text if number is None else format_number(number)


def _step(part: Mapping[str, Any]) -> str:
    """One class or grade with its lower bound."""
    name = part.get("name") or part.get("grade")
    if "from" in part:
        bound = _("mulai %(number)s") % {"number": _number(part["from"])}
    elif "above" in part:
        bound = _("di atas %(number)s") % {"number": _number(part["above"])}
    else:
        bound = _("di bawah semua yang lain")
    return f"{name}: {bound}"


def _row(name: str, part: Any) -> str:
    if isinstance(part, list):
        return f"{name}: {'; '.join(_advice(rule) for rule in part)}"
    if isinstance(part, str):
        return f"{name}: {_number(part)}"
    cells = "; ".join(f"{key} {_number(cell)}" for key, cell in part.items())
    return f"{name}: {cells}"


def _advice(rule: Mapping[str, Any]) -> str:
    who = _(" atau ").join(rule["of"])
    if "at_most" in rule:
        return _("%(who)s paling banyak %(share)s %%") % {
            "who": who,
            "share": _number(rule["at_most"]),
        }
    if "at_least" in rule:
        return _("%(who)s paling sedikit %(share)s %%") % {
            "who": who,
            "share": _number(rule["at_least"]),
        }
    return _("%(who)s paling sedikit seorang") % {"who": who}
