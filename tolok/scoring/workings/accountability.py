"""Evaluation of AKIP (PermenPANRB 88/2021): twelve sub-components to one predicate."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tolok.kernel.numbers import format_exact
from tolok.rules.formulas.weighing import counted_share
from tolok.scoring.values import Refused
from tolok.scoring.workings.bench import Bench, Outcome, Working


# What an evaluator adds to 100 % of the criteria: the two highest predicates.
BEYOND = {"teladan": "AA", "upaya_lebih": "A"}


def _evaluation(bench: Bench) -> Outcome:
    weights = bench.rule("permenpanrb-88-2021/bobot")
    worth = bench.rule("permenpanrb-88-2021/nilai-predikat")
    given = bench.mapping("komponen")
    strange = sorted(set(given) - set(weights.value))
    if strange:
        raise Refused(
            f"Komponen “{strange[0]}” tidak dikenal. Yang ada: "
            f"{', '.join(weights.value)}."
        )
    total, parts = Fraction(0), {}
    for component, shares in weights.value.items():
        inside = given.get(component)
        if not isinstance(inside, Mapping):
            raise Refused(f"Komponen {component} belum diisi.")
        sum_of_component = Fraction(0)
        for sub, weight in shares.items():
            predicate = _predicate(bench, component, sub, inside.get(sub), worth.value)
            share = Fraction(worth.value[predicate]) / 100 * Fraction(weight)
            sum_of_component += share
            bench.passport.add(
                f"{component}: {sub}",
                f"{predicate}: {worth.value[predicate]} % × {weight} = "
                f"{format_exact(share)}",
                "nilai predikat × bobot subkomponen",
                weights.citation,
            )
        parts[component] = format_exact(sum_of_component)
        total += sum_of_component
    value = bench.rounded(
        "Nilai evaluasi AKIP",
        total,
        " + ".join(parts.values()),
        "jumlah semua komponen",
        weights.citation,
    )
    return Outcome(value, bench.judged("Predikat AKIP", value, "skala/akip"), parts)


def _predicate(
    bench: Bench, component: str, sub: str, given: Any, known: Mapping[str, str]
) -> str:
    """Return a sub-component's predicate: as said, or from the criteria met."""
    name = f"{component}, {sub}"
    if isinstance(given, str) and given in known:
        return given
    if not isinstance(given, Mapping):
        raise Refused(
            f"{name}: tulis predikat ({', '.join(known)}) atau banyaknya kriteria "
            "terpenuhi, sebagian, dan tidak."
        )
    met, partly, missing = (
        bench.whole(key, given) for key in ("terpenuhi", "sebagian", "tidak")
    )
    count = met + partly + missing
    if not count:
        raise Refused(f"{name}: belum ada kriteria yang dinilai.")
    share = counted_share(met, partly, count)
    rule = bench.rule("permenpanrb-88-2021/predikat-kriteria")
    beyond = BEYOND.get(str(given.get("lebih") or ""))
    if beyond is not None and met < count:
        raise Refused(
            f"{name}: upaya lebih hanya dihitung bila semua kriteria terpenuhi."
        )
    scale = bench.scale("permenpanrb-88-2021/predikat-kriteria")
    place = scale.place_of_number(share)
    predicate = beyond or scale.grades[-1 if place is None else place].name
    bench.passport.add(
        f"Kriteria {name}",
        f"({met} + {partly} ÷ 2) ÷ {count} = {format_exact(share)} %: {predicate}",
        "bagian kriteria yang terpenuhi; sebagian dihitung setengah",
        rule.citation,
    )
    return predicate


WORKINGS = (
    Working(
        "permenpanrb-88-2021",
        "Nilai evaluasi AKIP (PermenPANRB 88/2021)",
        {
            "komponen": "tiap komponen: keberadaan, kualitas, pemanfaatan; masing-masing "
            "predikat, atau {terpenuhi, sebagian, tidak, lebih: teladan|upaya_lebih}",
        },
        _evaluation,
    ),
)
