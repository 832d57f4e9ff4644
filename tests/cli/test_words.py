"""The command line speaks Indonesian and keeps its exit statuses."""

import os
import re
import subprocess
import sys

import pytest

from tolok.cli.__main__ import COMMANDS, build_parser, main
from tolok.cli.indonesian import translate, translate_number
from tolok.cli.output import why_not


LINE = b'{"id": 1, "polarity": "higher", "target": "80", "realisation": "80"}\n'
ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|error|required|invalid|choose|expected"
    r"|unrecognized|show|help message|exit)\b"
)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out + captured.err


def all_helps() -> list[list[str]]:
    below = ["add", "password", "roles", "list", "deactivate", "activate"]
    names = list(COMMANDS)
    return [[], *([name] for name in names), *(["user", name] for name in below)]


@pytest.mark.parametrize("command", all_helps(), ids=lambda words: " ".join(words))
def test_help_is_indonesian_and_names_the_exit_statuses(capsys, command) -> None:
    status, text = said(capsys, *command, "--help")

    assert status == 0
    assert text.startswith("penggunaan: tolok")
    assert "opsi:" in text
    assert "status keluar:" in text
    words_of_ours = re.sub(r"--?[a-z-]+|tolok [a-z ]+", "", text)
    assert ENGLISH.findall(words_of_ours) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "isian ini belum ditulis: PERINTAH"),
        (["tidur"], "'tidur' tidak ada; pilih salah satu"),
        (["read"], "isian ini belum ditulis: BERKAS"),
        (["score", "a", "b"], "tidak dikenali: b"),
        (["demo", "--office"], "perlu satu isian"),
        (["demo", "--office", "empat"], "'empat' bukan bilangan bulat mulai dari 5"),
        (["demo", "--office", "4"], "'4' bukan bilangan bulat mulai dari 5"),
        (["demo", "--region", "3"], "perlu 2 isian"),
        (["demo", "--accounts", "--office", "9"], "tidak dapat dipakai bersama"),
        (["doctor", "--json=1"], "tidak dipakai di sini"),
        (["user", "roles", "a", "--from", "kemarin"], "bukan tanggal"),
        (["user", "roles", "a", "--grant", "raja"], "pilih salah satu"),
    ],
)
def test_a_wrong_command_is_refused_in_indonesian(capsys, arguments, sentence) -> None:
    status, text = said(capsys, *arguments)

    assert status == 2
    assert sentence in text
    assert "--help" in text
    assert ENGLISH.findall(text.replace("--help", "")) == []


def test_version_is_told(capsys) -> None:
    assert said(capsys, "--version") == (0, "tolok 0.1.0\n")


def test_words_of_argparse_we_do_not_know_stay_as_they_are() -> None:
    assert translate("something new in Python 3.20") == "something new in Python 3.20"
    assert translate_number("%s cat", "%s cats", 2) == "%s cats"


def test_an_option_may_not_be_shortened(capsys) -> None:
    status, text = said(capsys, "demo", "--acc")

    assert status == 2
    assert "tidak dikenali: --acc" in text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(), "tidak ada"),
        (PermissionError(), "izin tidak cukup"),
        (IsADirectoryError(), "folder di tempat berkas, atau sebaliknya"),
        (OSError(28, "No space left on device"), "ruang penyimpanan penuh"),
        (OSError(98, "Address already in use"), "sedang dipakai"),
        (OSError(5, "Input/output error"), "Input/output error"),
        (OSError("odd"), "odd"),
    ],
)
def test_why_a_file_cannot_be_opened_is_told_plainly(error, words) -> None:
    assert why_not(error) == words


def test_every_command_says_in_one_line_what_it_is_for() -> None:
    assert len(build_parser().format_help().splitlines()) > len(COMMANDS) + 8


def test_whoever_stops_reading_our_lines_hears_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = (
        "import sys; from tolok.cli.__main__ import main; "
        "sys.exit(main(['score', '-']))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        input=LINE,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert b"Traceback" not in done.stderr
