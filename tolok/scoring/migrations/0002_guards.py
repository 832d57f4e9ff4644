"""A published score keeps its digits and its passport."""

from django.db import migrations

from tolok.records.triggers import forbid


class Migration(migrations.Migration):
    replaces = [("scoring", "0003_roll_ups_of_year_and_person")]
    dependencies = [("scoring", "0001_tables")]
    operations = [
        forbid(
            name="score_never_changes",
            table="scoring_score",
            event="UPDATE",
            when=(
                "COALESCE(CAST(OLD.achievement_percent AS TEXT), '') <> "
                "COALESCE(CAST(NEW.achievement_percent AS TEXT), '') "
                "OR CAST(OLD.passport AS TEXT) <> CAST(NEW.passport AS TEXT) "
                "OR CAST(OLD.measurement AS TEXT) <> CAST(NEW.measurement AS TEXT) "
                "OR OLD.status <> NEW.status"
            ),
            message="a published score does not change",
        ),
        forbid(
            name="score_never_leaves",
            table="scoring_score",
            event="DELETE",
            message="a published score does not leave",
        ),
    ]
