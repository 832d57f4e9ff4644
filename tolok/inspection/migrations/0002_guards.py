"""Nothing of an inspection is deleted, and what was written stays."""

from django.db import migrations

from tolok.records.triggers import forbid


# What a note and a recommendation say stays as it was written; only their way moves on.
NOTE_KEPT = (
    *("NEW.office_id <> OLD.office_id", "NEW.kind <> OLD.kind"),
    *("NEW.text <> OLD.text", "NEW.author_id <> OLD.author_id"),
)
RECOMMENDATION_KEPT = (
    *("NEW.office_id <> OLD.office_id", "NEW.number <> OLD.number"),
    *("NEW.source <> OLD.source", "NEW.text <> OLD.text"),
    *("NEW.report_number <> OLD.report_number", "NEW.unit_id <> OLD.unit_id"),
    *("NEW.report_dated_on <> OLD.report_dated_on", "NEW.due_on <> OLD.due_on"),
    "OLD.closed_at IS NOT NULL",
)


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_register")]
    operations = [
        forbid(
            name="inspection_note_stays",
            table="inspection_inspectionnote",
            event="UPDATE",
            when=" OR ".join(NOTE_KEPT),
            message="a note does not change, it is withdrawn",
        ),
        forbid(
            name="recommendation_stays",
            table="inspection_recommendation",
            event="UPDATE",
            when=" OR ".join(RECOMMENDATION_KEPT),
            message="a recommendation does not change, nor what was closed",
        ),
        *(
            forbid(
                name=f"{name}_kept",
                table=f"inspection_{name}",
                event="DELETE",
                message="nothing of an inspection is deleted",
            )
            for name in (
                *("inspectionnote", "recommendation", "recommendationstep"),
                "recommendationevidence",
            )
        ),
        *(
            forbid(
                name=f"{name}_stays",
                table=f"inspection_{name}",
                event="UPDATE",
                message="a step of a recommendation does not change",
            )
            for name in ("recommendationstep", "recommendationevidence")
        ),
    ]
