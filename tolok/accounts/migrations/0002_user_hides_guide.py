"""Let a person put the first-run guide away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the mark; nobody has put the guide away yet."""

    dependencies = [("accounts", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="hides_guide",
            field=models.BooleanField(
                default=False, verbose_name="panduan awal disembunyikan"
            ),
        ),
    ]
