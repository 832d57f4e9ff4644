"""What an office may change is read with care, or refused with a sentence."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize("word", ["1", "ya", "YA", "true", "on", " yes "])
def test_a_switch_is_on(clean_environment, word) -> None:
    clean_environment.setenv("TOLOK_X", word)

    assert environment.switch("TOLOK_X", default=False) is True


@pytest.mark.parametrize("word", ["0", "tidak", "", "off", "no", "False"])
def test_a_switch_is_off(clean_environment, word) -> None:
    clean_environment.setenv("TOLOK_X", word)

    assert environment.switch("TOLOK_X", default=True) is False


@pytest.mark.parametrize("default", [True, False])
def test_a_switch_that_is_not_set_has_its_default(clean_environment, default) -> None:
    assert environment.switch("TOLOK_X", default=default) is default


def test_a_switch_that_is_neither_stops_the_start(clean_environment) -> None:
    clean_environment.setenv("TOLOK_X", "mungkin")

    with pytest.raises(
        ImproperlyConfigured, match="TOLOK_X='mungkin' tidak dimengerti"
    ):
        environment.switch("TOLOK_X", default=True)


def test_a_whole_number_within_its_bounds(clean_environment) -> None:
    assert environment.whole("TOLOK_X", 5, least=1, most=9) == 5
    clean_environment.setenv("TOLOK_X", "9")
    assert environment.whole("TOLOK_X", 5, least=1, most=9) == 9


@pytest.mark.parametrize("word", ["0", "10", "-1", "lima", "1.5", "²"])
def test_a_number_out_of_bounds_stops_the_start(clean_environment, word) -> None:
    clean_environment.setenv("TOLOK_X", word)

    with pytest.raises(ImproperlyConfigured, match="bilangan bulat 1 sampai 9"):
        environment.whole("TOLOK_X", 5, least=1, most=9)


def test_a_list_is_cut_at_commas(clean_environment) -> None:
    clean_environment.setenv("TOLOK_X", " a.go.id, ,b.go.id,")

    assert environment.listed("TOLOK_X") == ["a.go.id", "b.go.id"]


def test_the_first_start_makes_a_secret_for_its_owner_alone(
    clean_environment, tmp_path: Path
) -> None:
    home = tmp_path / "baru"

    first, second = environment.secret_key(home), environment.secret_key(home)

    assert first == second
    assert len(first) >= 48
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == ["secret-key"]


def test_a_second_start_at_the_same_moment_takes_the_first_secret(
    clean_environment, tmp_path: Path
) -> None:
    (tmp_path / "secret-key").write_text("s" * 48)

    assert environment.made_secret(tmp_path / "secret-key") == "s" * 48
    assert [file.name for file in tmp_path.iterdir()] == ["secret-key"]


def test_a_secret_from_the_environment_is_used_and_nothing_written(
    clean_environment, tmp_path: Path
) -> None:
    clean_environment.setenv("TOLOK_SECRET_KEY", "r" * 40)

    assert environment.secret_key(tmp_path) == "r" * 40
    assert list(tmp_path.iterdir()) == []


def test_a_short_secret_is_refused(clean_environment, tmp_path: Path) -> None:
    clean_environment.setenv("TOLOK_SECRET_KEY", "pendek")

    with pytest.raises(ImproperlyConfigured, match="terlalu pendek"):
        environment.secret_key(tmp_path)


@pytest.mark.parametrize("content", [b"", b"pendek", "kunci\u00e9".encode()])
def test_a_damaged_secret_is_refused(clean_environment, tmp_path, content) -> None:
    (tmp_path / "secret-key").write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match="Kunci rahasia"):
        environment.secret_key(tmp_path)


def test_a_home_that_cannot_be_made_is_refused(clean_environment, tmp_path) -> None:
    (tmp_path / "berkas").write_text("")

    with pytest.raises(ImproperlyConfigured, match="tidak dapat"):
        environment.secret_key(tmp_path / "berkas" / "home")


def test_without_an_address_the_database_is_sqlite_at_home(
    clean_environment, tmp_path: Path
) -> None:
    made = environment.database(tmp_path)

    assert made["ENGINE"].endswith("sqlite3")
    assert made["NAME"] == tmp_path / "tolok.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in made["OPTIONS"]["init_command"]


def test_an_sqlite_file_may_be_named(clean_environment, tmp_path: Path) -> None:
    clean_environment.setenv("DATABASE_URL", "sqlite:////srv/tolok%20a.sqlite3")

    assert environment.database(tmp_path)["NAME"] == Path("/srv/tolok a.sqlite3")


def test_a_postgresql_address_is_taken_apart(clean_environment, tmp_path) -> None:
    address = "postgresql://tolok:s%40ndi@db.kantor:5433/kinerja?sslmode=require&pool=4"
    clean_environment.setenv("DATABASE_URL", address)

    made = environment.database(tmp_path)

    assert made["ENGINE"].endswith("postgresql")
    assert (made["USER"], made["PASSWORD"]) == ("tolok", "s@ndi")
    assert (made["HOST"], made["PORT"], made["NAME"]) == (
        "db.kantor",
        "5433",
        "kinerja",
    )
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] == 4


def test_a_pool_may_be_switched_off(clean_environment, tmp_path: Path) -> None:
    clean_environment.setenv("DATABASE_URL", "postgres:///kinerja?pool=0")

    assert "pool" not in environment.database(tmp_path)["OPTIONS"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("", {"options": "-c jit=off"}),
        ("&options=-c%20jit%3Don", {"options": "-c jit=on"}),
        ("&options=", {}),
    ],
)
def test_small_questions_are_not_compiled_to_machine_code_unless_asked(
    clean_environment, tmp_path: Path, asked: str, given: dict[str, str]
) -> None:
    clean_environment.setenv("DATABASE_URL", f"postgres:///kinerja?pool=0{asked}")

    assert environment.database(tmp_path)["OPTIONS"] == given


@pytest.mark.parametrize(
    "address",
    [
        "mysql://a/b",
        "kinerja",
        "postgresql://host/",
        "postgresql://host:lima/nama",
        "postgresql://host/nama?pool=banyak",
    ],
)
def test_an_address_that_cannot_be_right_stops_the_start(
    clean_environment, tmp_path: Path, address: str
) -> None:
    clean_environment.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL tidak dikenali"):
        environment.database(tmp_path)
