"""The bar on the command line: only for what takes its time, only on a terminal."""

import io

from tolok.cli.progress import progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_waits_two_seconds_and_is_wiped_at_the_end():
    out, moments = Terminal(), iter([0.0, 1.0, 3.0])

    with progress_bar(out, clock=lambda: next(moments)) as tell:
        tell(1, 4)
        early = out.getvalue()
        tell(2, 4)

    assert early == ""
    assert "halaman 2 dari 4" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_nothing_is_drawn_where_no_terminal_shows_it():
    out, moments = io.StringIO(), iter([0.0, 9.0])

    with progress_bar(out, clock=lambda: next(moments)) as tell:
        tell(2, 4)

    assert out.getvalue() == ""
