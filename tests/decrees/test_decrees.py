"""A decree comes in, is read, adopted, and stands."""

import copy
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tolok.decrees import actions, permissions, policies, queries
from tolok.decrees.actions import (
    AlreadyAdopted,
    AlreadyKnown,
    DecreeIncomplete,
    DocumentUnreadable,
    MayNotHandleDecrees,
)
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree
from tolok.registry.models import Indicator


SAMPLE = Path(__file__).parents[1] / "reader" / "decrees" / "social-2027-tabs.txt"


def upload(cast: Cast, content: bytes, key: str = "stranger_planner") -> Decree:
    return actions.upload_decree(
        content=content, name="sk.txt", by=cast.viewer(key), at=cast.at()
    )


def test_a_document_is_read_kept_and_adopted(cast: Cast) -> None:
    draft = upload(cast, SAMPLE.read_bytes())
    assert draft.status == DecreeStatus.DRAFT
    assert draft.number == "400.9/7/KPTS/414.106/2027"
    assert draft.source_lines[8].startswith("**KEPUTUSAN") or draft.source_lines

    adopted = actions.adopt_decree(
        decree=draft, by=cast.viewer("stranger_planner"), at=cast.at()
    )

    assert adopted.adopted_by == "Taufik Ismail, S.E."
    assert adopted.registry_version.number == 2
    held = Indicator.objects.filter(version=adopted.registry_version)
    assert held.count() == sum(
        len(objective["indicators"])
        for position in adopted.content["positions"]
        for objective in position["objectives"]
    )


@pytest.mark.parametrize(
    "content", [b"", b"Daftar belanja: beras, gula, kopi.", b"MZ\x90\x00\x03\x00"]
)
def test_what_is_no_decree_is_refused_and_nothing_is_kept(
    cast: Cast, content: bytes
) -> None:
    before = Decree.objects.count()

    with pytest.raises(DocumentUnreadable) as refused:
        upload(cast, content)

    assert refused.value.message
    assert Decree.objects.count() == before


def test_the_same_file_is_taken_once(cast: Cast) -> None:
    upload(cast, SAMPLE.read_bytes())

    with pytest.raises(AlreadyKnown):
        upload(cast, SAMPLE.read_bytes())


def test_an_adopted_decree_is_not_adopted_again_nor_changed(cast: Cast) -> None:
    with pytest.raises(AlreadyAdopted):
        actions.adopt_decree(
            decree=cast.decree, by=cast.viewer("planner"), at=cast.at()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=cast.decree.pk).update(content={"format": "lain"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=cast.decree.pk)._raw_delete("default")


def test_what_is_missing_is_said_in_words(cast: Cast) -> None:
    content = copy.deepcopy(cast.decree.content)
    assert policies.what_is_missing(content) == []

    content["decree"]["year_from"] = None
    content["positions"][1]["unit"] = None
    content["positions"][2] |= {
        "title": content["positions"][3]["title"],
        "unit": content["positions"][3]["unit"],
    }
    missing = policies.what_is_missing(content)

    assert len(missing) == 3
    assert "Tahun" in missing[0]
    assert "belum punya unit" in missing[1]
    assert "dua kali" in missing[2]
    empty = content | {"positions": []}
    assert len(policies.what_is_missing(empty)) == 3


def test_an_incomplete_decree_is_not_adopted(cast: Cast) -> None:
    draft = upload(cast, SAMPLE.read_bytes())
    draft.content["decree"]["year_from"] = None
    Decree.objects.filter(pk=draft.pk).update(content=draft.content)

    with pytest.raises(DecreeIncomplete):
        actions.adopt_decree(
            decree=draft, by=cast.viewer("stranger_planner"), at=cast.at()
        )


@pytest.mark.parametrize(
    ("key", "sees", "handles"),
    [
        ("planner", True, True),
        ("head", True, False),
        ("inspector", True, False),
        ("secretary", False, False),
        ("staff", False, False),
        ("administrator", False, False),
        ("stranger_planner", False, False),
        ("stranger_head", False, False),
    ],
)
def test_the_table_of_people_and_decrees_holds(
    cast: Cast, key: str, sees: bool, handles: bool
) -> None:
    viewer, office_id = cast.viewer(key), cast.office.pk

    assert permissions.may_view(viewer, office_id=office_id) is sees
    assert permissions.may_handle(viewer, office_id=office_id) is handles
    found = queries.list_decrees(for_user=viewer).filter(pk=cast.decree.pk)
    assert found.exists() is sees
    if not sees:
        with pytest.raises(Decree.DoesNotExist):
            queries.get_decree(decree_id=cast.decree.pk, for_user=viewer)
    if not handles:
        with pytest.raises(MayNotHandleDecrees):
            actions.adopt_decree(decree=cast.decree, by=viewer, at=cast.at())


def test_an_account_without_an_office_uploads_nothing(cast: Cast) -> None:
    with pytest.raises(MayNotHandleDecrees):
        upload(cast, b"x", key="staff")
