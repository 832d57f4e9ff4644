from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_document_of_earlier_changes")]

    operations = [
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    ("only_stretch", True),
                    ("basis__isnull", False),
                    models.Q(("document", ""), _negated=True),
                    _connector="OR",
                ),
                name="target_change_has_basis",
            ),
        ),
    ]
