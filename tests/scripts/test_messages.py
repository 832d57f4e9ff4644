"""The catalogue of English: complete, with the same placeholders, compiled."""

import pytest

from scripts import messages
from scripts.messages import Message


pytestmark = pytest.mark.any_engine


def test_every_string_of_the_screens_has_its_english(capsys):
    assert messages.main(["--check"]) == 0, capsys.readouterr().out


def test_a_string_without_english_is_told(monkeypatch, capsys):
    found = {"Teks baru": Message("Teks baru", places={"tolok/web/baru.py"})}
    monkeypatch.setattr(messages, "extract", lambda: (found, []))
    monkeypatch.setattr(messages, "read", lambda _file: {})

    assert messages.main(["--check"]) == 1
    assert "Tanpa Inggris: 'Teks baru' (tolok/web/baru.py)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "plural", "english", "fits"),
    [
        ("%(count)s hari", "", ["%(count)s days"], True),
        ("%(count)s hari", "", ["some days"], False),
        ("%(count)s hari", "", ["%(counts)s days"], False),
        ("%(n)s hari", "%(n)s hari", ["one day", "%(n)s days"], True),
        ("%(n)s hari", "%(n)s hari", ["one day", "days"], False),
        ("90 %% hari", "", ["90 % days"], False),
        (" dan ", "", ["and"], False),
    ],
)
def test_english_holds_the_placeholders_of_its_source(text, plural, english, fits):
    assert (not list(messages.unfit(Message(text, plural, english)))) is fits


def test_a_catalogue_is_read_as_it_was_written(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "CATALOGUE", tmp_path / "django.po")
    kept = {
        'Dua "baris"\n%(n)s': Message(
            'Dua "baris"\n%(n)s', "", ['Two "lines"\n%(n)s'], {"tolok/a.py"}
        ),
        "satu": Message("satu", "banyak", ["one", "many"], {"tolok/b.py"}),
    }

    messages.write(kept)

    again = messages.read(tmp_path / "django.po")
    assert {t: (m.plural, m.english) for t, m in again.items()} == {
        t: (m.plural, m.english) for t, m in kept.items()
    }
    assert (tmp_path / "django.mo").read_bytes() == messages.pack(again)
