"""Long lists are cut into pages by their keys, in their order, without a row lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tolok.measurement.models import Realisation
from tolok.web.wide_pages import WidePaginator


pytestmark = pytest.mark.django_db


def all_rows():
    return Realisation.objects.select_related("indicator").order_by(
        "-indicator__text", "pk"
    )


def test_all_pages_together_are_the_list_in_its_order(cast: Cast) -> None:
    whole = [row.pk for row in all_rows()]
    pages = WidePaginator(all_rows(), 3)

    shown = [row.pk for n in pages.page_range for row in pages.page(n).object_list]

    assert len(whole) > 6
    assert shown == whole
    assert pages.count == len(whole)


@pytest.mark.parametrize("asked", ["0", "999", "dua", None])
def test_a_page_that_is_not_there_becomes_one_that_is(cast: Cast, asked) -> None:
    pages = WidePaginator(all_rows(), 3)

    assert 1 <= pages.get_page(asked).number <= pages.num_pages


def test_a_list_of_nothing_has_one_empty_page(cast: Cast) -> None:
    pages = WidePaginator(all_rows().none(), 3)

    assert list(pages.get_page(1).object_list) == []


def test_a_count_that_is_known_is_not_asked_for(cast: Cast) -> None:
    known = all_rows().count()

    with CaptureQueriesContext(connection) as asked:
        pages = WidePaginator(all_rows(), 3, known)
        rows = list(pages.get_page(1).object_list)

    assert (pages.count, len(rows)) == (known, 3)
    assert len(asked) == 2
