"""My data: the page that shows a person everything about them, and what they do there.

Nothing here names the person in an address. What can be undone happens at once; what cannot is asked once
more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.declarations.policies import Policy
from privacy.declarations.purposes import Basis
from privacy.declarations.registry import registry
from privacy.export.archive import ErasedMeanwhile
from privacy.models import MyDataVisit, Subject
from privacy.my_data import actions, history, visits
from privacy.my_data.acts import cards, right_of_act
from privacy.my_data.overview import overview_of
from privacy.notice.text import notice_text
from privacy.rights.base import Right
from privacy.rights.corrections import correctable_fields
from privacy.views.my_data_forms import AskForm, CorrectForm, FinalForm
from privacy.views.visits import (
    compute_form_seal,
    end_visit,
    has_form_seal,
    hide_from_indexes,
    mail_visit_link,
    read_visit_key,
    show_nothing_kept,
    show_visit_ended,
)
from privacy.web.links import read_site
from privacy.web.refusal import Refusal
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_foreign_form
from privacy.wording.words import confirmation_word, title_of_part

NOTICE_SECTIONS = ("source", "recipients", "decisions", "complaint")
"""The sections of the notice that stand below the data: they are the same for everybody."""

MOST_FIELDS = 24
"""Of more fields than this nobody wants a form: they write what is wrong."""


@as_public_form
def show_my_data(request: HttpRequest) -> HttpResponse:
    """Show everything to whoever followed their link, and to others the form that mails one."""
    if request.method == "POST":
        return end_visit(request) if "leave" in request.POST else mail_visit_link(request)
    try:
        visit = visits.current_visit(read_visit_key(request), now=timezone.now())
    except visits.NothingKept:
        return show_nothing_kept(request)
    return _sheet(request, visit) if visit else show_visit_ended(request)


@as_public_form
def perform_act(request: HttpRequest, act: str) -> HttpResponseBase:
    """Show the form of one act, or carry it out; nothing is done for a visit that is over or a form that is
    not ours."""
    right = right_of_act(act)
    if right is None:
        raise Http404
    try:
        visit = visits.current_visit(read_visit_key(request), now=timezone.now())
    except visits.NothingKept:
        return show_nothing_kept(request)
    if visit is None:
        return show_visit_ended(request)
    if request.method == "POST" and not has_form_seal(request):
        return refuse_foreign_form(request)
    try:
        answer = _view_of(right)(request, visit, right)
    except visits.NothingKept:
        return show_nothing_kept(request)
    return hide_from_indexes(answer) if isinstance(answer, HttpResponse) else answer


def _sheet(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    right = right_of_act(request.GET.get("done", ""))
    today, subject = timezone.localdate(), _subject(visit)
    sheet, restricted = overview_of(subject, today=today), history.is_restricted(subject, today=today)
    uses = {
        Basis.LEGITIMATE_INTEREST: sheet.uses,
        Basis.CONSENT: history.consents_of(subject, today=today),
    }
    facts = {
        "sheet": sheet,
        "cards": cards(subject, uses, restricted=restricted, today=today),
        "chosen": history.choices_of(subject),
        "restricted": restricted,
        "noes": history.remembered_noes_of(subject, today=today),
        "readings": history.readings_of(subject),
        "asked": history.requests_of(subject),
        "sections": [section for section in notice_text().after if section.slug in NOTICE_SECTIONS],
        "done": right.own_act.done if right and right.own_act else "",
        "address": visit.address,
        "seal": compute_form_seal(request),
        "today": today,
    }
    return hide_from_indexes(render(request, "privacy/my_data.html", facts))


def _download(request: HttpRequest, visit: MyDataVisit, right: Right) -> HttpResponseBase:
    """Give the zip at once: who reads the mailbox has shown who they are."""
    if request.method != "POST":
        return redirect("my_data")
    now, portable = timezone.now(), "portable" in request.POST
    try:
        file = actions.make_visit_download(visit, portable=portable, now=now)
    except ErasedMeanwhile:
        raise visits.NothingKept from None
    name = _("my-data-to-take-along") if portable else _("my-data")
    return FileResponse(
        file, as_attachment=True, filename=f"{name}-{day_of(now)}.zip", content_type="application/zip"
    )


def _object(request: HttpRequest, visit: MyDataVisit, right: Right) -> HttpResponse:
    """Ask once more, and stop the use."""
    subject, today = _subject(visit), timezone.localdate()
    purpose = request.POST.get("purpose", request.GET.get("purpose", ""))
    uses = dict(overview_of(subject, today=today).uses)
    if purpose not in uses:
        return _back(right) if history.has_objected(subject, purpose, today=today) else redirect("my_data")
    if request.method == "POST":
        actions.ask_from_my_data(visit, right.kind, purpose=purpose, **_here(request))
        return _back(right)
    return _form(request, "privacy/my_data_object.html", purpose=purpose, words=uses[purpose])


def _withdraw(request: HttpRequest, visit: MyDataVisit, right: Right) -> HttpResponse:
    """End a consent with one press, as it was given."""
    if request.method != "POST":
        return redirect("my_data")
    purpose = request.POST.get("purpose", "")
    if purpose in dict(history.consents_of(_subject(visit), today=timezone.localdate())):
        actions.ask_from_my_data(visit, right.kind, purpose=purpose, **_here(request))
    return _back(right)


def _correct(request: HttpRequest, visit: MyDataVisit, right: Right) -> HttpResponse:
    """Take in what should stand there instead; staff look at it before it does."""
    policy = next(
        (p for p in registry.policies if p.label == request.GET.get("about") and p.about_people), None
    )
    if policy is None or not policy.rows_of(visit.subject).exists():
        return redirect("my_data")
    found = [place for place in correctable_fields(_subject(visit)) if place.policy is policy]
    form = CorrectForm(
        request.POST if request.method == "POST" else None, places=found if len(found) <= MOST_FIELDS else []
    )
    if form.is_valid() and _takes(form, lambda: _correction(request, visit, right, form, policy)):
        return _back(right)
    return _form(request, "privacy/my_data_correct.html", form=form, title=title_of_part(policy))


def _correction(
    request: HttpRequest, visit: MyDataVisit, right: Right, form: CorrectForm, policy: Policy
) -> None:
    said = form.cleaned_data["details"]
    details = f"{title_of_part(policy)}: {said}" if said else ""
    actions.correct_from_my_data(visit, right.kind, form.changes, details=details, **_here(request))


def _request(request: HttpRequest, visit: MyDataVisit, right: Right) -> HttpResponse:
    """Open a request that staff look at; what can never be undone is confirmed by typing a word."""
    act, data = right.own_act, request.POST if request.method == "POST" else None
    assert act is not None  # noqa: S101  (it was asked for)
    form = FinalForm(data) if right.is_final else AskForm(data, label=act.why, hint=act.hint)
    if form.is_valid() and _takes(form, lambda: _asked(request, visit, right.kind, form)):
        return _back(right)
    pages = [f"privacy/my_data_{act.slug}.html", "privacy/my_data_ask.html"]
    return _form(request, pages, form=form, act=act, word=confirmation_word())


def _asked(request: HttpRequest, visit: MyDataVisit, kind: str, form: Form) -> None:
    actions.ask_from_my_data(visit, kind, details=form.cleaned_data["details"], **_here(request))


def _takes(form: Form, act: Callable[[], None]) -> bool:
    """Return whether ``act`` found its place; if not, ``form`` says why, and keeps what was typed."""
    try:
        act()
    except Refusal as error:
        form.add_error(None, str(error))
        return False
    return True


def _view_of(right: Right) -> Callable[[HttpRequest, MyDataVisit, Right], HttpResponseBase]:
    """Return the view of the act by which ``right`` is exercised here."""
    if right.gives_copy:
        return _download
    if right.corrects_fields:
        return _correct
    if right.basis is not None:
        return _withdraw if right.own_act and right.own_act.by_press else _object
    return _request


def _here(request: HttpRequest) -> dict[str, Any]:
    return {"language": get_language() or "nl", "site": read_site(request), "now": timezone.now()}


def _form(request: HttpRequest, template: str | list[str], *, form: Any = None, **facts: Any) -> HttpResponse:
    """Show the page of one act; 422 for a form that is not right yet."""
    wrong = form is not None and form.is_bound
    return render(
        request,
        template,
        {"form": form, "seal": compute_form_seal(request), **facts},
        status=422 if wrong else 200,
    )


def _back(right: Right) -> HttpResponse:
    assert right.own_act is not None  # noqa: S101  (its act was done)
    return redirect(f"{reverse('my_data')}?done={right.own_act.slug}")


def _subject(visit: MyDataVisit) -> Subject:
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    return visit.subject
