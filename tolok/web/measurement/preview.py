"""What an achievement would be, while it is being typed or decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.numbers import NumberUnreadable, parse_amount
from tolok.kernel.refusals import Unfit
from tolok.measurement import queries as measurement
from tolok.measurement.checks import Doubt, check_reading
from tolok.measurement.entries import Entry, Reading, ValueDoubtful, read_entry
from tolok.planning import queries as planning
from tolok.registry.enums import Measure
from tolok.scoring import queries as scoring
from tolok.scoring.enums import ScoreStatus
from tolok.scoring.measurements import Reported
from tolok.scoring.queries import Share
from tolok.web.words import as_written, value_with_unit


ON_TARGET = Decimal(100)


@dataclass(frozen=True)
class Preview:
    """What `components/live.html` shows; `notes` say how a doubtful text was read."""

    realisation: str = ""
    achievement: Decimal | None = None
    rank: int | None = None
    class_name: str = ""
    sum: str = ""
    trouble: str = ""
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Tell whether the holder will be asked to confirm."""
        return any(not doubt.must_mend for doubt in self.doubts)

    @property
    def is_below_target(self) -> bool:
        """Tell whether obstacles and follow-up will be asked for."""
        return self.achievement is not None and self.achievement < ON_TARGET


def preview_entry(
    entry: Entry,
    *,
    definition: measurement.Definition,
    target: planning.Target | None,
    row: measurement.Realisation,
    history: Sequence[Decimal] = (),
) -> Preview:
    """Return the preview of what is in the fields, also where it cannot be read.

    `history` are the earlier verified values, against which the new one is held.
    """
    try:
        reading = read_entry(entry, definition)
    except ValueDoubtful as refusal:
        return Preview(trouble=refusal.message, readings=refusal.readings)
    except Unfit as refusal:
        return Preview(trouble=refusal.message)
    shown = preview_reading(reading, definition=definition, target=target, row=row)
    return replace(
        shown,
        notes=(*notes_on(entry), *shown.notes),
        doubts=tuple(
            check_reading(
                reading,
                definition,
                target=target.value if target else None,
                history=history,
            )
        ),
    )


def preview_row(
    row: measurement.Realisation,
    *,
    target: planning.Target | None,
    history: Sequence[Decimal] = (),
    share: Share | None = None,
) -> Preview:
    """Return the preview of what a realisation holds; `share` where it is known."""
    reading = Reading(row.entered_text, row.value, row.numerator, row.denominator)
    definition = measurement.definition_of(row)
    shown = preview_reading(
        reading, definition=definition, target=target, row=row, share=share
    )
    return replace(
        shown,
        doubts=tuple(
            check_reading(
                reading,
                definition,
                target=target.value if target else None,
                history=history,
            )
        ),
    )


def missing_of(
    preview: Preview,
    entry: Entry,
    *,
    definition: measurement.Definition,
    evidence_count: int,
) -> list[str]:
    """Return what is still missing before it can be sent, as short sentences."""
    missing = []
    if not preview.realisation and not preview.trouble:
        if entry.obstacles.strip():
            return [_("Hasilnya kosong: akan dikirim tanpa angka beserta sebabnya.")]
        missing.append(
            _(
                "Hasilnya masih kosong. Isi 0 bila memang nol, atau tulis sebabnya pada "
                "Hambatan."
            )
        )
    lacking = definition.evidence_minimum - evidence_count
    if lacking > 0:
        missing.append(_("Bukti kurang %(count)s.") % {"count": lacking})
    if preview.is_below_target and not entry.obstacles.strip():
        missing.append(_("Hambatan belum ditulis, padahal hasilnya di bawah target."))
    if preview.is_below_target and not entry.follow_up.strip():
        missing.append(_("Tindak lanjut belum ditulis."))
    return missing


def preview_reading(
    reading: Reading,
    *,
    definition: measurement.Definition,
    target: planning.Target | None,
    row: measurement.Realisation,
    share: Share | None = None,
) -> Preview:
    """Ask the calculator; nothing typed gives an empty preview."""
    if reading.is_blank:
        return Preview()
    realisation = (
        value_with_unit(reading.value, definition)
        if definition.measure
        in {Measure.RATIO, Measure.COUNT, Measure.VALUE, Measure.TERMS}
        else as_written(reading.text)
    )
    if target is None:
        message = _("Targetnya belum ditetapkan, jadi capaian belum dapat dihitung.")
        return Preview(realisation=realisation, trouble=message)
    share = share or scoring.share_in(
        position_id=row.position_id,
        person_id=row.person_id,
        definition=definition,
        period=row.period,
    )
    result = scoring.preview(
        reported=Reported(reading.text, reading.numerator, reading.denominator),
        definition=definition,
        target=target,
        period=row.period,
        share=share,
    )
    notes = (_("Bagian target: %(why)s.") % {"why": share.why},) if share.why else ()
    if result["status"] != ScoreStatus.COMPUTED:
        return Preview(realisation=realisation, trouble=result.get("reason") or "")
    return Preview(
        realisation=realisation,
        achievement=Decimal(result["achievement"]),
        rank=result["rank"],
        class_name=result["class"] or "",
        sum=sum_of(result),
        notes=notes,
    )


def sum_of(result: dict[str, Any]) -> str:
    """Return the sum as the calculator wrote it, the step that gave the achievement."""
    return " ".join(
        step["value"] for step in result["passport"] if step["step"] == "Capaian"
    )


def notes_on(entry: Entry) -> tuple[str, ...]:
    """Return how doubtful writings in the fields were read."""
    notes: list[str] = []
    for text in (entry.value, entry.numerator, entry.denominator):
        try:
            notes += parse_amount(text).notes
        except NumberUnreadable:
            continue
    return tuple(notes)
