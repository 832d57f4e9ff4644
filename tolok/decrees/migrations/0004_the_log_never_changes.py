"""What was read and what was corrected stay as they were written: the database refuses.

SQLite drops the triggers of a table that it writes anew, as 0003 did with the decrees:
the guards of 0002 are set up again here.
"""

from typing import Any

from django.db import migrations

from tolok.records.triggers import Guard, forbid


STANDING = (
    Guard(
        name="adopted_decree_never_changes",
        table="decrees_decree",
        event="UPDATE",
        when=(
            "OLD.adopted_at IS NOT NULL AND ("
            "CAST(OLD.content AS TEXT) <> CAST(NEW.content AS TEXT) "
            "OR OLD.file_id <> NEW.file_id OR OLD.number <> NEW.number "
            "OR OLD.revision <> NEW.revision OR OLD.bearing <> NEW.bearing "
            "OR NEW.adopted_at IS NULL OR OLD.adopted_at <> NEW.adopted_at)"
        ),
        message="an adopted decree does not change",
    ),
    Guard(
        name="adopted_decree_never_leaves",
        table="decrees_decree",
        event="DELETE",
        when="OLD.adopted_at IS NOT NULL",
        message="an adopted decree does not leave",
    ),
)


def set_up_again(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for guard in STANDING:
        for statement in (*guard.drop(vendor), *guard.create(vendor)):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("decrees", "0003_corrections_and_readings"),
        ("records", "0002_append_only"),
    ]
    operations = [
        migrations.RunPython(set_up_again, migrations.RunPython.noop, elidable=False),
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
