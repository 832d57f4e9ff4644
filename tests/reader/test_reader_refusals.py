"""What cannot be read is refused with a sentence that says what to bring instead."""

import codecs
import sys
from pathlib import Path

import pytest

from tests.reader.decree_texts import (
    DECREES,
    EXAMPLE,
    HEAD,
    TABLE,
    decree_of,
    sheet,
    wording,
)
from tolok.reader import (
    MAX_BYTES,
    UnreadableDecree,
    check_decree,
    confinement,
    read_decree,
    reading,
    safely,
)
from tolok.reader.safely import read_decree_safely


GOOD = HEAD + sheet("Kepala Dinas Perhubungan")


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableDecree) as refused:
        read_decree(content=content, name="berkas")
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"\xef\xbb\xbf \r\n\t", "kosong"),
        (b"%PDF-1.7\n%\xe2\xe3", "rusak"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office lama"),
        (b"{\\rtf1\\ansi Jabatan}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "Gambar ini rusak"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "Gambar ini rusak"),
        (b"MZ\x90\x00 This program cannot be run in DOS mode", "program"),
        (b"\x7fELF\x02\x01\x01", "program"),
        (b"#!/bin/sh\necho Jabatan\n", "program"),
        (b"PK\x03\x04" + bytes(60), "ZIP"),
        (bytes(range(256)) * 8, "bukan teks"),
        (b"\xff\xfeA", "bukan teks"),
        (("\ue001\ue002\ue003 " * 90).encode(), "Huruf"),
        (b"12345 67890 !!! " * 50, "Huruf"),
        (b"Resep nasi goreng: bawang, nasi, kecap. " * 20, "bukan keputusan"),
        (b"a\n" * 200_001, "terlalu banyak"),
    ],
)
def test_what_is_no_decree_is_refused_by_name(content, words):
    message = refusal_of(content)

    assert words in message
    assert message.endswith(".")


def test_a_refused_format_names_those_that_can_be_read():
    message = refusal_of(b"{\\rtf1")

    for format_name in ("teks", "Word", "Excel", "PDF"):
        assert format_name in message


def test_a_decree_without_a_table_is_told_so():
    assert "tidak memuat tabel" in refusal_of(HEAD.encode())


def test_an_unfilled_form_is_told_so():
    table = "NO\tSASARAN\tINDIKATOR\n......\t......\t......\n"

    message = refusal_of((HEAD + sheet("Kepala Dinas Perhubungan", table)).encode())

    assert "belum diisi" in message


def test_tables_of_nobody_are_told_so():
    assert "jabatannya tidak disebut" in refusal_of((HEAD + TABLE).encode())


def test_columns_torn_apart_are_told_so():
    torn = "1. Jabatan : Kepala Dinas\nNO\nSASARAN\nINDIKATOR\n1\nMutu layanan\nNilai SAKIP\n"

    assert "tercerai" in refusal_of((HEAD + torn).encode())


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    path = tmp_path / "besar.txt"
    path.write_text(GOOD)

    with pytest.raises(UnreadableDecree, match="lebih dari batas"):
        read_decree(path, name="besar.txt")
    assert MAX_BYTES == 25 * 1024 * 1024


def test_a_file_or_its_bytes_are_asked_for_not_both_nor_neither(tmp_path):
    with pytest.raises(ValueError, match="salah satu"):
        read_decree(name="x")
    with pytest.raises(ValueError, match="salah satu"):
        read_decree(tmp_path, content=b"x", name="x")


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8"),
        codecs.BOM_UTF8 + GOOD.encode("utf-8"),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        GOOD.encode("cp1252"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        GOOD.replace(" Kepala", "\u00a0Kepala").encode(),
        GOOD.replace("Kepala", "Ke\u200bpala").encode(),
    ],
)
def test_a_text_is_read_in_any_usual_encoding_and_with_any_line_ends(content):
    assert decree_of(content)["positions"] == decree_of(GOOD)["positions"]


def test_page_numbers_and_strips_for_initials_are_no_wording():
    furniture = "\n- 2 -\nAnda di halaman 1dari 9\nNAMA JABATAN PARAF\n\n"
    noisy = "Page 1:\n" + GOOD.replace("\nMEMUTUSKAN", f"{furniture}MEMUTUSKAN")

    assert wording(decree_of(noisy)) == wording(decree_of(GOOD))


def test_windows_letters_are_read_as_they_were_meant():
    table = TABLE.replace("Jumlah uji", "Jumlah “uji” – berkala")

    decree = decree_of(
        (HEAD + sheet("Kepala Dinas Perhubungan", table)).encode("cp1252")
    )

    indicator = decree["positions"][0]["objectives"][0]["indicators"][0]
    assert indicator["text"] == "Jumlah “uji” – berkala kendaraan"


def test_a_decree_is_read_in_a_process_of_its_own_with_the_same_result():
    path = EXAMPLE / "sk-iki-2026.txt"

    assert read_decree_safely(path, name=path.name) == read_decree(path, name=path.name)


def test_a_refusal_comes_through_from_the_process(tmp_path):
    path = tmp_path / "kosong.txt"
    path.write_bytes(b"")

    with pytest.raises(UnreadableDecree, match="kosong"):
        read_decree_safely(path, name="kosong.txt")


def test_a_process_that_needs_too_much_memory_is_a_refusal():
    path = EXAMPLE / "sk-iki-2026.txt"

    with pytest.raises(UnreadableDecree, match="terlalu berat"):
        read_decree_safely(path, name=path.name, memory_mib=16)


def test_a_process_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(
        safely,
        "_command",
        lambda *_: (sys.executable, str(sleeper)),
    )

    with pytest.raises(UnreadableDecree, match="terlalu berat"):
        read_decree_safely(Path("x"), name="x", seconds=1)


def test_the_process_tells_how_far_it_has_come(monkeypatch):
    told = []
    script = (
        "import os, sys\n"
        "for page in range(3): os.write(int(sys.argv[1]), b'%d 2\\n' % page)\n"
        "os.write(int(sys.argv[1]), b'x\\n1\\n1 2 3\\n')\n"
        """print('{"refused": "Cukup."}')\n"""
        "sys.exit(3)\n"
    )
    monkeypatch.setattr(
        safely,
        "_command",
        lambda *asked: (sys.executable, "-c", script, str(asked[-1])),
    )

    with pytest.raises(UnreadableDecree, match="Cukup"):
        read_decree_safely(
            Path("x"), name="x", progress=lambda *pages: told.append(pages)
        )
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_page_that_takes_for_ever_is_given_up_with_its_number(monkeypatch):
    script = (
        "import os, sys, time; os.write(int(sys.argv[1]), b'2 9\\n'); time.sleep(60)"
    )
    monkeypatch.setattr(
        safely,
        "_command",
        lambda *asked: (sys.executable, "-c", script, str(asked[-1])),
    )
    monkeypatch.setattr(safely, "LONGEST_STANDSTILL", 0.2)

    with pytest.raises(UnreadableDecree, match="Halaman 3 berkas ini terlalu rumit"):
        read_decree_safely(Path("x"), name="x")


def test_whoever_waits_may_call_the_reading_off(monkeypatch):
    script = (
        "import os, sys, time; os.write(int(sys.argv[1]), b'0 9\\n'); time.sleep(60)"
    )
    monkeypatch.setattr(
        safely,
        "_command",
        lambda *asked: (sys.executable, "-c", script, str(asked[-1])),
    )

    def call_off(done: int, total: int) -> None:
        raise InterruptedError(f"{done} dari {total}")

    with pytest.raises(InterruptedError, match="0 dari 9"):
        read_decree_safely(Path("x"), name="x", progress=call_off)


def test_the_process_says_its_answer_or_its_refusal(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(safely, "limit", lambda *_: None)
    good, empty = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text(GOOD)
    empty.write_text("")

    assert safely.main([str(good), "a.txt", "5", "512", "", "2"]) == 0
    assert '"decree"' in capsys.readouterr().out
    assert safely.main([str(empty), "b.txt", "5", "512", "", "2"]) == 3
    assert '"refused"' in capsys.readouterr().out


def test_the_limits_are_set_before_anything_is_read(monkeypatch):
    limits = []
    monkeypatch.setattr(
        confinement.resource, "setrlimit", lambda *limit: limits.append(limit)
    )

    confinement.limit(7, 64)

    assert (confinement.resource.RLIMIT_AS, (64 * 1024 * 1024,) * 2) in limits
    assert (confinement.resource.RLIMIT_CPU, (7, 7)) in limits
    assert (confinement.resource.RLIMIT_FSIZE, (0, 0)) in limits


def test_a_decree_that_breaks_the_contract_is_refused_with_its_place():
    decree = decree_of((DECREES / "social-2027-tabs.txt").read_bytes())
    check_decree(decree)

    del decree["positions"][0]["title"]
    with pytest.raises(ValueError, match=r"positions\.0"):
        check_decree(decree)
    with pytest.raises(ValueError, match="pangkal"):
        check_decree({})


@pytest.mark.parametrize(
    ("key", "field", "value", "words"),
    [
        ("positions", "unit", "u99", "u99"),
        ("positions", "superior", "p99", "p99"),
        ("units", "parent", "u99", "u99"),
        ("units", "id", "u1", "dua kali"),
    ],
)
def test_a_reference_to_nothing_is_refused(key, field, value, words):
    decree = decree_of((DECREES / "social-2027-tabs.txt").read_bytes())
    decree[key][1][field] = value

    with pytest.raises(ValueError, match=words):
        check_decree(decree)
