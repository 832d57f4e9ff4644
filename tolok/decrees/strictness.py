"""How strictly an office looks at its decrees: a pack, and single rules set otherwise.

What was found stays kept whole with the draft; the choice says what of it is shown and how
grave it is, so that it holds at once for every draft and can be taken back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, queries
from tolok.decrees.models import LintChoice
from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.reader.lint import get_rule, list_packs
from tolok.reader.lint.pack import STANDARD
from tolok.records import actions as records


OFF = "off"
WEIGHTS = ("error", "warning", "notice", OFF)
LONGEST_REASON = 500


class MayNotChooseRules(NotAllowed):
    """Only a planner of the office chooses its rules."""


class ChoiceUnfit(Unfit):
    """There is no such pack, rule or weight, or the reason is missing."""


def _office_of(by: Viewer) -> Office:
    office = by.office
    if office is None or not permissions.may_handle(by, office_id=office.pk):
        raise MayNotChooseRules(
            _("Hanya perencana yang mengatur aturan pemeriksaan kantornya.")
        )
    return office


@transaction.atomic
def choose_pack(*, pack: str, by: Viewer, at: datetime) -> LintChoice:
    """Choose a pack for the office; rules set one by one stay as they were set.

    Raises `MayNotChooseRules`, `ChoiceUnfit`.
    """
    office = _office_of(by)
    if pack not in list_packs():
        raise ChoiceUnfit(
            _("Paket itu tidak dikenal. Pilih dari daftar."), field="pack"
        )
    current = queries.current_choice(office_id=office.pk)
    before = current.pack if current else STANDARD
    return _write(
        office,
        pack,
        current.rules if current else {},
        {"pack": before},
        {"pack": pack},
        by,
        at,
    )


@transaction.atomic
def choose_weight(
    *, code: str, weight: str, reason: str, by: Viewer, at: datetime
) -> LintChoice:
    """Set one rule off, down or up for the office; an empty weight follows the pack again.

    Raises `MayNotChooseRules`, `ChoiceUnfit`.
    """
    office = _office_of(by)
    try:
        rule = get_rule(code)
    except KeyError as error:
        raise ChoiceUnfit(_("Aturan itu tidak dikenal. Pilih dari daftar.")) from error
    said = " ".join(reason.split())[:LONGEST_REASON]
    if weight and weight not in WEIGHTS:
        raise ChoiceUnfit(_("Pilih salah satu dari daftar."), field="weight")
    if weight and not said:
        raise ChoiceUnfit(
            _("Tulis alasan mengapa aturan ini diatur lain di kantor Anda."),
            field="reason",
        )
    current = queries.current_choice(office_id=office.pk)
    rules: dict[str, Any] = dict(current.rules) if current else {}
    before = rules.pop(code, None)
    if weight:
        rules[code] = {"weight": weight, "reason": said, "by": by.name}
    return _write(
        office,
        current.pack if current else STANDARD,
        rules,
        {"rule": rule.title, "weight": before["weight"] if before else None},
        {"rule": rule.title, "weight": weight or None, "reason": said},
        by,
        at,
    )


def _write(
    office: Office,
    pack: str,
    rules: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Viewer,
    at: datetime,
) -> LintChoice:
    made = LintChoice.objects.create(
        office=office, pack=pack, rules=dict(rules), decided_by=by.name, created_at=at
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.choose_rules",
        subject=made,
        before=dict(before),
        after=dict(after),
        office_id=office.pk,
    )
    return made


def shown(
    findings: Sequence[Mapping[str, Any]], choice: LintChoice | None
) -> list[dict[str, Any]]:
    """Return what an office wants to see of the findings, as grave as it takes them."""
    pack = queries.pack_of(choice)
    kept = []
    for finding in findings:
        severity = pack.severity(finding["code"], finding["severity"])
        if severity is not None:
            kept.append({**finding, "severity": severity})
    return kept
