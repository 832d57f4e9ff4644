"""An amendment says which positions it takes away; adopted, that never changes either."""

from typing import Any

from django.db import migrations, models

from tolok.records.triggers import Guard


STANDING = (
    Guard(
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
    Guard(
        name="adopted_decree_never_leaves",
        table="decrees_decree",
        event="DELETE",
        when="OLD.adopted_at IS NOT NULL",
        message="an adopted decree does not leave",
    ),
)


def take_away(apps: Any, schema_editor: Any) -> None:
    for guard in STANDING:
        for statement in guard.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement)


def set_up_again(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for guard in STANDING:
        for statement in (*guard.drop(vendor), *guard.create(vendor)):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("decrees", "0006_issuing_and_renewing")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, take_away, elidable=False),
        migrations.AddField(
            model_name="decree",
            name="removes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Ids of the positions of `follows` that an amendment takes away.",
                verbose_name="jabatan yang dihapus",
            ),
        ),
        migrations.RunPython(set_up_again, migrations.RunPython.noop, elidable=False),
    ]
