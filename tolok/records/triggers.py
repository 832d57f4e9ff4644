"""Let the database itself refuse what must never happen, on SQLite and PostgreSQL.

Used by migrations of any room: `forbid(table="records_auditevent", ...)`.
"""

from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


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


class Forbid(Operation):
    """A migration's step that sets a guard up, and can take it away."""

    reversible = True
    reduces_to_sql = True
    elidable = False

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing of what Django knows: a guard is the database's own."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Set the guard up; one of the same name is replaced."""
        vendor = schema_editor.connection.vendor
        for statement in self.guard.drop(vendor) + self.guard.create(vendor):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the guard away."""
        for statement in self.guard.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def describe(self) -> str:
        """Return one line for `migrate --plan`."""
        return f"Guard {self.guard.table}: {self.guard.message}"


def forbid(
    *, name: str, table: str, event: str, message: str, when: str = ""
) -> Forbid:
    """Return the migration step that sets up a guard, and can take it away.

    A guard of the same name is replaced: SQLite loses the guards of a table that a
    migration makes anew, so such a migration is followed by one that sets them up.
    """
    return Forbid(Guard(name, table, event, message, when))
