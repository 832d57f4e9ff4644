"""The page of patterns: counts that open their lists."""

import re

from tests.cast import Cast
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import send, send_back, sign_in, text_of, verify


def lived(cast: Cast) -> None:
    """Six realisations of one verifier's people and one of another's."""
    send_back(cast, send(cast, "staff", "Koleksi"), "kabid", "Periksa lagi.")
    verify(cast, send(cast, "staff", "Dilayani"), "kabid")
    verify(cast, send(cast, "colleague", "Dilayani"), "kabid")
    send(cast, "archivist", "Boks")


def test_each_count_opens_a_list_of_as_many(cast_today: Cast) -> None:
    lived(cast_today)
    client = sign_in(cast_today, "inspector")
    page = client.get("/pemeriksaan/pola/").content.decode()

    links = re.findall(
        r'href="(/pemeriksaan/pola/daftar/[^"]+)" aria-label="[^"]+: (\d+)"', page
    )

    assert len(links) > 3
    for url, count in links:
        listed = text_of(client.get(url.replace("&amp;", "&")))
        assert f": {count} realisasi 2026" in listed


def test_few_are_told_as_not_compared(cast_today: Cast) -> None:
    lived(cast_today)

    page = text_of(sign_in(cast_today, "inspector").get("/pemeriksaan/pola/"))

    assert "tidak dibandingkan" in page
    assert "kurang dari 5" in page


def test_a_year_without_any_says_so(cast_today: Cast) -> None:
    page = sign_in(cast_today, "inspector").get("/pemeriksaan/pola/")

    assert "Belum ada realisasi yang dikirim" in text_of(page)


def test_an_unknown_fact_or_year_leads_nowhere(cast_today: Cast) -> None:
    client = sign_in(cast_today, "inspector")

    for query in ("", "?tahun=2026", "?tahun=2026&apa=lain", "?tahun=x&apa=sent"):
        assert client.get(f"/pemeriksaan/pola/daftar/{query}").status_code == 404


def test_the_pages_ask_few_queries_however_much_was_sent(cast_today: Cast) -> None:
    lived(cast_today)
    client = sign_in(cast_today, "inspector")
    listed = "/pemeriksaan/pola/daftar/?tahun=2026&apa=sent"
    assert_queries("pemeriksaan, pola", client, "/pemeriksaan/pola/")
    assert_queries("pemeriksaan, pola daftar", client, listed)

    def grow() -> None:
        for key, words in (("clerk", "Surat"), ("kabid", "Keluhan")):
            if cast_today.realisation(key, words).submitted_at is None:
                send(cast_today, key, words)

    assert_no_growth(client, "/pemeriksaan/pola/", grow)
    assert_no_growth(client, listed, grow)
