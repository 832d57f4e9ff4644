"""Which evidence an office takes, how long it stays, and who deletes it afterwards."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from tests.cast import Cast
from tests.measurement.reporting import picture
from tests.measurement.test_evidence import PDF, add
from tolok.decrees import actions as decrees
from tolok.decrees.models import Decree
from tolok.measurement import evidence, retention
from tolok.measurement.enums import FileType
from tolok.measurement.evidence import FileNotAllowed, FileTooLarge, NoteUnfit
from tolok.measurement.evidence_queries import (
    count_expired,
    find_evidence_setting,
    list_evidence,
    list_expired,
)
from tolok.measurement.models import Evidence
from tolok.records.actions import store_file
from tolok.records.models import AuditEvent
from tolok.records.queries import find_broken_files, path_of


AFTER = date(2029, 1, 1)


def rule(cast: Cast, key: str = "planner", **changes: object):
    wanted: dict[str, object] = {
        "file_types": list(FileType.values),
        "max_file_mb": None,
        "retain_years": 2,
    }
    return retention.set_evidence_rules(
        office=cast.office,
        **(wanted | changes),
        by=cast.viewer(key),
        at=cast.at(),
    )


def delete(cast: Cast, proof: Evidence, key: str = "planner", day: date = AFTER):
    return retention.delete_expired(
        files=[proof.file],
        reason="Berita acara 045/2029",
        by=cast.viewer(key, on=day),
        at=cast.at(day),
    )


# ---------------------------------------------------------------- what is taken


def test_a_type_that_the_office_does_not_take_is_refused_with_those_it_takes(
    cast: Cast,
) -> None:
    rule(cast, file_types=["pdf"])

    with pytest.raises(FileNotAllowed) as refused:
        add(cast, "foto.png", picture())

    assert "tidak diterima kantor ini" in refused.value.message
    assert "PDF" in refused.value.message
    assert add(cast, "rekap.pdf", PDF).file.media_type == "application/pdf"


def test_the_size_of_the_office_holds_below_that_of_the_server(cast: Cast) -> None:
    rule(cast, max_file_mb=1)

    with pytest.raises(FileTooLarge) as refused:
        add(cast, "besar.pdf", PDF + b" " * 1_048_576)

    assert "1 MB" in refused.value.message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_file_mb", 0),
        ("max_file_mb", 21),
        ("retain_years", 0),
        ("retain_years", 51),
        ("file_types", ["exe"]),
    ],
)
def test_rules_beyond_their_bounds_are_refused(
    cast: Cast, field: str, value: object
) -> None:
    with pytest.raises(retention.EvidenceRuleUnfit) as refused:
        rule(cast, **{field: value})

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("planner", True),
        ("administrator", True),
        ("head", False),
        ("kabid", False),
        ("staff", False),
        ("inspector", False),
        ("stranger_planner", False),
    ],
)
def test_the_table_of_who_may_set_the_rules_holds(
    cast: Cast, who: str, may: bool
) -> None:
    if may:
        rule(cast, key=who)
        event = AuditEvent.objects.get(action="measurement.set_evidence_rules")
        assert event.after["retain_years"] == 2
    else:
        with pytest.raises(retention.MayNotSetEvidence):
            rule(cast, key=who)


# ---------------------------------------------------------------- notes and pictures


def test_a_note_is_evidence_and_bears_its_first_words(cast: Cast) -> None:
    proof = evidence.add_note(
        realisation=cast.realisation("clerk"),
        text="  Surat dicatat di buku agenda pada 2 April 2026.  ",
        name="",
        by=cast.viewer("clerk"),
        at=cast.at(),
    )

    assert proof.name == "Surat dicatat di buku agenda pada 2 April 2026."
    assert proof.text == proof.name


@pytest.mark.parametrize("text", ["", "   ", "a" * 4001])
def test_a_note_without_words_or_with_far_too_many_is_refused(
    cast: Cast, text: str
) -> None:
    with pytest.raises(NoteUnfit):
        evidence.add_note(
            realisation=cast.realisation("clerk"),
            text=text,
            name="",
            by=cast.viewer("clerk"),
            at=cast.at(),
        )


def test_where_a_photo_was_taken_is_not_kept(cast: Cast) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "S", 2: (7.0, 6.0, 30.0), 3: "E", 4: (112.0, 24.0, 10.0)}
    exif[0x9286] = "rumah"
    picture_of_phone = Image.new("RGB", (40, 30), "green")
    picture_of_phone.save(
        out, "JPEG", exif=exif, comment=b"lokasi: rumah", xmp=b"<x>rumah</x>"
    )

    proof = add(cast, "IMG_1.jpg", out.getvalue())

    with Image.open(path_of(proof.file)) as kept:
        assert not dict(kept.getexif())
        assert not kept.getexif().get_ifd(0x8825)
        assert "comment" not in kept.info
    assert b"rumah" not in path_of(proof.file).read_bytes()


# ---------------------------------------------------------------- used twice


def test_another_use_is_named_only_to_who_may_see_it(cast: Cast) -> None:
    add(cast, "satu.pdf", PDF, key="archivist")
    add(cast, "dua.pdf", PDF, key="staff")
    row = cast.realisation("staff")

    [to_planner] = list_evidence(realisation=row, for_user=cast.viewer("planner"))
    [to_holder] = list_evidence(realisation=row, for_user=cast.viewer("staff"))

    assert [use.person for use in to_planner.uses] == ["Fitri Amalia, A.Md."]
    assert to_planner.unseen_uses == 0
    assert (to_holder.uses, to_holder.unseen_uses) == ((), 1)


# ---------------------------------------------------------------- past its time


def test_only_full_years_after_the_year_of_the_period_count(cast: Cast) -> None:
    proof = add(cast, "satu.pdf", PDF)
    setting = rule(cast, retain_years=2)

    assert not list_expired(setting=setting, on=date(2028, 12, 31)).exists()
    assert list(list_expired(setting=setting, on=AFTER)) == [proof.file]
    assert count_expired(on=AFTER) == {cast.office.name: 1}


def test_without_a_rule_everything_is_kept_for_good(cast: Cast) -> None:
    add(cast, "satu.pdf", PDF)
    setting = rule(cast, retain_years=None)

    assert not list_expired(setting=setting, on=date(2099, 1, 1)).exists()


def test_a_planner_deletes_and_the_hash_stays(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    proof = add(cast, "satu.pdf", PDF)
    rule(cast)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete(cast, proof) == 1

    proof.file.refresh_from_db()
    assert not path_of(proof.file).exists()
    assert proof.file.deleted_by == "Dian Puspita, S.A.P."
    event = AuditEvent.objects.get(action="records.delete_content")
    assert event.before["sha256"] == proof.file.sha256
    assert event.note == "Berita acara 045/2029"
    assert proof.realisation.steps.get(step="evidence_expired").note.startswith("satu")
    assert list(find_broken_files()) == []
    with pytest.raises(retention.StillRetained):
        delete(cast, proof)


def test_what_was_deleted_and_comes_again_is_whole_again(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    proof = add(cast, "satu.pdf", PDF)
    rule(cast)
    with django_capture_on_commit_callbacks(execute=True):
        delete(cast, proof)

    again = store_file(content=PDF, media_type="application/pdf", at=cast.at(AFTER))

    assert again.pk == proof.file_id
    assert again.deleted_at is None
    assert list(find_broken_files()) == []


@pytest.mark.parametrize(
    "who", ["administrator", "head", "kabid", "clerk", "inspector", "stranger_planner"]
)
def test_nobody_but_the_planner_of_the_office_deletes(cast: Cast, who: str) -> None:
    proof = add(cast, "satu.pdf", PDF)
    rule(cast)

    with pytest.raises((retention.MayNotDeleteEvidence, retention.StillRetained)):
        delete(cast, proof, key=who)

    assert path_of(proof.file).is_file()


def test_a_file_is_not_deleted_before_its_time_nor_while_something_needs_it(
    cast: Cast,
) -> None:
    proof = add(cast, "satu.pdf", PDF)
    rule(cast)
    with pytest.raises(retention.StillRetained):
        delete(cast, proof, day=date(2028, 12, 31))

    decrees.import_decree(
        content=path_of(cast.decree.file).read_bytes() + b"\n",
        name="sk.json",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    Decree.objects.filter(adopted_at__isnull=True).update(file=proof.file)
    with pytest.raises(retention.StillRetained):
        delete(cast, proof)


def test_a_file_that_another_office_uses_as_well_stays(cast: Cast) -> None:
    proof = add(cast, "satu.pdf", PDF)
    add(cast, "dua.pdf", PDF, key="stranger")
    rule(cast)

    assert not list_expired(
        setting=find_evidence_setting(for_user=cast.viewer("planner")), on=AFTER
    ).exists()
    with pytest.raises(retention.StillRetained):
        delete(cast, proof)


def test_deleting_takes_a_reason(cast: Cast) -> None:
    proof = add(cast, "satu.pdf", PDF)
    rule(cast)

    with pytest.raises(retention.DeletionReasonMissing):
        retention.delete_expired(
            files=[proof.file],
            reason=" ",
            by=cast.viewer("planner", on=AFTER),
            at=cast.at(AFTER),
        )
