"""`tolok user`: accounts and roles from the command line."""

import io
import sys

import pytest

from tolok.accounts.queries import get_user
from tolok.cli.__main__ import main
from tolok.records.queries import list_events


pytestmark = pytest.mark.django_db


def test_an_account_is_made_with_a_password_that_must_be_changed(capsys) -> None:
    status = main(["user", "add", "ratna", "--name", "Ratna Dewi"])

    shown = capsys.readouterr().out
    password = shown.split("Kata sandi sementara: ")[1].split()[0]
    ratna = get_user(username="RATNA")
    assert status == 0
    assert ratna.check_password(password)
    assert ratna.must_change_password
    assert not ratna.is_administrator


def test_a_password_may_come_by_standard_input_and_is_not_shown(
    capsys, monkeypatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("sandi-panjang-sekali\n"))

    main(["user", "add", "ratna", "--name", "Ratna", "--password-stdin"])

    assert get_user(username="ratna").check_password("sandi-panjang-sekali")
    assert "sandi-panjang" not in capsys.readouterr().out


def test_a_weak_password_is_refused_and_no_account_is_made(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("pendek\n"))

    status = main(["user", "add", "ratna", "--name", "Ratna", "--password-stdin"])

    assert status == 2
    assert "Kata sandi terlalu pendek" in capsys.readouterr().err
    main(["user", "list"])
    assert "ratna" not in capsys.readouterr().out


def test_a_name_in_use_is_refused(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])

    assert main(["user", "add", "Ratna", "--name", "Lain"]) == 2
    assert "sudah dipakai" in capsys.readouterr().err


def test_a_password_is_changed(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])
    before = get_user(username="ratna").password

    assert main(["user", "password", "ratna"]) == 0
    assert get_user(username="ratna").password != before


def test_an_account_is_closed_and_opened_again(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])

    main(["user", "deactivate", "ratna"])
    assert not get_user(username="ratna").is_active
    main(["user", "list"])
    assert "ditutup" in capsys.readouterr().out

    main(["user", "activate", "ratna"])
    assert get_user(username="ratna").is_active


@pytest.mark.parametrize("command", ["password", "roles", "deactivate", "activate"])
def test_an_unknown_account_is_refused(capsys, command) -> None:
    assert main(["user", command, "siapa"]) == 2
    assert "Tidak ada akun “siapa”" in capsys.readouterr().err


def test_each_change_leaves_one_event_of_the_system(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])
    main(["user", "password", "ratna"])
    main(["user", "deactivate", "ratna"])

    events = list(list_events(office_id=None))
    assert [event.action for event in events[::-1]] == [
        "accounts.create_user",
        "accounts.set_password",
        "accounts.set_active",
    ]
    assert {event.actor_name for event in events} == {"Sistem"}


def test_a_role_needs_an_office(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])

    assert main(["user", "roles", "ratna", "--grant", "planner"]) == 2
    assert "Belum ada kantor" in capsys.readouterr().err


def test_a_role_is_given_in_an_office_and_shown(capsys, cast) -> None:
    from tolok.organisation.queries import list_offices

    main(["user", "add", "ratna", "--name", "Ratna", "--administrator"])
    first, *others = list_offices()
    assert others
    grant = ["user", "roles", "ratna", "--grant", "planner"]

    assert main(grant) == 2
    assert "Tulis kantornya dengan --office" in capsys.readouterr().err
    assert main([*grant, "--office", "Dinas Mimpi"]) == 2
    assert "Kantor “Dinas Mimpi” tidak ada" in capsys.readouterr().err
    asked = [*grant, "--office", first.name.upper(), "--from", "2026-01-05"]
    assert main([*asked, "--until", "2026-12-31"]) == 0

    shown = capsys.readouterr().out
    assert "Perencana" in shown
    assert "2026-01-05" in shown
    assert "administrator sistem" in shown


def test_days_of_a_role_in_the_wrong_order_are_refused(capsys, cast) -> None:
    from tolok.organisation.queries import list_offices

    main(["user", "add", "ratna", "--name", "Ratna"])
    office = list_offices()[0].name
    asked = ["user", "roles", "ratna", "--grant", "inspector", "--office", office]

    assert main([*asked, "--from", "2026-02-01", "--until", "2026-01-01"]) == 2


def test_an_account_without_roles_says_so(capsys) -> None:
    main(["user", "add", "ratna", "--name", "Ratna"])
    capsys.readouterr()

    assert main(["user", "roles", "ratna"]) == 0
    assert "tidak diberi peran lain" in capsys.readouterr().out
