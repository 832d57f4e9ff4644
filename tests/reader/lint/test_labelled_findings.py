"""The rules are right often enough, and find what a careful reader finds."""

import yaml

from tests.reader.lint.labelled import (
    FAULTS,
    PAGE,
    found,
    labels,
    page,
    precision,
    recall,
    told_faults,
)
from tolok.reader.lint import get_rule


def test_every_finding_on_the_labelled_decrees_was_judged_by_a_person():
    assert set(found()) - set(labels()) == set()
    assert set(labels()) - set(found()) == set()


def test_nine_of_ten_errors_and_warnings_are_right():
    right, judged = precision("error", "warning")

    assert judged > 100
    assert right / judged >= 0.9


def test_nine_of_ten_faults_that_a_careful_reader_lists_are_found():
    told, listed = recall()

    assert listed > 100
    assert told / listed >= 0.9


def test_every_fault_that_has_a_rule_is_told_by_it():
    faults = yaml.safe_load(FAULTS.read_text(encoding="utf-8"))["faults"]

    missed = [fault for fault, is_told in told_faults(faults) if not is_told]

    assert [fault for fault in missed if fault["rule"] is not None] == []
    assert all(get_rule(f["rule"]) for f in faults if f["rule"] is not None)


def test_the_page_of_figures_says_what_the_labels_say():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "Tulis ulang: python -m tests.reader.lint.labelled"
    )
