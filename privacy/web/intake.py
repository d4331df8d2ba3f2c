"""What is sent to a page is read here, before anything else reads it, and refused where it is no form that
the page takes: too large, of unknown length, in an odd character set, cut off, or with a file that it does
not expect, of another kind, or of somebody who may send none. A full disk is answered here too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from privacy.db.disk_full import is_disk_full
from privacy.web.stop_pages import refuse_body, show_disk_full
from privacy.web.uploads import let_go_of_files, read_accepted_files

UNREADABLE_TYPE = "som.unreadable_content_type"
"""The key in ``request.META`` of a ``Content-Type`` that could not even be parsed."""
WITHOUT_BODY = ("GET", "HEAD", "OPTIONS", "TRACE")


class IntakeMiddleware:
    """Stands before ``CsrfViewMiddleware``, which would read the body first, and behind those that know the
    reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.has_odd_charset = _is_odd(request.encoding)  # type: ignore[attr-defined]
        if request.encoding:  # what is odd is refused below; the address is read as any other
            request.encoding = settings.DEFAULT_CHARSET
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method in WITHOUT_BODY:
            return None
        status = _refuse_unread(request)
        if not status:
            status = _refuse_read(request)
            if status:
                let_go_of_files(request)
        if not status:
            return None
        accepted = read_accepted_files(request)
        kinds = accepted.kinds if hasattr(request, "body_refused") else ()
        limits = (accepted.each, accepted.largest_sum()) if accepted.fields else None
        return refuse_body(request, status, kinds=sorted(kinds), limits=limits)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return show_disk_full(request) if is_disk_full(exception) else None


def _is_odd(charset: str | None) -> bool:
    return (charset or "utf-8").lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii", "ascii")


def _refuse_unread(request: HttpRequest) -> int:
    """Return the status of the refusal that the headers alone give reason for; 0 for none."""
    if request.META.get(UNREADABLE_TYPE) or request.has_odd_charset:  # type: ignore[attr-defined]
        return 415
    accepted = read_accepted_files(request)
    if accepted.allowed and request.content_type == "multipart/form-data" and not accepted.allowed(request):
        return 403
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.META.get("HTTP_TRANSFER_ENCODING") and not length:
        return 411
    if length.isascii() and length.isdecimal() and int(length) > accepted.largest_body():
        return 413
    return 0


def _refuse_read(request: HttpRequest) -> int:
    """Read the form, and return the status of the refusal that it gives reason for; 0 for none."""
    try:
        request.POST  # noqa: B018  (reads it)
    except (RequestDataTooBig, TooManyFilesSent):
        return 413
    except (UnreadablePostError, MultiPartParserError, BadRequest, SuspiciousOperation):
        return 400
    except (LookupError, UnicodeError):  # a part in a character set that Python cannot read
        return 400
    return int(getattr(request, "body_refused", 0))
