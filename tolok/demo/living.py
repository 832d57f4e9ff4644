"""What the people of the example office do in 2026, in the order of time."""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings

from tolok.demo import example, papers
from tolok.demo.example import Figure, chance, choose, moment
from tolok.demo.loading import Loading, explained, figure_of, holder_of, seat
from tolok.measurement import actions as measurement
from tolok.measurement import evidence
from tolok.measurement import queries as measured
from tolok.measurement.entries import Entry
from tolok.organisation import actions as organisation
from tolok.organisation.queries import list_units
from tolok.planning import queries as planned
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.registry import queries as registered
from tolok.reporting import issuing, publishing
from tolok.reporting.enums import DocumentKind


YEAR = 2026
LOCAL_ADDRESS = "http://localhost:8000"
SENDING_DAYS = {
    1: [date(2026, 4, day) for day in (1, 2, 6, 7, 8, 9)],
    2: [date(2026, 7, day) for day in (1, 2, 3, 6, 7, 8, 9)],
    3: [date(2026, 10, day) for day in (1, 2)],
}
STILL_WAITING_DAYS = [date(2026, 10, day) for day in (1, 2, 5)]
RETURNING_DAYS = {1: date(2026, 4, 7), 2: date(2026, 7, 7), 3: date(2026, 10, 5)}
DECIDING_DAYS = {
    1: [date(2026, 4, day) for day in (8, 13, 17, 22)],
    2: [date(2026, 7, day) for day in (8, 13, 17, 22)],
    3: [date(2026, 10, 5)],
}
WINDOWS_OPEN = {
    1: moment(date(2026, 4, 1), 6),
    2: moment(date(2026, 7, 1), 6),
    3: moment(date(2026, 10, 1), 6),
}
DRAFTED = moment(date(2026, 10, 5), 15, 14)
LOOKED_INTO = moment(date(2026, 10, 5), 16, 20)
PUBLISHED = {2: moment(date(2026, 8, 3), 10)}
PUBLISHED_NOTE = (
    "Status desa mengikuti pemutakhiran tahunan; angka sampai Juni bersifat sementara."
)
EVIDENCE_FIRST = timedelta(minutes=4)
PICTURE_WORDS = re.compile(r"foto|tangkapan layar|gambar", re.IGNORECASE)
ROMAN = {1: "I", 2: "II", 3: "III"}


@dataclass
class Quarter:
    """One quarter while it is lived: what is planned, and the rows as they stand."""

    loading: Loading
    number: int
    period: Any
    rows: dict[tuple[str, str], Any]
    plan: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    to_verify: dict[tuple[str, datetime], list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def at(self, moment_of_it: datetime, do: Callable[[], None]) -> None:
        """Plan something; what is planned for one moment happens in that order."""
        self.plan.append((moment_of_it, len(self.plan), do))

    def happen(self) -> None:
        """Do all that was planned, in the order of time."""
        for (verifier, when), owed in self.to_verify.items():
            self.at(when, self._verification(verifier, when, owed))
        for _when, _order, do in sorted(self.plan, key=lambda one: one[:2]):
            do()

    def _verification(
        self, verifier: str, when: datetime, owed: list[tuple[str, str]]
    ) -> Callable[[], None]:
        def verify() -> None:
            measurement.verify_realisations(
                realisations=[self.rows[one] for one in owed],
                by=self.loading.viewer(verifier, when),
                at=when,
            )

        return verify


def live_2026(loading: Loading) -> None:
    """Live from January to 5 October 2026."""
    _live_quarter(loading, 1)
    _move_people(loading)
    _live_quarter(loading, 2)
    _publish(loading, 2)
    _issue(loading, 2)
    _live_quarter(loading, 3)
    _look_into(loading)


def _publish(loading: Loading, number: int) -> None:
    """Let the planner show a quarter to the public once it is verified."""
    when = PUBLISHED[number]
    planner = loading.planner(when)
    publishing.publish(
        period=planned.list_periods(for_user=planner, year=YEAR)[number - 1],
        units=list(list_units(for_user=planner)),
        starts_on=when.date(),
        note=PUBLISHED_NOTE,
        by=planner,
        at=when,
    )


def _issue(loading: Loading, number: int) -> None:
    """Let the planner issue the recap of a quarter on the day it is published."""
    when = PUBLISHED[number]
    planner = loading.planner(when)
    issuing.issue_document(
        wanted=issuing.Wanted(
            kind=DocumentKind.RECAP,
            period=planned.list_periods(for_user=planner, year=YEAR)[number - 1],
        ),
        once=f"{number:032x}",
        address=settings.PUBLIC_ADDRESS or LOCAL_ADDRESS,
        file_name=lambda laid: f"rekap-tw-{number}-{YEAR}.pdf",
        by=planner,
        at=when,
        draw=_drawn_once(f"rekap-{YEAR}-{number}"),
    )


def _drawn_once(what: str) -> Callable[[int], int]:
    """Return what draws the same numbers each time: an example is the same everywhere."""
    numbers = iter(sha256(what.encode()).digest())
    return lambda below: next(numbers) % below


def _move_people(loading: Loading) -> None:
    """Let one be transferred, one come, and one leave at the end of June."""
    for one in example.read("people.yaml")["people"]:
        seats, username = one["seats"], one["username"]
        first, last = seats[0], seats[-1]
        if "until" in first and len(seats) > 1:
            when = moment(last["from"], 8)
            organisation.transfer_person(
                placement=loading.placements[username, first["position"]],
                to=loading.positions[last["position"]],
                starts_on=last["from"],
                by=System(),
                at=when,
            )
        elif "until" in first:
            organisation.end_placement(
                placement=loading.placements[username, first["position"]],
                last_day=first["until"],
                by=System(),
                at=moment(first["until"], 15),
            )
        elif first["from"].year == YEAR:
            seat(loading, username, first, moment(first["from"], 8))
    loading.viewers.clear()


def _seat_acting(loading: Loading, day: date) -> None:
    for one in example.read("people.yaml")["people"]:
        for told in one["seats"]:
            if told["from"] == day:
                seat(loading, one["username"], told, moment(day, 7))


def _live_quarter(loading: Loading, number: int) -> None:
    opened = WINDOWS_OPEN[number]
    planner = loading.planner(opened)
    period = planned.list_periods(for_user=planner, year=YEAR)[number - 1]
    measurement.open_period(period=period, at=opened)
    _seat_acting(loading, opened.date())
    names = {row.pk: key for key, row in loading.indicators.items()}
    people = {row.pk: username for username, row in loading.people.items()}
    quarter = Quarter(
        loading=loading,
        number=number,
        period=period,
        rows={
            (names[row.indicator_id], people[row.person_id]): row
            for row in measured.list_reported(period=period, for_user=planner)
        },
    )
    for key, username in list(quarter.rows):
        _plan(quarter, key, username)
    quarter.happen()


def _plan(quarter: Quarter, key: str, username: str) -> None:
    told = figure_of(quarter.loading, key, username, YEAR, quarter.number)
    story = _story(quarter.number, key, username)
    state = story.get("state", "verified")
    if told is None or state == "open":
        return
    entry = explained(quarter.loading, told, key, username, YEAR, quarter.number)
    about = (key, username, quarter.number)
    if state == "draft":
        quarter.at(DRAFTED, _drafting(quarter, key, username, entry))
        return
    days = STILL_WAITING_DAYS if state == "submitted" else SENDING_DAYS[quarter.number]
    sent = moment(choose(days, "day", *about), 8 + int(chance("hour", *about) * 7))
    sent += timedelta(minutes=int(chance("minute", *about) * 59))
    if "sent" in story:
        sent = _written_moment(story["sent"])
    if "returned" in story:
        sent = moment(SENDING_DAYS[quarter.number][1], 10, sent.minute)
    if "withdrawn" in story:
        first = _other_value(entry, story["withdrawn"])
        sent = moment(STILL_WAITING_DAYS[1], 9, sent.minute)
        quarter.at(sent, _sending(quarter, key, username, first, sent))
        again = sent + timedelta(hours=3)
        quarter.at(again, _withdrawing(quarter, key, username, again))
        sent = again + timedelta(minutes=12)
        quarter.at(sent, _sending(quarter, key, username, entry, sent, bare=True))
        return
    quarter.at(sent, _sending(quarter, key, username, entry, sent))
    if "returned" in story:
        back = moment(RETURNING_DAYS[quarter.number], 9, 40)
        quarter.at(back, _returning(quarter, key, username, story["returned"], back))
        if state == "returned":
            return
        sent = back + timedelta(days=1, hours=2)
        quarter.at(sent, _sending(quarter, key, username, entry, sent, bare=True))
    if state == "verified":
        verifier, when = _decision(quarter, key, username, sent)
        quarter.to_verify[verifier, when].append((key, username))


def _story(number: int, key: str, username: str) -> dict[str, Any]:
    """Return what is out of the ordinary about one realisation."""
    told = example.read("realisations.yaml")
    if number < 3:
        for one in told["stories"][number]:
            if (one["who"], one["what"]) == (username, key):
                return {**one, "state": "open" if one.get("never") else "verified"}
        return {}
    story = {"state": told["states"].get(username, {}).get(key, "verified")}
    for name in ("returned", "withdrawn"):
        if key in told[name].get(username, {}):
            story[name] = told[name][username][key]
    return story


def _decision(
    quarter: Quarter, key: str, username: str, sent: datetime
) -> tuple[str, datetime]:
    """Return who decides and when: on the next day set aside for that."""
    loading = quarter.loading
    day = next(day for day in DECIDING_DAYS[quarter.number] if day > sent.date())
    position_id = quarter.rows[key, username].verifier_id
    position = next(k for k, r in loading.positions.items() if r.pk == position_id)
    verifier = holder_of(position, day)
    minute = int(chance("decides", verifier, day) * 59)
    return verifier, moment(day, 13 if quarter.number == 3 else 14, minute)


def _sending(
    quarter: Quarter,
    key: str,
    username: str,
    entry: Entry,
    when: datetime,
    *,
    bare: bool = False,
) -> Callable[[], None]:
    def send() -> None:
        by = quarter.loading.viewer(username, when)
        row = quarter.rows[key, username]
        if not bare:
            for name, content in _proofs(quarter, key, username, when):
                evidence.add_file(
                    realisation=row,
                    name=name,
                    content=content,
                    by=by,
                    at=when - EVIDENCE_FIRST,
                )
            _attach_words(quarter, key, username, row, when)
        quarter.rows[key, username] = measurement.submit_realisation(
            realisation=row,
            entry=entry,
            revision=row.revision,
            by=by,
            at=when,
            sure=True,
        )

    return send


def _attach_words(
    quarter: Quarter, key: str, username: str, row: measured.Realisation, when: datetime
) -> None:
    """Attach the links and notes that stand beside the files of the third quarter."""
    told = example.read("realisations.yaml")["beside"].get(username, {})
    by = quarter.loading.viewer(username, when)
    for one in told.get(key, []) if quarter.number == 3 else []:
        common: dict[str, Any] = {
            "realisation": row,
            "name": one["name"],
            "by": by,
            "at": when - EVIDENCE_FIRST,
        }
        if "link" in one:
            evidence.add_link(**common, link=one["link"])
        else:
            evidence.add_note(**common, text=one["text"])


def _drafting(
    quarter: Quarter, key: str, username: str, entry: Entry
) -> Callable[[], None]:
    def draft() -> None:
        row = quarter.rows[key, username]
        quarter.rows[key, username] = measurement.save_draft(
            realisation=row,
            entry=entry,
            revision=row.revision,
            by=quarter.loading.viewer(username, DRAFTED),
            at=DRAFTED,
        )

    return draft


def _withdrawing(
    quarter: Quarter, key: str, username: str, when: datetime
) -> Callable[[], None]:
    def withdraw() -> None:
        quarter.rows[key, username] = measurement.withdraw_realisation(
            realisation=quarter.rows[key, username],
            by=quarter.loading.viewer(username, when),
            at=when,
        )

    return withdraw


def _returning(
    quarter: Quarter, key: str, username: str, reason: str, when: datetime
) -> Callable[[], None]:
    def give_back() -> None:
        row = quarter.rows[key, username]
        position = next(
            k for k, r in quarter.loading.positions.items() if r.pk == row.verifier_id
        )
        verifier = holder_of(position, when.date())
        quarter.rows[key, username] = measurement.return_realisation(
            realisation=row,
            reason=reason,
            by=quarter.loading.viewer(verifier, when),
            at=when,
        )

    return give_back


def _other_value(entry: Entry, value: str) -> Entry:
    return Entry(value=value, obstacles=entry.obstacles, follow_up=entry.follow_up)


def _written_moment(text: str) -> datetime:
    day, clock = text.split()
    hour, minute = clock.split(".")
    return moment(date.fromisoformat(day), int(hour), int(minute))


def _proofs(
    quarter: Quarter, key: str, username: str, when: datetime
) -> list[tuple[str, bytes]]:
    """Return the files that prove one realisation: mostly one, sometimes a photo too."""
    told = example.definition_of(key)
    if not told["evidence_minimum"]:
        return []
    wanted = told["evidence_wanted"]
    number = quarter.number
    reused = example.read("realisations.yaml")["reused"].get(username, {})
    if number == 3 and key in reused:
        number = reused[key]
    about = (key, username, number)
    proofs = []
    if PICTURE_WORDS.search(wanted):
        stamp = f"{when:%Y%m%d}_{when:%H%M}{int(chance('second', *about) * 59):02d}"
        proofs.append((f"IMG_{stamp}.jpg", papers.picture(*about)))
    if not proofs or chance("two", *about) > 0.5:
        proofs.append(_document(quarter, key, username, number, wanted))
    return proofs


def _document(
    quarter: Quarter, key: str, username: str, number: int, wanted: str
) -> tuple[str, bytes]:
    first = re.split(r",| atau | dan | dengan | yang | \(", wanted)[0].strip()
    figure: Figure | None = figure_of(quarter.loading, key, username, YEAR, number)
    lines = [
        f"{example.OFFICE}, {example.REGION}",
        f"Triwulan {ROMAN[number]} {YEAR}",
        f"Disusun oleh: {quarter.loading.people[username].name}",
        "",
        "Indikator:",
        *_folded(str(quarter.loading.indicators[key])),
        "",
        f"Hasil: {_shown(figure)}",
        "",
        "Berkas contoh: orang dan angkanya rekaan.",
    ]
    name = f"{first} TW {ROMAN[number]} {YEAR}.pdf"
    return name, papers.paper(first, lines)


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "nihil"
    if figure.entry.numerator:
        return f"{figure.entry.numerator} dari {figure.entry.denominator}"
    return figure.entry.value


def _folded(text: str, width: int = 84) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def _look_into(loading: Loading) -> None:
    """Ask for evidence where none was asked for before, on the inspector's advice."""
    planner = loading.planner(LOOKED_INTO)
    told = example.read("realisations.yaml")["tightened"]
    for key, reason in told.items():
        registry.change_definition(
            definition=registered.current_definition(indicator=loading.indicators[key]),
            changes={"evidence_minimum": 1},
            reason=reason,
            by=planner,
            at=LOOKED_INTO,
        )
