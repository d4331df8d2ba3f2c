"""An application that came on paper or by mail, written down by staff; the person gets the link to choose how
long it is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from applicants.admin.selection_page import find_position
from applicants.applications import enter_application
from applicants.models import Application, Document, Keep
from applicants.sent_forms import SentFile, SentForm
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.web.refusal import Refusal
from privacy.web.uploads import AcceptedFiles, accept_files

MEGABYTE = 1_000_000
KINDS = frozenset({"pdf", "docx", "odt"})
FILES = {"cv": Document.Kind.CV, "letter_file": Document.Kind.LETTER, "other": Document.Kind.OTHER}
LANGUAGE_NAMES = [
    ("nl", gettext_lazy("Dutch")),
    ("fr", gettext_lazy("French")),
    ("en", gettext_lazy("English")),
]


def _may_enter(request: HttpRequest) -> bool:
    return request.user.has_perm("applicants.add_application")


class EnteringForm(StaffForm):
    """What somebody sent on paper or by mail. How long it is kept is theirs to say: nothing is chosen."""

    origin = forms.ChoiceField(
        label=gettext_lazy("Came in"),
        choices=[
            (Application.Origin.PAPER.value, Application.Origin.PAPER.label),
            (Application.Origin.MAIL.value, Application.Origin.MAIL.label),
        ],
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150)
    email = forms.CharField(
        label=gettext_lazy("E-mail address (may stay empty)"), max_length=254, required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number (may stay empty)"), max_length=40, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGE_NAMES)
    letter = forms.CharField(
        label=gettext_lazy("Letter, typed over (may stay empty)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    cv = forms.FileField(label=gettext_lazy("CV (may stay empty)"), required=False)
    letter_file = forms.FileField(label=gettext_lazy("Letter as a file (may stay empty)"), required=False)
    other = forms.FileField(label=gettext_lazy("Another document (may stay empty)"), required=False)
    choice = forms.ChoiceField(
        label=gettext_lazy("What they said themselves about how long we may keep it"),
        required=False,
        choices=[("", gettext_lazy("nothing: they get a link to choose")), *Keep.choices],
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        label=gettext_lazy("In which words"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The sentence from their letter: it is the proof."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("choice") and not data.get("wording", "").strip():
            self.add_error("wording", gettext("Write the sentence in which they said so."))
        return data

    def build_sent(self) -> SentForm:
        """Return what was sent, as an application takes it."""
        said = self.cleaned_data
        files = tuple(
            SentFile(kind=kind, name=said[field].name, content=said[field])
            for field, kind in FILES.items()
            if said[field]
        )
        names = ("first_name", "last_name", "email", "phone", "letter", "choice", "wording", "language")
        return SentForm(**{name: said[name] for name in names}, files=files)


@accept_files(
    AcceptedFiles(
        fields=dict.fromkeys(FILES, 1),
        each=10 * MEGABYTE,
        total=25 * MEGABYTE,
        kinds=KINDS,
        allowed=_may_enter,
    )
)
def entering_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or take in what was written down, wholly or not at all."""
    position, now = find_position(model_admin, request, pk), timezone.now()
    today = day_of(now)
    may = model_admin.has_change_permission(request, position) and _may_enter(request)
    if not may or not position.is_open(today):
        raise PermissionDenied
    form = EnteringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            by: Any = request.user
            made = enter_application(
                position, form.build_sent(), origin=form.cleaned_data["origin"], by=by, now=now
            )
        except Refusal as refused:
            form.add_error(None, str(refused))
        else:
            _tell_result(request, made)
            return redirect("admin:applicants_application_page", made.pk)
    context = {
        **build_page_context(model_admin, request, title=gettext("Enter an application")),
        "position": position,
        "form": form,
    }
    return TemplateResponse(request, "admin/applicants/position/enter.html", context)


def _tell_result(request: HttpRequest, made: Application) -> None:
    """Say that it is entered; and whether the person was mailed the link to choose."""
    if made.choice:
        messages.success(request, gettext("The application is entered, with what they chose."))
    elif made.email:
        messages.success(
            request, gettext("The application is entered, and the person gets a link by e-mail.")
        )
    else:
        messages.warning(
            request,
            gettext(
                "The application is entered. Without an e-mail address the person gets no link: tell them."
            ),
        )
