from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measurement", "0007_verified_parts_stay")]

    operations = [
        migrations.AddConstraint(
            model_name="realisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ("submitted", "checked", "verified")),
                        _negated=True,
                    ),
                    models.Q(("entered_text", ""), _negated=True),
                    models.Q(("obstacles", ""), _negated=True),
                    _connector="OR",
                ),
                name="sent_blank_is_explained",
            ),
        ),
    ]
