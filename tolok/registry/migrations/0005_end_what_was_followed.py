"""Rows of a version that was followed ended with the next version of its office."""

from typing import Any

from django.db import migrations


MODELS = ("Duty", "Function", "Objective", "Indicator")


def end_followed(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model("registry", "RegistryVersion")
    followed: dict[int, Any] = {}
    for version in versions.objects.order_by("office_id", "number"):
        before = followed.get(version.office_id)
        if before is not None:
            for name in MODELS:
                apps.get_model("registry", name).objects.filter(version=before).update(
                    ended_by=version
                )
        followed[version.office_id] = version


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_standing_and_continuing")]
    operations = [migrations.RunPython(end_followed, migrations.RunPython.noop)]
