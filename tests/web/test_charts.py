"""Charts: what they show, what they leave out, and that nothing overlaps."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tolok.web import bars, chart_tables, chart_tips, charts, marks, pictures
from tolok.web.chart_data import Forecast, LineChart
from tolok.web.marks import SharePart


D = Decimal
QUARTERS = ("TW I", "TW II", "TW III", "TW IV")


def chart(*values: str | None, **more: object) -> LineChart:
    """Return a chart of four quarters."""
    return LineChart(
        **{
            "title": "Capaian",
            "description": "Capaian empat triwulan.",
            "labels": QUARTERS,
            "values": [None if value is None else D(value) for value in values],
            "unit": "%",
            "decimals": 1,
        }
        | more
    )


def drawings(drawn: str) -> list[etree._Element]:
    """Return the svg elements of a drawing, read as XML."""
    return list(etree.fromstring(f"<all>{drawn}</all>"))


def elements(drawn: str, name: str, css: str) -> list[etree._Element]:
    """Return the elements of the first drawing that have a class."""
    return [e for e in drawings(drawn)[0].iter(name) if e.get("class") == css]


def texts(drawn: str) -> list[str]:
    """Return what the first drawing says."""
    return [e.text or "" for e in drawings(drawn)[0].iter("text")]


# ---------------------------------------------------------------- line chart


def test_a_chart_is_drawn_for_a_phone_a_half_page_and_a_whole_page():
    drawn = charts.line_chart(chart("91", "94", "96", "98"), "g")

    assert [svg.get("viewBox") for svg in drawings(drawn)] == [
        "0 0 340 220",
        "0 0 520 250",
        "0 0 720 280",
    ]


def test_the_same_numbers_give_the_same_drawing():
    assert charts.line_chart(chart("91", "94", None, "98"), "g") == charts.line_chart(
        chart("91", "94", None, "98"), "g"
    )


def test_title_and_description_are_tied_to_their_own_drawing():
    ids = []
    for svg in drawings(charts.line_chart(chart("91", "94", "96", "98"), "g")):
        title, description = svg.find("title"), svg.find("desc")
        assert svg.get("role") == "group"
        assert (
            svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        )
        assert (title.text, description.text) == (
            "Capaian",
            "Capaian empat triwulan.",
        )
        ids += [title.get("id"), description.get("id")]

    assert len(set(ids)) == 6


def test_nothing_is_drawn_when_nothing_was_reported():
    assert charts.line_chart(chart(None, None, None, None), "g") == ""


def test_a_missing_quarter_is_a_gap_and_not_a_zero():
    drawn = charts.line_chart(chart("91", None, "96", "98"), "g")

    (line,) = elements(drawn, "path", "t-line")
    assert line.get("d").count("M") == 2
    assert len(elements(drawn, "circle", "t-dot")) == 3


def test_the_last_value_is_written_with_its_unit():
    assert "98,5\u00a0%" in texts(charts.line_chart(chart("91", "9", "9", "98.5"), "g"))


def test_a_line_that_ends_early_carries_its_name_and_last_value_at_its_end():
    last_year = {"previous": [D(90)] * 4, "previous_name": "2025"}

    drawn = charts.line_chart(
        chart("91", "94", "96.4", None, name="2026", **last_year), "g"
    )

    assert "2026: 96,4\u00a0%" in texts(drawn)


def test_a_lone_line_needs_no_name():
    drawn = charts.line_chart(chart("91", "94", "96.4", None, name="2026"), "g")

    assert "96,4\u00a0%" in texts(drawn)


def test_a_target_of_all_quarters_is_one_dashed_line_with_its_label():
    drawn = charts.line_chart(chart("91", "94", "96", "98", target=D(100)), "g")

    (line,) = elements(drawn, "path", "t-line-target")
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+", line.get("d"))
    assert "target 100" in texts(drawn)


def test_targets_that_differ_are_followed_quarter_by_quarter():
    targets = (D(8), D(15), None, D(30))

    drawn = charts.line_chart(
        chart("5", "12", "18", "31", target=targets, from_zero=True, decimals=0), "g"
    )

    (line,) = elements(drawn, "path", "t-line-target")
    assert line.get("d").count("M") == 2


def test_zeros_that_a_database_adds_are_not_shown():
    drawn = charts.line_chart(
        chart(
            "9",
            "12",
            "14",
            "41.000000",
            decimals=None,
            unit="desa",
            target=D("15.000000"),
        ),
        "g",
    )

    assert "41\u00a0desa" in texts(drawn)
    assert "target 15" in texts(drawn)


def test_no_target_no_target_line():
    drawn = charts.line_chart(chart("91", "94", "96", "98"), "g")

    assert elements(drawn, "path", "t-line-target") == []


def test_last_year_is_drawn_grey_with_its_name():
    drawn = charts.line_chart(
        chart("91", "94", "96", "98", previous=[D(90)] * 4, previous_name="2025"),
        "g",
    )

    assert len(elements(drawn, "path", "t-line-2")) == 1
    assert "2025" in texts(drawn)


def test_last_year_without_a_last_value_has_no_label():
    drawn = charts.line_chart(
        chart(
            "91",
            "94",
            "96",
            "98",
            previous=[D(90), None, None, None],
            previous_name="2025",
        ),
        "g",
    )

    assert "2025" not in texts(drawn)


def test_a_forecast_is_dotted_with_an_open_dot_and_its_band():
    forecast = Forecast(value=D("98.1"), low=D("95.6"), high=D("100.2"))

    drawn = charts.line_chart(
        chart("91", "94", "96.4", None, forecast=forecast, target=D(100)), "g"
    )

    assert len(elements(drawn, "path", "t-band")) == 1
    assert len(elements(drawn, "path", "t-line-guess")) == 1
    assert len(elements(drawn, "circle", "t-dot-open")) == 1
    assert "98,1\u00a0%" in texts(drawn)


def test_a_count_starts_at_zero_and_a_rate_may_start_above():
    count = charts.axis_steps(chart("110", "115", "120", "118", from_zero=True))
    rate = charts.axis_steps(chart("91", "94", "96", "98"))

    assert count[0] == 0
    assert rate[0] > 0


def test_the_axis_of_whole_things_has_no_fractions():
    steps = charts.axis_steps(chart("0", "1", "1", "2", decimals=0, from_zero=True))

    assert steps == [0, 1, 2]


def test_values_that_never_change_still_get_an_axis():
    assert charts.axis_steps(chart("50", "50", "50", "50"))[0] < 50


@given(
    st.lists(
        st.decimals(min_value=-10_000, max_value=10_000, places=2),
        min_size=4,
        max_size=4,
    )
)
def test_the_axis_holds_every_value_in_a_few_even_steps(values):
    steps = charts.axis_steps(chart(*map(str, values)))

    assert steps[0] <= min(values)
    assert steps[-1] >= max(values)
    assert 2 <= len(steps) <= 7
    assert len({b - a for a, b in pairwise(steps)}) == 1


@given(
    st.lists(st.integers(0, 300).map(Decimal), min_size=0, max_size=5),
)
def test_labels_stand_at_least_fifteen_pixels_apart_and_keep_their_order(heights):
    moved = charts.spread(heights, low=D(12), high=D(230))

    assert len(moved) == len(heights)
    ordered = [
        moved[at] for at in sorted(range(len(heights)), key=lambda a: (heights[a], a))
    ]
    assert all(b - a >= 15 for a, b in pairwise(ordered))
    assert all(12 <= height <= 230 for height in moved)


def test_labels_far_apart_are_not_moved():
    assert charts.spread([D(50), D(100)], low=D(0), high=D(200)) == [50, 100]


def test_names_of_columns_never_touch():
    many = [f"TW {number} 2026" for number in range(12)]
    wide = LineChart(
        title="t", description="d", labels=many, values=[D(1)] * 11 + [D(2)]
    )

    phone = drawings(charts.line_chart(wide, "g"))[0]
    shown = [
        e
        for e in phone.iter("text")
        if e.get("class") == "t-axis" and (e.text or "").startswith("TW")
    ]

    assert shown[-1].text == "TW 11 2026"
    places = [D(e.get("x")) for e in shown]
    assert all(b - a > 55 for a, b in pairwise(places))


def test_a_single_column_stands_at_the_end():
    single = LineChart(title="t", description="d", labels=["TW I"], values=[D(5)])

    assert "TW I" in texts(charts.line_chart(single, "g"))


def test_a_lone_first_value_keeps_its_label_on_the_drawing():
    drawn = charts.line_chart(chart("91", None, None, None, name="2026"), "g")

    for svg in drawings(drawn):
        (label,) = [e for e in svg.iter("text") if e.get("class") == "t-label-1"]
        assert label.get("text-anchor") == "start"


@pytest.mark.parametrize("target", [None, D(96), D(97), (D(90), D(93), D(97), D(101))])
def test_no_line_runs_through_the_label_of_the_last_value(target):
    shown = chart("91", "94", "96.4", None, target=target)

    for _css, width, height in charts.SIZES:
        steps = charts.axis_steps(shown)
        plot = charts.Plot(
            width=width,
            height=height,
            left=charts.left_margin(steps),
            right=charts.right_margin(shown, width),
            low=steps[0],
            high=steps[-1],
            columns=4,
        )
        place = charts.free_place(plot, shown, (plot.x(2), plot.y(D("96.4"))), 7)
        assert place.is_inside(plot)
        assert not place.is_crossed(plot, shown.values)
        assert not place.is_crossed(plot, shown.targets)


def test_the_label_of_a_point_never_meets_a_label_at_the_edge():
    rising = LineChart(
        title="t",
        description="d",
        labels=[f"TW {number}" for number in range(7)],
        values=[D(81), D(84), D(90), D(94), D(94), D("96.88"), None],
        target=[D(88), D(90), D(93), D(96), D(95), D(97), D(100)],
        unit="%",
    )

    for svg in drawings(charts.line_chart(rising, "g")):
        (label,) = (e for e in svg.iter("text") if e.get("class") == "t-label-1")
        (target,) = (e for e in svg.iter("text") if e.text == "target 100")
        assert label.text == "96,88\u00a0%"
        assert abs(D(label.get("y")) - D(target.get("y"))) >= 15


def test_a_row_of_another_length_than_its_labels_is_refused():
    with pytest.raises(ValueError, match="another length"):
        chart("91", "94")
    with pytest.raises(ValueError, match="another length"):
        chart("91", "94", "96", "98", previous=[D(1)])


def test_words_with_special_signs_do_not_break_the_drawing():
    drawn = charts.line_chart(
        chart("91", "94", "96", "98", title="A < B & “C”", unit="<b>"), "g"
    )

    assert drawings(drawn)[0].find("title").text == "A < B & “C”"


def test_the_table_behind_a_chart_says_what_is_missing():
    table = chart_tables.line_table(
        chart("91", None, "96", "98", target=D(100)), "Triwulan", "Realisasi"
    )

    assert table.head == ["Triwulan", "Realisasi", "Target"]
    assert table.rows[1] == ["TW II", "belum ada", "100,0\u00a0%"]


def test_the_table_carries_last_year_and_the_forecast():
    table = chart_tables.line_table(
        chart(
            "91",
            "94",
            "96",
            None,
            previous=[D(1), D(2), D(3), D(4)],
            previous_name="2025",
            forecast=Forecast(value=D(97), low=D(95), high=D(99)),
        ),
        "Triwulan",
        "2026",
    )

    assert table.head == ["Triwulan", "2026", "2025"]
    assert table.rows[-1] == [
        "Perkiraan TW IV",
        "97,0\u00a0% (95,0\u00a0% sampai 99,0\u00a0%)",
        "",
    ]


# ---------------------------------------------------------------- words of a mark


def test_every_dot_is_reached_by_keyboard_and_tells_value_target_and_last_year():
    drawn = charts.line_chart(
        chart(
            "91",
            "94",
            None,
            None,
            target=D(100),
            previous=[D(90)] * 4,
            previous_name="2025",
        ),
        "g",
    )

    marks_reached = elements(drawn, "g", "t-tip")
    assert [m.get("tabindex") for m in marks_reached] == ["0", "0"]
    assert marks_reached[0].get("aria-label") == (
        "TW I: 91,0\u00a0%; target 100,0\u00a0%; 2025: 90,0\u00a0%"
    )


def test_the_forecast_tells_its_range_when_it_is_asked():
    forecast = Forecast(value=D("98.1"), low=D("95.6"), high=D("100.2"))

    drawn = charts.line_chart(chart("91", "94", "96", None, forecast=forecast), "g")

    assert elements(drawn, "g", "t-tip")[0].get("aria-label") == (
        "perkiraan TW IV: 98,1\u00a0%; antara 95,6\u00a0% dan 100,2\u00a0%"
    )


@given(x=st.integers(0, 340), y=st.integers(0, 220), words=st.text("abc ", min_size=1))
def test_the_words_of_a_mark_stay_on_the_drawing(x, y, words):
    drawn = chart_tips.tip(
        x=D(x), y=D(y), lines=[words[:40]], mark=charts.NOTHING, room=D(340)
    )

    box = next(etree.fromstring(str(drawn)).iter("rect"))
    left, width = D(box.get("x")), D(box.get("width"))
    assert left >= 0
    assert left + width <= 340
    assert D(box.get("y")) >= 0


# ---------------------------------------------------------------- bars


def bars_of(*rows: tuple[str, str | None]) -> bars.BarChart:
    """Return a bar chart of units."""
    return bars.BarChart(
        title="Capaian unit",
        description="Capaian unit.",
        note_head="Dilaporkan",
        bars=[
            bars.Bar(
                label=label,
                value=None if v is None else D(v),
                rank=3,
                class_name="Cukup",
            )
            for label, v in rows
        ],
    )


def test_a_bar_is_as_long_as_its_value_and_the_target_stands_at_one_place():
    drawn = bars.bar_chart(bars_of(("A", "50"), ("B", "100")), "g")

    half, whole = (D(e.get("width")) for e in elements(drawn, "rect", "k3"))
    targets = {e.get("d").split()[0] for e in elements(drawn, "path", "t-bar-target")}
    assert abs(whole - 2 * half) < D("0.2")
    assert targets == {f"M{chart_tips.px(whole)}"}


def test_a_unit_without_a_value_has_no_bar_but_says_so():
    drawn = bars.bar_chart(bars_of(("A", "50"), ("B", None)), "g")

    assert len(elements(drawn, "rect", "k3")) == 1
    assert "belum bernilai" in texts(drawn)


def test_without_any_value_no_bars_are_drawn():
    assert bars.bar_chart(bars_of(("A", None)), "g") == ""


def test_a_bar_far_above_the_target_is_cut_and_its_number_tells():
    drawn = bars.bar_chart(bars_of(("A", "900"), ("B", "100")), "g")

    long, _short = (D(e.get("width")) for e in elements(drawn, "rect", "k3"))
    assert long < 720
    assert "900,00\u00a0%" in texts(drawn)


def test_the_table_behind_bars_says_class_and_note():
    table = chart_tables.bar_table(bars_of(("A", "50"), ("B", None)), "Unit", "Capaian")

    assert table.head == ["Unit", "Capaian", "Kelas", "Dilaporkan"]
    assert table.rows[0][:3] == ["A", "50,00\u00a0%", "Cukup"]
    assert table.rows[1][1] == "belum ada"


def test_a_picture_takes_its_colours_from_the_light_tokens():
    tokens = pictures.light_tokens()

    assert tokens["t-accent"] == "#274690"
    assert "var(" not in pictures.looks()
    assert tokens["t-k2"] in pictures.looks()


# ---------------------------------------------------------------- small marks


@pytest.mark.parametrize(
    ("percent", "width"),
    [("0", "0"), ("98.25", "98.25"), ("130", "130"), ("273.33", "130"), ("-5", "0")],
)
def test_the_yardstick_ends_at_130_and_the_mark_stands_at_100(percent, width):
    drawn = marks.gauge(D(percent), 3)

    (bar,) = [e for e in drawings(drawn)[0].iter("rect") if e.get("class") == "k3"]
    assert bar.get("width") == width
    assert 'class="t-target" d="M100 0v15"' in drawn


def test_what_was_not_reported_has_no_bar():
    assert marks.gauge(None, None) == ""


def test_a_bar_without_class_is_grey():
    assert 'class="k0"' in marks.gauge(D(50), None)


def test_a_sparkline_breaks_at_a_gap_and_marks_its_last_value():
    drawn = marks.sparkline(
        [D(1), None, D(3), None], title="Empat triwulan", target=D(2), rank=4
    )

    (svg,) = drawings(drawn)
    assert svg.find("title").text == "Empat triwulan"
    assert svg.find("path").get("d").count("M") == 2
    assert svg.find("circle").get("class") == "k4"
    assert svg.find("line") is not None


def test_a_sparkline_of_nothing_is_nothing():
    assert marks.sparkline([None, None], title="t") == ""


def test_a_sparkline_of_equal_values_runs_in_the_middle():
    (svg,) = drawings(marks.sparkline([D(5), D(5)], title="t"))

    assert svg.find("circle").get("cy") == "16"


def test_a_sparkline_of_one_value_is_a_dot_at_its_end():
    (svg,) = drawings(marks.sparkline([D(5)], title="t"))

    assert svg.find("circle").get("cx") == "101"


def test_small_multiples_share_their_scale():
    first, second = (
        drawings(
            marks.sparkline(
                [D(90), D(last)], title="t", low=D(70), high=D(110), wide=True
            )
        )[0]
        for last in (100, 80)
    )

    assert (
        first.find("path").get("d").split("L")[0]
        == (second.find("path").get("d").split("L")[0])
    )


PARTS = [
    SharePart(count=71, label="terverifikasi", kind="done"),
    SharePart(count=0, label="menunggu", kind="sent"),
    SharePart(count=8, label="dikembalikan", kind="returned"),
    SharePart(count=24, label="belum", kind="missing"),
]


def test_the_parts_of_a_share_bar_fill_it_and_empty_ones_are_left_out():
    (svg,) = drawings(marks.share_bar(PARTS, "b"))
    rects = [e for e in svg if e.tag == "rect"]

    assert [e.get("class") or e.get("fill") for e in rects] == [
        "s1",
        "s3",
        "url(#b-hatch)",
    ]
    end = D(rects[-1].get("x")) + D(rects[-1].get("width"))
    assert abs(end - 1000) < 1


def test_a_share_bar_of_nothing_is_nothing():
    assert marks.share_bar([SharePart(count=0, label="x", kind="done")], "b") == ""


def test_the_key_of_what_is_missing_is_hatched():
    assert "b-key-hatch" in marks.share_key("missing", "b")
    assert "hatch" not in marks.share_key("done", "b")


def test_no_drawing_carries_a_style_attribute():
    drawn = (
        charts.line_chart(chart("91", None, "96", "98", target=D(100)), "g")
        + marks.gauge(D(5), 1)
        + marks.sparkline([D(5)], title="t")
        + marks.share_bar(PARTS, "b")
        + marks.class_steps()
    )

    assert "style=" not in drawn


# ---------------------------------------------------------------- heat map


@pytest.mark.parametrize(
    ("value", "shade"),
    [
        ("80", 1),
        ("84.99", 1),
        ("85", 2),
        ("90", 3),
        ("95", 4),
        ("99.99", 4),
        ("100", 4),
        ("79", 1),
    ],
)
def test_a_class_is_parted_into_four_shades_with_its_lower_bounds_inside(value, shade):
    assert marks.shade_in_class(D(value), D(80), D(100)) == shade


def test_the_legend_of_a_parted_class_names_where_each_shade_begins():
    assert marks.shade_bounds(D(80), D(100)) == [80, 85, 90, 95]


def test_a_class_without_width_cannot_be_parted():
    with pytest.raises(ValueError, match="upper bound"):
        marks.shade_in_class(D(80), D(100), D(100))
