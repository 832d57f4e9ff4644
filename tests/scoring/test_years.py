"""Sub-periods make the year by the rule of the definition; blanks are left out and told."""

from decimal import Decimal

import pytest

from tests.cast import Cast
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.models import Realisation
from tolok.planning.models import Target
from tolok.scoring.queries import year_so_far


def verified(text: str = "", parts: tuple[int, int] | None = None) -> Realisation:
    numerator, denominator = map(Decimal, parts) if parts else (None, None)
    return Realisation(
        status=Status.VERIFIED,
        entered_text=text,
        numerator=numerator,
        denominator=denominator,
    )


BLANK = Realisation(status=Status.OPEN)
SENT = Realisation(status=Status.SUBMITTED, entered_text="900")


@pytest.mark.parametrize(
    ("words", "rows", "achievement", "class_name"),
    [
        # 1.200 + 1.600 of 6.000
        (
            "Pemustaka yang",
            [verified("1.200"), verified("1.600")],
            "46.67",
            "Sangat Kurang",
        ),
        # a blank is no zero, and what nobody verified yet does not count
        ("Pemustaka yang", [verified("1.200"), BLANK, SENT], "20.00", "Sangat Kurang"),
        # (160 + 90) ÷ (200 + 100) = 83,33 % of 95 %
        (
            "Persentase Koleksi",
            [verified(parts=(160, 200)), verified(parts=(90, 100))],
            "87.72",
            "Cukup",
        ),
        # the last value stands for the year: 84 of 84
        ("Indeks Kepuasan", [verified("70"), verified("84")], "100.00", "Baik"),
        ("Nilai SAKIP", [verified("B"), verified("BB")], "100.00", "Baik"),
    ],
)
def test_a_year_adds_up_as_its_definition_says(
    cast: Cast, words: str, rows: list[Realisation], achievement: str, class_name: str
) -> None:
    indicator = cast.indicator(words)

    result = year_so_far(
        realisations=rows,
        definition=cast.definition(words),
        target=Target.objects.get(indicator=indicator, period=None, is_current=True),
        year=cast.year,
    )

    assert (result["status"], result["achievement"]) == ("computed", achievement)
    assert result["class"] == class_name


def test_what_is_blank_is_named_in_the_passport(cast: Cast) -> None:
    indicator = cast.indicator("Pemustaka yang")

    result = year_so_far(
        realisations=[verified("1.200"), BLANK],
        definition=cast.definition("Pemustaka yang"),
        target=Target.objects.get(indicator=indicator, period=None, is_current=True),
        year=cast.year,
    )

    told = " ".join(step["rule"] for step in result["passport"])
    assert "1 sub-periode kosong tidak ikut dihitung" in told


def test_a_year_without_target_is_not_computable(cast: Cast) -> None:
    result = year_so_far(
        realisations=[verified("1.200")],
        definition=cast.definition("Pemustaka yang"),
        target=None,
        year=cast.year,
    )

    assert (result["status"], result["rank"]) == ("not_computable", None)
