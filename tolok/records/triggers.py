"""Let the database itself refuse what must never happen, on SQLite and PostgreSQL.

Used by migrations of any room: `forbid(table="records_auditevent", ...)`.
"""

from dataclasses import dataclass
from typing import Any

from django.db import migrations


@dataclass(frozen=True)
class Guard:
    """One trigger: before `event` on `table`, refuse where `when` holds.

    `when` is SQL over OLD and NEW that both databases understand; empty means always.
    """

    name: str
    table: str
    event: str
    message: str
    when: str = ""

    def create(self, vendor: str) -> list[str]:
        """Return the statements that set the guard up."""
        condition = f"WHEN ({self.when})" if self.when else ""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
                f"FOR EACH ROW {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger AS $$ BEGIN "
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END; $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW {condition} EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, vendor: str) -> list[str]:
        """Return the statements that take the guard away."""
        if vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.name}"]
        return [
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"DROP FUNCTION IF EXISTS {self.name}()",
        ]


def forbid(
    *, name: str, table: str, event: str, message: str, when: str = ""
) -> migrations.RunPython:
    """Return the migration step that sets up a guard, and can take it away.

    A guard of the same name is replaced: SQLite loses the guards of a table that a
    migration makes anew, so such a migration is followed by one that sets them up.
    """
    guard = Guard(name, table, event, message, when)

    def forwards(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in guard.drop(vendor) + guard.create(vendor):
            schema_editor.execute(statement)

    def backwards(apps: Any, schema_editor: Any) -> None:
        for statement in guard.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return migrations.RunPython(forwards, backwards, elidable=False)
