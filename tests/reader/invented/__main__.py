"""Sweep invented decrees: `python -m tests.reader.invented [--held-back] [--show N] …`."""

import argparse
import statistics
from collections import defaultdict

from tests.reader.invented.decrees import FORMATS, invent_document
from tests.reader.invented.layouts import HELD_BACK, TUNED
from tests.reader.invented.scores import score
from tolok.reader import UnreadableDecree, read_decree


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-back", action="store_true", help="families not tuned on")
    parser.add_argument("--family", action="append")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--documents", type=int, default=10, help="of each family and format")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="how many faults to print")
    parser.add_argument("--below", type=float, default=1.0)
    options = parser.parse_args()
    families = options.family or list(HELD_BACK if options.held_back else TUNED)
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    shown = 0
    for family in families:
        for form in options.format or FORMATS:
            for n in range(options.documents):
                seed = options.seed * 100_000 + n
                document = invent_document(seed, family, form)
                try:
                    read = read_decree(content=document.content, name="uji").decree
                    result, missing, invented = score(document.truth, read)
                except UnreadableDecree as refusal:
                    result, missing, invented = -1.0, [("refused", "", str(refusal))], []
                scores[family, form].append(result)
                if result < options.below and shown < options.show:
                    shown += 1
                    print(f"--- {family} {form} seed {seed}: {result:.4f}")
                    for mark, facts in (("missing", missing), ("made up", invented)):
                        for fact in facts[:5]:
                            print(f"   {mark}: {' | '.join(fact)}"[:300])
    print(f"{'family':26} {'format':6} {'lowest':>8} {'mean':>8} {'< 0.98':>7}")
    every: dict[str, list[float]] = defaultdict(list)
    for (family, form), found in scores.items():
        every[form] += found
        low = sum(1 for value in found if value < 0.98)
        print(f"{family:26} {form:6} {min(found):8.4f} {statistics.mean(found):8.4f} {low:4}/{len(found)}")
    for form, found in every.items():
        low = sum(1 for value in found if value < 0.98)
        print(f"{'ALL':26} {form:6} {min(found):8.4f} {statistics.mean(found):8.4f} {low:4}/{len(found)}")


if __name__ == "__main__":
    main()
