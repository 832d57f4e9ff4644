"""What a definition wants of a realisation before it is sent: proofs, and the possible."""

from django.utils.translation import gettext as _

from tolok.kernel.numbers import format_number
from tolok.measurement import policies
from tolok.measurement.entries import Reading
from tolok.measurement.models import Realisation
from tolok.planning.models import Target
from tolok.registry.enums import EvidenceKind as WantedKind
from tolok.registry.enums import Measure
from tolok.registry.models import Definition


def missing_proof(row: Realisation, definition: Definition) -> list[tuple[str, str]]:
    """Ask for the proofs that the definition wants, by their kind and number."""
    given = list(row.evidence.values_list("kind", "file__media_type"))
    missing = policies.missing_evidence(
        definition.evidence_kinds,
        definition.evidence_minimum,
        [(kind, media_type or "") for kind, media_type in given],
    )
    if not missing:
        return []
    message = _("Bukti masih kurang: paling sedikit %(count)s. %(wanted)s.")
    if definition.evidence_kinds and len(given) >= definition.evidence_minimum:
        message = _(
            "Bukti masih kurang: paling sedikit %(count)s berupa %(kinds)s, masih perlu "
            "%(missing)s lagi. %(wanted)s."
        )
    words = {
        "count": definition.evidence_minimum,
        "missing": missing,
        "kinds": _(" atau ").join(
            str(WantedKind(kind).label) for kind in definition.evidence_kinds
        ),
        "wanted": definition.evidence_wanted.rstrip("."),
    }
    return [("evidence", message % words)]


def beyond_reach(
    reading: Reading, definition: Definition, target: Target | None
) -> list[tuple[str, str]]:
    """Refuse a value above a target that is the highest there can be."""
    if not definition.target_is_maximum or reading.value is None:
        return []
    if target is None or target.value is None or reading.value <= target.value:
        return []
    message = _(
        "Target %(target)s adalah nilai tertinggi yang mungkin dicapai, padahal yang diisi "
        "%(value)s. Periksa angkanya, atau minta perencana memperbaiki definisinya."
    )
    field = "numerator" if definition.measure == Measure.RATIO else "value"
    words = {
        "target": target.text,
        "value": format_number(reading.value.normalize() + 0),
    }
    return [(field, message % words)]
