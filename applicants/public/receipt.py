"""The page behind the link that we mail to applicants: what arrived, how far we are, and what can be done
with one press. Looking changes nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applicants.applications import replace_application, waiting_replacement
from applicants.cleaning.reasons import say_reason
from applicants.consents import choose_how_long, confirm_mailbox
from applicants.documents import documents_of, remove_document
from applicants.models import Application, Document
from applicants.public.apply_forms import CHOICES, choice_wording
from applicants.public.behind_link import behind_link
from applicants.public.openings import word
from applicants.public.receipt_forms import ChoiceForm
from applicants.public.stage_words import describe_going, describe_steps
from privacy.dates import day_of
from privacy.notice.shown import read_notice_shown, sign_notice_shown
from privacy.web.refusal import Refusal
from privacy.web.same_origin import as_public_form

DONE = {
    "confirmed": _("Thank you. Your application is confirmed."),
    "chosen": _("We keep your application as you chose."),
    "removed": _("The document is taken away."),
    "sent": _("The document has arrived."),
    "letter": _("Your letter is changed."),
    "withdrawn": _("You withdrew. We delete what you sent tonight."),
}
"""What the page says after an act, by the word in its address."""
COPIES = ("received", "cleaned")
"""As it was sent, and as we read it."""


@as_public_form
@behind_link
def show_application(
    request: HttpRequest, token: str, *, application: Application, now: datetime
) -> HttpResponse:
    """Show what arrived and how far we are; confirm it, keep another choice, or take a document away."""
    form = ChoiceForm(initial={"choice": _chosen(application), "notice": sign_notice_shown()})
    if request.method == "POST":
        if request.POST.get("act") == "choose":
            form = ChoiceForm(request.POST)
        try:
            if done := _do(request, application, form, now=now):
                return back(token, done)
        except Refusal as refused:
            if not form.is_bound:
                form = ChoiceForm({"choice": _chosen(application)})
            form.add_error(None, str(refused))
    facts = _facts(application, now=now) | {
        "form": form,
        "token": token,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "applicants/application.html", facts, status=422 if form.errors else 200)


@never_cache
@require_safe
@behind_link
def open_file(
    request: HttpRequest,
    token: str,
    reference: UUID,
    copy: str,
    *,
    application: Application,
    now: datetime,
) -> FileResponse:
    """Give a document as it was ``received``, or the ``cleaned`` copy that we read: always to be saved, never
    to be opened by the browser on our site."""
    document = find_document(application, str(reference))
    if document is None or copy not in COPIES or (copy == "cleaned" and not document.cleaned):
        raise Http404
    file, name = (
        (document.cleaned, _copy_name(document)) if copy == "cleaned" else (document.file, document.name)
    )
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )


def find_document(application: Application, reference: str) -> Document | None:
    """Return the document of ``application``, also one that waits for its mailbox, that ``reference``
    names."""
    try:
        number = UUID(reference)
    except ValueError:
        return None
    there = Document.objects.filter(application=application, reference=number)
    return there.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate())).first()


def may_change(application: Application, *, now: datetime) -> bool:
    """Return whether documents and letter can still be changed: as long as the selection goes on."""
    return application.ended_on is None and application.position.is_open(day_of(now))


def back(token: str, done: str) -> HttpResponse:
    """Return the way back to the page, which says what was ``done``."""
    return redirect(f"{reverse('application', args=[token])}?done={done}")


def _do(request: HttpRequest, application: Application, form: ChoiceForm, *, now: datetime) -> str:
    """Do what was posted, and return the word in ``DONE`` for it; "" for nothing."""
    act = request.POST.get("act", "")
    if act == "confirm":
        again = waiting_replacement(application, today=day_of(now))
        if again is not None:
            replace_application(again, now=now)
        confirm_mailbox(application, now=now)
        return "confirmed"
    if act == "choose" and form.is_valid():
        value = form.cleaned_data["choice"]
        shown = read_notice_shown(form.cleaned_data["notice"], now=now)
        choose_how_long(application, CHOICES[value], wording=choice_wording(value), notice=shown, now=now)
        return "chosen"
    removes = act == "remove" and may_change(application, now=now)
    document = find_document(application, request.POST.get("document", "")) if removes else None
    if document is not None:
        remove_document(document, now=now)
        return "removed"
    return ""


def _facts(application: Application, *, now: datetime) -> dict[str, Any]:
    again = waiting_replacement(application, today=day_of(now))
    documents = list(documents_of(application))
    open_still = application.ended_on is None
    return {
        "application": application,
        "job": word(application.position, "title"),
        "steps": describe_steps(application, now=now),
        "going": describe_going(application, now=now),
        "documents": [_with_reason(each) for each in documents],
        "again": again,
        "waiting": [_with_reason(each) for each in again.documents.order_by("pk")] if again else [],
        "checking": any(each.state == Document.State.WAITING for each in documents),
        "unconfirmed": open_still and (application.confirmed_at is None or again is not None),
        "may_change": may_change(application, now=now),
        "may_choose": open_still,
        "may_withdraw": open_still,
    }


def _with_reason(document: Document) -> Document:
    document.reason = say_reason(document.why)  # type: ignore[attr-defined]  # for the template
    return document


def _chosen(application: Application) -> str:
    return next((value for value, keep in CHOICES.items() if keep == application.choice), "")


def _copy_name(document: Document) -> str:
    return f"{PurePath(document.name).stem} ({document.reference.hex[:4]}){PurePath(document.name).suffix}"
