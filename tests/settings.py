"""Our settings as tests need them: a folder of their own, quick passwords.

Read before any conftest, so that nothing of the developer's own is touched.
"""

import atexit
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path


for name in list(os.environ):
    if name.startswith("TOLOK_") and name != "TOLOK_TEST_HOME":
        del os.environ[name]

if "TOLOK_TEST_HOME" not in os.environ:
    # The workers of pytest-xdist inherit it; who made it removes it.
    os.environ["TOLOK_TEST_HOME"] = tempfile.mkdtemp(prefix="tolok-tests-")
    atexit.register(shutil.rmtree, os.environ["TOLOK_TEST_HOME"], ignore_errors=True)

worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["TOLOK_HOME"] = str(Path(os.environ["TOLOK_TEST_HOME"]) / worker)

ours = import_module("config.settings")
globals().update({name: getattr(ours, name) for name in dir(ours) if name.isupper()})

STORAGES = {
    **ours.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]
Path(ours.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
