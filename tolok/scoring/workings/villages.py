"""Villages: IDM until 2024, Indeks Desa from 2025, and the status each gives."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from tolok.kernel.numbers import format_exact
from tolok.kernel.rounding import half_up
from tolok.rules.formulas.weighing import geometric_mean, plain_mean
from tolok.scoring.values import Refused
from tolok.scoring.workings.bench import Bench, Outcome, Working, read_number


IDM_DECIMALS = 4
HIGHEST_DIMENSION = 100


def _idm(bench: Bench) -> Outcome:
    names = bench.rule("desa/dimensi-idm")
    values = {
        key: read_number(bench.given.get(key), key, highest=1) for key in names.value
    }
    value = half_up(plain_mean(list(values.values())), IDM_DECIMALS)
    bench.passport.add(
        "Indeks Desa Membangun",
        f"({' + '.join(map(format_exact, values.values()))}) ÷ {len(values)} = "
        f"{format_exact(Fraction(value))}",
        f"rata-rata {', '.join(names.value)}; empat desimal, setengah ke atas",
        names.citation,
    )
    return Outcome(value, bench.judged("Status desa", value, "skala/idm"))


def _village_index(bench: Bench) -> Outcome:
    names = bench.rule("desa/dimensi-indeks-desa")
    given = bench.mapping("dimensi")
    values = _dimensions(given, names.value)
    mean = geometric_mean(
        [Decimal(v.numerator) / Decimal(v.denominator) for v in values.values()]
    )
    value = bench.rounded(
        "Indeks Desa",
        mean,
        f"akar pangkat {len(values)} dari "
        + " × ".join(map(format_exact, values.values())),
        "rata-rata geometrik dimensinya",
        names.citation,
    )
    return Outcome(value, bench.judged("Status desa", value, "skala/indeks-desa"))


def _dimensions(
    given: Mapping[str, object], names: Mapping[str, str]
) -> dict[str, Fraction]:
    strange = sorted(set(given) - set(names))
    if strange:
        raise Refused(
            f"Dimensi “{strange[0]}” tidak dikenal. Yang ada: {', '.join(names)}."
        )
    return {
        key: read_number(given.get(key), name, highest=HIGHEST_DIMENSION)
        for key, name in names.items()
    }


WORKINGS = (
    Working(
        "idm",
        "Indeks Desa Membangun dan statusnya (sampai 2024)",
        {"IKS": "0 sampai 1", "IKE": "0 sampai 1", "IKL": "0 sampai 1"},
        _idm,
    ),
    Working(
        "indeks-desa",
        "Indeks Desa dan statusnya (sejak 2025)",
        {"dimensi": "enam dimensi, masing-masing 0 sampai 100"},
        _village_index,
    ),
)
