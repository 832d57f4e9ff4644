"""Write many rows at once: by COPY on PostgreSQL, by the ORM elsewhere.

The ORM spends longer on composing an INSERT than PostgreSQL on keeping its rows. Rows
are written in the caller's transaction, and every constraint and trigger of the database
holds as with an INSERT.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models


Row = TypeVar("Row", bound=models.Model)
# Below this an INSERT is as fast.
MANY = 200
AT_ONCE = 500
LINES_AT_ONCE = 2000


def write_rows(model: type[Row], rows: Sequence[Row]) -> None:
    """Insert new rows and give each its key."""
    if connection.vendor != "postgresql" or len(rows) < MANY:
        model._default_manager.bulk_create(rows, batch_size=AT_ONCE)
        return
    fields = [field for field in model._meta.concrete_fields if field.column]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, model._meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        statement = f"COPY {table} ({columns}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for lines in _lines(rows, fields):
                copy.write(lines)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _lines(rows: Sequence[Row], fields: Sequence[Any]) -> Iterator[str]:
    """Yield rows in the text form of COPY, some thousands at a time."""
    writers = [(field.attname, _writer(field)) for field in fields]
    left = iter(rows)
    while some := list(islice(left, LINES_AT_ONCE)):
        yield "".join(
            "\t".join(
                [
                    "\\N" if value is None else write(value)
                    for value, write in [
                        (getattr(row, name), write) for name, write in writers
                    ]
                ]
            )
            + "\n"
            for row in some
        )


_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _writer(field: Any) -> Callable[[Any], str]:
    """Return how a value of a field is written; None was looked at before."""
    while field.remote_field is not None:
        field = field.target_field
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.CharField | models.TextField):
        return _text
    return _plain


def _plain(value: Any) -> str:
    return str(value)


def _text(value: Any) -> str:
    return str(value).translate(_ESCAPED)


def _json(value: Any) -> str:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return text.translate(_ESCAPED)


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        message = f"a moment without a time zone: {value}"
        raise ValueError(message)
    return value.isoformat(" ")
