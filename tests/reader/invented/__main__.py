"""Sweep invented decrees: `python -m tests.reader.invented [--held-back] [--show N] …`."""

import argparse
import statistics
import sys
from collections import defaultdict

from tests.reader.invented.decrees import FORMATS, InventedDocument, invent_document
from tests.reader.invented.layouts import HELD_BACK, TUNED
from tests.reader.invented.printing import PRINTED, is_told_apart, print_documents
from tests.reader.invented.scores import Fact, score
from tolok.reader import UnreadableDecree, read_decree


GOAL = 0.98
REFUSED = -1.0


def main() -> None:
    options = _options()
    families = options.family or list(HELD_BACK if options.held_back else TUNED)
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    shown = 0
    for family in families:
        for form in options.format or FORMATS:
            for seed, document in _documents(options, family, form).items():
                result, missing, invented = _read(document)
                scores[family, form].append(result)
                if result < options.below and shown < options.show:
                    shown += 1
                    say(f"--- {family} {form} seed {seed}: {result:.4f}")
                    _say_facts("missing", missing)
                    _say_facts("made up", invented)
    say(f"{'family':26} {'format':11} {'lowest':>8} {'mean':>8} {'< 0.98':>7}")
    for (family, form), found in scores.items():
        _say_scores(family, form, found)
    for form in options.format or FORMATS:
        found = [s for (_, f), some in scores.items() if f == form for s in some]
        _say_scores("ALL", form, found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--held-back", action="store_true", help="families not tuned on"
    )
    parser.add_argument("--family", action="append")
    parser.add_argument("--format", action="append", choices=(*FORMATS, *PRINTED))
    parser.add_argument("--documents", type=int, default=10, help="of each sort")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="how many to show in full")
    parser.add_argument("--below", type=float, default=1.0, help="show those below")
    return parser.parse_args()


def _documents(
    options: argparse.Namespace, family: str, form: str
) -> dict[int, InventedDocument]:
    """The documents of a family in a format, by seed; those printed as PDF all at once."""
    first = options.seed * 100_000
    seeds = range(first, first + options.documents)
    if form not in PRINTED:
        return {seed: invent_document(seed, family, form) for seed in seeds}
    written = {seed: invent_document(seed, family, "docx", most=5) for seed in seeds}
    borders = PRINTED[form]
    kept = {
        seed: document
        for seed, document in written.items()
        if is_told_apart(document.layout, borders)
    }
    return print_documents(kept, borders)


def _read(document: InventedDocument) -> tuple[float, list[Fact], list[Fact]]:
    try:
        read = read_decree(content=document.content, name="uji").decree
    except UnreadableDecree as refusal:
        return REFUSED, [("refused", "", str(refusal))], []
    return score(document.truth, read)


def _say_facts(mark: str, facts: list[Fact]) -> None:
    for fact in facts[:5]:
        say(f"   {mark}: {' | '.join(fact)}"[:300])


def _say_scores(family: str, form: str, found: list[float]) -> None:
    if not found:
        return
    low = sum(1 for value in found if value < GOAL)
    say(
        f"{family:26} {form:11} {min(found):8.4f} {statistics.mean(found):8.4f} "
        f"{low:4}/{len(found)}"
    )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
