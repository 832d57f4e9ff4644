"""The look: tokens, classes, icons, frames and every component in every state."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from lxml import html

from scripts import refresh_vendor
from tolok.web.icons import DRAWINGS, draw_icon
from tolok.web.marks import HeatCell
from tolok.web.templatetags import tolok as tags


WEB = Path(__file__).resolve().parents[2] / "tolok" / "web"
STATIC = WEB / "static"
TEMPLATES = WEB / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
SHEETS = ("frame", "figures", "work", "lists", "print")
STYLE = "".join(
    (STATIC / "style" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS
)
SCRIPT = (STATIC / "tolok.js").read_text(encoding="utf-8")
VENDORED = (STATIC / "vendor" / "bootstrap.min.css").read_text(encoding="utf-8")


def render(text: str, **context: object) -> str:
    """Render a piece of a template."""
    return Template("{% load tolok %}" + text).render(Context(context))


def part(name: str, **context: object) -> html.HtmlElement:
    """Render one component as an element that can be asked."""
    drawn = render_to_string(f"components/{name}.html", context)
    return html.fragment_fromstring(drawn, create_parent="div")


def words(element: html.HtmlElement) -> str:
    """Return what an element says, with single blanks."""
    return " ".join(element.text_content().split())


# ---------------------------------------------------------------- tokens


def block_after(start: str) -> dict[str, str]:
    """Return the custom properties of the first block after `start`."""
    body = TOKENS.split(start, 1)[1].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):\s*((?:url\([^)]*\)|[^;])+);", body))


LIGHT = block_after(":root")
DARK = block_after(':root:not([data-bs-theme="light"])')
CHOSEN_DARK = block_after(':root[data-bs-theme="dark"]')


def test_dark_by_device_and_dark_by_choice_are_the_same_list():
    assert len(DARK) > 30
    assert DARK == CHOSEN_DARK


def test_dark_only_names_roles_that_light_has():
    assert set(DARK) <= set(LIGHT)


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "bg"),
        ("ink", "surface"),
        ("ink-2", "bg"),
        ("ink-3", "bg"),
        ("ink-3", "sunken"),
        ("accent", "bg"),
        ("accent", "surface"),
        ("on-accent", "accent"),
        ("accent-strong", "accent-soft"),
        ("good", "good-soft"),
        ("warn", "warn-soft"),
        ("bad", "bad-soft"),
        ("quiet", "quiet-soft"),
        ("ink", "highlight"),
        *(("ink", f"h{rank}") for rank in range(1, 6)),
    ],
)
def test_words_can_be_read_on_their_ground(theme, ink, ground):
    assert contrast(theme[f"--t-{ink}"], theme[f"--t-{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("edge", "ground"),
    [
        ("line-strong", "surface"),
        ("line-strong", "bg"),
        ("focus", "bg"),
        *((f"k{rank}", "track") for rank in range(1, 6)),
    ],
)
def test_edges_and_bars_stand_out_from_their_ground(theme, edge, ground):
    assert contrast(theme[f"--t-{edge}"], theme[f"--t-{ground}"]) >= 3


SHADE = re.compile(
    r'\[data-k="(\d)"\]\[data-s="(\d)"\] \{ --t-shade: (?:var\(--t-(\w+)\)'
    r"|color-mix\(in srgb, var\(--t-(\w+)\), var\(--t-(\w+)\) (\d+)%\)); \}"
)


def shades(theme: dict[str, str]) -> dict[tuple[int, int], str]:
    """Return the colour of every shade of the heat map."""
    found = {}
    for rank, shade, plain, first, second, share in SHADE.findall(STYLE):
        if plain:
            colour = theme[f"--t-{plain}"]
        else:
            colour = mixed(theme[f"--t-{first}"], theme[f"--t-{second}"], int(share))
        found[int(rank), int(shade)] = colour
    return found


def mixed(first: str, second: str, share: int) -> str:
    """Mix two colours as `color-mix(in srgb, first, second share%)` does."""
    parts = (
        round(
            (
                int(first[at : at + 2], 16) * (100 - share)
                + int(second[at : at + 2], 16) * share
            )
            / 100
        )
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
def test_numbers_can_be_read_on_every_shade_and_no_two_shades_are_alike(theme):
    found = shades(theme)

    assert set(found) == {(rank, shade) for rank in (3, 5) for shade in (1, 2, 3, 4)}
    assert all(contrast(theme["--t-ink"], colour) >= 4.5 for colour in found.values())
    assert len(set(found.values())) == 8


# ---------------------------------------------------------------- classes and files


def classes_in(text: str) -> set[str]:
    """Return the fixed class names of a template, without what tags put in."""
    names = set()
    for value in re.findall(r'class="([^"]*)"', re.sub(r"\{#.*?#\}", "", text)):
        names.update(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", value).split())
    return names


def defined_classes(css: str) -> set[str]:
    """Return every class that a style sheet has a rule for."""
    return set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", re.sub(r"url\([^)]*\)", "", css)))


DEFINED = defined_classes(STYLE) | defined_classes(VENDORED)


@pytest.mark.parametrize(
    "file",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda file: file.relative_to(TEMPLATES).as_posix(),
)
def test_every_class_of_a_template_has_a_rule(file):
    used = classes_in(file.read_text(encoding="utf-8"))

    # sw-, is- and the like may end where a tag begins: sw-{{ name }}.
    unknown = {name for name in used if name not in DEFINED and not name.endswith("-")}
    assert unknown == set()


def test_every_rule_of_ours_is_used_somewhere():
    sources = [*TEMPLATES.rglob("*.html"), *WEB.rglob("*.py")]
    text = SCRIPT + "".join(file.read_text(encoding="utf-8") for file in sources)
    ours = {name for name in defined_classes(STYLE) if name.startswith("t-")}

    assert {name for name in ours if not re.search(rf"\b{name}\b", text)} == set()


def test_every_custom_property_in_use_is_defined():
    used = set(re.findall(r"var\((--t-[\w-]+)", STYLE + TOKENS))
    set_here = set(re.findall(r"(--t-[\w-]+):", STYLE))

    assert used <= set(LIGHT) | set_here


def test_borrowed_files_are_the_ones_on_record():
    assert list(refresh_vendor.changed_files()) == []


def test_borrowed_rules_are_those_whose_classes_are_kept():
    assert list(
        refresh_vendor.keep(".btn,.row{a:b}.col{c:d}@media x{.d-none{e:f}}")
    ) == [
        ".btn{a:b}",
        "@media x{.d-none{e:f}}",
    ]


def test_every_icon_that_a_page_asks_for_is_kept_and_every_kept_one_is_asked_for():
    sources = [*TEMPLATES.rglob("*.html"), *WEB.rglob("*.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in sources)
    asked = set(re.findall(r'\{% icon "([\w-]+)" %\}', text))

    assert asked <= set(DRAWINGS)
    assert {name for name in DRAWINGS if f'"{name}"' not in text} == set()


def test_an_unknown_icon_says_how_to_add_it():
    with pytest.raises(LookupError, match="refresh_vendor"):
        draw_icon("unicorn")


@pytest.mark.parametrize("file", COMPONENTS, ids=lambda file: file.stem)
def test_every_component_says_what_it_is_and_what_it_takes(file):
    first = re.sub(r"^\s*\{% load [\w ]+ %\}\s*", "", file.read_text(encoding="utf-8"))

    assert first.startswith(("{#", "{% comment %}"))


# ---------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ v|number }}", Decimal("1234.5"), "1.234,5"),
        ("{{ v|number:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ v|number }}", 117, "117"),
        ("{{ v|number }}", None, "–"),
        ("{{ v|percent }}", Decimal("87.5"), "87,50\u00a0%"),
        ("{{ v|percent:1 }}", Decimal("96.4"), "96,4\u00a0%"),
        ("{{ v|percent }}", None, "–"),
        ("{{ v|with_unit:'desa' }}", Decimal(41), "41\u00a0desa"),
        ("{{ v|with_unit:'desa' }}", None, "–"),
        ("{{ v|tanggal }}", date(2026, 1, 2), "2 Januari 2026"),
        ("{{ v|tanggal }}", None, "–"),
        ("{{ v|tanggal_hari }}", date(2026, 10, 9), "Jumat, 9 Oktober 2026"),
        ("{{ v|tanggal_hari }}", None, "–"),
        (
            "{{ v|pukul }}",
            datetime(2026, 10, 6, 2, 14, tzinfo=UTC),
            "6 Oktober 2026 pukul 09.14 WIB",
        ),
        ("{{ v|pukul }}", None, "–"),
    ],
)
def test_numbers_and_dates_are_written_as_indonesians_write_them(text, value, shown):
    assert render(text, v=value) == shown


@pytest.mark.parametrize("value", [1.5, "1", True])
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises(TypeError, match="Decimal or int"):
        tags.number(value)


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("state", "word", "css"),
    [
        ("open", "Belum dilaporkan", "is-draft"),
        ("due", "Belum diisi", "is-warn"),
        ("draft", "Draf", "is-draft"),
        ("submitted", "Dikirim", "is-sent"),
        ("verified", "Terverifikasi", "is-good"),
        ("returned", "Dikembalikan", "is-bad"),
        ("late", "Terlambat", "is-bad"),
        ("not_applicable", "Tidak berlaku", ""),
        ("locked", "Terkunci", ""),
    ],
)
def test_a_state_is_told_by_word_shape_and_icon(state, word, css):
    chip = html.fragment_fromstring(render("{% state_chip s %}", s=state))

    assert words(chip) == word
    assert chip.get("class") == f"t-chip {css}".strip()
    assert chip.find("svg").get("aria-hidden") == "true"


def test_a_state_may_speak_in_other_words():
    assert "Draf tersimpan" in render('{% state_chip "draft" "Draf tersimpan" %}')


def test_a_class_is_told_by_steps_and_the_name_of_the_rule_pack():
    chip = html.fragment_fromstring(render('{% class_chip 2 "Kurang" %}'))

    assert chip.get("data-k") == "2"
    assert words(chip) == "Kurang"
    assert len(chip.findall(".//rect")) == 5


def test_without_a_class_nothing_is_claimed():
    assert render('{% class_chip rank "x" %}', rank=None) == ""


def test_a_citation_that_nobody_compared_says_so():
    assert "sudah dibaca" in render('{% cite_chip "read" %}')
    assert "belum dicocokkan" in render('{% cite_chip "anything" %}')


def test_a_number_opens_its_passport():
    drawn = html.fragment_fromstring(
        render('{% measure v 3 2 "/asal/1/" %}', v=Decimal("98.25"))
    )

    (link,) = drawn.findall(".//a")
    assert (link.get("href"), words(link)) == ("/asal/1/", "98,25 %")


def test_a_number_without_passport_is_plain():
    assert "<a" not in render("{% measure v 3 %}", v=Decimal(5))


def test_what_people_typed_is_never_read_as_markup():
    assert "<b>" not in render("{% chip t %}", t="<b>")
    assert "<b>" not in render("{% answer title=t %}x{% endanswer %}", t="<b>")
    assert "<b>" not in render("{% message title=t %}{{ t }}{% endmessage %}", t="<b>")


def test_a_message_that_stopped_a_submit_is_read_first():
    alert = render('{% message tone="bad" role="alert" %}x{% endmessage %}')
    status = render('{% message role="status" %}x{% endmessage %}')

    assert 'role="alert" tabindex="-1" data-focus' in alert
    assert "data-focus" not in status


# ---------------------------------------------------------------- forms


class EntryForm(forms.Form):
    """A form of each kind of control."""

    value = forms.CharField(label="Realisasi", help_text="Tulis seperti biasa")
    reason = forms.CharField(label="Hambatan", widget=forms.Textarea, required=False)
    scale = forms.ChoiceField(label="Nilai", choices=[("b", "B")])
    agree = forms.BooleanField(label="Setuju")


def test_hint_and_error_of_a_field_are_tied_to_it():
    drawn = part("field", field=EntryForm({})["value"], unit="orang")

    (control,) = drawn.findall(".//input")
    described = control.get("aria-describedby").split()
    assert control.get("aria-invalid") == "true"
    assert [words(drawn.get_element_by_id(name)) for name in described] == [
        "Tulis seperti biasa",
        "Bidang ini tidak boleh kosong.",
    ]
    assert drawn.find(".//label").get("for") == control.get("id")
    assert words(drawn).endswith("Bidang ini tidak boleh kosong.")


def test_label_hint_control_and_error_stand_in_this_order():
    drawn = part("field", field=EntryForm({})["value"])

    assert [e.tag for e in drawn[0]] == ["label", "span", "input", "p"]


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("value", "form-control"),
        ("reason", "form-control"),
        ("scale", "form-select"),
        ("agree", "form-check-input"),
    ],
)
def test_every_control_gets_the_class_of_its_kind(name, css):
    drawn = render("{% control field %}", field=EntryForm()[name])

    assert html.fragment_fromstring(drawn).get("class") == css


def test_the_label_of_a_checkbox_stands_behind_it():
    label = part("field", field=EntryForm()["agree"]).find(".//label")

    assert label[0].tag == "input"
    assert words(label) == "Setuju"


def test_the_summary_on_top_leads_to_every_field_with_an_error():
    drawn = part("form_errors", form=EntryForm({}))

    assert [a.get("href") for a in drawn.findall(".//a")] == [
        "#id_value",
        "#id_scale",
        "#id_agree",
    ]
    assert drawn[0].get("role") == "alert"


def test_a_form_without_errors_has_no_summary():
    assert words(part("form_errors", form=EntryForm())) == ""


# ---------------------------------------------------------------- parts


def test_what_was_not_reported_has_a_chip_and_no_bar():
    drawn = part("goals", goals=[{"title": "Sasaran", "percent": None}])

    assert "Belum dilaporkan" in words(drawn)
    assert drawn.findall(".//svg[@class='t-gauge']") == []


def test_zero_percent_is_a_number_and_not_missing():
    goal = {"title": "Sasaran", "percent": Decimal(0), "rank": 1, "class_name": "K"}

    assert "0,00 %" in words(part("goals", goals=[goal]))


def test_every_cell_of_the_heat_map_says_its_number_or_why_there_is_none():
    cells = [
        HeatCell(kind="value", value=Decimal("97.5"), rank=3, shade=4, url="/a/"),
        HeatCell(kind="value", value=Decimal(50), rank=1),
        HeatCell(kind="missing", url="/b/"),
        HeatCell(kind="missing"),
        HeatCell(kind="not_applicable"),
        HeatCell(kind="future"),
    ]

    drawn = part(
        "heat",
        caption="Capaian",
        first_head="Jabatan",
        heads=["1", "2", "3", "4", "5", "6"],
        groups=[{"title": "Unit", "rows": [{"title": "Kepala", "cells": cells}]}],
    )

    shown = drawn.findall(".//td")
    assert [words(cell) for cell in shown] == [
        "97,5",
        "50,0",
        "belum",
        "belum",
        "t.b.",
        "–belum waktunya",
    ]
    assert (shown[0].get("data-k"), shown[0].get("data-s")) == ("3", "4")
    assert shown[1].get("data-s") is None


def test_the_legend_explains_every_shade():
    drawn = part(
        "heat_legend",
        classes=[
            {"rank": 4, "name": "Baik", "range": "100"},
            {
                "rank": 3,
                "name": "Cukup",
                "range": "80 sampai di bawah 100",
                "shades": [Decimal(80), Decimal(85), Decimal(90), Decimal(95)],
            },
        ],
    )

    keys = drawn.findall(".//span[@data-s]")
    assert [(key.get("data-s"), words(key)) for key in keys] == [
        ("1", "80"),
        ("2", "85"),
        ("3", "90"),
        ("4", "95"),
    ]
    assert "belum dilaporkan" in words(drawn)


def test_the_preview_keeps_its_place_while_nothing_is_known():
    assert "Isi angkanya" in words(part("live"))
    assert "Penyebut nol" in words(part("live", trouble="Penyebut nol."))


def test_an_achievement_of_zero_is_shown_in_the_preview():
    drawn = part(
        "live", realisation="0", achievement=Decimal(0), rank=1, class_name="K"
    )

    assert "0,00 %" in words(drawn)


def test_a_refused_file_says_why_on_its_row():
    item = {"name": "laporan.exe", "error": "Ini program. Unggah PDF."}

    drawn = part("evidence_row", item=item)

    assert words(drawn.find(".//*[@role='alert']")) == "Ini program. Unggah PDF."
    assert drawn.find(".//form") is None


def test_the_last_crumb_is_this_page_and_no_link():
    drawn = part("crumbs", crumbs=[{"label": "A", "url": "/a/"}, {"label": "B"}])

    assert [a.get("href") for a in drawn.findall(".//a")] == ["/a/"]
    assert drawn.find(".//li[@aria-current]").text == "B"


# ---------------------------------------------------------------- frames


@pytest.mark.parametrize("name", ["base_app.html", "base_plain.html"])
def test_a_frame_stands_without_any_context(name):
    page = html.document_fromstring(render_to_string(name))

    assert page.get("lang") == "id"
    assert page.find(".//main").get("id") == "isi"
    assert page.find(".//a[@class='t-skip']").get("href") == "#isi"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chosen_theme_is_set_by_the_server(theme):
    page = html.document_fromstring(
        render_to_string("base_plain.html", {"theme": theme})
    )

    assert page.get("data-bs-theme") == theme


def test_htmx_neither_runs_code_from_pages_nor_keeps_pages_on_the_device():
    page = html.document_fromstring(render_to_string("base_plain.html"))
    config = json.loads(page.find(".//meta[@name='htmx-config']").get("content"))

    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["historyCacheSize"] == 0


@pytest.mark.parametrize("name", ["errors/page.html", "errors/partial.html"])
def test_an_error_says_what_happened_why_and_what_next(name):
    drawn = render_to_string(
        name,
        {
            "title": "Halaman ini tidak ada",
            "why": "Alamatnya salah ketik.",
            "then": "Periksa alamatnya.",
            "status": 404,
        },
    )

    said = words(html.fragment_fromstring(drawn, create_parent="div"))
    for sentence in (
        "Halaman ini tidak ada",
        "Alamatnya salah ketik.",
        "Periksa alamatnya.",
    ):
        assert sentence in said


# ---------------------------------------------------------------- the style page


@pytest.fixture
def style_page(client: Client, settings) -> html.HtmlElement:
    """Return the style page."""
    settings.SHOW_STYLE_PAGE = True
    response = client.get("/gaya/")
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


def test_the_style_page_is_shut_unless_switched_on(client, settings):
    settings.SHOW_STYLE_PAGE = False

    assert client.get("/gaya/").status_code == 404


def test_the_style_page_shows_every_component(style_page):
    text = (TEMPLATES / "gaya.html").read_text(encoding="utf-8")
    frame = "".join(
        (TEMPLATES / name).read_text(encoding="utf-8")
        for name in ("base.html", "base_app.html")
    )
    # Shown inside another component, or only where a page says what it needs.
    inside = {"evidence_row", "data_table", "confirm"}
    elsewhere = {"recover", "menu_page", "rule"}

    missing = {
        file.stem
        for file in COMPONENTS
        if f"components/{file.name}" not in text + frame
    }
    assert missing == inside | elsewhere


def test_every_id_of_the_style_page_is_given_once(style_page):
    ids = style_page.xpath("//@id")

    assert len(ids) == len(set(ids))


def test_headings_of_the_style_page_go_down_one_level_at_a_time(style_page):
    levels = [
        int(e.tag[1])
        for e in style_page.xpath(
            "//main//*[self::h1 or self::h2 or self::h3 or self::h4]"
        )
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_every_control_of_the_style_page_has_a_name(style_page):
    for control in style_page.xpath("//button | //a"):
        assert words(control) or control.get("aria-label"), html.tostring(control)


def test_pages_of_a_list_keep_the_rest_of_the_address():
    request = RequestFactory().get("/x/?unit=3&page=2")
    drawn = render_to_string(
        "components/pagination.html",
        {"page": Paginator(range(1200), 500).get_page(2), "label": "Halaman"},
        request=request,
    )

    element = html.fragment_fromstring(drawn, create_parent="div")
    assert [a.get("href") for a in element.findall(".//a")] == [
        "?unit=3&page=1",
        "?unit=3&page=3",
    ]
    assert "501 sampai 1.000 dari 1.200" in words(element)
