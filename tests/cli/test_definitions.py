"""`tolok definitions`: looked at first, kept only when asked, and whole."""

import pytest

from tests.registry.test_workbook import filled
from tolok.cli.__main__ import main
from tolok.registry.models import DefinitionImport


pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(cast, tmp_path):
    def written(**typed: str):
        place = tmp_path / "kamus.xlsx"
        place.write_bytes(filled(cast, "Boks", **typed))
        return str(place), "--user", cast.users["planner"].username

    return written


def test_a_workbook_is_only_looked_at_without_keep(cast, sheet, capsys):
    assert main(["definitions", *sheet(unit_of_measure="boks")]) == 0

    said = capsys.readouterr().out
    assert "12 baris dibaca: 1 definisi akan berubah, 0 baris salah." in said
    assert "Tidak ada yang disimpan." in said
    assert cast.definition("Boks").number == 1


def test_a_workbook_is_kept_where_that_is_asked(cast, sheet, capsys):
    asked = ["definitions", *sheet(unit_of_measure="boks"), "--keep"]

    assert main(asked) == 2
    assert "Tulis alasan perubahan definisi." in capsys.readouterr().err
    assert main([*asked, "--reason", "Disesuaikan"]) == 0

    assert "1 definisi disimpan." in capsys.readouterr().out
    assert cast.definition("Boks").unit_of_measure == "boks"
    assert not DefinitionImport.objects.filter(ended_at=None).exists()


def test_errors_come_back_in_a_file_and_nothing_is_kept(cast, sheet, capsys, tmp_path):
    back = tmp_path / "salah.xlsx"

    code = main(
        ["definitions", *sheet(decimals="dua"), "--keep", "--errors", str(back)]
    )

    assert code == 1
    assert "1 baris salah" in capsys.readouterr().out
    assert back.read_bytes().startswith(b"PK")
    assert cast.definition("Boks").number == 1


def test_a_missing_file_and_a_stranger_are_refused(cast, sheet, capsys):
    place, *_user = sheet()

    assert main(["definitions", "tidak-ada.xlsx", "--user", "x"]) == 2
    assert main(["definitions", place, "--user", cast.users["staff"].username]) == 2
    assert "perencana kantor" in capsys.readouterr().err
