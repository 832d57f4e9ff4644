"""Appraisal of people: PP 30/2019, PermenPANRB 8/2021 and 6/2022, SE MenPANRB 3/2023."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tolok.kernel.numbers import format_exact
from tolok.rules.formulas.weighing import plain_mean, weighted_sum
from tolok.scoring.reading import read_truth
from tolok.scoring.values import Refused
from tolok.scoring.workings.bench import Bench, Outcome, Working, read_number


def _performance_value(bench: Bench) -> Outcome:
    weights = bench.rule("pp-30-2019/bobot")
    limit, limited_by = bench.limit("pp-30-2019/batas-nilai")
    mix = bench.choice("bobot", list(weights.value))
    skp = bench.number("skp", highest=int(limit))
    behaviour = bench.number("perilaku", highest=int(limit))
    share = {key: Fraction(text) for key, text in weights.value[mix].items()}
    bench.passport.add(
        "Nilai tertinggi", format_exact(limit), "batas setiap nilai", limited_by
    )
    exact = weighted_sum([(skp, share["skp"]), (behaviour, share["perilaku"])])
    value = bench.rounded(
        "Nilai kinerja",
        exact,
        f"{format_exact(skp)} × {format_exact(share['skp'])} % + "
        f"{format_exact(behaviour)} × {format_exact(share['perilaku'])} %",
        "SKP dan perilaku kerja menurut bobotnya",
        weights.citation,
    )
    predicate = bench.judged("Predikat", value, "pp-30-2019/predikat")
    best, next_best = (g.name for g in bench.scale("pp-30-2019/predikat").grades[:2])
    if predicate == best and not read_truth(bench.given, "ide_baru"):
        predicate = next_best
        bench.passport.add(
            "Predikat tanpa ide baru",
            predicate,
            f"{best} hanya bila ada ide atau cara baru yang bermanfaat (ide_baru)",
            bench.rule("pp-30-2019/predikat").citation,
        )
    return Outcome(value, predicate)


def _skp_value(bench: Bench) -> Outcome:
    main = _main_work(bench)
    extra = _additional_work(bench)
    value = bench.rounded(
        "Nilai SKP",
        main + extra,
        f"{format_exact(main)} + {format_exact(extra)}",
        "kinerja utama ditambah kinerja tambahan",
        bench.rule("permenpanrb-8-2021/batas-tambahan").citation,
    )
    return Outcome(
        value,
        parts={
            "utama": format_exact(main),
            "tambahan": format_exact(extra),
        },
    )


def _main_work(bench: Bench) -> Fraction:
    given = _list(bench, "utama")
    scores = [
        read_number(item, f"utama ke-{place}", highest=120)
        for place, item in enumerate(given, start=1)
    ]
    mean = plain_mean(scores)
    bench.passport.add(
        "Nilai kinerja utama",
        f"({' + '.join(map(format_exact, scores))}) ÷ {len(scores)} = "
        f"{format_exact(mean)}",
        "rata-rata nilai kinerja utama; pembobotannya menurut metode cascading belum "
        "terbaca pada naskah, jadi semua sama berat",
        "kesepakatan Tolok",
    )
    return mean


def _additional_work(bench: Bench) -> Fraction:
    factors = bench.rule("permenpanrb-8-2021/faktor-tambahan")
    limit, limited_by = bench.limit("permenpanrb-8-2021/batas-tambahan")
    total = Fraction(0)
    for place, item in enumerate(bench.given.get("tambahan") or [], start=1):
        if not isinstance(item, Mapping):
            raise Refused(f"tambahan ke-{place}: tulis kelas, bobot, dan nilainya.")
        factor = factors.value.get(item.get("kelas"))
        if factor is None:
            raise Refused(
                f"tambahan ke-{place}: kelasnya salah satu dari "
                f"{', '.join(factors.value)}."
            )
        weight = read_number(item.get("bobot"), "bobot", highest=10)
        score = read_number(item.get("nilai"), "nilai", highest=120)
        part = Fraction(factor) / 100 * weight * score / 100
        total += part
        bench.passport.add(
            f"Kinerja tambahan ke-{place}",
            f"{factor} % × {format_exact(weight)} × {format_exact(score)} ÷ 100 = "
            f"{format_exact(part)}",
            "faktor × bobot lingkup penugasan × nilai ÷ 100",
            factors.citation,
        )
    counted = min(total, limit)
    if counted < total:
        bench.passport.add(
            "Batas kinerja tambahan",
            f"{format_exact(total)} menjadi {format_exact(limit)}",
            "paling banyak",
            limited_by,
        )
    return counted


def _list(bench: Bench, key: str) -> Sequence[Any]:
    found = bench.given.get(key)
    if not isinstance(found, list | tuple) or not found:
        raise Refused(f"{key} belum diisi: tulis sebagai daftar nilai.")
    return found


def _quadrant(bench: Bench) -> Outcome:
    table = bench.rule("permenpanrb-6-2022/predikat")
    result = bench.choice("hasil_kerja", list(table.value))
    behaviour = bench.choice("perilaku_kerja", list(table.value[result]))
    predicate = table.value[result][behaviour]
    bench.passport.add(
        "Predikat kinerja",
        predicate,
        f"hasil kerja {result}, perilaku kerja {behaviour}",
        table.citation,
    )
    return Outcome(class_name=predicate)


def _distribution(bench: Bench) -> Outcome:
    answer = bench.rule("se-menpanrb-3-2023/pola")
    organisation = bench.choice("organisasi", list(answer.value))
    counts = {
        name: bench.whole(name, bench.mapping("pegawai"))
        for name in bench.mapping("pegawai")
    }
    known = bench.rule("permenpanrb-6-2022/predikat").value
    predicates = {name for row in known.values() for name in row.values()}
    strange = sorted(set(counts) - predicates)
    if strange:
        raise Refused(f"pegawai: predikat “{strange[0]}” tidak dikenal.")
    total = sum(counts.values())
    if not total:
        raise Refused("pegawai: belum ada pegawai yang dinilai.")
    advice = []
    for rule in answer.value[organisation]:
        held = sum(counts.get(name, 0) for name in rule["of"])
        share = Fraction(held * 100, total)
        wanted, holds = _hold(rule, share, held)
        who = " atau ".join(rule["of"])
        bench.passport.add(
            who,
            f"{held} dari {total} pegawai = {format_exact(share)} %",
            f"anjuran: {wanted}; {'terpenuhi' if holds else 'belum terpenuhi'}",
            answer.citation,
        )
        if not holds:
            advice.append(
                f"{who}: {held} dari {total} pegawai; anjurannya {wanted}. "
                "Ini anjuran, bukan larangan."
            )
    return Outcome(class_name=organisation, advice=tuple(advice))


def _hold(rule: Mapping[str, Any], share: Fraction, held: int) -> tuple[str, bool]:
    if "at_most" in rule:
        return f"paling banyak {rule['at_most']} %", share <= Fraction(rule["at_most"])
    if "at_least" in rule:
        return (
            f"paling sedikit {rule['at_least']} %",
            share >= Fraction(rule["at_least"]),
        )
    return "paling sedikit seorang", held > 0


WORKINGS = (
    Working(
        "pp-30-2019",
        "Nilai kinerja PNS (PP 30/2019, Pasal 41)",
        {
            "bobot": "tanpa_pendapat atau dengan_pendapat",
            "skp": "nilai SKP, 0 sampai 120",
            "perilaku": "nilai perilaku kerja, 0 sampai 120",
            "ide_baru": "true bila ada ide atau cara baru yang bermanfaat",
        },
        _performance_value,
    ),
    Working(
        "permenpanrb-8-2021-skp",
        "Nilai SKP (PermenPANRB 8/2021)",
        {
            "utama": "daftar nilai kinerja utama",
            "tambahan": "daftar {kelas, bobot, nilai}; boleh kosong",
        },
        _skp_value,
    ),
    Working(
        "permenpanrb-6-2022",
        "Predikat kinerja pegawai (PermenPANRB 6/2022)",
        {
            "hasil_kerja": "di bawah, sesuai, atau di atas ekspektasi",
            "perilaku_kerja": "di bawah, sesuai, atau di atas ekspektasi",
        },
        _quadrant,
    ),
    Working(
        "se-menpanrb-3-2023",
        "Sebaran predikat pegawai (SE MenPANRB 3/2023)",
        {
            "organisasi": "predikat organisasi",
            "pegawai": "banyaknya pegawai menurut predikatnya",
        },
        _distribution,
    ),
)
