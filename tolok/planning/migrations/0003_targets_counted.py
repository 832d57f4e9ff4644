from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_weights_of_units"),
        ("registry", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="target",
            index=models.Index(
                condition=models.Q(("is_current", True)),
                fields=["year", "period", "indicator"],
                name="current_target_counted",
            ),
        ),
    ]
