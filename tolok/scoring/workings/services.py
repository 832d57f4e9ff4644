"""Satisfaction of the public (PermenPANRB 14/2017): nine elements to one index."""

from collections.abc import Mapping
from fractions import Fraction

from tolok.kernel.numbers import format_exact
from tolok.rules.formulas.weighing import plain_mean
from tolok.scoring.values import Refused
from tolok.scoring.workings.bench import Bench, Outcome, Working, read_number


HIGHEST_ANSWER = 4


def _satisfaction(bench: Bench) -> Outcome:
    names = bench.rule("permenpanrb-14-2017/unsur")
    factor, factor_by = bench.limit("permenpanrb-14-2017/konversi")
    given = bench.mapping("unsur")
    strange = sorted(set(given) - set(names.value))
    if strange:
        raise Refused(
            f"Unsur “{strange[0]}” tidak dikenal. Yang ada: {', '.join(names.value)}."
        )
    means = {}
    for key, name in names.value.items():
        if key not in given:
            raise Refused(f"Unsur {key} ({name}) belum diisi.")
        mean, written = _mean_of_element(key, given[key])
        means[key] = mean
        bench.passport.add(
            f"{key} {name}",
            f"{written}{format_exact(mean)}",
            "nilai rata-rata unsur",
            names.citation,
        )
    index = plain_mean(list(means.values()))
    bench.passport.add(
        "Nilai indeks",
        f"jumlah nilai rata-rata × 1/{len(means)} = {format_exact(index)}",
        "bobot semua unsur sama, persis satu dibagi banyaknya unsur",
        names.citation,
    )
    value = bench.rounded(
        "Nilai konversi",
        index * factor,
        f"{format_exact(index)} × {format_exact(factor)}",
        "nilai indeks × nilai dasar",
        factor_by,
    )
    lowest = sorted(means, key=lambda key: (means[key], key))[:2]
    return Outcome(
        value,
        bench.judged("Mutu pelayanan", value, "skala/skm"),
        {key: format_exact(mean) for key, mean in means.items()},
        tuple(
            f"{key} {names.value[key]} termasuk dua unsur terendah "
            f"({format_exact(means[key])}): perlu rencana tindak lanjut."
            for key in lowest
        ),
    )


def _mean_of_element(key: str, given: object) -> tuple[Fraction, str]:
    if not isinstance(given, Mapping):
        return read_number(given, key, lowest=1, highest=HIGHEST_ANSWER), ""
    total = read_number(given.get("jumlah"), f"{key}, jumlah")
    people = read_number(given.get("responden"), f"{key}, responden", lowest=1)
    mean = total / people
    if not 1 <= mean <= HIGHEST_ANSWER:
        raise Refused(
            f"{key}: {format_exact(total)} dari {format_exact(people)} responden bukan "
            f"jawaban 1 sampai {HIGHEST_ANSWER}. Periksa jumlahnya."
        )
    return mean, f"{format_exact(total)} ÷ {format_exact(people)} = "


WORKINGS = (
    Working(
        "permenpanrb-14-2017",
        "Indeks kepuasan masyarakat (PermenPANRB 14/2017)",
        {
            "unsur": "U1 sampai U9; masing-masing nilai rata-rata 1 sampai 4, atau "
            "{jumlah, responden}",
        },
        _satisfaction,
    ),
)
