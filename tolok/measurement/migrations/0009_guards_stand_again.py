"""Set up the guards of realisations again: SQLite made their table anew."""

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
    dependencies = [("measurement", "0008_sent_blank_is_explained")]
    operations = [
        forbid(
            name="verified_realisation_stays",
            table="measurement_realisation",
            event="UPDATE",
            when=f"OLD.status = 'verified' AND ({CHANGED})",
            message="a verified realisation does not change",
        ),
        forbid(
            name="reported_realisation_never_leaves",
            table="measurement_realisation",
            event="DELETE",
            when="OLD.status <> 'open'",
            message="a reported realisation does not leave",
        ),
        forbid(
            name="superseded_realisation_stays_so",
            table="measurement_realisation",
            event="UPDATE",
            when="NOT OLD.is_current AND NEW.is_current",
            message="a superseded realisation does not come back",
        ),
    ]
