from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_reason_of_earlier_weights")]

    operations = [
        migrations.AddConstraint(
            model_name="weight",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    models.Q(("change_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="weight_change_has_reason",
            ),
        ),
    ]
