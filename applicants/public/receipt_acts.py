"""What applicants change about what they sent, each on a page of its own: a file, the letter, all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applicants.applications import change_application, withdraw_application
from applicants.cleaning.limits import LARGEST
from applicants.document_cleaning import nudge_cleaning
from applicants.documents import add_document, remove_document
from applicants.models import Application, Document
from applicants.public.behind_link import behind_link
from applicants.public.document_fields import Arrived
from applicants.public.receipt import back, find_document, may_change
from applicants.public.receipt_forms import DocumentForm, LetterForm
from applicants.sent_forms import SentFile
from privacy.web.refusal import Refusal
from privacy.web.same_origin import as_public_form
from privacy.web.uploads import AcceptedFiles, accept_files


@accept_files(AcceptedFiles({"document": 1}, each=LARGEST, says_too_large=True))
@as_public_form
@behind_link
def send_document(
    request: HttpRequest, token: str, *, application: Application, now: datetime
) -> HttpResponse:
    """Take in one more document, or another in the place of the one that ``replace`` names."""
    replaced = find_document(application, request.GET.get("replace", ""))
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if form.is_valid():
        arrived = form.cleaned_data["document"]
        if _takes(
            form,
            lambda: _add(application, arrived, replaced, now=now),
            possible=may_change(application, now=now),
        ):
            return back(token, "sent")
    title = _("Replace %(name)s") % {"name": replaced.name} if replaced else _("Add a document")
    return _page(request, token, form, title=title, button=_("Send this document"))


@as_public_form
@behind_link
def change_letter(
    request: HttpRequest, token: str, *, application: Application, now: datetime
) -> HttpResponse:
    """Keep another letter in the place of what was typed before."""
    form = LetterForm(
        request.POST if request.method == "POST" else None, initial={"letter": application.letter}
    )
    if form.is_valid():
        letter = form.cleaned_data["letter"]
        if _takes(
            form,
            lambda: change_application(application, letter=letter, now=now),
            possible=may_change(application, now=now),
        ):
            return back(token, "letter")
    return _page(request, token, form, title=_("Change your letter"), button=_("Keep this letter"))


@as_public_form
@behind_link
def withdraw(request: HttpRequest, token: str, *, application: Application, now: datetime) -> HttpResponse:
    """Say what withdrawing does, and do it when the button is pressed."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and _takes(
        form,
        lambda: withdraw_application(application, now=now),
        possible=application.ended_on is None,
    ):
        return back(token, "withdrawn")
    return _page(
        request,
        token,
        form,
        title=_("Withdraw your application"),
        lead=_("We delete what you sent tonight, and nobody can bring it back. You need not say why."),
        button=_("Withdraw and delete what I sent"),
        final=True,
    )


def _add(application: Application, arrived: Arrived, replaced: Document | None, *, now: datetime) -> None:
    """Add the document that arrived, in the place of another if one is named, and have it looked at."""
    kind = replaced.kind if replaced else Document.Kind.OTHER
    sent = SentFile(kind=kind, name=arrived.name, content=arrived.file, pages=arrived.pages or None)
    with transaction.atomic():
        add_document(application, sent, now=now)
        if replaced is not None:
            remove_document(replaced, now=now)
    nudge_cleaning()


def _takes(form: forms.Form, act: Callable[[], object], *, possible: bool) -> bool:
    """Return whether ``act``, if it is still possible, was done; if not, ``form`` says why."""
    try:
        if not possible:
            raise Refusal(_("The selection is closed: this can no longer be changed."))
        act()
    except Refusal as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(request: HttpRequest, token: str, form: forms.Form, **words: object) -> HttpResponse:
    facts = {"form": form, "token": token} | words
    return render(request, "applicants/application_act.html", facts, status=422 if form.errors else 200)
