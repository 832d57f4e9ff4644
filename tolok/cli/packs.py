"""The choice of a pack of rules on the command line."""

from argparse import Namespace
from typing import Any

from tolok.kernel.refusals import Unfit
from tolok.reader.lint import Pack, UnfitPack, list_packs, load_pack, standard_pack


class PackUnfit(Unfit):
    """The pack of rules cannot be used."""


def add_pack(parser: Any) -> None:
    """Add the option that chooses a pack."""
    parser.add_argument(
        "--lint-pack",
        metavar="PAKET",
        help="paket aturan: nama paket bawaan "
        f"({', '.join(list_packs())}) atau berkas YAML kantor Anda",
    )


def chosen_pack(asked: Namespace) -> Pack:
    """Return the pack that was asked for. Raises `PackUnfit`."""
    if asked.lint_pack is None:
        return standard_pack()
    try:
        return load_pack(asked.lint_pack)
    except UnfitPack as error:
        raise PackUnfit(str(error)) from error
