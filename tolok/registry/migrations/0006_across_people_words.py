"""Two more ways to make one value of several holders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_end_what_was_followed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="definition",
            name="across_people",
            field=models.CharField(
                choices=[
                    ("average", "Rata-rata"),
                    ("sum", "Dijumlahkan"),
                    ("ratio", "Jumlah pembilang dibagi jumlah penyebut"),
                    ("highest", "Tertinggi"),
                    ("lowest", "Terendah"),
                    ("days", "Rata-rata berbobot hari"),
                    ("last", "Nilai pemangku terakhir"),
                    ("none", "Tidak digabung"),
                ],
                default="average",
                max_length=10,
                verbose_name="penggabungan antarpegawai",
            ),
        ),
    ]
