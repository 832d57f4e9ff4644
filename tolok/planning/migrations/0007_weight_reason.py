from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_weights")]

    operations = [
        migrations.AddField(
            model_name="weight",
            name="change_reason",
            field=models.CharField(
                blank=True,
                default="",
                max_length=500,
                verbose_name="alasan perubahan",
            ),
            preserve_default=False,
        ),
    ]
