"""Every room has its floor and its two promises; relations of models run down."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps


ROOT = Path(__file__).resolve().parents[2]
DOORS_OF_A_ROOM = {"actions", "admin", "enums", "models", "permissions", "policies"}


def floors() -> dict[str, int]:
    """Return each room's floor as import-linter's contract orders them."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["id"] == "rooms")["layers"]
    return {
        name.strip("() "): len(layers) - at
        for at, line in enumerate(layers)
        for name in line.split("|")
    }


def rooms() -> list[Path]:
    return sorted(place.parent for place in (ROOT / "tolok").glob("*/__init__.py"))


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_room_has_a_floor(room: Path) -> None:
    assert room.name in floors()


@pytest.mark.parametrize("name", sorted(floors()))
def test_every_floor_has_its_room(name: str) -> None:
    assert (ROOT / "tolok" / name / "__init__.py").is_file()


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_room_says_what_it_keeps_and_what_it_never_does(room: Path) -> None:
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    said = ast.get_docstring(tree) or ""

    assert "I keep" in said
    assert "I never" in said


def test_every_room_with_rows_is_an_app_under_its_own_name() -> None:
    with_models = {room.name for room in rooms() if (room / "models.py").exists()}

    assert with_models <= {config.label for config in apps.get_app_configs()}


def test_every_room_with_doors_stands_in_the_contract_of_its_inside() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    inside = next(c for c in contracts if c["id"] == "inside-a-room")["containers"]
    with_doors = {
        f"tolok.{room.name}"
        for room in rooms()
        if {file.stem for file in room.glob("*.py")} & DOORS_OF_A_ROOM
    }

    assert with_doors - {"tolok.web", "tolok.api", "tolok.demo"} <= set(inside)


def wrong_relations(models) -> list[str]:
    known = floors()
    wrong = []
    for model in models:
        here = model._meta.app_label
        if here not in known:
            continue
        for field in model._meta.get_fields():
            if field.auto_created or field.related_model is None:
                continue
            there = field.related_model._meta.app_label
            if there in known and known[there] > known[here]:
                wrong.append(f"{model._meta.label}.{field.name} -> {there}")
    return wrong


def test_relations_of_models_run_down_the_corridor() -> None:
    # import-linter cannot see a foreign key named by a string.
    assert wrong_relations(apps.get_models()) == []


def test_a_relation_that_runs_up_is_seen(monkeypatch) -> None:
    placement = apps.get_model("organisation.Placement")
    monkeypatch.setattr(placement._meta, "app_label", "kernel")

    found = wrong_relations([placement])

    assert any(line.endswith(".person -> organisation") for line in found)


def test_the_trail_holds_no_relation_to_live_data() -> None:
    for name in ("AuditEvent", "AuditChain", "StoredFile"):
        fields = apps.get_model("records", name)._meta.get_fields()
        assert [f.name for f in fields if f.is_relation and not f.auto_created] == []
