"""Which files a form takes: none, unless its view says so; and how large they may be.

A file that no form expects is refused before a byte of it is written. One that is expected is stopped at its
limit while it arrives; it has no name on the disk, so nothing of it is left when the request ends, however
that happens.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from privacy.db.disk_full import is_disk_full

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class AcceptedFiles:
    """How many files a form takes in each of its ``fields``, and how large each may be, in bytes."""

    fields: Mapping[str, int] = field(default_factory=dict)
    each: int = 0

    def largest_body(self) -> int:
        """Return how many bytes the whole form may have: its files, and fields as any form has them."""
        return sum(self.fields.values()) * self.each + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


NO_FILES = AcceptedFiles()


def accept_files(accepted: AcceptedFiles) -> Callable[[View], View]:
    """Declare which files the decorated view takes."""

    def declare(view: View) -> View:
        view.accepted_files = accepted  # type: ignore[attr-defined]
        return view

    return declare


def read_accepted_files(request: HttpRequest) -> AcceptedFiles:
    """Return which files the view that ``request`` is for takes."""
    match = request.resolver_match
    found: AcceptedFiles = getattr(match.func, "accepted_files", NO_FILES) if match else NO_FILES
    return found


class DeclaredFilesHandler(FileUploadHandler):
    """The only upload handler (``FILE_UPLOAD_HANDLERS``): it stops at what the form does not take.

    The status of the refusal stands in ``request.body_refused``: Django goes on with the form as far as it
    was read, and ``IntakeMiddleware`` answers in the place of the view.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._sent: dict[str, int] = {}

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        self._accepted = read_accepted_files(self.request) if self.request else NO_FILES
        self._sent[field_name] = self._sent.get(field_name, 0) + 1
        if field_name not in self._accepted.fields:
            self._refuse(400)
        if self._sent[field_name] > self._accepted.fields[field_name]:
            self._refuse(413)
        try:
            # Not buffered: what was not written is known here, and not only when the file is closed.
            self.file = tempfile.TemporaryFile(  # noqa: SIM115  (it is read after this)
                dir=settings.FILE_UPLOAD_TEMP_DIR, buffering=0
            )
        except OSError as error:
            self._refuse_if_full(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > self._accepted.each:
            self._refuse(413)
        left = memoryview(raw_data)
        try:
            while left:
                left = left[self.file.write(left) or 0 :]
        except OSError as error:
            self._refuse_if_full(error)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.file.seek(0)
        return UploadedFile(self.file, self.file_name, self.content_type, file_size, self.charset)

    def upload_interrupted(self) -> None:
        """Refuse a body that ended inside a file: Django would hand on the fields that came before it as if
        all were well."""
        self.file.close()
        self._note(400)

    def _refuse_if_full(self, error: OSError) -> None:
        if not is_disk_full(error):
            raise error
        self._refuse(507)

    def _refuse(self, status: int) -> None:
        self._note(status)
        # Otherwise Django reads the rest of the body to its end, however long it is.
        raise StopUpload(connection_reset=True)

    def _note(self, status: int) -> None:
        if self.request is not None:
            self.request.body_refused = status  # type: ignore[attr-defined]
