"""What stands in the repository: sizes, addresses, secrets, things left behind."""

import ast
import re
from pathlib import Path

import pytest


MOST_LINES = 600
# A list of promises, and a sheet of styles, are read by searching.
MOST_LINES_OF_A_LIST = 1000
TEXT = {
    *(
        ".py",
        ".md",
        ".toml",
        ".yaml",
        ".yml",
        ".json",
        ".lock",
        ".txt",
        ".html",
        ".css",
    ),
    *(".js", ".sh", ".cfg", ".ini", ".typ", ".conf", ".service", ".timer", ".svg", ""),
}
GENERATED = ("requirements", "tolok/web/static/vendor/", "docs/reference/commands.md")
# The tables of a room as `makemigrations` wrote them: looked up in the models instead.
TABLES = "/migrations/0001_tables.py"
DATA = {".json", ".yaml", ".txt", ".lock", ".svg"}
# Written in two parts, so that this file does not hold what it looks for.
REGISTRY_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs")
MACHINE_PATHS = ("/wo" + "rk/", "/ro" + "ot/", "/home/" + "user", "/opt/" + "pypi")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
)
LEFT_BEHIND = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


@pytest.fixture(scope="session")
def texts(our_files: list[Path], root: Path) -> dict[str, str]:
    """Return what every text file of ours says, by its name."""
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in our_files
        if file.suffix in TEXT and b"\0" not in file.read_bytes()[:4096]
    }


def python_of_ours(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.endswith(".py")}


def most_lines(name: str) -> int:
    """Return how long a file may grow before it is split by noun."""
    is_list = name.startswith("tests/") or name.endswith(".css")
    return MOST_LINES_OF_A_LIST if is_list else MOST_LINES


def test_no_file_is_longer_than_one_can_read(texts: dict[str, str]) -> None:
    long = {
        name: len(text.splitlines())
        for name, text in texts.items()
        if Path(name).suffix not in DATA
        and not name.startswith(GENERATED)
        and not name.endswith(TABLES)
        and len(text.splitlines()) > most_lines(name)
    }

    assert long == {}


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_package_registry_is_named(texts: dict[str, str], host: str) -> None:
    assert [name for name, text in texts.items() if host in text] == []


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_path_of_a_machine_is_named(texts: dict[str, str], path: str) -> None:
    assert [name for name, text in texts.items() if path in text] == []


def test_lock_files_hold_hashes_and_no_address(texts: dict[str, str]) -> None:
    for name in ("requirements.lock", "requirements-test.lock"):
        assert "://" not in texts[name]
        pins = [line for line in texts[name].splitlines() if re.match(r"\S+==", line)]
        assert len(pins) > 10
        assert texts[name].count("--hash=sha256:") >= len(pins)


def test_no_secret_stands_in_the_repository(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if SECRET.search(text)] == []


def test_nothing_is_left_for_later_in_code(texts: dict[str, str]) -> None:
    found = [
        f"{name}: {line.strip()}"
        for name, text in python_of_ours(texts).items()
        for line in text.splitlines()
        if LEFT_BEHIND.search(line)
    ]

    assert found == []


def test_no_module_imports_relatively(texts: dict[str, str]) -> None:
    found = [
        name
        for name, text in python_of_ours(texts).items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert found == []


def test_every_test_asserts_something(texts: dict[str, str]) -> None:
    # A property test may assert by what it lets through: a name that says so, or given.
    asserting = ("Assert(", "raises", "assert", "expect", "check", "warns", "'given'")
    silent = [
        f"{name}: {node.name}"
        for name, text in python_of_ours(texts).items()
        if Path(name).name.startswith("test_")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test")
        and not any(word in ast.dump(node) for word in asserting)
    ]

    assert silent == []


def test_only_the_doors_read_the_clock(texts: dict[str, str]) -> None:
    reading = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|localdate\(")
    doors = (
        *("tolok/web/", "tolok/api/", "tolok/cli/", "tolok/demo/", "scripts/"),
        "tests/",
    )
    found = [
        name
        for name, text in python_of_ours(texts).items()
        if reading.search(text) and not name.startswith(doors)
    ]

    assert found == []
