"""Which files a form takes: none, unless its view says how many, how large, of which kinds, and from whom.

What a form takes is sealed while it arrives, under a key that is in memory only, in a file that has no name.
So nothing of it ever lies on the disk in clear, and nothing of it is left when it is refused, cut off or not
kept, when the process is killed or the disk is full. Whoever keeps it (a ``FileField``, ``seal_file``) keeps
these very bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from privacy.db.disk_full import is_disk_full
from privacy.files.writing import SealedFile, begin_file

View = TypeVar("View", bound=Callable[..., Any])

STARTS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04"}
"""How a file of each kind begins, by the ending of its name: enough to stop reading a film, not enough to
trust what comes."""
LONGEST_START = max(map(len, STARTS.values()))


@dataclass(frozen=True)
class AcceptedFiles:
    """How many files a form takes in each of its ``fields``; how large ``each`` may be and all together
    (``total``; 0: as many times ``each``), in bytes; of which ``kinds`` of ``STARTS`` (none: of any); whether
    it takes them of whoever sent this request (``allowed``); and whether one file larger than ``each`` comes
    to the form as a ``TooLargeUpload``, with the rest of what was filled in, instead of ending the request
    (``says_too_large``)."""

    fields: Mapping[str, int] = field(default_factory=dict)
    each: int = 0
    total: int = 0
    kinds: frozenset[str] = frozenset()
    allowed: Callable[[HttpRequest], bool] | None = None
    says_too_large: bool = False

    def largest_sum(self) -> int:
        """Return how many bytes all files together may have."""
        return self.total or sum(self.fields.values()) * self.each

    def largest_body(self) -> int:
        """Return how many bytes the whole form may have: its files, and fields as any form has them."""
        return self.largest_sum() + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


NO_FILES = AcceptedFiles()


def accept_files(accepted: AcceptedFiles) -> Callable[[View], View]:
    """Declare which files the decorated view takes: a function, a ``dispatch``, or a view of a
    ``ModelAdmin``."""

    def declare(view: View) -> View:
        view.accepted_files = accepted  # type: ignore[attr-defined]
        return view

    return declare


def read_accepted_files(request: HttpRequest) -> AcceptedFiles:
    """Return which files the view that ``request`` is for takes."""
    return find_declaration(request.resolver_match.func) if request.resolver_match else NO_FILES


def find_declaration(view: Any) -> AcceptedFiles:
    """Return what ``view``, or the one that it is wrapped around, says that it takes."""
    while view is not None:
        found = getattr(view, "accepted_files", None)
        if isinstance(found, AcceptedFiles):
            return found
        view = getattr(view, "__wrapped__", None) or getattr(view, "func", None)
    return NO_FILES


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # takes none at run time
    """A file that arrived whole: read here, sealed on the disk, kept as ``sealed``."""

    def __init__(self, sealed: SealedFile, name: str, content_type: str) -> None:
        reader: Any = sealed.open()
        super().__init__(reader, name, content_type, sealed.finish(), None)
        self.sealed = sealed

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> SealedUpload:
        """Go back to its beginning; Django's own would open a file of the sender's name where this program
        runs."""
        if self.closed:
            raise ValueError("what was sent is gone with its request")
        self.seek(0)
        return self

    def close(self) -> None:
        """Let it go; what nobody kept is gone."""
        super().close()
        self.sealed.close()


class TooLargeUpload(UploadedFile):  # type: ignore[type-arg]  # takes none at run time
    """A file that was larger than its form takes. Nothing of it is here: to read it is a ``ValueError``."""

    def __init__(self, name: str, content_type: str, size: int) -> None:
        nothing = io.BytesIO()
        nothing.close()
        super().__init__(nothing, name, content_type, size, None)

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse to; Django's own would open a file of the sender's name where this program runs."""
        raise ValueError("nothing was kept of a file that is too large")


def let_go_of_files(request: HttpRequest) -> None:
    """Let go of the files that came with a form which is refused."""
    for handler in request.upload_handlers:
        if isinstance(handler, SealedUploadHandler):
            handler.let_go()


class SealedUploadHandler(FileUploadHandler):
    """The only upload handler (``FILE_UPLOAD_HANDLERS``): it seals what comes, and stops at what the form
    does not take.

    The status of the refusal stands in ``request.body_refused``: Django goes on with the form as far as it
    was read, and ``IntakeMiddleware`` answers in the place of the view.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._accepted = NO_FILES
        self._sent: dict[str, int] = {}
        self._sum = 0
        self._whole: list[SealedUpload] = []

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self._accepted = read_accepted_files(self.request) if self.request else NO_FILES
        self._sent[field_name] = self._sent.get(field_name, 0) + 1
        if field_name not in self._accepted.fields:
            self._refuse(400)
        if self._sent[field_name] > self._accepted.fields[field_name]:
            self._refuse(413)
        self._kind = file_name.rpartition(".")[2].lower() if self._accepted.kinds else ""
        if self._accepted.kinds and self._kind not in self._accepted.kinds:
            self._refuse(415)
        self._start = b""
        self._is_too_large = False
        try:
            # Called ``file`` so that Django closes it where the form ends in an error.
            self.file = begin_file()
        except OSError as error:
            self._refuse_if_full(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_too_large:  # read past: the whole form has its limit, which ``IntakeMiddleware`` keeps
            return
        if start + len(raw_data) > self._accepted.each:
            self._let_go_of_large(start)
            return
        self._sum += len(raw_data)
        if self._sum > self._accepted.largest_sum():
            self._refuse(413)
        if len(self._start) < LONGEST_START:
            self._start += bytes(raw_data[:LONGEST_START])
            if len(self._start) >= LONGEST_START:
                self._refuse_other_kind()
        try:
            self.file.write(raw_data)
        except OSError as error:
            self._refuse_if_full(error)

    def file_complete(self, file_size: int) -> SealedUpload | TooLargeUpload:
        if self._is_too_large:
            return TooLargeUpload(self.file_name or "", self.content_type or "", file_size)
        self._refuse_other_kind()
        try:
            self.file.finish()
            whole = SealedUpload(self.file, self.file_name or "", self.content_type or "")
        except OSError as error:
            self._refuse_if_full(error)
        self._whole.append(whole)
        return whole

    def upload_interrupted(self) -> None:
        """Refuse a body that ended inside a file: Django would hand on the fields that came before it as if
        all were well."""
        self._drop(400)

    def _let_go_of_large(self, came: int) -> None:
        """Let go of a file that is larger than one may be, of which ``came`` bytes were sealed; refuse the
        form, unless it says so itself."""
        if not self._accepted.says_too_large:
            self._refuse(413)
        self._is_too_large = True
        self._sum -= came
        self.file.close()

    def _refuse_other_kind(self) -> None:
        """Refuse a file that does not begin as its name says."""
        if self._kind and not self._start.startswith(STARTS[self._kind]):
            self._refuse(415)

    def _refuse_if_full(self, error: OSError) -> NoReturn:
        if not is_disk_full(error):
            raise error
        self._refuse(507)

    def _refuse(self, status: int) -> NoReturn:
        self._drop(status)
        # Otherwise Django reads the rest of the body to its end, however long it is.
        raise StopUpload(connection_reset=True)

    def _drop(self, status: int) -> None:
        self.let_go()
        if self.request is not None:
            self.request.body_refused = status  # type: ignore[attr-defined]

    def let_go(self) -> None:
        """Let go of all that came; what nobody kept is gone."""
        for upload in self._whole:
            upload.close()
        if hasattr(self, "file"):
            self.file.close()
