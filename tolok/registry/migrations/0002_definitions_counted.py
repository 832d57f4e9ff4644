from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_former_names"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="definition",
            index=models.Index(
                condition=models.Q(("is_current", True)),
                fields=["indicator", "frequency", "decided_at", "unit_of_measure"],
                name="current_definition_counted",
            ),
        ),
    ]
