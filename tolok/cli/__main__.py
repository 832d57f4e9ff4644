"""`tolok`: the command line, one module a command."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from tolok import VERSION
from tolok.cli.indonesian import REFUSED, Parser, speak_indonesian
from tolok.kernel.refusals import Refusal


# One module a command; only that of the command asked for is loaded.
COMMANDS = (
    "read",
    "lint",
    "issue",
    "score",
    "rules",
    "prepare",
    "demo",
    "serve",
    "user",
    "remind",
    "definitions",
    "recompute",
    "backup",
    "restore",
    "doctor",
    "bench",
)
INTERRUPTED = 130


def build_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of these commands: all, unless told otherwise."""
    speak_indonesian()
    parser = Parser(
        prog="tolok",
        description="Tolok: dari keputusan tentang indikator kinerja individu ke "
        "pengukuran yang hidup.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"tolok {VERSION}",
        help="tampilkan versi",
    )
    commands = parser.add_subparsers(
        title="perintah", metavar="PERINTAH", required=True, dest="command"
    )
    for name in names:
        import_module(f"tolok.cli.{name}").add(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done, 1 done with faults found, 2 refused."""
    words = sys.argv[1:] if arguments is None else arguments
    named = words[:1] if words and words[0] in COMMANDS else COMMANDS
    asked = build_parser(named).parse_args(words)
    try:
        status: int = asked.run(asked)
        sys.stdout.flush()
    except Refusal as refusal:
        sys.stderr.write(f"tolok {asked.command}: {refusal.message}\n")
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our lines has gone; keep Python from complaining at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())
