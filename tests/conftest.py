"""What every test gets: hypothesis' profiles, empty caches, one run per database."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tolok.kernel.collecting import keep_what_is_loaded


pytest_plugins = ["tests.cast"]

hypothesis.settings.register_profile("default", deadline=None, max_examples=60)
hypothesis.settings.register_profile(
    "ci", deadline=None, max_examples=50, derandomize=True
)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the second run, on another database, leave out what touches none."""
    parser.addoption(
        "--only-database",
        action="store_true",
        help="run only the tests that use the database",
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Keep the tests that use the database, where that is asked; put the longest first."""
    items.sort(key=rank_of)
    if not config.getoption("--only-database"):
        return
    kept, left = [], []
    for item in items:
        once = item.get_closest_marker("any_engine")
        (kept if uses_database(item) and not once else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


# Scopes of the browser's tests that are given out first, two to a worker: the pages of
# each size are the most work, and while one worker makes the example the other looks
# at offices that need none.
FIRST = (
    "test_pages.py 390",
    "test_year.py",
    "test_journey.py",
    "test_pages.py 1440",
)


class ByFileAndSize(LoadFileScheduling):
    """Keeps a file's tests on one worker, as they share a site; but not all pages.

    The pages of all rooms are one file and more than half of the time: both workers
    take a size of them.
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """Return what is given to one worker as a whole: a file, or a size of its pages."""
    size = re.search(r"test_pages\.py::.*-(390|1440)\]$", nodeid)
    return nodeid.split("::", 1)[0] + (f" {size[1]}" if size else "")


def rank_of(item: pytest.Item) -> int:
    """Return the place of a test's scope among those given out first."""
    name = scope_of(item.nodeid).rsplit("/", 1)[-1]
    return FIRST.index(name) if name in FIRST else len(FIRST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(
    config: pytest.Config, log: Producer
) -> ByFileAndSize | None:
    """Part the tests of `--dist loadfile` by file and size; others as xdist does."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return ByFileAndSize(config, log)


def pytest_collection_finish() -> None:
    """Keep Python from looking through all tests for rings, again and again."""
    keep_what_is_loaded()


def uses_database(item: pytest.Item) -> bool:
    """Tell whether a test asks for the database, by mark or by fixture."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("installation")
        or fixtures & {"db", "transactional_db", "live_server"}
    )


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Files of tests need not outlive a lost current: `fsync` does not wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(autouse=True)
def _django_db_marker(request: pytest.FixtureRequest) -> None:
    """Set the stage, then open the test's own transaction: pytest-django's, and ours."""
    if uses_database(request.node):
        request.getfixturevalue("_office_stands")
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")


@pytest.fixture(autouse=True)
def _nothing_left_from_the_test_before(settings) -> None:
    """Start in Indonesian with an empty cache."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    """Give a test a TOLOK_HOME of its own, with the files' root in it."""
    settings.HOME = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take away what the developer's shell says to Tolok."""
    for name in list(os.environ):
        if name.startswith("TOLOK_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    return monkeypatch


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the place of Debian's Chromium; the test is left out without it."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.skip("Chromium is not installed: sudo apt-get install chromium")
