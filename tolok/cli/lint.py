"""`tolok lint`: what a careful reader finds in a decree, and the list of rules."""

import json
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any

from tolok.cli.indonesian import Commands
from tolok.cli.output import shortened, why_not, write, write_table
from tolok.cli.packs import add_pack, chosen_pack
from tolok.cli.read import SEVERITIES, CannotRead
from tolok.reader import UnreadableDecree, check_decree, read_decree
from tolok.reader.lint import (
    Pack,
    get_rule,
    list_rules,
    relint,
)


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "lint",
        help="temukan kekeliruan dalam keputusan (SK)",
        description="Periksa keputusan tentang indikator kinerja individu dengan semua "
        "aturan pemeriksaan: ukuran, sasaran, penjenjangan, naskah, dan ejaan. Yang "
        "ditemukan disebut tempatnya dan sarannya; tidak ada yang diubah. Status keluar 1 "
        "bila ada kesalahan atau peringatan.",
    )
    parser.add_argument(
        "file",
        metavar="BERKAS",
        type=Path,
        nargs="?",
        help="berkas keputusan, atau JSON dari tolok read --json",
    )
    parser.add_argument(
        "--rules", action="store_true", help="tampilkan daftar aturan, lalu selesai"
    )
    add_pack(parser)
    parser.add_argument(
        "--severity",
        metavar="BERAT",
        choices=list(SEVERITIES.values()),
        default=SEVERITIES["notice"],
        help="paling ringan yang ditampilkan: kesalahan, peringatan, atau catatan (baku)",
    )
    parser.add_argument("--json", action="store_true", help="cetak sebagai JSON")
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Print the findings, or the rules; 1 where something should be mended."""
    pack = chosen_pack(asked)
    if asked.rules:
        show_rules(pack, as_json=asked.json)
        return 0
    if asked.file is None:
        raise CannotRead("Sebutkan berkas keputusan yang diperiksa, atau --rules.")
    order = list(SEVERITIES)
    least = list(SEVERITIES.values()).index(asked.severity)
    findings = [
        finding
        for finding in findings_of(asked.file, pack)
        if order.index(finding["severity"]) <= least
    ]
    if asked.json:
        write(json.dumps(findings, ensure_ascii=False, indent=2))
    else:
        show(findings)
    return int(any(finding["severity"] != "notice" for finding in findings))


def findings_of(file: Path, pack: Pack) -> list[dict[str, Any]]:
    """Return the findings on a document or on a decree as JSON. Raises `CannotRead`."""
    try:
        if file.suffix == ".json":
            decree = json.loads(file.read_text(encoding="utf-8"))
            check_decree(decree)
            return relint(decree, pack)
        findings: list[dict[str, Any]] = read_decree(
            file, name=file.name, lint_pack=pack
        ).decree["findings"]
        return findings
    except UnreadableDecree as error:
        raise CannotRead(str(error)) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise CannotRead(
            f"{file} bukan JSON tolok-decree/1 yang utuh. Buat dengan: tolok read BERKAS "
            "--json"
        ) from error
    except OSError as error:
        raise CannotRead(
            f"Berkas {file} tidak dapat dibuka: {why_not(error)}. Periksa nama dan izinnya."
        ) from error


def show(findings: list[dict[str, Any]]) -> None:
    """Print the findings, the gravest first, grouped by rule."""
    if not findings:
        write("Tidak ada temuan.")
        return
    counted = Counter(finding["severity"] for finding in findings)
    write(
        "Temuan: "
        + ", ".join(
            f"{counted[k]} {word}" for k, word in SEVERITIES.items() if counted[k]
        )
    )
    order = list(SEVERITIES)
    groups: dict[str, list[dict[str, Any]]] = {}
    for finding in sorted(findings, key=lambda f: order.index(f["severity"])):
        groups.setdefault(finding["code"], []).append(finding)
    for code, group in groups.items():
        write()
        word = SEVERITIES[group[0]["severity"]]
        write(f"{get_rule(code).title} ({word}, {code})")
        for finding in group:
            write(f"  {place_of(finding)}{finding['message']}")
            if finding["suggestion"]:
                write(f"    Saran: {finding['suggestion']}")


def place_of(finding: dict[str, Any]) -> str:
    """Return where a finding stands, for the front of its line."""
    where = finding["where"]
    if where.get("page"):
        return f"halaman {where['page']}: "
    return f"baris {where['line']}: " if where.get("line") else ""


def show_rules(pack: Pack, *, as_json: bool) -> None:
    """Print every rule with its severity under this pack and its grounds."""
    rules = [(rule, pack.severity(rule.code, rule.severity)) for rule in list_rules()]
    if as_json:
        write(
            json.dumps(
                [
                    {
                        "code": rule.code,
                        "title": rule.title,
                        "severity": severity,
                        "summary": rule.summary,
                        "grounds": [str(ground) for ground in rule.grounds],
                    }
                    for rule, severity in rules
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    write_table(
        ("Kode", "Berat", "Aturan"),
        (
            (
                rule.code,
                SEVERITIES[severity] if severity else "mati",
                shortened(rule.title, 60),
            )
            for rule, severity in rules
        ),
    )
