"""Every case that an official can read in tolok/rules/cases comes out as it says."""

import pytest

from tolok.rules.loader import Case, load_library
from tolok.scoring.cases import check_case


CASES = load_library().cases


@pytest.mark.parametrize("case", CASES, ids=[f"{c.file}: {c.name}" for c in CASES])
def test_case_comes_out_as_written(case: Case) -> None:
    assert check_case(case) == []


def test_names_of_cases_are_not_used_twice_in_a_file() -> None:
    names = [(case.file, case.name) for case in CASES]

    assert len(names) == len(set(names))
