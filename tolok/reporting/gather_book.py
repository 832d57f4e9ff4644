"""Gather the definitions of an office as they were on a day, for the Kamus Indikator."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from django.utils.translation import override

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.registry.enums import EvidenceKind
from tolok.registry.models import Definition, RegistryVersion
from tolok.registry.queries import list_definitions_on, version_on
from tolok.reporting import permissions
from tolok.reporting.cut_off import cut_off
from tolok.reporting.documents.frame import Method
from tolok.reporting.documents.indicator_book import (
    MOST_PRINTED,
    BookLine,
    IndicatorBook,
)
from tolok.reporting.gather import frame_of, signatory_of


class MayNotReadBook(NotAllowed):
    """Only people of the office read its definitions."""


class BookTooLong(Unfit):
    """More indicators than one printed book holds."""


def gather_book(
    *,
    for_user: Viewer,
    on: date,
    as_at: datetime,
    unit: Unit | None = None,
    position: Position | None = None,
    is_a4: bool = False,
    is_printed: bool = True,
) -> IndicatorBook:
    """Return every definition that held on a day, in the decree's order.

    Of a day to come it is what is known of it now.

    Of the office, of one unit with all below it, or of one position. Five queries. Raises
    `MayNotReadBook`, `RegistryVersion.DoesNotExist`, and `BookTooLong` for paper.
    """
    office = for_user.office
    if office is None or not permissions.may_download_sheet(
        for_user, office_id=office.pk
    ):
        raise MayNotReadBook("Kamus indikator dibaca pegawai kantor itu sendiri.")
    moment = cut_off(on=min(on, as_at.date()), at=as_at, year=None)
    version = version_on(office_id=office.pk, on=on)
    if version is None:
        raise RegistryVersion.DoesNotExist
    until = datetime.combine(on, time.max, tzinfo=as_at.tzinfo)
    definitions = list_definitions_on(
        version=version, for_user=for_user, moment=until, unit=unit, position=position
    )
    if is_printed and len(definitions) > MOST_PRINTED:
        raise BookTooLong(
            "Indikatornya terlalu banyak untuk satu buku cetak. Pilih satu unit, atau "
            "unduh sebagai XLSX."
        )
    frame = replace(
        frame_of(
            office, None, as_at, label=f"Keadaan {format_date(on)}", moment=moment
        ),
        method=Method(name=""),
    )
    with override("id"):
        return IndicatorBook(
            frame=frame,
            lines=tuple(_lines(definitions, until)),
            origin=(
                f"Disusun dari registri versi {version.number} menurut Keputusan "
                f"{version.decree.number}, berlaku mulai "
                f"{format_date(version.valid_from)}."
            ),
            scope=position.title if position else unit.name if unit else "",
            is_a4=is_a4,
            signatory=signatory_of(for_user, unit),
        )


def _lines(definitions: Iterable[Definition], until: datetime) -> Iterable[BookLine]:
    for row in definitions:
        indicator = row.indicator
        position = indicator.position
        verifier = row.verifier or position.superior
        decided = row.decided_at
        accepted = decided is not None and decided <= until
        yield BookLine(
            unit=position.unit.name,
            position=position.title,
            objective=indicator.objective.text,
            indicator=indicator.text,
            version=row.number,
            decided_on=decided.astimezone(until.tzinfo).date()
            if accepted and decided
            else None,
            decided_by=row.decided_by if accepted else "",
            measure=str(row.get_measure_display()),
            unit_of_measure=row.unit_of_measure,
            polarity=str(row.get_polarity_display()),
            accumulation=str(row.get_accumulation_display()),
            across_people=str(row.get_across_people_display()),
            decimals=row.decimals,
            frequency=str(row.get_frequency_display()),
            due_day=row.due_day,
            operational_definition=row.operational_definition,
            reason=row.reason,
            formula=row.formula,
            numerator=row.numerator_label,
            denominator=row.denominator_label,
            terms=row.terms,
            scale=row.scale.upper(),
            target_is_maximum=row.target_is_maximum,
            baseline=row.baseline,
            needs_due_dates=row.needs_due_dates,
            data_source=row.data_source,
            provider=row.provider,
            collector=row.collector,
            evidence=row.evidence_wanted,
            evidence_minimum=row.evidence_minimum,
            evidence_kinds=", ".join(
                str(EvidenceKind(word).label) for word in row.evidence_kinds
            ),
            responsible=(row.responsible or position).title,
            verifier=verifier.title if verifier else "",
        )
