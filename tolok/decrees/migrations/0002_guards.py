"""What was adopted, read, corrected or ruled stays as written: the database refuses."""

from django.db import migrations

from tolok.records.triggers import forbid


class Migration(migrations.Migration):
    replaces = [("decrees", "0007_positions_that_leave")]
    dependencies = [("decrees", "0001_tables")]
    operations = [
        forbid(
            name="adopted_decree_never_changes",
            table="decrees_decree",
            event="UPDATE",
            when=(
                "OLD.adopted_at IS NOT NULL AND ("
                "CAST(OLD.content AS TEXT) <> CAST(NEW.content AS TEXT) "
                "OR CAST(OLD.removes AS TEXT) <> CAST(NEW.removes AS TEXT) "
                "OR OLD.file_id <> NEW.file_id OR OLD.number <> NEW.number "
                "OR OLD.revision <> NEW.revision OR OLD.bearing <> NEW.bearing "
                "OR NEW.adopted_at IS NULL OR OLD.adopted_at <> NEW.adopted_at)"
            ),
            message="an adopted decree does not change",
        ),
        forbid(
            name="adopted_decree_never_leaves",
            table="decrees_decree",
            event="DELETE",
            when="OLD.adopted_at IS NOT NULL",
            message="an adopted decree does not leave",
        ),
        forbid(
            name="correction_never_changes",
            table="decrees_correction",
            event="UPDATE",
            message="a correction does not change",
        ),
        forbid(
            name="correction_never_leaves",
            table="decrees_correction",
            event="DELETE",
            message="a correction does not leave",
        ),
        forbid(
            name="reading_done_never_changes",
            table="decrees_decreereading",
            event="UPDATE",
            when="OLD.ended_at IS NOT NULL",
            message="a reading that has ended does not change",
        ),
        forbid(
            name="adoption_rule_never_changes",
            table="decrees_adoptionrule",
            event="UPDATE",
            message="an adoption rule does not change: another follows it",
        ),
    ]
