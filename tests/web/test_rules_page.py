"""The law library on screen: values in words, their sources, what is unchecked."""

import pytest

from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of


def test_each_value_says_since_when_and_who_says_so(cast_today):
    page = text_of(sign_in(cast_today, "staff").get("/aturan/?cari=akip"))

    assert "Predikat evaluasi AKIP" in page
    assert "AA: di atas 90" in page
    assert "sejak 1 Januari 2021" in page
    assert "PermenPANRB 88/2021, predikat hasil evaluasi" in page
    assert "belum dicocokkan dengan naskah resmi" in page


def test_what_an_office_agreed_on_bears_no_mark_of_the_law(cast_today):
    page = text_of(
        sign_in(cast_today, "staff").get("/aturan/?cari=capaian/desimal&belum=on")
    )

    assert "Tidak ada aturan yang cocok" in page


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("pola sebaran", "Istimewa: Sangat Baik paling banyak 70 %"),
        ("pola sebaran", "Butuh Perbaikan atau Kurang paling sedikit seorang"),
        ("matriks analisis", "1: 1 1; 2 3; 3 5; 4 8; 5 20"),
        ("rumus-lower", "100"),
        ("nilai predikat", "AA: 100"),
        ("faktor kinerja", "Dicabut."),
        ("batas-rerata", "120"),
        ("kelas-permendagri", "Sangat Rendah: di bawah semua yang lain"),
        ("penandatangan-yang-tidak-ada", "Tidak ada aturan yang cocok"),
    ],
)
def test_every_kind_of_value_is_written_in_words(cast_today, word, says):
    page = text_of(sign_in(cast_today, "staff").get("/aturan/", {"cari": word}))

    assert says in page


def test_the_page_asks_few_queries(cast_today):
    assert_queries("aturan", sign_in(cast_today, "staff"), "/aturan/")
