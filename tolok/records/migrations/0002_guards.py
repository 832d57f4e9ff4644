"""The trail is append-only: the database refuses to change or delete an event."""

from django.db import migrations

from tolok.records.triggers import forbid


class Migration(migrations.Migration):
    replaces = [("records", "0004_content_deleted")]
    dependencies = [("records", "0001_tables")]
    operations = [
        forbid(
            name="audit_never_changes",
            table="records_auditevent",
            event="UPDATE",
            message="audit events are append-only",
        ),
        forbid(
            name="audit_never_leaves",
            table="records_auditevent",
            event="DELETE",
            message="audit events are append-only",
        ),
    ]
