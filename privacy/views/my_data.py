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
from privacy.declarations.registry import registry
from privacy.export.archive import Overtaken
from privacy.models import MyDataVisit, Request, Subject
from privacy.my_data import actions, visits
from privacy.my_data import actions as inside
from privacy.my_data import history as trail
from privacy.my_data.overview import sheet_of
from privacy.notice.text import text
from privacy.rights.rectification import places
from privacy.views.my_data_forms import CorrectForm, ForgetForm, RestrictForm
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
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_foreign_form
from privacy.wording.words import confirming_word, title_of_part

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
        visit = visits.current(read_visit_key(request), now=timezone.now())
    except visits.Nothing:
        return show_nothing_kept(request)
    return _sheet(request, visit) if visit else show_visit_ended(request)


@as_public_form
def perform_act(request: HttpRequest, act: str) -> HttpResponseBase:
    """Show the form of one act, or carry it out; nothing is done for a visit that is over or a form that is
    not ours."""
    if act not in ACTS:
        raise Http404
    try:
        visit = visits.current(read_visit_key(request), now=timezone.now())
    except visits.Nothing:
        return show_nothing_kept(request)
    if visit is None:
        return show_visit_ended(request)
    if request.method == "POST" and not has_form_seal(request):
        return refuse_foreign_form(request)
    try:
        answer = ACTS[act](request, visit)
    except visits.Nothing:
        return show_nothing_kept(request)
    return hide_from_indexes(answer) if isinstance(answer, HttpResponse) else answer


def _sheet(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    today, subject = timezone.localdate(), _subject(visit)
    facts = {
        "sheet": sheet_of(subject, today=today),
        "chosen": trail.choices_of(subject),
        "consents": trail.consents_of(subject, today=today),
        "restricted": trail.is_restricted(subject, today=today),
        "noes": trail.noes_of(visit.address or ""),
        "readings": trail.readings_of(subject),
        "asked": trail.requests_of(subject),
        "sections": [section for section in text().after if section.slug in NOTICE_SECTIONS],
        "done": _done().get(request.GET.get("done", ""), ""),
        "address": visit.address,
        "seal": compute_form_seal(request),
        "today": today,
    }
    return hide_from_indexes(render(request, "privacy/my_data.html", facts))


def _download(request: HttpRequest, visit: MyDataVisit) -> HttpResponseBase:
    """Give the zip at once: who reads the mailbox has shown who they are."""
    if request.method != "POST":
        return redirect("my_data")
    now, portable = timezone.now(), "portable" in request.POST
    try:
        file = actions.of_visit(visit, portable=portable, now=now)
    except Overtaken:
        raise visits.Nothing from None
    name = _("my-data-to-take-along") if portable else _("my-data")
    return FileResponse(
        file, as_attachment=True, filename=f"{name}-{day_of(now)}.zip", content_type="application/zip"
    )


def _object(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    """Ask once more, and stop the use."""
    subject, today = _subject(visit), timezone.localdate()
    purpose = request.POST.get("purpose", request.GET.get("purpose", ""))
    uses = dict(sheet_of(subject, today=today).uses)
    if purpose not in uses:
        return _back("object") if trail.has_objected(subject, purpose, today=today) else redirect("my_data")
    if request.method == "POST":
        inside.ask(visit, Request.Kind.OBJECTION, purpose=purpose, **_here(request))
        return _back("object")
    return _form(request, "privacy/my_data_object.html", purpose=purpose, words=uses[purpose])


def _withdraw(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    """End a consent with one press, as it was given."""
    if request.method != "POST":
        return redirect("my_data")
    purpose = request.POST.get("purpose", "")
    if purpose in dict(trail.consents_of(_subject(visit), today=timezone.localdate())):
        inside.ask(visit, Request.Kind.WITHDRAWAL, purpose=purpose, **_here(request))
    return _back("withdraw")


def _correct(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    """Take in what should stand there instead; staff look at it before it does."""
    policy = next(
        (p for p in registry.policies if p.label == request.GET.get("about") and p.about_people), None
    )
    if policy is None or not policy.rows_of(visit.subject).exists():
        return redirect("my_data")
    found = [place for place in places(_subject(visit)) if place.policy is policy]
    form = CorrectForm(
        request.POST if request.method == "POST" else None, places=found if len(found) <= MOST_FIELDS else []
    )
    if form.is_valid() and _takes(form, lambda: _correction(request, visit, form, policy)):
        return _back("correct")
    return _form(request, "privacy/my_data_correct.html", form=form, title=title_of_part(policy))


def _correction(request: HttpRequest, visit: MyDataVisit, form: CorrectForm, policy: Policy) -> None:
    said = form.cleaned_data["details"]
    details = f"{title_of_part(policy)}: {said}" if said else ""
    inside.correct(visit, form.changes, details=details, **_here(request))


def _restrict(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    form = RestrictForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _takes(form, lambda: _asked(request, visit, Request.Kind.RESTRICTION, form)):
        return _back("restrict")
    return _form(request, "privacy/my_data_restrict.html", form=form)


def _forget(request: HttpRequest, visit: MyDataVisit) -> HttpResponse:
    form = ForgetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _takes(form, lambda: _asked(request, visit, Request.Kind.ERASURE, form)):
        return _back("forget")
    return _form(request, "privacy/my_data_forget.html", form=form, word=confirming_word())


def _asked(request: HttpRequest, visit: MyDataVisit, kind: str, form: Form) -> None:
    inside.ask(visit, kind, details=form.cleaned_data["details"], **_here(request))


def _takes(form: Form, act: Callable[[], None]) -> bool:
    """Return whether ``act`` found its place; if not, ``form`` says why, and keeps what was typed."""
    try:
        act()
    except ValueError as error:
        form.add_error(None, str(error))
        return False
    return True


Act = Callable[[HttpRequest, MyDataVisit], HttpResponseBase]
ACTS: dict[str, Act] = {
    "correct": _correct,
    "download": _download,
    "object": _object,
    "withdraw": _withdraw,
    "restrict": _restrict,
    "forget": _forget,
}


def _here(request: HttpRequest) -> dict[str, Any]:
    return {"language": get_language() or "nl", "site": read_site(request), "now": timezone.now()}


def _form(request: HttpRequest, template: str, *, form: Any = None, **facts: Any) -> HttpResponse:
    """Show the page of one act; 422 for a form that is not right yet."""
    wrong = form is not None and form.is_bound
    return render(
        request,
        template,
        {"form": form, "seal": compute_form_seal(request), **facts},
        status=422 if wrong else 200,
    )


def _back(done: str) -> HttpResponse:
    return redirect(f"{reverse('my_data')}?done={done}")


def _subject(visit: MyDataVisit) -> Subject:
    assert visit.subject is not None  # noqa: S101  (an open visit has one)
    return visit.subject


def _done() -> dict[str, str]:
    """Return what to say after each act."""
    return {
        "object": _("We stopped that use. You will also see it below, among what you chose."),
        "withdraw": _("Your consent is withdrawn. What was done before stays lawful."),
        "correct": _(
            "We received what should be corrected. A person looks at it; you see below how far it is."
        ),
        "restrict": _("We received your request to put your data aside. You see below how far it is."),
        "forget": _("We received your request to be forgotten. You see below how far it is."),
    }
