"""What the documentation shows is what happens, and what it points to is there."""

import io
import re
import shlex
import sys
from pathlib import Path

import pytest

from tolok.cli.__main__ import main


ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]
CONSOLE = re.compile(r"```console\n\$ (.+?)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
EXAMPLES = [
    (name, command, shown)
    for name, page in zip(NAMES, PAGES, strict=True)
    for command, shown in CONSOLE.findall(page.read_text(encoding="utf-8"))
]


def output_of(command: str, capsys, monkeypatch) -> str:
    """Run `[echo '…' |] .venv/bin/tolok …` and return what it prints."""
    before, pipe, after = command.rpartition(" | ")
    if pipe:
        words = shlex.split(before)
        assert words[0] == "echo"
        monkeypatch.setattr(sys, "stdin", io.StringIO(" ".join(words[1:]) + "\n"))
    program, *arguments = shlex.split(after)
    assert program == ".venv/bin/tolok"
    assert main(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("page", "command", "shown"),
    EXAMPLES,
    ids=[f"{p}: {c[:40]}" for p, c, _ in EXAMPLES],
)
def test_a_command_prints_what_the_page_shows(
    page, command, shown, capsys, monkeypatch
) -> None:
    monkeypatch.chdir(ROOT)
    printed = output_of(command, capsys, monkeypatch).splitlines()

    # "…" alone stands for lines left out, at a line's end for the rest of the line.
    at = 0
    for line in filter(None, shown.splitlines()):
        if line == "…":
            continue
        start = line.removesuffix("…")
        found = [n for n in range(at, len(printed)) if printed[n].startswith(start)]
        assert found, f"{line!r} is not printed after line {at}"
        at = found[0] + 1


def test_the_front_pages_show_real_output() -> None:
    assert {"README.md", "README.id.md"} <= {name for name, _c, _s in EXAMPLES}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = ROOT / name
    links = LINK.findall(page.read_text(encoding="utf-8"))
    gone = [
        link
        for link in links
        if "://" not in link and not (page.parent / link).exists()
    ]

    assert gone == []


def test_every_setting_is_documented() -> None:
    code = "\n".join(
        (ROOT / "config" / name).read_text(encoding="utf-8")
        for name in ("settings.py", "environment.py")
    )
    settings = set(re.findall(r'"(TOLOK_[A-Z_]+|DATABASE_URL)"', code))
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert {name for name in settings if f"`{name}`" not in told} == set()


def test_every_check_of_the_settings_is_documented() -> None:
    code = (ROOT / "config" / "checks.py").read_text(encoding="utf-8")
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    numbers = set(re.findall(r'id="(tolok\.[EW]\d+)"', code))
    assert numbers
    assert {number for number in numbers if number not in told} == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    decisions = sorted(
        file.name for file in (ROOT / "docs" / "why" / "adr").glob("*.md")
    )

    assert [name[:4] for name in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
