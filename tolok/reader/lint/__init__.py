"""Lint: what a reviewer should look at, each finding with its place and a suggestion."""

from typing import Any

from tolok.reader.parse import Reading


def find(reading: Reading) -> list[dict[str, Any]]:
    return []
