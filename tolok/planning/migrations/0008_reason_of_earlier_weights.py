"""Weights changed before a reason was asked for say that none was noted down."""

from typing import Any

from django.db import migrations


def say_so(apps: Any, schema_editor: Any) -> None:
    """Write it where a changed weight gives no reason."""
    weight = apps.get_model("planning", "Weight")
    weight.objects.filter(number__gt=1, change_reason="").update(
        change_reason="tidak dicatat pada saat perubahan"
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_weight_reason")]

    operations = [
        migrations.RunPython(say_so, migrations.RunPython.noop, elidable=True)
    ]
