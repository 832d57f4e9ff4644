"""Mails as files, for an office that named no mail server yet."""

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FolderBackend(BaseEmailBackend):
    """Writes each mail as an .eml file that mail programs open, for its owner alone."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; return how many. A full disk is an `OSError`."""
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            said = mail.message()
            mark = str(said["Message-ID"]).strip("<>").partition("@")[0]
            name = "".join(c for c in mark if c.isalnum() or c in "-_")
            place = folder / f"{name}.eml"
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as opened:
                opened.write(said.as_bytes())
        return len(email_messages)
