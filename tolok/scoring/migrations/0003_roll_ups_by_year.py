from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_former_names"),
        ("planning", "0003_targets_counted"),
        ("registry", "0002_definitions_counted"),
        ("scoring", "0002_guards"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="rollup",
            name="roll_up_office",
        ),
        migrations.AddIndex(
            model_name="rollup",
            index=models.Index(
                fields=["office", "level", "period", "year"], name="roll_up_office"
            ),
        ),
    ]
