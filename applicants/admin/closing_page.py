"""Closing a position: whom it lets go, and when, before anybody closes it.

What is closed is what was shown: the page carries the seal of its preview. Where somebody goes for good
tonight, the word for it is typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from applicants.admin.selection_page import find_position, list_applications
from applicants.closing_preview import ClosingPreview, Leaving, preview_closing
from applicants.first_look import list_blind, name_shown
from applicants.positions import close_position
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.page_context import build_page_context
from privacy.dates import day_of
from privacy.web.refusal import Refusal
from privacy.wording.words import confirmation_word, is_confirmation_word


class ClosingForm(StaffForm):
    """The word that is typed where closing lets go of somebody tonight."""

    word = forms.CharField(label="", required=False, max_length=40)

    def __init__(self, *args: Any, final: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = gettext("Type “%(word)s” to confirm") % {"word": confirmation_word()}
        self.final = final
        if not final:
            del self.fields["word"]

    def clean_word(self) -> str:
        typed: str = self.cleaned_data["word"]
        if not is_confirmation_word(typed):
            raise forms.ValidationError(
                gettext("Type “%(word)s”, so that nobody is let go of by accident.")
                % {"word": confirmation_word()}
            )
        return typed


@dataclass(frozen=True)
class Fate:
    """What becomes of some of the applications, in words, who they are with the day they go, and how many
    others there are whom the reader does not see."""

    title: str
    people: list[tuple[str, Any]]
    unseen: int

    @property
    def count(self) -> int:
        return len(self.people) + self.unseen


def closing_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what closing the position does, and close it when that is confirmed."""
    position = find_position(model_admin, request, pk)
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    now = timezone.now()
    change = redirect("admin:applicants_position_selection", position.pk)
    if position.closed_on or position.opened_on is None:
        messages.info(request, gettext("This position is not open."))
        return change
    preview = preview_closing(position, on=day_of(now))
    form = ClosingForm(request.POST or None, final=_is_final(preview))
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        try:
            dossiers = close_position(position, seal=request.POST.get("seal", ""), by=by, now=now)
        except Refusal as refused:
            messages.error(request, str(refused))
            return redirect("admin:applicants_position_close", position.pk)
        messages.success(request, _closed(len(dossiers)))
        return change
    names = _names(preview, request)
    context = {
        **build_page_context(
            model_admin, request, title=gettext("Close “%(title)s”") % {"title": position.title()}
        ),
        "position": position,
        "preview": preview,
        "fates": _fates(preview, names),
        "undecided": _seen(preview.undecided, names),
        "offered": _seen(preview.offered, names),
        "final": _is_final(preview),
        "form": form,
    }
    return TemplateResponse(request, "admin/applicants/position/close.html", context)


def _is_final(preview: ClosingPreview) -> bool:
    return bool(preview.tonight or preview.handed_over)


def _closed(dossiers: int) -> str:
    done = gettext("The position is closed.")
    if not dossiers:
        return done
    handed = ngettext(
        "%(count)d dossier is ready to be handed over.",
        "%(count)d dossiers are ready to be handed over.",
        dossiers,
    )
    return f"{done} {handed % {'count': dossiers}}"


def _names(preview: ClosingPreview, request: HttpRequest) -> dict[int, str]:
    """Return by their keys what those are called whom the reader sees: not who restricted the use of their
    data (GDPR art. 18)."""
    rows = list_applications(preview.position, user=request.user, today=preview.on)
    blind = list_blind(rows, preview.position, user=request.user, today=preview.on)
    return {row.pk: name_shown(row, blind=row.pk in blind) for row in rows}


def _seen(lines: list[Leaving], names: dict[int, str]) -> list[str]:
    return [names[each.application.pk] for each in lines if each.application.pk in names]


def _fates(preview: ClosingPreview, names: dict[int, str]) -> list[Fate]:
    """Return what becomes of everybody, those who go first above; nothing that is nobody's."""
    kinds: list[tuple[str, list[Leaving]]] = [
        (gettext("Hired: we hand over their file and delete their application tonight"), preview.handed_over),
        (gettext("We delete their application tonight"), preview.tonight),
        (gettext("We delete their application later, unless they choose"), preview.later),
        (gettext("They stay in the reserve, as they chose"), preview.reserve),
        (gettext("Something keeps their data for now, such as a dispute"), preview.held),
    ]
    return [
        Fate(
            title,
            [(names[row.pk], each.gone_on) for each in lines if (row := each.application).pk in names],
            unseen=sum(each.application.pk not in names for each in lines),
        )
        for title, lines in kinds
        if lines
    ]
