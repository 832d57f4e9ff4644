"""Find what a corrected draft has, again and again, without looking at all of it anew.

What was found of the drafts that are being corrected is remembered here, in the memory of
the process; a draft that is not remembered is looked at as a whole, once.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any

from tolok.decrees import policies, queries
from tolok.decrees.models import Decree
from tolok.reader.lint import Memory


# A draft of a thousand positions takes some 30 MB.
DRAFTS_REMEMBERED = 4


class _Draft:
    """What is remembered of one draft: what its reading found, and of each position."""

    def __init__(self, as_read: list[dict[str, Any]]) -> None:
        self.as_read = as_read
        self.memory = Memory()


# A number may come again after a database was put back; when it was kept tells them apart.
_Key = tuple[int, datetime, str]
_drafts: OrderedDict[_Key, _Draft] = OrderedDict()
_lock = Lock()


def findings_of(decree: Decree, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the findings of a draft once `content` is what it says.

    The same as `policies.findings_of` of what the reading found; looks anew only at what
    changed since this process looked last.
    """
    with _remembered(decree) as draft:
        return policies.findings_of(content, draft.as_read, draft.memory)


@contextmanager
def _remembered(decree: Decree) -> Iterator[_Draft]:
    """Lend what is remembered of a draft: while it is lent, nobody else has it."""
    key = (decree.pk, decree.created_at, decree.file_name)
    with _lock:
        draft = _drafts.pop(key, None)
    if draft is None:
        draft = _Draft(queries.findings_as_read(decree))
    yield draft
    # Only after all went well: what stopped half-way is forgotten.
    with _lock:
        _drafts[key] = draft
        while len(_drafts) > DRAFTS_REMEMBERED:
            _drafts.popitem(last=False)
