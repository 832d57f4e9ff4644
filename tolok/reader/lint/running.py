"""Running: the rules over a decree, and replacements for what they found."""

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tolok.reader.lint.finding import Finding, Fix, Found, Severity, as_finding
from tolok.reader.lint.pack import Pack, standard_pack
from tolok.reader.lint.registry import Rule, registered, registered_rule
from tolok.reader.lint.subject import Subject
from tolok.reader.parse import Reading


def find(reading: Reading, pack: Pack | None = None) -> list[Finding]:
    """All findings on a reading, in the order of the document."""
    pack = pack or standard_pack()
    subject = Subject(reading.decree, pack.thresholds, reading)
    return in_order_of_place(_run(subject, pack, registered()))


def find_in_decree(decree: dict[str, Any], pack: Pack | None = None) -> list[Finding]:
    """The findings of every rule that needs the decree alone, in the order of the document.

    `decree` is a `tolok-decree/1` object as the review edits it; its own `findings` are
    not looked at.
    """
    pack = pack or standard_pack()
    rules = tuple(rule for rule in registered() if not rule.from_source)
    return in_order_of_place(_run(Subject(decree, pack.thresholds), pack, rules))


Finder = Callable[[dict[str, Any], Pack], list[Finding]]


def relint(
    decree: dict[str, Any], pack: Pack | None = None, find: Finder = find_in_decree
) -> list[Finding]:
    """The findings after a correction: those on the source kept, all others found anew.

    A finding on the source goes when its position has gone. `find` may be that of a
    `Memory`, which looks again only at what changed.
    """
    pack = pack or standard_pack()
    ids = {position["id"] for position in decree["positions"]}
    kept: list[Finding] = []
    for finding in decree.get("findings", ()):
        rule = registered_rule(finding["code"])
        if rule is not None and not rule.from_source:
            continue
        if finding.get("position") is not None and finding["position"] not in ids:
            continue
        severity = (
            pack.severity(rule.code, rule.severity)
            if rule is not None
            else finding["severity"]
        )
        if severity is not None:
            kept.append({**finding, "severity": severity})
    return in_order_of_place([*kept, *find(decree, pack)])


def replacements(
    finding: Finding, decree: dict[str, Any], pack: Pack | None = None
) -> tuple[Fix, ...]:
    """The replacements that a finding suggests on this decree; none if it has none.

    The rule is run anew, so that a finding that no longer holds has no replacement either.
    """
    rule = registered_rule(finding["code"])
    if rule is None or rule.from_source:
        return ()
    pack = pack or standard_pack()
    subject = Subject(decree, pack.thresholds)
    same = [
        found
        for found in rule.check(subject)
        if found.message == finding["message"]
        and _position(subject, found) == finding["position"]
    ]
    # Equal rows say the same; the place tells which of them is meant. Only lists have places
    # in the source that the decree does not keep.
    here = [
        found
        for found in same
        if subject.where(found.path) == finding["where"]
        or subject.indicator_of(found.path) is None
    ]
    return here[0].replacements() if here else ()


def offers(
    decree: dict[str, Any], pack: Pack | None = None
) -> list[tuple[Finding, tuple[Fix, ...]]]:
    """Every finding that offers to replace a text, with its replacements, rule by rule.

    Each rule runs once; asking `replacements` finding by finding runs it as often as it finds.
    """
    pack = pack or standard_pack()
    subject = Subject(decree, pack.thresholds)
    offered = []
    for rule in registered():
        severity = pack.severity(rule.code, rule.severity)
        if rule.from_source or severity is None:
            continue
        for found in rule.check(subject):
            fixes = found.replacements()
            if fixes:
                finding = _finding(subject, rule, severity, found)
                offered.append((finding, fixes))
    return offered


def apply_fix(decree: dict[str, Any], fix: Fix) -> dict[str, Any]:
    """A copy of the decree with one text replaced.

    Raises ValueError if the text at `fix.path` is no longer `fix.old`.
    """
    changed = copy.deepcopy(decree)
    holder: Any = changed
    for step in fix.path[:-1]:
        holder = holder[step]
    last: Any = fix.path[-1]
    if holder[last] != fix.old:
        raise ValueError(
            f"Teks di {'.'.join(map(str, fix.path))} sudah berubah; saran ini tidak "
            "berlaku lagi."
        )
    holder[last] = fix.new
    return changed


def _run(subject: Subject, pack: Pack, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    for rule in rules:
        severity = pack.severity(rule.code, rule.severity)
        if severity is None:
            continue
        yield from run_rule(subject, rule, severity)


def run_rule(subject: Subject, rule: Rule, severity: Severity) -> Iterator[Finding]:
    """What one rule finds, as grave as it is said."""
    for found in rule.check(subject):
        yield _finding(subject, rule, severity, found)


def _finding(subject: Subject, rule: Rule, severity: Severity, found: Found) -> Finding:
    return as_finding(
        found,
        code=rule.code,
        severity=severity,
        where=found.where.as_dict()
        if found.where is not None
        else subject.where(found.path),
        position=_position(subject, found),
        indicator=found.indicator or subject.indicator_of(found.path),
    )


def _position(subject: Subject, found: Found) -> str | None:
    return found.position or subject.position_of(found.path)


def in_order_of_place(findings: Iterable[Finding]) -> list[Finding]:
    """By place; at one place by code. What stands nowhere comes first."""

    def key(finding: Finding) -> tuple[int, int, int, int, str]:
        where = finding["where"]
        return (
            where["line"] or 0,
            where["page"] or 0,
            where["table"] or 0,
            where["row"] or 0,
            finding["code"],
        )

    return sorted(findings, key=key)
