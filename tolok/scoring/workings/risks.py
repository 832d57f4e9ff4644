"""Risk: one risk on its matrix, and the maturity of SPIP, MRI and IEPK (BPKP)."""

from fractions import Fraction

from tolok.kernel.numbers import format_exact
from tolok.rules.formulas.weighing import weighted_sum
from tolok.scoring.values import Refused
from tolok.scoring.workings.bench import Bench, Outcome, Working


def _risk(bench: Bench) -> Outcome:
    matrix = bench.rule("risiko/matriks")
    likelihood = bench.choice("kemungkinan", list(matrix.value))
    impact = bench.choice("dampak", list(matrix.value[likelihood]))
    size = Fraction(matrix.value[likelihood][impact])
    bench.passport.add(
        "Besaran risiko",
        format_exact(size),
        f"matriks: kemungkinan {likelihood}, dampak {impact}; bukan hasil kali",
        matrix.citation,
    )
    value = bench.rounded(
        "Besaran", size, format_exact(size), "isi sel matriks", matrix.citation
    )
    level = bench.judged("Tingkat risiko", value, "risiko/tingkat")
    side = "kurangi kemungkinannya" if likelihood >= impact else "kurangi dampaknya"
    return Outcome(value, level, advice=(f"Arah pengendalian: {side}.",))


def _maturity(bench: Bench) -> Outcome:
    weights = bench.rule("bpkp-5-2021/bobot")
    kind = bench.choice("jenis", list(weights.value))
    shares = weights.value[kind]
    given = bench.mapping("komponen")
    strange = sorted(set(given) - set(shares))
    if strange:
        raise Refused(
            f"Komponen “{strange[0]}” tidak dikenal untuk {kind}. Yang ada: "
            f"{', '.join(shares)}."
        )
    parts = [
        (bench.number(name, lowest=1, highest=5, source=given), Fraction(weight))
        for name, weight in shares.items()
    ]
    value = bench.rounded(
        f"Nilai {kind.upper()}",
        weighted_sum(parts),
        " + ".join(f"{format_exact(v)} × {format_exact(w)} %" for v, w in parts),
        "komponen menurut bobotnya",
        weights.citation,
    )
    return Outcome(value, bench.judged("Tingkat", value, "skala/maturitas-risiko"))


WORKINGS = (
    Working(
        "risiko",
        "Besaran dan tingkat satu risiko (matriks 5 × 5)",
        {"kemungkinan": "1 sampai 5", "dampak": "1 sampai 5"},
        _risk,
    ),
    Working(
        "bpkp-5-2021",
        "Maturitas SPIP, MRI, atau IEPK (Peraturan BPKP 5/2021)",
        {"jenis": "spip, mri, atau iepk", "komponen": "nilai 1 sampai 5 tiap komponen"},
        _maturity,
    ),
)
