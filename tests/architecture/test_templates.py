"""Templates show, they do not decide; none is dead, none carries a script."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template


ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "tolok" / "web" / "templates"
NAMES = sorted(
    file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")
)
QUOTED = re.compile(r"""["']([\w/-]+\.html)(?:#[\w-]+)?["']""")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<[^>]+\son[a-z]+=|javascript:|\sstyle="
)


def quoted_names() -> set[str]:
    """Return every name in quotes that code or a template speaks of."""
    files = [*(ROOT / "tolok").rglob("*.py"), *TEMPLATES.rglob("*.html")]
    return {
        name
        for file in files
        for name in QUOTED.findall(file.read_text(encoding="utf-8"))
    }


NAMED = quoted_names()


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert get_template(name).template.name == name


@pytest.mark.parametrize("name", NAMES)
def test_template_is_used(name: str) -> None:
    # A status page is named by its number: f"{status}.html".
    by_number = re.fullmatch(r"\d{3}\.html", name)

    assert by_number or name in NAMED


@pytest.mark.parametrize("name", NAMES)
def test_template_holds_no_inline_script_or_style(name: str) -> None:
    # The content security policy would refuse them without a word.
    text = (TEMPLATES / name).read_text(encoding="utf-8")

    assert INLINE.findall(text) == []
