"""Write docs/reference/commands.md from the help of every command.

python scripts/docs.py          write it anew
python scripts/docs.py --check  does it say what the commands say?
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path


# The width of the help is part of the page; it must not follow the terminal.
os.environ["COLUMNS"] = "88"
os.environ["NO_COLOR"] = "1"

from tolok.cli.__main__ import build_parser


ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "commands.md"
HEAD = """\
# Perintah `tolok`

Halaman ini ditulis oleh `make docs` dari bantuan perintahnya sendiri; jangan disunting.
"""


def main() -> int:
    """Write or check the page; return the exit status."""
    text = "\n".join([HEAD, *sections(build_parser())])
    if "--check" in sys.argv:
        if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write(f"{PAGE.relative_to(ROOT)} is out of date; run: make docs\n")
        return 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def sections(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a section for a command and each command below it."""
    yield f"## {parser.prog}\n\n```text\n{parser.format_help().rstrip()}\n```\n"
    for below in commands_below(parser):
        yield from sections(below)


def commands_below(
    parser: argparse.ArgumentParser,
) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers of the commands that stand below one."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


if __name__ == "__main__":
    sys.exit(main())
