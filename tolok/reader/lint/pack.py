"""Packs: which rules speak, how loud, and from which figure on.

A pack is a YAML file, of ours (`packs/*.yaml`) or of an office:

    name: Dinas Contoh
    rules:
      vague-word: off          # off, notice, warning or error
      word-nonstandard: warning
    thresholds:
      unrelated_below: 0.15

What a pack does not name stays as `packs/baku.yaml` and the rules themselves have it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tolok.reader.lint.finding import SEVERITIES, Severity
from tolok.reader.lint.registry import registered_rule


PACKS = Path(__file__).with_name("packs")
STANDARD = "baku"
_OFF = "off"


class UnfitPack(ValueError):
    """A pack cannot be used; the message (Indonesian) says where and what to do."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The choices of an office: severities by code (None is off) and thresholds by name."""

    name: str
    severities: Mapping[str, Severity | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    thresholds: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def severity(self, code: str, of_rule: Severity) -> Severity | None:
        """How grave findings of this rule are; None if it is switched off."""
        return self.severities.get(code, of_rule)


def list_packs() -> list[str]:
    """The names of our own packs."""
    return sorted(file.stem for file in PACKS.glob("*.yaml"))


@cache
def standard_pack() -> Pack:
    """`packs/baku.yaml`: all rules as they are, and every threshold."""
    return _parse(_load(PACKS / f"{STANDARD}.yaml"), STANDARD, {})


def load_pack(which: str | Path) -> Pack:
    """Load a pack by the name of one of ours or by the path of an office's file.

    Raises UnfitPack if it is not there, no YAML, or names a rule, severity or threshold
    that does not exist.
    """
    named = PACKS / f"{which}.yaml"
    path = named if str(which) in list_packs() else Path(which)
    return _parse(_load(path), path.stem, standard_pack().thresholds)


def _load(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnfitPack(
            f"Paket aturan {path} tidak dapat dibuka. Periksa nama berkasnya, atau pakai "
            f"salah satu paket bawaan: {', '.join(list_packs())}."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnfitPack(
            f"Paket aturan {path} bukan berkas YAML yang benar. Perbaiki tulisannya, lalu "
            "ulangi."
        ) from error


def _parse(said: Any, name: str, below: Mapping[str, float]) -> Pack:
    said = {} if said is None else said
    if not isinstance(said, dict) or set(said) - {"name", "rules", "thresholds"}:
        raise UnfitPack(
            f"Paket aturan {name} hanya boleh memuat name, rules, dan thresholds."
        )
    severities = {
        str(code): _severity(str(code), value, name)
        for code, value in _mapping(said.get("rules"), "rules", name).items()
    }
    thresholds = dict(below)
    for key, value in _mapping(said.get("thresholds"), "thresholds", name).items():
        if (below and key not in below) or isinstance(value, bool):
            raise UnfitPack(
                f"Paket aturan {name} menyebut batas {key} yang tidak dikenal. Batas yang "
                f"ada: {', '.join(sorted(below))}."
            )
        if not isinstance(value, int | float):
            raise UnfitPack(f"Batas {key} dalam paket aturan {name} harus angka.")
        thresholds[str(key)] = float(value)
    return Pack(
        str(said.get("name", name)),
        MappingProxyType(severities),
        MappingProxyType(thresholds),
    )


def _mapping(value: Any, part: str, name: str) -> dict[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnfitPack(
            f"Bagian {part} dalam paket aturan {name} harus berisi pasangan kode dan nilai."
        )
    return value


def _severity(code: str, value: Any, name: str) -> Severity | None:
    if registered_rule(code) is None:
        raise UnfitPack(
            f"Paket aturan {name} menyebut aturan {code} yang tidak ada. Lihat daftarnya "
            "dengan: tolok lint --rules"
        )
    # YAML reads a bare `off` as False.
    if value is False or value == _OFF:
        return None
    for severity in SEVERITIES:
        if value == severity:
            return severity
    raise UnfitPack(
        f"Aturan {code} dalam paket aturan {name} diberi nilai {value}; yang dikenal: off, "
        "notice, warning, error."
    )
