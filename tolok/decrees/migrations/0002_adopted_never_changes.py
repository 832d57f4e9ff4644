"""An adopted decree keeps its content: the database refuses another."""

from django.db import migrations

from tolok.records.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [
        ("decrees", "0001_initial"),
        ("records", "0002_append_only"),
    ]
    operations = [
        forbid(
            name="adopted_decree_never_changes",
            table="decrees_decree",
            event="UPDATE",
            when=(
                "OLD.adopted_at IS NOT NULL AND ("
                "CAST(OLD.content AS TEXT) <> CAST(NEW.content AS TEXT) "
                "OR OLD.file_id <> NEW.file_id OR OLD.number <> NEW.number "
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
    ]
