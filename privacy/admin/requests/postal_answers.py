"""Letters on paper on the page of a request: what to print, what goes with it, and that it was posted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.requests import postal_answers, tokens


def serve_postal_answer(
    model_admin: Any, request: HttpRequest, object_id: str, number: int, what: str
) -> HttpResponseBase:
    """Return the letter as a PDF, or the zip that goes with it, to whoever may decide; the reading is
    logged."""
    asked = model_admin.get_object(request, object_id)
    if asked is None or not model_admin.has_view_permission(request, asked):
        raise Http404
    if not request.user.has_perm("privacy.change_request"):
        raise PermissionDenied
    try:
        if what == "letter":
            made = postal_answers.letter_pdf_to_post(asked, number, today=timezone.localdate())
            answer: HttpResponseBase = HttpResponse(made, content_type="application/pdf")
            answer["Content-Disposition"] = f'inline; filename="{asked.reference}-{number}.pdf"'
        else:
            file = postal_answers.enclosure_to_post(asked, number, now=timezone.now())
            answer = FileResponse(
                file, as_attachment=True, filename=f"{asked.reference}.zip", content_type="application/zip"
            )
    except (postal_answers.NotWaiting, tokens.ExpiredLink) as error:
        raise Http404 from error
    model_admin.note_reading(request, asked)
    return answer


def _answer_on_paper(posted: Posted) -> str:
    postal_answers.answer_on_paper(posted.request, posted.text("postal"), by=posted.by, now=posted.now)
    return gettext("From now on everything about this goes by post.")


def _record_posting(posted: Posted) -> str:
    postal_answers.record_posting(posted.request, posted.number("sheet"), by=posted.by, now=posted.now)
    return gettext("Written down: the letter is posted.")


ACTS: dict[str, Act] = {"on-paper": _answer_on_paper, "posted": _record_posting}
