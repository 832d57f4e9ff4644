"""Codes that people copy by hand: one slip is told, whatever looks alike is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolok.kernel.codes import (
    ALPHABET,
    LENGTH,
    CodeMistyped,
    format_code,
    make_code,
    read_code,
)


pytestmark = pytest.mark.any_engine
CODES = st.lists(st.integers(0, 31), min_size=11, max_size=11).map(
    lambda found: make_code(lambda _count: found.pop())
)


@given(code=CODES)
def test_a_code_is_read_as_it_is_written(code: str) -> None:
    assert len(code) == LENGTH
    assert read_code(format_code(code)) == code
    assert read_code(f"  {format_code(code).lower()} ") == code


@given(code=CODES, at=st.integers(0, LENGTH - 1), sign=st.sampled_from(ALPHABET))
def test_one_wrong_sign_never_gives_another_code(code: str, at: int, sign: str) -> None:
    typed = code[:at] + sign + code[at + 1 :]

    if typed == code:
        assert read_code(typed) == code
    else:
        with pytest.raises(CodeMistyped):
            read_code(typed)


@given(code=CODES, at=st.integers(0, LENGTH - 1), other=st.integers(0, LENGTH - 1))
def test_two_signs_that_changed_places_never_give_another_code(
    code: str, at: int, other: int
) -> None:
    signs = list(code)
    signs[at], signs[other] = signs[other], signs[at]

    if "".join(signs) == code:
        assert read_code(code) == code
    else:
        with pytest.raises(CodeMistyped):
            read_code("".join(signs))


@given(code=CODES)
def test_letters_that_look_alike_are_read_as_one(code: str) -> None:
    lookalike = code.replace("0", "O").replace("1", "l").replace("V", "u")

    assert read_code(lookalike) == code


@pytest.mark.parametrize("typed", ["", "7K3M", "7K3M-9QWX-2H4", "!" * 12, "é" * 12])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeMistyped):
        read_code(typed)


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert format_code("7K3M9QWX2H4T") == "7K3M-9QWX-2H4T"
