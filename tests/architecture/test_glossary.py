"""One thing, one word: code and screens keep to docs/glossary.yaml."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps


ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = yaml.safe_load((ROOT / "docs" / "glossary.yaml").read_text(encoding="utf-8"))
WORDS: list[dict[str, Any]] = GLOSSARY["words"]
# Django asks for these two names of its own.
NAMES_OF_DJANGO = {"UserManager"}
PARTS_OF_A_NAME = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")


def parts(name: str) -> list[str]:
    """Return the words inside a class's name, in small letters."""
    return [part.lower() for part in PARTS_OF_A_NAME.findall(name)]


def our_models() -> list[Any]:
    return [m for m in apps.get_models() if m.__module__.startswith("tolok.")]


def our_classes() -> dict[str, str]:
    """Return every class of ours with the file it stands in."""
    return {
        node.name: file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tolok").rglob("*.py")
        if "migrations" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }


def words_on_screen() -> str:
    """Return what templates say, without their tags."""
    files = (ROOT / "tolok" / "web" / "templates").rglob("*.html")
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    said = re.findall(r"""{%\s*translate\s+["'](.+?)["']""", text)
    said += re.findall(
        r"{%\s*blocktranslate.*?%}(.+?){%\s*endblocktranslate", text, re.S
    )
    return "\n".join(said).casefold()


def test_every_word_is_listed_once() -> None:
    english = [word["english"] for word in WORDS]

    assert sorted(english) == sorted(set(english))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word["english"])
def test_every_word_says_what_it_means(word: dict[str, Any]) -> None:
    assert {"english", "indonesian", "means"} <= set(word)
    assert set(word) <= {
        *("english", "indonesian", "means", "model", "not", "not_on_screen")
    }
    assert word["means"].endswith(".")


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_table_is_shown_by_its_indonesian_word(model: Any) -> None:
    (word,) = [word for word in WORDS if word.get("model") == model._meta.label]

    assert model._meta.verbose_name == word["indonesian"]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_table_is_named_by_words_of_the_list(model: Any) -> None:
    known = {part for word in WORDS for part in re.split(r"[ -]", word["english"])}
    known.add("registry")

    assert [part for part in parts(model.__name__) if part not in known] == []


def test_no_word_is_listed_for_a_table_that_is_gone() -> None:
    there = {model._meta.label for model in our_models()}

    assert {word["model"] for word in WORDS if "model" in word} <= there


def test_no_class_bears_a_banned_word() -> None:
    banned = {bad: word["english"] for word in WORDS for bad in word.get("not", [])}
    found = [
        f"{name} ({file}): {part} is called {banned[part]}"
        for name, file in our_classes().items()
        for part in parts(name)
        if part in banned
    ]

    assert found == []


def test_no_class_and_no_module_bears_an_empty_word() -> None:
    empty = set(GLOSSARY["empty_words"])
    classes = {n for n in our_classes() if parts(n)[-1] in empty} - NAMES_OF_DJANGO
    modules = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tolok").rglob("*.py")
        if file.stem in empty or file.parent.name in empty
    }

    assert classes | modules == set()


@pytest.mark.parametrize(
    "banned", sorted({bad for word in WORDS for bad in word.get("not_on_screen", [])})
)
def test_no_screen_says_a_banned_word(banned: str) -> None:
    assert re.search(rf"\b{re.escape(banned.casefold())}\b", words_on_screen()) is None
