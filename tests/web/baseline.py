"""How many queries each page may ask, kept in a file that a person can read.

`assert_queries` holds a page against its line in `query_baseline.json`. A page that
asks more, or less, fails; `WRITE_BASELINE=1` writes what was counted, to be looked at
and committed. `assert_no_growth` counts a page before and after the office grew.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


FILE = Path(__file__).with_name("query_baseline.json")
MOST = 12


def count_queries(client: Client, url: str, **headers: str) -> int:
    """Return how many queries a page asks, session and account among them."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url, headers=headers)
    assert response.status_code == 200, (url, response.status_code)
    return len([q for q in captured if not is_transaction(q["sql"])])


def is_transaction(sql: str) -> bool:
    """Tell whether a statement only opens or closes a transaction."""
    return sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK"))


def assert_queries(name: str, client: Client, url: str, **headers: str) -> None:
    """Assert that a page asks exactly as many queries as its line says, at most 12."""
    counted = count_queries(client, url, **headers)
    assert counted <= MOST, f"{name} asks {counted} queries, at most {MOST} are fast"
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if os.environ.get("WRITE_BASELINE"):
        kept[name] = counted
        text = json.dumps(kept, indent=2, sort_keys=True) + "\n"
        FILE.write_text(text, encoding="utf-8")
    assert kept.get(name) == counted, f"{name}: {counted}, baseline {kept.get(name)}"


def assert_no_growth(
    client: Client, url: str, grow: Callable[[], object], **headers: str
) -> None:
    """Assert that a page asks no more queries after `grow` made the office larger."""
    before = count_queries(client, url, **headers)
    grow()
    after = count_queries(client, url, **headers)
    assert after == before, f"{url} asked {before} queries, then {after}"
