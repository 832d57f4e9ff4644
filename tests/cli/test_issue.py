"""`tolok issue` turns the JSON of a decree back into a document."""

import json
from pathlib import Path

import docx
import pytest

from tests.decrees.test_issuing import own_template
from tolok.cli.__main__ import main


DECREE = Path(__file__).parents[2] / "examples" / "lamongan-2026" / "decree.json"


@pytest.mark.parametrize(("name", "opening"), [("sk.docx", b"PK"), ("sk.PDF", b"%PDF")])
def test_a_decree_is_written_as_the_ending_of_its_name_says(
    name, opening, tmp_path, capsys
):
    out = tmp_path / name

    status = main(["issue", str(DECREE), "--out", str(out), "--paper", "a4"])

    assert status == 0
    assert out.read_bytes().startswith(opening)
    assert "36 jabatan" in capsys.readouterr().out


def test_what_is_issued_as_docx_is_read_back(tmp_path, capsys):
    out = tmp_path / "sk.docx"
    main(["issue", str(DECREE), "--out", str(out)])
    capsys.readouterr()

    main(["read", str(out), "--json"])

    read = json.loads(capsys.readouterr().out)
    kept = json.loads(DECREE.read_text(encoding="utf-8"))
    assert read["decree"] == kept["decree"]
    assert len(read["positions"]) == len(kept["positions"])


@pytest.mark.parametrize(
    ("text", "out", "said"),
    [
        ("{}", "sk.docx", "bukan keputusan berbentuk tolok-decree/1"),
        ("bukan json", "sk.pdf", "bukan keputusan berbentuk tolok-decree/1"),
        (None, "sk.pdf", "tidak dapat dibuka: tidak ada"),
        ("{}", "sk.odt", "tidak berakhir .docx atau .pdf"),
    ],
)
def test_what_cannot_be_issued_is_refused_with_the_reason(
    text, out, said, tmp_path, capsys
):
    file = tmp_path / "sk.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")

    status = main(["issue", str(file), "--out", str(tmp_path / out)])

    assert status == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / out).exists()


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    out = tmp_path / "tiada" / "sk.pdf"

    status = main(["issue", str(DECREE), "--out", str(out)])

    assert status == 2
    assert "tidak dapat ditulis" in capsys.readouterr().err


def test_a_decree_follows_the_template_of_the_office(tmp_path, capsys):
    template, out = tmp_path / "templat.docx", tmp_path / "sk.docx"
    template.write_bytes(own_template("KOP KANTOR"))

    status = main(
        ["issue", str(DECREE), "--out", str(out), "--template", str(template)]
    )

    assert status == 0
    assert docx.Document(str(out)).paragraphs[1].text == "KOP KANTOR"


@pytest.mark.parametrize(
    ("template", "out", "said"),
    [
        (b"bukan word", "sk.docx", "bukan dokumen Word"),
        (None, "sk.docx", "tidak dapat dibuka"),
        (b"PK", "sk.pdf", "hanya untuk naskah .docx"),
    ],
)
def test_a_template_that_does_not_fit_is_refused(template, out, said, tmp_path, capsys):
    place = tmp_path / "templat.docx"
    if template is not None:
        place.write_bytes(template)

    status = main(
        ["issue", str(DECREE), "--out", str(tmp_path / out), "--template", str(place)]
    )

    assert status == 2
    assert said in capsys.readouterr().err
