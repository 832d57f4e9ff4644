"""Write docs/reference/commands.md from the help of every command, and a page for each
rule of the linter in docs/reference/temuan from the registry and its examples.

python scripts/docs.py          write it anew
python scripts/docs.py --check  does it say what the commands say?
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path


# The width of the help is part of the page; it must not follow the terminal.
os.environ["COLUMNS"] = "88"
os.environ["NO_COLOR"] = "1"

from tolok.cli.__main__ import build_parser
from tolok.cli.read import SEVERITIES
from tolok.reader.lint import Rule, list_packs, list_rules, standard_pack
from tolok.reader.lint.examples import Example, lessons


ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "commands.md"
RULES = ROOT / "docs" / "reference" / "temuan"
HEAD = """\
# Perintah `tolok`

Halaman ini ditulis oleh `make docs` dari bantuan perintahnya sendiri; jangan disunting.
"""


def main() -> int:
    """Write or check the pages; return the exit status."""
    pages = {PAGE: "\n".join([HEAD, *sections(build_parser())]), **rule_pages()}
    gone = {file for file in RULES.glob("*.md") if file not in pages}
    if "--check" in sys.argv:
        stale = [
            page
            for page, text in pages.items()
            if not page.exists() or page.read_text(encoding="utf-8") != text
        ]
        for page in sorted([*stale, *gone]):
            sys.stderr.write(
                f"{page.relative_to(ROOT)} is out of date; run: make docs\n"
            )
        return int(bool(stale or gone))
    for page in gone:
        page.unlink()
    for page, text in pages.items():
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return 0


def rule_pages() -> dict[Path, str]:
    """Return the page of every rule and their list."""
    pages = {RULES / f"{rule.code}.md": rule_page(rule) for rule in list_rules()}
    return {RULES / "README.md": rules_page(), **pages}


def rules_page() -> str:
    """Return the list of rules, with packs, thresholds and measured precision."""
    rows = "\n".join(
        f"| [{rule.title}]({rule.code}.md) | `{rule.code}` | "
        f"{SEVERITIES[rule.severity]} | {rule.summary} |"
        for rule in list_rules()
    )
    limits = ", ".join(
        f"`{name}` ({value:g})" for name, value in standard_pack().thresholds.items()
    )
    packs = ", ".join(f"`{name}`" for name in list_packs())
    return f"""\
# Aturan pemeriksaan keputusan

Halaman ini dan halaman tiap aturan ditulis oleh `make docs` dari daftar aturan dan
contohnya; jangan disunting. Temuan adalah saran: Tolok tidak mengubah bunyi keputusan
tanpa persetujuan orang. Seberapa tepat: [ketepatan](../ketepatan-temuan.md).

`tolok lint BERKAS` memeriksa satu keputusan; `tolok lint --rules` menampilkan daftar ini.
Paket bawaan: {packs}. Kantor dapat menulis paketnya sendiri dan memakainya dengan
`--lint-pack BERKAS`:

```yaml
name: Dinas Contoh
rules:
  vague-word: off            # off, notice, warning, atau error
  word-nonstandard: warning
thresholds:
  near_from: 95
```

Batas yang dapat diatur (nilai baku): {limits}.

| Aturan | Kode | Berat | Yang diperiksa |
|---|---|---|---|
{rows}
"""


def rule_page(rule: Rule) -> str:
    """Return the page of one rule."""
    told = lessons()[rule.code]
    grounds = "\n".join(f"- {ground}" for ground in rule.grounds)
    return f"""\
# {rule.title}

Kode `{rule.code}`, berat: {SEVERITIES[rule.severity]}. {rule.summary}

## Mengapa penting

{told.why}

## Contoh yang ditemukan

{fenced(told.bad)}

## Contoh yang baik

{fenced(told.good)}

## Dasar

{grounds}

## Mematikan atau meringankan

Tulis dalam paket aturan kantor, lalu pakai dengan `--lint-pack BERKAS`:

```yaml
rules:
  {rule.code}: off   # atau notice, warning, error
```

[Semua aturan](README.md)
"""


def fenced(example: Example) -> str:
    """Return an example as a block of text."""
    return "\n".join(["```text", *example.lines, "```"])


def sections(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield a section for a command and each command below it."""
    yield f"## {parser.prog}\n\n```text\n{parser.format_help().rstrip()}\n```\n"
    for below in commands_below(parser):
        yield from sections(below)


def commands_below(
    parser: argparse.ArgumentParser,
) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers of the commands that stand below one."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


if __name__ == "__main__":
    sys.exit(main())
