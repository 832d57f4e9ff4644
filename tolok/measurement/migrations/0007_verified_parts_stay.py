"""Guard the parts of a verified value as the value itself."""

from django.db import migrations

from tolok.records.triggers import forbid


CHANGED = " OR ".join(
    f"COALESCE(CAST(OLD.{column} AS TEXT), '') <> "
    f"COALESCE(CAST(NEW.{column} AS TEXT), '')"
    for column in (
        "value",
        "numerator",
        "denominator",
        "entered_text",
        "parts",
        "obstacles",
        "follow_up",
        "submitted_at",
        "checked_by_id",
        "checked_at",
        "decided_by_id",
        "decided_at",
        "status",
        "number",
        "person_id",
        "indicator_id",
        "period_id",
    )
)


class Migration(migrations.Migration):
    dependencies = [("measurement", "0006_parts_and_own_due")]
    operations = [
        forbid(
            name="verified_realisation_stays",
            table="measurement_realisation",
            event="UPDATE",
            when=f"OLD.status = 'verified' AND ({CHANGED})",
            message="a verified realisation does not change",
        ),
    ]
