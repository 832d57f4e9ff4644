"""The share of a seat in the target, and whether it owes results."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_delegation"),
    ]

    operations = [
        migrations.AddField(
            model_name="placement",
            name="owes_results",
            field=models.BooleanField(
                default=True,
                help_text="Whether the days count as this person's; else as the holder's.",
                verbose_name="memikul hasil",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="share_percent",
            field=models.DecimalField(
                decimal_places=2,
                help_text="Of the position's target, in percent; null: the whole target.",
                max_digits=5,
                null=True,
                verbose_name="bagian target",
            ),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share_percent__isnull", True),
                    models.Q(("share_percent__gt", 0), ("share_percent__lte", 100)),
                    _connector="OR",
                ),
                name="placement_share_in_bounds",
            ),
        ),
    ]
