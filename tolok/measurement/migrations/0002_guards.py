"""A verified realisation keeps its values, and steps are never rewritten."""

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
    replaces = [("measurement", "0009_guards_stand_again")]
    dependencies = [("measurement", "0001_tables")]
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
        forbid(
            name="realisation_step_never_changes",
            table="measurement_realisationstep",
            event="UPDATE",
            message="a step is never rewritten",
        ),
    ]
