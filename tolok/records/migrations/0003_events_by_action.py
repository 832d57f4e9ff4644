from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_guards"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(
                fields=["office_id", "action", "-id"], name="event_of_action"
            ),
        ),
    ]
