"""What was published or issued stays as it was: the database refuses another."""

from django.db import migrations

from tolok.records.triggers import forbid


KEPT = (
    *("NEW.office_id <> OLD.office_id", "NEW.year_id <> OLD.year_id"),
    *("NEW.period_id <> OLD.period_id", "NEW.number <> OLD.number"),
    *("NEW.slug <> OLD.slug", "NEW.starts_on <> OLD.starts_on"),
    "NEW.published_by <> OLD.published_by",
    "CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT)",
)


class Migration(migrations.Migration):
    replaces = [("reporting", "0003_official_documents")]
    dependencies = [("reporting", "0001_tables")]
    operations = [
        forbid(
            name="publication_stays",
            table="reporting_publication",
            event="UPDATE",
            when=" OR ".join(KEPT),
            message="a publication does not change, another takes its place",
        ),
        forbid(
            name="publication_kept",
            table="reporting_publication",
            event="DELETE",
            message="a publication does not leave, it is withdrawn",
        ),
        *(
            forbid(
                name=f"{name}_never_{word}",
                table=f"reporting_{name}",
                event=event,
                message=f"{what} never {word}",
            )
            for name, what in (
                ("officialdocument", "an issued document"),
                ("documentwithdrawal", "a withdrawal"),
            )
            for event, word in (("UPDATE", "changes"), ("DELETE", "leaves"))
        ),
    ]
