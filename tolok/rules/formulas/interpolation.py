"""The score inside a class: a point on the line the rule draws through it."""

from fractions import Fraction


def on_line(
    achievement: Fraction,
    *,
    base: Fraction,
    rise: Fraction,
    run: Fraction,
    at: Fraction,
) -> Fraction:
    """Return base + rise ÷ run × (achievement − at), exactly.

    PermenPANRB 8/2021, lampiran hlm. 93: for 80 to 99 percent 70 + 19 ÷ 19 × (c − 80).
    """
    return base + rise / run * (achievement - at)
