"""Changes from before a letter was asked for say that none was noted down."""

from typing import Any

from django.db import migrations


def say_so(apps: Any, schema_editor: Any) -> None:
    """Write it where a changed target names no document."""
    target = apps.get_model("planning", "Target")
    target.objects.filter(number__gt=1, document="").update(
        document="tidak dicatat pada saat perubahan"
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_proposals_and_year_settings")]

    operations = [
        migrations.RunPython(say_so, migrations.RunPython.noop, elidable=True)
    ]
