"""`tolok remind` reminds as the worker does, or only says whom it would."""

import socket

import pytest
from django.core import mail

from tests.reminders.test_digest import reads_mail
from tolok.cli.__main__ import main
from tolok.reminders.models import Reminder


@pytest.fixture
def morning(cast, monkeypatch):
    """It is nine o'clock of the office's day; staff read mail."""
    monkeypatch.setattr("tolok.cli.clock.moment", lambda: cast.at())
    reads_mail(cast, "staff")
    return cast


def test_a_dry_run_says_whom_it_would_remind_of_what_and_sends_nothing(
    morning, capsys
) -> None:
    assert main(["remind", "--dry-run"]) == 0

    said = capsys.readouterr().out
    assert "Siti Nurjanah, S.I.Pust." in said
    assert "2 mendekati tenggat" in said
    assert "Surel dikirim" in said
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_it_reminds_once_however_often_it_is_run(morning, capsys) -> None:
    assert main(["remind", "--office", morning.office.name]) == 0
    assert "1 surel terkirim" in capsys.readouterr().out

    assert main(["remind", "--office", morning.office.name]) == 0
    assert "0 orang diingatkan, 0 surel terkirim" in capsys.readouterr().out
    assert len(mail.outbox) == 1


def test_an_office_that_is_not_there_is_refused_in_words(morning, capsys) -> None:
    assert main(["remind", "--office", "Dinas Lain"]) == 2

    assert "tidak ada, mematikan pengingat" in capsys.readouterr().err


def test_at_night_nobody_is_reminded_unless_asked_for(
    morning, monkeypatch, capsys
) -> None:
    monkeypatch.setattr("tolok.cli.clock.moment", lambda: morning.at(hour=22))

    assert main(["remind"]) == 0
    assert "Tidak ada kantor yang sedang dalam jam kerjanya." in capsys.readouterr().out
    assert mail.outbox == []
    assert main(["remind", "--any-time"]) == 0
    assert len(mail.outbox) == 1


def test_the_check_says_where_letters_go_without_a_server(morning, capsys) -> None:
    assert main(["remind", "--check"]) == 0

    assert "ditulis ke" in capsys.readouterr().out


def test_the_check_says_what_is_wrong_with_the_server(
    morning, settings, capsys
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert main(["remind", "--check"]) == 2

    assert "tidak dapat dipakai" in capsys.readouterr().err
