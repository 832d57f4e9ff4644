"""Lets argparse speak Indonesian: its own words and a parser with our form."""

import argparse
import textwrap
from typing import NoReturn, Protocol


REFUSED = 2
HELP_WIDTH = 78

STATUSES = """\
status keluar:
  0  selesai
  1  selesai, tetapi ada kesalahan yang ditemukan
  2  ditolak atau tidak dapat dikerjakan; sebabnya tertulis"""

WORDS = {
    "usage: ": "penggunaan: ",
    "options": "opsi",
    "positional arguments": "isian",
    "show this help message and exit": "tampilkan bantuan ini",
    "show program's version number and exit": "tampilkan versi",
    "the following arguments are required: %s": "isian ini belum ditulis: %s",
    "unrecognized arguments: %s": "tidak dikenali: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r tidak ada; pilih salah satu: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r tidak dapat dipakai (%(type)s)",
    "not allowed with argument %s": "tidak dapat dipakai bersama %s",
    "one of the arguments %s is required": "tulis salah satu: %s",
    "expected one argument": "perlu satu isian",
    "expected at most one argument": "paling banyak satu isian",
    "expected at least one argument": "perlu sedikitnya satu isian",
    "expected %s argument": "perlu %s isian",
    "expected %s arguments": "perlu %s isian",
    "ignored explicit argument %r": "isian %r tidak dipakai di sini",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s tidak jelas; mungkin %(matches)s"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}


def translate(words: str) -> str:
    """Return argparse's words in Indonesian; words it does not know stay."""
    return WORDS.get(words, words)


def translate_number(one: str, many: str, number: int) -> str:
    """Return the words for a number of things; Indonesian has one form."""
    return translate(one if number == 1 else many)


def speak_indonesian() -> None:
    """Give argparse our words; it looks them up in these two names of its module."""
    vars(argparse).update(_=translate, ngettext=translate_number)


class Parser(argparse.ArgumentParser):
    """A parser without abbreviations, whose help ends with the exit statuses."""

    def __init__(
        self,
        *,
        prog: str | None = None,
        description: str | None = None,
        epilog: str = STATUSES,
    ) -> None:
        super().__init__(
            prog=prog,
            description=textwrap.fill(description or "", HELP_WIDTH),
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and end with status 2."""
        self.exit(
            REFUSED,
            f"{self.prog}: {message}\nLihat caranya: {self.prog} --help\n",
        )


class Commands(Protocol):
    """Where a command is added; what `add_subparsers` returns."""

    def add_parser(self, name: str, **words: str) -> Parser: ...


class WholeNumber:
    """Reads a whole number, and says which ones it takes."""

    def __init__(self, least: int) -> None:
        self.least = least

    def __call__(self, text: str) -> int:
        if not text.isdecimal() or int(text) < self.least:
            message = f"{text!r} bukan bilangan bulat mulai dari {self.least}"
            raise argparse.ArgumentTypeError(message)
        return int(text)
