"""Letters on paper on the page of a request: what to print, what goes with it, and that it was posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext

from privacy.models import Request
from privacy.requests import postal_answers as posting
from privacy.requests import tokens

ACTS = ("posted", "on-paper")


def act(do: str, posted: Mapping[str, str], asked: Request, *, by: AbstractBaseUser, now: datetime) -> str:
    """Do what was posted, one of ``ACTS``, and return what to say of it. Raises as ``privacy.posting``
    does."""
    if do == "on-paper":
        posting.answer_on_paper(asked, posted.get("postal", ""), by=by, now=now)
        return gettext("From now on everything about this goes by post.")
    number = posted.get("sheet", "")
    posting.posted(asked, int(number) if number.isdecimal() else 0, by=by, now=now)
    return gettext("Written down: the letter is posted.")


def printed(
    model_admin: Any, request: HttpRequest, object_id: str, number: int, what: str
) -> HttpResponseBase:
    """Give the letter as a PDF, or the zip that goes with it, to whoever may decide; it is logged that they
    read it."""
    asked = model_admin.get_object(request, object_id)
    if asked is None or not model_admin.has_view_permission(request, asked):
        raise Http404
    if not request.user.has_perm("privacy.change_request"):
        raise PermissionDenied
    try:
        if what == "letter":
            made = posting.letter(asked, number, today=timezone.localdate())
            answer: HttpResponseBase = HttpResponse(made, content_type="application/pdf")
            answer["Content-Disposition"] = f'inline; filename="{asked.reference}-{number}.pdf"'
        else:
            file = posting.enclosure(asked, number, now=timezone.now())
            answer = FileResponse(
                file, as_attachment=True, filename=f"{asked.reference}.zip", content_type="application/zip"
            )
    except (posting.NotWaiting, tokens.Expired) as error:
        raise Http404 from error
    model_admin.note_reading(request, asked)
    return answer
