"""Uploads that are too large stop being written down once that is clear."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class NoMoreThanAllowed(FileUploadHandler):
    """Lets one byte more through than the server takes, and drops the rest of a file.

    The view sees that the file is too large and says so; neither memory nor disk ever
    hold more of it, whatever length the sender told.
    """

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Count anew for each file."""
        super().new_file(*arguments, **named)
        self.left = settings.MAX_UPLOAD_BYTES + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass on what is still let through; None once there is nothing left."""
        passed = raw_data[: self.left]
        self.left -= len(passed)
        return passed or None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
