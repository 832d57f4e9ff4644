"""One small office with named people, made through actions, for every test.

    def test_verifier_cannot_verify_own_realisation(cast):
        kabid = cast.viewer("kabid")
        owed = cast.realisation("kabid")

The office measures 2026 by quarters; Triwulan I is open (its window runs from 1 to 20
April, due on the 9th), so that most tests live on `cast.day`, 6 April 2026. `cast` is an
office like any other, whose pages read the real clock; `cast_today` is the same office
marked as an example that lives on `cast.day`, for tests that go through pages.

Who is who (key: position):

    head          Kepala Dinas, verified by `sekda` of another office
    secretary     Sekretaris Dinas
    kasubag       Kepala Sub Bagian Umum dan Kepegawaian
    clerk         Pengadministrasi Perkantoran, in that Sub Bagian
    planner       Perencana Ahli Pertama in that Sub Bagian, and planner of the office
    kabid         Kepala Bidang Layanan Perpustakaan
    staff         Pustakawan Ahli Muda, in that Bidang
    colleague     the same position, another person
    acting        Arsiparis Ahli Muda, and Plt. Kepala Bidang Kearsipan, his superior
    archivist     Arsiparis Terampil, in that Bidang
    inspector     examines the office, without a seat
    administrator keeps the accounts, without a seat
    sekda         Sekretaris Daerah in the Sekretariat Daerah
    stranger      staff of another Dinas; `stranger_head`, `stranger_planner` likewise
"""

import inspect
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import override_settings

from tolok.accounts import actions as accounts
from tolok.accounts.actions import NewAccount
from tolok.accounts.enums import Role
from tolok.accounts.models import User
from tolok.decrees import actions as decrees
from tolok.decrees.models import Decree
from tolok.demo.drafting import DraftPosition, DraftUnit, write_decree
from tolok.measurement import actions as measurement
from tolok.measurement.models import Realisation
from tolok.organisation import actions as organisation
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Office, Person, Position, Unit
from tolok.organisation.queries import Viewer, get_viewer
from tolok.planning import actions as planning
from tolok.planning.models import PerformanceYear, Period
from tolok.planning.targets import Promise, set_targets
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.registry.models import Definition, Indicator


ZONE = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 4, 6)
PASSWORD = "Sandi-Uji-2026"
REGION = "Kabupaten Sukamaju"
ROMAN = ("I", "II", "III", "IV")

NAMES = {
    "head": "Dra. Ratna Kusumaningrum, M.Si.",
    "secretary": "Sulastri Handayani, S.Sos.",
    "kasubag": "Joko Pramono, S.E.",
    "clerk": "Wati Rahayu",
    "planner": "Dian Puspita, S.A.P.",
    "kabid": "Bambang Wicaksono, S.Hum.",
    "staff": "Siti Nurjanah, S.I.Pust.",
    "colleague": "Made Suryawan, S.I.Pust.",
    "acting": "Yohanes Tarigan, S.Hum.",
    "archivist": "Fitri Amalia, A.Md.",
    "inspector": "Ir. Gunawan Santosa",
    "administrator": "Rizky Hakim, S.Kom.",
    "sekda": "Drs. Abdul Malik, M.M.",
    "stranger": "Lukman Hidayat",
    "stranger_head": "Nining Suryani, S.Pd.",
    "stranger_planner": "Taufik Ismail, S.E.",
}
SEATS = {
    "head": "p01",
    "secretary": "p02",
    "kasubag": "p03",
    "clerk": "p04",
    "planner": "p05",
    "kabid": "p06",
    "staff": "p07",
    "colleague": "p07",
    "acting": "p09",
    "archivist": "p10",
}
UNITS = [
    DraftUnit("u1", "Dinas Perpustakaan dan Kearsipan", "dinas"),
    DraftUnit("u2", "Sekretariat", "sekretariat", "u1"),
    DraftUnit("u3", "Sub Bagian Umum dan Kepegawaian", "sub_bagian", "u2"),
    DraftUnit("u4", "Bidang Layanan Perpustakaan", "bidang", "u1"),
    DraftUnit("u5", "Bidang Kearsipan", "bidang", "u1"),
]
POSITIONS = [
    DraftPosition(
        "p01",
        "Kepala Dinas Perpustakaan dan Kearsipan",
        "u1",
        None,
        "jpt",
        [
            (
                "Meningkatnya Akuntabilitas Kinerja",
                ["Nilai SAKIP Perangkat Daerah"],
            ),
        ],
        duties=["Memimpin urusan perpustakaan dan kearsipan;"],
        functions=["perumusan kebijakan;", "pelaksanaan kebijakan;"],
    ),
    DraftPosition(
        "p02",
        "Sekretaris Dinas Perpustakaan dan Kearsipan",
        "u2",
        "p01",
        "administrator",
        [
            (
                "Meningkatnya Kualitas Layanan Internal",
                ["Persentase Pelayanan Internal yang Tersedia dengan Baik"],
            ),
        ],
    ),
    DraftPosition(
        "p03",
        "Kepala Sub Bagian Umum dan Kepegawaian",
        "u3",
        "p02",
        "pengawas",
        [
            (
                "Terlaksananya Administrasi Umum",
                ["Jumlah Laporan Administrasi Umum yang Tepat Waktu"],
            ),
        ],
    ),
    DraftPosition(
        "p04",
        "Pengadministrasi Perkantoran",
        "u3",
        "p03",
        "pelaksana",
        [("Terlaksananya Pencatatan Surat", ["Jumlah Surat yang Dicatat"])],
    ),
    DraftPosition(
        "p05",
        "Perencana Ahli Pertama",
        "u3",
        "p03",
        "fungsional",
        [("Tersusunnya Dokumen Perencanaan", ["Jumlah Dokumen Perencanaan"])],
    ),
    DraftPosition(
        "p06",
        "Kepala Bidang Layanan Perpustakaan",
        "u4",
        "p01",
        "administrator",
        [
            (
                "Meningkatnya Kepuasan Pemustaka",
                ["Indeks Kepuasan Pemustaka", "Jumlah Keluhan Pemustaka"],
            ),
        ],
    ),
    DraftPosition(
        "p07",
        "Pustakawan Ahli Muda",
        "u4",
        "p06",
        "fungsional",
        [
            (
                "Terolahnya Koleksi",
                ["Persentase Koleksi yang Terolah", "Jumlah Pemustaka yang Dilayani"],
            ),
        ],
    ),
    DraftPosition(
        "p08",
        "Kepala Bidang Kearsipan",
        "u5",
        "p01",
        "administrator",
        [
            (
                "Meningkatnya Tertib Arsip",
                ["Persentase Unit Pengolah yang Tertib Arsip"],
            ),
        ],
    ),
    DraftPosition(
        "p09",
        "Arsiparis Ahli Muda",
        "u5",
        "p08",
        "fungsional",
        [("Terselamatkannya Arsip Statis", ["Jumlah Arsip yang Diselamatkan"])],
    ),
    DraftPosition(
        "p10",
        "Arsiparis Terampil",
        "u5",
        "p08",
        "fungsional",
        [("Tertatanya Arsip Inaktif", ["Jumlah Boks Arsip yang Ditata"])],
    ),
]
TARGETS = {
    "Nilai SAKIP Perangkat Daerah": ("BB", "BB", "BB", "BB", "BB"),
    "Persentase Pelayanan Internal yang Tersedia dengan Baik": (
        *("90 %", "90 %", "90 %", "90 %", "90 %"),
    ),
    "Jumlah Laporan Administrasi Umum yang Tepat Waktu": ("3", "3", "3", "3", "12"),
    "Jumlah Surat yang Dicatat": ("250", "250", "250", "250", "1.000"),
    "Jumlah Dokumen Perencanaan": ("1", "2", "1", "2", "6"),
    "Indeks Kepuasan Pemustaka": ("82", "82", "83", "84", "84"),
    "Jumlah Keluhan Pemustaka": ("10", "10", "9", "9", "38"),
    "Persentase Koleksi yang Terolah": ("80 %", "85 %", "90 %", "95 %", "95 %"),
    "Jumlah Pemustaka yang Dilayani": ("1.500", "1.500", "1.500", "1.500", "6.000"),
    "Persentase Unit Pengolah yang Tertib Arsip": (
        *("60 %", "65 %", "70 %", "75 %", "75 %"),
    ),
    "Jumlah Arsip yang Diselamatkan": ("40", "40", "40", "40", "160"),
    "Jumlah Boks Arsip yang Ditata": ("30", "30", "30", "30", "120"),
}
MENDED = {
    "Nilai SAKIP Perangkat Daerah": {
        "measure": "grade",
        "polarity": "grade",
        "scale": "akip",
        "unit_of_measure": "predikat",
        "decimals": 2,
    },
    "Jumlah Keluhan Pemustaka": {"polarity": "lower", "unit_of_measure": "keluhan"},
    "Jumlah Pemustaka yang Dilayani": {"unit_of_measure": "orang"},
    "Jumlah Surat yang Dicatat": {"evidence_minimum": 0},
    "Persentase Koleksi yang Terolah": {
        "numerator_label": "Eksemplar yang selesai diolah",
        "denominator_label": "Eksemplar yang diterima",
        "evidence_wanted": "Daftar koleksi yang selesai diolah",
    },
}


@dataclass
class Cast:
    """The office, its people by key, and what a test asks first."""

    office: Office
    other_office: Office
    secretariat: Office
    users: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    decree: Decree | None = None
    other_decree: Decree | None = None
    year: PerformanceYear | None = None
    quarters: list[Period] = field(default_factory=list)
    other_quarters: list[Period] = field(default_factory=list)
    day: date = DAY
    password: str = PASSWORD

    def at(self, day: date | None = None, hour: int = 9, minute: int = 0) -> datetime:
        """Return a moment of a day, 09.00 on `cast.day` unless told otherwise."""
        day = day or self.day
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)

    def viewer(self, key: str, on: date | None = None) -> Viewer:
        """Return what this person holds and may do on a day."""
        return get_viewer(user=self.users[key], on=on or self.day)

    def indicator(self, words: str) -> Indicator:
        """Return the one indicator of the office whose text holds these words."""
        return Indicator.objects.get(
            position__office=self.office, text__icontains=words
        )

    def definition(self, words: str) -> Definition:
        """Return how that indicator is measured now."""
        return Definition.objects.get(indicator=self.indicator(words), is_current=True)

    def realisation(self, key: str, words: str = "", quarter: int = 1) -> Realisation:
        """Return what a person owes in a quarter: the first, or that of these words."""
        return (
            Realisation.objects.filter(
                person=self.people[key],
                period__in=[q for q in self.quarters if q.number == quarter]
                + [q for q in self.other_quarters if q.number == quarter],
                indicator__text__icontains=words,
            )
            .select_related("indicator", "period__year", "person", "unit", "position")
            .order_by("position__order", "indicator__objective__order", "pk")[0]
        )

    def can_sign_in(self, *keys: str) -> None:
        """Give these people the password `cast.password`."""
        for key in keys:
            accounts.set_password(
                user=self.users[key],
                password=self.password,
                by=System(),
                at=self.at(),
                must_change=False,
            )

    def move(self, key: str, to: str, starts_on: date) -> None:
        """Transfer a person to the position of that draft key, on that day's morning."""
        placement = self.people[key].placements.get(
            ends_on__isnull=True, kind=PlacementKind.DEFINITIVE
        )
        organisation.transfer_person(
            placement=placement,
            to=self.positions[to],
            starts_on=starts_on,
            by=System(),
            at=self.at(starts_on),
        )


def build_cast(*, example_day: date | None = None) -> Cast:
    """Make the office; with `example_day` it is an example that lives on that day."""
    made = _offices(example_day)
    _accounts(made)
    _seats_elsewhere(made)
    _adopt(made)
    _seats(made)
    _define(made)
    _plan(made)
    _open_sessions(made)
    return made


@pytest.fixture
def cast(db: None, settings, tmp_path) -> Cast:
    """The office of the tests; its pages read the real clock."""
    return _own_copy(settings, tmp_path)


@pytest.fixture
def cast_today(db: None, settings, tmp_path) -> Cast:
    """The same office as an example that lives on `cast.day`, for pages."""
    return _own_copy(settings, tmp_path)


def _own_copy(settings, tmp_path: Path) -> Cast:
    """Give a test its own objects and files of the office that stands already."""
    settings.FILES_ROOT = tmp_path / "files"
    shutil.copytree(STAGE.files, settings.FILES_ROOT, dirs_exist_ok=True)
    STAGE.now = STAGE.acts[-1].own_copy()
    return STAGE.now.cast


Play = Callable[[Cast], Any]
PLAYS: dict[Callable[..., Any], Play] = {}  # by the fixture that returns what it made


def scene(play: Play) -> Any:
    """Make a fixture of what happens in the office before the tests of a file begin.

    `play` takes `cast` or `cast_today` and may return what its tests ask for. It is
    played once for the tests in a row that want it; each has its own copy of the
    objects, and what it changes in the database is undone.
    """
    (office,) = inspect.signature(play).parameters

    def of_cast(cast: Cast) -> Any:
        return STAGE.now.values[play]

    def of_cast_today(cast_today: Cast) -> Any:
        return STAGE.now.values[play]

    fixture = of_cast if office == "cast" else of_cast_today
    fixture.__doc__ = play.__doc__
    PLAYS[fixture] = play
    return pytest.fixture(name=play.__name__)(fixture)


@dataclass
class Act:
    """What stands in the database: the office, and what the scenes so far returned."""

    cast: Cast
    values: dict[Play, Any] = field(default_factory=dict)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps((self.cast, list(self.values.values())))

    def own_copy(self) -> "Act":
        """Return copies of the objects; the scenes stay the keys that they are."""
        cast, values = pickle.loads(self._packed)
        return Act(cast, dict(zip(self.values, values, strict=True)))


class Stage:
    """The office as it stands in the database, made once for the tests in a row.

    It is made inside a transaction that stays open: each test runs inside it in one of
    its own, which is undone, and the office with it once a test wants another or none.
    Scenes are played over it, each in a transaction inside the one before.
    """

    def __init__(self) -> None:
        self.wanted: str | None = None
        self.acts: list[Act] = []
        self.now: Act
        self.files = Path()
        self._plays: list[Play] = []
        self._around: list[transaction.Atomic] = []

    def show(
        self, wanted: str | None, plays: Sequence[Play], new_folder: Callable[[], Path]
    ) -> None:
        """Let the office stand that a test wants, after these scenes.

        `wanted` is `cast`, `cast_today` or none.
        """
        if wanted != self.wanted:
            self.clear()
            if wanted is not None:
                self.files = new_folder()
                self.wanted = wanted
                day = DAY if wanted == "cast_today" else None
                self._open(lambda: Act(build_cast(example_day=day)))
        while self._plays != list(plays[: len(self._plays)]):
            self._plays.pop()
            self._undo()
        for play in plays[len(self._plays) :]:
            self._open(lambda play=play: self._played(play))
            self._plays.append(play)

    def clear(self) -> None:
        """Undo the office that stands, if any."""
        self.wanted = None
        self._plays.clear()
        while self._around:
            self._undo()

    def _played(self, play: Play) -> Act:
        act = self.acts[-1].own_copy()
        act.values[play] = play(act.cast)
        return act

    def _open(self, act: Callable[[], Act]) -> None:
        around = transaction.atomic()
        around.__enter__()
        self._around.append(around)
        try:
            with override_settings(FILES_ROOT=self.files):
                self.acts.append(act())
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        transaction.set_rollback(True)
        self._around.pop().__exit__(None, None, None)
        del self.acts[len(self._around) :]


STAGE = Stage()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of one office and scene follow each other inside a file."""
    order: dict[Path, int] = {}
    for item in items:
        order.setdefault(item.path, len(order))
    items.sort(
        key=lambda item: (
            order[item.path],
            office_wanted(item) or "",
            [play.__name__ for play in scenes_wanted(item)],
        )
    )


def office_wanted(item: pytest.Item) -> str | None:
    """Tell which office a test plays in: `cast`, `cast_today`, or none."""
    names = getattr(item, "fixturenames", ())
    return next((name for name in ("cast", "cast_today") if name in names), None)


def scenes_wanted(item: pytest.Item) -> list[Play]:
    """Tell what was played in the office before a test, in the order of their lines."""
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    functions = [
        known[name][-1].func
        for name in getattr(item, "fixturenames", ())
        if name in known
    ]
    plays = {PLAYS[one] for one in functions if one in PLAYS}
    return sorted(plays, key=lambda play: play.__code__.co_firstlineno)


@pytest.fixture
def _office_stands(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker
) -> None:
    """Set the stage before the transaction of the test opens."""
    factory = request.getfixturevalue("tmp_path_factory")
    with django_db_blocker.unblock():
        STAGE.show(
            office_wanted(request.node),
            scenes_wanted(request.node),
            lambda: factory.mktemp("cast"),
        )


@pytest.fixture(scope="session", autouse=True)
def _stage_is_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if STAGE.wanted is not None:
        with request.getfixturevalue("django_db_blocker").unblock():
            STAGE.clear()


def _early(day: int = 2, month: int = 1, hour: int = 8) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


def _offices(example_day: date | None) -> Cast:
    office, other, secretariat = (
        organisation.create_office(
            region_name=REGION,
            name=name,
            short_name=short,
            by=System(),
            at=_early(),
            address="Jalan Merdeka Nomor 1, Sukamaju",
            is_example=example_day is not None,
            example_day=example_day,
        )
        for name, short in (
            ("Dinas Perpustakaan dan Kearsipan", "Dinas Perpustakaan"),
            ("Dinas Pendidikan", "Disdik"),
            ("Sekretariat Daerah", "Setda"),
        )
    )
    return Cast(office, other, secretariat)


def _open_sessions(made: Cast) -> None:
    """Let each person have signed in once: most tests of pages begin with that."""
    store = SessionStore()
    until = datetime.now(ZONE) + timedelta(days=1)
    rows = []
    for key, user in made.users.items():
        session, password = f"sesi{user.pk:028d}", user.get_session_auth_hash()
        made.sessions[key] = session, password
        content = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "tolok.accounts.backends.PasswordBackend",
            HASH_SESSION_KEY: password,
        }
        rows.append(
            Session(
                session_key=session,
                session_data=store.encode(content),
                expire_date=until,
            )
        )
    Session.objects.bulk_create(rows)


def _accounts(made: Cast) -> None:
    rows = accounts.create_users(
        accounts=[
            NewAccount(
                username=key.replace("_", "."),
                name=name,
                is_administrator=key == "administrator",
            )
            for key, name in NAMES.items()
        ],
        by=System(),
        at=_early(),
    )
    made.users = dict(zip(NAMES, rows, strict=True))
    seated = [key for key in NAMES if key not in {"inspector", "administrator"}]
    people = organisation.register_people(
        people=[
            {
                "name": NAMES[key],
                "nip": f"1980{number + 1:02d}01200501{number % 2 + 1}{number:03d}",
                "rank": "Penata",
                "user": made.users[key],
            }
            for number, key in enumerate(seated)
        ],
        office_id=made.office.pk,
        by=System(),
        at=_early(),
    )
    made.people = dict(zip(seated, people, strict=True))
    for key, role, office in (
        ("planner", Role.PLANNER, made.office),
        ("inspector", Role.INSPECTOR, made.office),
        ("administrator", Role.ADMINISTRATOR, made.office),
        ("stranger_planner", Role.PLANNER, made.other_office),
    ):
        organisation.grant_role(
            user=made.users[key],
            office=office,
            role=role,
            starts_on=date(2026, 1, 1),
            by=System(),
            at=_early(),
        )


def _seats_elsewhere(made: Cast) -> None:
    _units, positions = organisation.establish_structure(
        office=made.secretariat,
        units=[PlannedUnit("setda", "Sekretariat Daerah", "sekretariat", None)],
        positions=[
            PlannedPosition("sekda", "Sekretaris Daerah", "setda", "jpt", None, True)
        ],
        by=System(),
        at=_early(),
    )
    made.positions |= positions
    content = write_decree(
        office="Dinas Pendidikan",
        region=REGION,
        year=2026,
        number="188/2/2026",
        units=[DraftUnit("v1", "Dinas Pendidikan", "dinas")],
        positions=[
            DraftPosition(
                *("q01", "Kepala Dinas Pendidikan", "v1", None, "jpt"),
                [("Meningkatnya Mutu Sekolah", ["Persentase Sekolah Terakreditasi A"])],
            ),
            DraftPosition(
                *("q02", "Pengadministrasi Perkantoran", "v1", "q01", "pelaksana"),
                [("Terlaksananya Pencatatan Surat", ["Jumlah Surat yang Dicatat"])],
            ),
        ],
    )
    planner = made.viewer("stranger_planner")
    draft = decrees.import_decree(
        content=content, name="sk-disdik.json", by=planner, at=_early(2)
    )
    made.other_decree = decrees.adopt_decree(decree=draft, by=planner, at=_early(5))
    seats = {p.title: p for p in Position.objects.filter(office=made.other_office)}
    made.positions["q01"] = seats["Kepala Dinas Pendidikan"]
    made.positions["q02"] = seats["Pengadministrasi Perkantoran"]
    for office_seats in (
        [("sekda", "sekda")],
        [("stranger_head", "q01"), ("stranger", "q02")],
    ):
        organisation.place_people(
            seats=[(made.people[k], made.positions[p]) for k, p in office_seats],
            starts_on=date(2026, 1, 1),
            by=System(),
            at=_early(5),
        )
    planning.set_up_year(
        office=made.other_office,
        year=2026,
        rules="permendagri-86-2017",
        by=planner,
        at=_early(5),
    )
    made.other_quarters = list(
        Period.objects.filter(office=made.other_office).order_by("starts_on")
    )
    measurement.open_period(
        period=made.other_quarters[0], by=planner, at=made.at(date(2026, 4, 1), 6)
    )


def _adopt(made: Cast) -> None:
    content = write_decree(
        office=made.office.name,
        region=REGION,
        year=2026,
        number="188/1/2026",
        units=UNITS,
        positions=POSITIONS,
    )
    planner = made.viewer("planner")
    draft = decrees.import_decree(
        content=content, name="sk-iki-2026.json", by=planner, at=_early(2)
    )
    made.decree = decrees.adopt_decree(decree=draft, by=planner, at=_early(5))
    rows = {
        row.title: row
        for row in Position.objects.filter(office=made.office).select_related("unit")
    }
    made.positions |= {p.key: rows[p.title] for p in POSITIONS}
    names = {row.name: row for row in Unit.objects.filter(office=made.office)}
    made.units = {unit.key: names[unit.name] for unit in UNITS}


def _seats(made: Cast) -> None:
    organisation.place_people(
        seats=[(made.people[k], made.positions[p]) for k, p in SEATS.items()],
        starts_on=date(2026, 1, 1),
        by=System(),
        at=_early(5),
    )
    organisation.place_person(
        person=made.people["acting"],
        position=made.positions["p08"],
        kind=PlacementKind.PLT,
        starts_on=date(2026, 2, 1),
        letter_number="800.1.3/17/2026",
        by=System(),
        at=_early(1, 2),
    )
    organisation.set_superior(
        position=made.positions["p01"],
        superior=made.positions["sekda"],
        by=System(),
        at=_early(5),
    )


def _define(made: Cast) -> None:
    planner = made.viewer("planner")
    rows = list(
        Definition.objects.filter(indicator__position__office=made.office)
        .select_related("indicator__position")
        .order_by("pk")
    )
    for row in rows:
        if row.indicator.text in MENDED:
            registry.change_definition(
                definition=row,
                changes=MENDED[row.indicator.text],
                reason="",
                by=planner,
                at=_early(12),
            )
    registry.accept_definitions(
        definitions=[row for row in rows if row.indicator.text not in MENDED],
        by=planner,
        at=_early(12),
    )


def _plan(made: Cast) -> None:
    planner = made.viewer("planner")
    made.year = planning.set_up_year(
        office=made.office,
        year=2026,
        rules="permenpanrb-8-2021",
        elected=True,
        by=planner,
        at=_early(12),
    )
    made.quarters = list(Period.objects.filter(year=made.year).order_by("starts_on"))
    found = Indicator.objects.filter(position__office=made.office)
    set_targets(
        year=made.year,
        promises=[
            Promise(indicator, period, text)
            for indicator in found
            for period, text in zip(
                [*made.quarters, None], TARGETS[indicator.text], strict=True
            )
        ],
        by=planner,
        at=_early(19),
        document="Perjanjian Kinerja Tahun 2026",
    )
    measurement.open_period(
        period=made.quarters[0],
        by=planner,
        at=made.at(made.quarters[0].ends_on + timedelta(days=1), 6),
    )
