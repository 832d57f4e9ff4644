"""An installation of its own, driven as an operator drives it: by `tolok`."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Installation:
    """A home and a database, and the commands that run on them."""

    home: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return what the commands are told."""
        return {
            **os.environ,
            "TOLOK_HOME": str(self.home),
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def tolok(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "tolok.cli", *arguments],
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def doctor(self) -> dict[str, list[str]]:
        """Return the faults of each part."""
        parts = json.loads(self.tolok("doctor", "--json").stdout)
        return {part["name"]: part["faults"] for part in parts}

    def script(self, code: str) -> None:
        """Run Python inside the installation, as only a developer would."""
        start = "import django; django.setup()\n"
        subprocess.run(
            [sys.executable, "-c", start + code], env=self.environment, check=True
        )
