"""The example office: whole, believable, and the same each time."""

import hashlib
import json
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection, transaction

from tests.cast import STAGE
from tolok.accounts.models import User
from tolok.decrees.models import Decree
from tolok.demo import example
from tolok.demo.accounts import list_accounts
from tolok.demo.load import ExampleIsThere, load_example
from tolok.measurement import queries as measured
from tolok.measurement.models import Evidence, Realisation, RealisationStep
from tolok.organisation.models import Office, Person, Placement, Position, Unit
from tolok.organisation.queries import get_viewer, held_on
from tolok.planning.models import Proposal, Target
from tolok.records.models import AuditEvent
from tolok.records.queries import find_broken_files, find_broken_links
from tolok.registry.models import Definition, Indicator, Objective
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import replay


pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The example and a fingerprint of an earlier load that was taken back."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        STAGE.clear()
        patch.setattr(settings, "FILES_ROOT", tmp_path_factory.mktemp("files"))
        with transaction.atomic():
            first = None
            if connection.vendor == "sqlite":  # as the mark `any_engine` says
                with transaction.atomic():
                    load_example(at=ASKED)
                    first = digits()
                    transaction.set_rollback(True)
            started = time.perf_counter()
            made = load_example(at=ASKED)
            seconds = time.perf_counter() - started
            sys.stdout.write(f"the example office loads in {seconds:.1f} s\n")
            yield made, first
            transaction.set_rollback(True)


@pytest.fixture
def office(loaded):
    """The example office."""
    return loaded[0]


def viewer(username):
    return get_viewer(user=User.objects.get(username=username), on=example.DAY)


def test_the_decree_is_read_whole_and_adopted(office):
    decree = Decree.objects.get()

    assert decree.status == "adopted"
    assert decree.adopted_at.date() == date(2026, 1, 5)
    assert decree.adopted_by == "Dewi Anggraini, S.A.P."
    assert Position.objects.filter(office=office).count() == 36
    assert Unit.objects.filter(office=office).count() == 9
    assert Objective.objects.count() == 106
    assert Indicator.objects.count() == 117


def test_it_is_marked_as_an_example_and_lives_on_its_own_day(office):
    assert (office.is_example, office.example_day) == (True, date(2026, 10, 6))
    assert all(o.example_day == example.DAY for o in Office.objects.all())


def test_every_indicator_has_an_accepted_definition_written_for_it(office):
    definitions = Definition.objects.filter(is_current=True)

    assert definitions.count() == 117
    assert all(row.is_accepted for row in definitions)
    sentences = [row.operational_definition for row in definitions]
    assert all(text.endswith(".") and len(text) > 60 for text in sentences)
    assert len(set(sentences)) == 117
    assert all(
        row.formula and row.data_source and row.evidence_wanted for row in definitions
    )


def test_the_words_of_the_indicators_are_the_decrees_own(office):
    counts = Counter()
    for indicator in Indicator.objects.order_by(
        "position__order", "objective__order", "order"
    ).select_related("position"):
        counts[indicator.position.order] += 1
        key = f"p{indicator.position.order + 1:02d}.{counts[indicator.position.order]}"
        assert example.read("definitions.yaml")[key]["text"] == indicator.text


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_indicator_has_a_target_for_the_year_and_for_each_quarter(office, year):
    current = Target.objects.filter(year__year=year, is_current=True)

    assert current.filter(period__isnull=True).count() == 117
    assert current.filter(period__isnull=False).count() == 117 * 4


def test_on_every_day_of_2026_somebody_sits_in_every_position(office):
    for day in (date(2026, 1, 5), date(2026, 5, 17), date(2026, 7, 1), example.DAY):
        held = set(
            Placement.objects.filter(held_on(day)).values_list("position_id", flat=True)
        )
        assert held == set(Position.objects.values_list("pk", flat=True)), day


def test_one_official_acts_by_letter_and_keeps_his_own_seat(office):
    acting = Placement.objects.get(kind="plt")

    assert acting.person.name == "Agus Setiawan Widodo, S.T."
    assert acting.starts_on == date(2026, 7, 1)
    assert "/413.108/2026" in acting.letter_number
    agus = viewer("agus.widodo")
    assert {p.kind for p in agus.placements} == {"definitive", "plt"}


def test_the_work_of_the_one_who_acts_does_not_come_back_to_himself(office):
    rows = Realisation.objects.filter(
        person__name__startswith="Agus", period__number=3, period__year__year=2026
    )

    assert {row.verifier.title for row in rows} == {
        "Kepala Dinas Pemberdayaan Masyarakat dan Desa"
    }


def test_one_was_transferred_and_owes_the_quarter_of_her_move_in_both_places(office):
    first, second = Placement.objects.filter(
        person__user__username="nur.aini"
    ).order_by("starts_on")

    assert (first.ends_on, second.starts_on) == (date(2026, 5, 17), date(2026, 5, 18))
    owed = Realisation.objects.filter(
        person=first.person, period__year__year=2026
    ).values_list("period__number", "position")
    assert set(owed) == {
        (1, first.position_id),
        (2, first.position_id),
        (2, second.position_id),
        (3, second.position_id),
    }


def test_names_and_nips_are_well_formed_and_nobody_signs_in_twice(office):
    people = list(Person.objects.all())

    assert len(people) == 46
    assert len({person.nip for person in people}) == 46
    for person in people:
        datetime.strptime(person.nip[:8], "%Y%m%d").replace(tzinfo=UTC)
        assert len(person.nip) == 18
        assert person.nip.isdigit()


def test_the_signatory_is_an_invented_person():
    text = example.decree_text().decode()

    assert "Hendra Kusumawardana, S.STP., M.AP" in text
    assert "19760817 200003 1 004" in text


def test_the_accounts_cover_every_role_and_their_password_opens_the_door(office):
    accounts = list_accounts()

    assert {one["role"] for one in accounts} == {
        *("administrator", "planner", "head", "superior", "staff", "inspector"),
    }
    assert [one["username"] for one in accounts][:4] == [
        *("sekar.ayu", "rahmat.hidayatullah", "hendra.kusumawardana"),
        "dewi.anggraini",
    ]
    assert all(set(one) == set(accounts[0]) for one in accounts)
    for one in accounts[:2]:
        user = User.objects.get(username=one["username"])
        assert user.check_password(one["password"])


def test_two_quarters_are_nearly_done_and_the_third_is_under_way(office):
    count = Counter(
        Realisation.objects.filter(period__year__year=2026).values_list(
            "period__number", "status"
        )
    )

    for quarter in (1, 2):
        assert count[quarter, "verified"] > 140
        assert 0 < count[quarter, "open"] < 10
    for status, least in (
        *(("verified", 60), ("submitted", 25), ("returned", 5), ("draft", 3)),
        ("open", 20),
    ):
        assert count[3, status] >= least, status


def test_some_came_late_and_some_came_back_before_they_were_verified(office):
    late = Realisation.objects.filter(is_late=True, period__year__year=2026)
    returned = RealisationStep.objects.filter(step="returned")

    assert late.count() == 7
    assert returned.filter(realisation__status="verified").count() == 6
    assert returned.filter(realisation__status="returned").count() == 7
    assert all(step.note for step in returned)


def test_values_fall_into_every_class_and_one_cannot_be_computed(office):
    scores = Score.objects.filter(is_current=True)

    assert set(scores.values_list("class_name", flat=True)) >= {
        *("Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang"),
    }
    (unknown,) = {
        score.realisation.indicator.text
        for score in scores.filter(status="not_computable")
    }
    assert unknown == "Persentase Pengentasan Desa Tertinggal"


def test_the_field_of_village_finance_falls_quarter_after_quarter(office):
    rows = RollUp.objects.filter(
        level="unit",
        unit__name__startswith="Bidang Pengelolaan",
        period__year__year=2026,
    ).order_by("period__number")

    values = [row.achievement_percent for row in rows]
    assert len(values) == 3
    assert values == sorted(values, reverse=True)
    assert rows[2].class_name == "Kurang"


def test_the_queue_of_wahyu_has_fourteen_of_which_six_are_odd(office):
    queue = measured.rank_queue(for_user=viewer("wahyu.prasetiyo"))

    assert (len(queue.marks), queue.odd) == (14, 6)
    odd = [mark for mark in queue.marks if mark.is_odd]
    assert sum(mark.unusual for mark in odd) == 2
    assert sum(mark.evidence_reused for mark in odd) == 1
    assert sum(mark.without_evidence for mark in odd) == 1
    assert sum(mark.withdrawn_before for mark in odd) == 1
    assert sum(mark.always_exact for mark in odd) == 2


def test_sekar_sees_what_the_prototypes_show(office):
    rows = Realisation.objects.filter(
        person__user__username="sekar.ayu",
        period__number=3,
        period__year__year=2026,
    ).order_by("indicator__pk")

    assert [row.status for row in rows] == [
        *("open", "draft", "returned", "verified", "submitted"),
    ]
    assert "komponen" in rows[2].return_reason
    assert str(rows[3].scores.get(is_current=True).achievement_percent) == "105.26"


def test_what_is_below_its_target_is_explained(office):
    below = Score.objects.filter(
        is_current=True,
        achievement_percent__lt=100,
        realisation__period__year__year=2026,
    ).select_related("realisation")

    assert below.count() > 50
    for score in below:
        assert score.realisation.obstacles
        assert score.realisation.follow_up


def test_every_verified_realisation_of_2026_has_evidence_unless_none_was_asked(office):
    bare = Realisation.objects.filter(
        period__year__year=2026, status="verified", evidence__isnull=True
    )

    assert {row.indicator.text for row in bare} == {
        "Jumlah Dokumen Penyelenggaraan Administrasi Pemerintahan Desa"
    }
    kinds = Counter(Evidence.objects.values_list("kind", "file__media_type"))
    assert set(kinds) == {
        ("file", "application/pdf"),
        ("file", "image/jpeg"),
        ("link", None),
        ("note", None),
    }


def test_2025_stands_beside_it_as_history(office):
    history = Realisation.objects.filter(period__year__year=2025)

    assert {row.status for row in history} == {"verified"}
    assert history.count() > 4 * 117
    assert Score.objects.filter(realisation__in=history).count() == history.count()
    assert all(
        "lembar kerja" in step.note
        for step in RealisationStep.objects.filter(realisation__in=history)
    )


def test_the_history_of_the_head_was_verified_by_his_superior(office):
    rows = Realisation.objects.filter(
        person__user__username="hendra.kusumawardana", period__year__year=2025
    )

    assert {row.verifier.title for row in rows} == {"Sekretaris Daerah"}
    assert {row.decided_by.name for row in rows} == {"Suryo Baskoro, M.Si."}


def test_the_trail_and_the_files_are_whole(office):
    assert list(find_broken_links()) == []
    assert list(find_broken_files()) == []


def test_every_score_gives_the_same_digits_when_it_is_computed_again(office):
    for score in Score.objects.filter(is_current=True).order_by("pk")[::9]:
        assert replay(score)


def test_a_second_load_is_refused_with_what_to_do(office):
    with pytest.raises(ExampleIsThere, match="make fresh"):
        load_example(at=ASKED)


def test_nothing_happens_after_the_day_on_which_the_office_lives(office):
    newest = AuditEvent.objects.filter(office_id=office.pk).latest("at").at

    assert newest.date() <= example.DAY


@pytest.mark.any_engine
def test_two_loads_give_the_same_digits(loaded):
    _office, first = loaded

    assert digits() == first


def digits():
    """Return a fingerprint of all that a load wrote, without ids."""
    parts = [
        Realisation.objects.order_by(
            *("period__starts_on", "position__order", "indicator__text"),
            *("indicator__objective__order", "indicator__order", "person__nip"),
        ).values_list(
            *("period__starts_on", "indicator__text", "person__nip", "status"),
            *("entered_text", "obstacles", "follow_up", "submitted_at", "decided_at"),
            *("decided_by__nip", "created_at", "revision", "verifier__title"),
        ),
        Score.objects.order_by(
            *("realisation__period__starts_on", "realisation__position__order"),
            *("realisation__indicator__text", "realisation__indicator__order"),
            *("realisation__indicator__objective__order", "realisation__person__nip"),
            "number",
        ).values_list("achievement_percent", "score", "class_name", "passport"),
        Evidence.objects.order_by("created_at", "name", "file__sha256").values_list(
            "name", "file__sha256", "created_at"
        ),
        RollUp.objects.order_by(
            *("period__starts_on", "level", "unit__name", "position__order"),
            *("objective__order", "objective__text", "indicator__order"),
            *("indicator__text", "person__nip", "hundredths"),
        ).values_list("level", "hundredths", "count", "owed", "computed_at"),
        AuditEvent.objects.order_by("office_id", "number").values_list(
            "number", "at", "actor_name", "action", "subject_label", "note"
        ),
    ]
    text = json.dumps([list(map(list, part)) for part in parts], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def test_targets_are_proposed_answered_and_agreed_by_the_people_themselves(office):
    found = {
        row.proposed_by.name: row.status
        for row in Proposal.objects.select_related("proposed_by")
    }

    assert found == {
        "Sekar Ayu Wulandari": "agreed",
        "Andi Firmansyah, S.Sos.": "returned",
        "Yusuf Maulana, S.IP.": "countered",
        "Rina Marlina, S.Sos.": "proposed",
    }
    agreed = Target.objects.filter(proposal__isnull=False, is_current=True)
    assert {(row.text, row.promised_by) for row in agreed} == {
        ("11 dokumen", "Sekar Ayu Wulandari"),
        ("3 dokumen", "Sekar Ayu Wulandari"),
    }
    assert all(row.basis and row.agreed_by.startswith("Rahmat") for row in agreed)
