"""The public forms: ask a question, give an assignment, and a page of thanks that knows nobody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contacts.forms import AskingForm, AssignmentForm, QuestionForm
from contacts.incoming_forms import TooManyForms, put_form
from contacts.models import Enquiry
from contacts.purposes import ASSIGNMENT, ENQUIRY
from privacy.dates import day_of
from privacy.declarations import Purpose
from privacy.notice.short_notice import short_notice
from privacy.notice.shown import read_notice_shown, sign_notice_shown
from privacy.web import rate_limits
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_too_many


@as_public_form
def contact(request: HttpRequest) -> HttpResponse:
    """Take in a question."""
    words = {
        "title": _("Ask a question"),
        "lead": _("Write to us; a person reads it and answers by mail."),
        "button": _("Send my question"),
        "thanks": "contact_thanks",
    }
    return _form(request, QuestionForm, Enquiry.Kind.QUESTION, words=words, purposes=[ENQUIRY])


@as_public_form
def assignment(request: HttpRequest) -> HttpResponse:
    """Take in an assignment."""
    words = {
        "title": _("Give an assignment"),
        "lead": _("Tell us what you want done. We get in touch to see whether and how we can do it."),
        "button": _("Send my assignment"),
        "thanks": "assignment_thanks",
    }
    return _form(
        request, AssignmentForm, Enquiry.Kind.ASSIGNMENT, words=words, purposes=[ASSIGNMENT, ENQUIRY]
    )


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that it arrived and what happens next; the same page for everybody."""
    return render(request, "public/thanks.html")


def _form(
    request: HttpRequest,
    form_class: type[AskingForm],
    kind: Enquiry.Kind,
    *,
    words: dict[str, Any],
    purposes: list[Purpose],
) -> HttpResponse:
    if request.method == "POST":
        form, status = form_class(request.POST), 422
        if form.is_valid():
            now = timezone.now()
            try:
                put_form(
                    form.asker(language=_language()),
                    kind=kind,
                    text=form.cleaned_data["text"],
                    notice=read_notice_shown(form.cleaned_data["notice"], now=now),
                    today=day_of(now),
                    admitted=rate_limits.prepare_count(
                        rate_limits.FORMS_PER_NETWORK, rate_limits.read_network(request), now=now
                    ),
                )
            except TooManyForms:
                return refuse_too_many(request)
            return redirect(words["thanks"])
    else:
        form, status = form_class(initial={"notice": sign_notice_shown()}), 200
    short = short_notice({purpose: STORED[purpose] for purpose in purposes})
    return render(request, "public/asking.html", words | {"form": form, "short": short}, status=status)


STORED = {
    ENQUIRY: ("contacts.contact.name", "contacts.contactpoint.reach", "contacts.enquiry.said"),
    ASSIGNMENT: ("contacts.contact.name", "contacts.contactpoint.reach", "contacts.assignment.work"),
}
"""What each form stores for each purpose: the short notice beside it tells of no more."""


def _language() -> str:
    return get_language() or "nl"
