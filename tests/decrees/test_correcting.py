"""Corrections are kept one by one, nobody's is lost, and all can be undone."""

import copy
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, scene
from tests.decrees.second_planner import second_planner
from tests.decrees.test_decrees import SAMPLE, upload
from tolok.decrees import adopting, correcting, queries
from tolok.decrees.correcting import (
    ChangedMeanwhile,
    MayNotCorrect,
    NotADraft,
    NothingToUndo,
)
from tolok.decrees.corrections import NoSuchPlace, TextMissing, parse_path
from tolok.decrees.findings import Replacement, key_of
from tolok.decrees.models import Correction, Decree
from tolok.reader.lint import relint
from tolok.records.queries import list_events


TITLE = parse_path("positions.0.title")
PLANNER = "stranger_planner"


@scene
def draft(cast: Cast) -> Decree:
    """A draft read from a sample."""
    return upload(cast, SAMPLE.read_bytes())


def write(cast: Cast, draft: Decree, path: str, text: str, revision: int = 0) -> Decree:
    return correcting.change_field(
        decree=draft,
        path=parse_path(path),
        text=text,
        revision=revision,
        by=cast.viewer(PLANNER),
        at=cast.at(),
    )


def test_a_correction_is_saved_at_once_with_who_and_when(
    cast: Cast, draft: Decree
) -> None:
    before = draft.content["positions"][0]["title"]

    row = write(cast, draft, "positions.0.title", "Kepala Dinas Sosial Daerah")

    kept = Decree.objects.get(pk=draft.pk)
    assert kept.content["positions"][0]["title"] == "Kepala Dinas Sosial Daerah"
    assert (kept.revision, row.revision) == (1, 1)
    correction = Correction.objects.get(decree=draft)
    assert correction.actor_name == "Taufik Ismail, S.E."
    assert correction.steps[0]["old"] == before == correction.inverse[0]["new"]
    assert kept.reading.content["positions"][0]["title"] == before


def test_the_columns_follow_the_head(cast: Cast, draft: Decree) -> None:
    write(cast, draft, "decree.number", "188/1/2027")
    row = write(cast, draft, "decree.date", "2027-01-04", revision=1)

    assert (row.number, str(row.decided_on)) == ("188/1/2027", "2027-01-04")


def test_everything_can_be_undone_and_done_again(cast: Cast, draft: Decree) -> None:
    start = copy.deepcopy(draft.content)
    by, at = cast.viewer(PLANNER), cast.at()
    write(cast, draft, "positions.0.title", "Kepala A")
    correcting.drop_row(decree=draft, path=("positions", 1), revision=1, by=by, at=at)
    changed = Decree.objects.get(pk=draft.pk).content

    correcting.undo(decree=draft, by=by, at=at)
    undone = correcting.undo(decree=draft, by=by, at=at)
    for part in ("decree", "units", "positions"):
        assert undone.content[part] == start[part]
    assert sorted(map(key_of, undone.content["findings"])) == sorted(
        map(key_of, relint(start))
    )
    with pytest.raises(NothingToUndo):
        correcting.undo(decree=draft, by=by, at=at)

    correcting.redo(decree=draft, by=by, at=at)
    again = correcting.redo(decree=draft, by=by, at=at)
    assert again.content["positions"] == changed["positions"]
    with pytest.raises(NothingToUndo):
        correcting.redo(decree=draft, by=by, at=at)
    assert Correction.objects.filter(decree=draft).count() == 6


def test_two_people_at_two_places_lose_nothing(cast: Cast, draft: Decree) -> None:
    write(cast, draft, "positions.0.title", "Kepala A", revision=0)

    row = write(cast, draft, "positions.1.title", "Sekretaris B", revision=0)

    titles = [position["title"] for position in row.content["positions"][:2]]
    assert titles == ["Kepala A", "Sekretaris B"]


def save(cast: Cast, draft: Decree, fields: dict[str, str], revision: int, key: str):
    return correcting.save_fields(
        decree=draft,
        fields=fields,
        revision=revision,
        by=cast.viewer(key),
        at=cast.at(),
    )


def test_a_form_saves_what_was_changed_and_says_what_does_not_fit(
    cast: Cast, draft: Decree
) -> None:
    saved = save(
        cast,
        draft,
        {
            "positions.0.title": "Kepala A",
            "positions.1.title": draft.content["positions"][1]["title"],
            "decree.year_from": "dua ribu",
            "findings.0.message": "x",
        },
        0,
        PLANNER,
    )

    assert (saved.count, saved.revision) == (1, 1)
    assert "empat angka" in saved.refused["decree.year_from"]
    assert set(saved.refused) == {"decree.year_from", "findings.0.message"}


def test_a_field_that_another_wrote_is_not_taken_for_ones_own(
    cast: Cast, draft: Decree
) -> None:
    old = [position["title"] for position in draft.content["positions"]]
    second = second_planner(cast, "stranger", cast.other_office)
    write(cast, draft, "positions.0.title", "Kepala A")

    def save_second(fields: dict[str, str], revision: int) -> correcting.Saved:
        return correcting.save_fields(
            decree=draft, fields=fields, revision=revision, by=second, at=cast.at()
        )

    saved = save_second(
        {"positions.0.title": old[0], "positions.1.title": "Sekretaris B"}, 0
    )
    again = save_second(
        {"positions.0.title": old[0], "positions.1.title": "Sekretaris C"},
        saved.revision,
    )

    titles = [position["title"] for position in again.decree.content["positions"]]
    assert titles[:2] == ["Kepala A", "Sekretaris C"]
    assert saved.revision == again.revision == 0


def test_who_comes_second_to_one_place_is_told_by_whom(
    cast: Cast, draft: Decree
) -> None:
    write(cast, draft, "positions.0.title", "Kepala A", revision=0)

    with pytest.raises(ChangedMeanwhile, match="Taufik Ismail"):
        correcting.change_field(
            decree=draft,
            path=TITLE,
            text="Kepala B",
            revision=0,
            by=second_planner(cast, "stranger", cast.other_office),
            at=cast.at(),
        )
    with pytest.raises(ChangedMeanwhile):
        write(cast, draft, "positions.0.title", "Kepala B", revision=7)

    kept = Decree.objects.get(pk=draft.pk)
    assert kept.content["positions"][0]["title"] == "Kepala A"


def test_the_same_text_twice_is_one_correction(cast: Cast, draft: Decree) -> None:
    write(cast, draft, "positions.0.title", "Kepala A", revision=0)

    row = write(cast, draft, "positions.0.title", "Kepala A", revision=1)

    assert row.revision == 1


def test_a_suggestion_is_written_as_one_correction(cast: Cast, draft: Decree) -> None:
    old = draft.content["positions"][0]["title"]

    row = correcting.take_suggestion(
        decree=draft,
        replacements=[Replacement(TITLE, old, "Kepala Satu")],
        revision=0,
        by=cast.viewer(PLANNER),
        at=cast.at(),
    )

    assert row.content["positions"][0]["title"] == "Kepala Satu"
    assert row.revision == 1


def test_rows_are_added_split_joined_and_moved(cast: Cast, draft: Decree) -> None:
    by, at = cast.viewer(PLANNER), cast.at()
    goals = ("positions", 0, "objectives")
    first = (*goals, 0, "indicators", 0)
    many = len(draft.content["positions"][0]["objectives"])

    correcting.add_row(
        decree=draft, place=goals, text="Meningkatnya Mutu", revision=0, by=by, at=at
    )
    correcting.split_row(
        decree=draft, path=first, parts=["Nilai A", "Nilai B"], revision=1, by=by, at=at
    )
    correcting.join_rows(decree=draft, path=first, revision=2, by=by, at=at)
    row = correcting.move_row(
        decree=draft,
        path=(*goals, many),
        place=("positions", 1, "objectives"),
        index=0,
        revision=3,
        by=by,
        at=at,
    )

    assert row.content["positions"][1]["objectives"][0]["text"] == "Meningkatnya Mutu"
    assert len(row.content["positions"][0]["objectives"]) == many
    assert row.content["positions"][0]["objectives"][0]["indicators"][0]["text"] == (
        "Nilai A Nilai B"
    )


def test_a_finding_put_aside_comes_back_when_called(cast: Cast, draft: Decree) -> None:
    by, at = cast.viewer(PLANNER), cast.at()
    finding = {
        "code": "not-a-measure",
        "severity": "warning",
        "message": "Belum berupa ukuran.",
        "where": {"page": None, "line": 1, "table": None, "row": None},
        "position": draft.content["positions"][0]["id"],
        "indicator": None,
        "suggestion": None,
    }
    draft.content["findings"] = [finding]
    Decree.objects.filter(pk=draft.pk).update(content=draft.content)
    key = key_of(finding)

    with pytest.raises(TextMissing):
        correcting.dismiss_finding(
            decree=draft, key=key, reason=" ", revision=0, by=by, at=at
        )
    row = correcting.dismiss_finding(
        decree=draft, key=key, reason="Sesuai pedoman", revision=0, by=by, at=at
    )
    assert row.dismissed[key]["reason"] == "Sesuai pedoman"
    assert key_of(finding | {"message": "Bunyi lain."}) not in row.dismissed
    row = correcting.recall_finding(decree=draft, key=key, revision=1, by=by, at=at)
    assert row.dismissed == {}
    with pytest.raises(NoSuchPlace):
        correcting.dismiss_finding(
            decree=draft, key="tidak-ada", reason="x", revision=2, by=by, at=at
        )


@pytest.mark.parametrize(
    ("key", "corrects"),
    [
        ("stranger_planner", True),
        ("stranger_head", False),
        ("planner", False),
        ("head", False),
        ("staff", False),
        ("inspector", False),
        ("administrator", False),
    ],
)
def test_only_planners_of_the_office_correct(
    cast: Cast, draft: Decree, key: str, corrects: bool
) -> None:
    def correct() -> Decree:
        return correcting.change_field(
            decree=draft,
            path=TITLE,
            text="Kepala A",
            revision=0,
            by=cast.viewer(key),
            at=cast.at(),
        )

    if corrects:
        assert correct().revision == 1
    else:
        with pytest.raises(MayNotCorrect):
            correct()


def test_an_adopted_decree_is_corrected_no_more(cast: Cast) -> None:
    with pytest.raises(NotADraft, match="perubahan"):
        correcting.change_field(
            decree=cast.decree,
            path=TITLE,
            text="Lain",
            revision=0,
            by=cast.viewer("planner"),
            at=cast.at(),
        )


def test_the_log_itself_never_changes(cast: Cast, draft: Decree) -> None:
    write(cast, draft, "positions.0.title", "Kepala A")

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(decree=draft).update(actor_name="Orang lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(decree=draft)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(draft.reading).objects.filter(pk=draft.reading.pk).update(content={})


def test_each_correction_leaves_one_event(cast: Cast, draft: Decree) -> None:
    write(cast, draft, "positions.0.title", "x" * 400)

    event = (
        list_events(office_id=cast.viewer(PLANNER).office_id)
        .filter(action="decrees.correct_draft")
        .get()
    )
    assert len(event.after["positions.0.title"]) == correcting.MOST_RECORDED
    assert event.after["operation"] == "change"


def test_a_correction_makes_a_proposal_lapse(cast: Cast, draft: Decree) -> None:
    by, at = cast.viewer(PLANNER), cast.at()
    adopting.propose_adoption(decree=draft, by=by, at=at)

    row = write(cast, draft, "positions.0.title", "Kepala A")

    assert (row.proposed_at, row.proposed_by) == (None, "")


def test_the_log_replayed_over_what_was_read_gives_the_draft(
    cast: Cast, draft: Decree
) -> None:
    by, at = cast.viewer(PLANNER), cast.at()
    write(cast, draft, "positions.0.title", "Kepala A")
    correcting.join_rows(decree=draft, path=("positions", 0), revision=1, by=by, at=at)
    row = correcting.undo(decree=draft, by=by, at=at)

    replayed = correcting.replay(decree=row)

    assert replayed["positions"] == row.content["positions"]
    assert queries.list_corrections(decree=row).count() == 3
    assert json.loads(
        Path(SAMPLE.with_suffix(".expected.json")).read_text(encoding="utf-8")
    )["positions"][0]["title"] in json.dumps(row.reading.content, ensure_ascii=False)
