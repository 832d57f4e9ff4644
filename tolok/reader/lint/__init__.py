"""Lint: what a reviewer should look at, each finding with its place and a suggestion.

I hold a decree against rules. A rule is one small function from a `Subject` to what it
found, entered in the registry with its code, title, severity, summary and grounds. I never
mend anything: where a text can be replaced I offer a `Fix`, and a person accepts it.

    find(reading)                       all findings, right after reading
    find_in_decree(decree)              those that need the decree JSON alone
    relint(decree)                      after a correction: source findings kept, rest anew
    Memory().find(decree)               as find_in_decree, again and again: what changed anew
    replacements(finding, decree)       (Fix(path, old, new), …), () if there are none
    offers(decree)                      all findings that have replacements, with them
    apply_fix(decree, fix)              a copy with that text replaced
    list_rules()                        title, severity, summary, grounds of every rule
    get_rule(code)                      one of them; KeyError if there is none
    load_pack(name_or_path)             an office's choices; UnfitPack says what is wrong

`Fix.path` leads from the decree to one text: ("positions", 3, "objectives", 0, "text").
"""

from tolok.reader.lint import (
    cascade,
    completeness,
    deeds,
    duplicates,
    legal,
    lists,
    measures,
    numbering,
    objectives,
    people,
    relations,
    spelling,
    units,
)
from tolok.reader.lint.finding import Finding, Fix, Severity
from tolok.reader.lint.grounds import Ground
from tolok.reader.lint.pack import Pack, UnfitPack, list_packs, load_pack, standard_pack
from tolok.reader.lint.registry import Rule, registered, registered_rule
from tolok.reader.lint.remembering import Memory
from tolok.reader.lint.running import (
    apply_fix,
    find,
    find_in_decree,
    offers,
    relint,
    replacements,
)


# The rules enter the registry when their modules are read.
RULE_MODULES = (
    deeds,
    lists,
    numbering,
    people,
    legal,
    units,
    measures,
    objectives,
    relations,
    cascade,
    duplicates,
    completeness,
    spelling,
)

__all__ = [
    "RULE_MODULES",
    "Finding",
    "Fix",
    "Ground",
    "Memory",
    "Pack",
    "Rule",
    "Severity",
    "UnfitPack",
    "apply_fix",
    "find",
    "find_in_decree",
    "get_rule",
    "list_packs",
    "list_rules",
    "load_pack",
    "offers",
    "relint",
    "replacements",
    "standard_pack",
]


def list_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(sorted(registered(), key=lambda rule: rule.code))


def get_rule(code: str) -> Rule:
    """The rule with this code; raises KeyError if there is none."""
    found = registered_rule(code)
    if found is None:
        raise KeyError(code)
    return found
