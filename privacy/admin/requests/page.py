"""The page of one request: what would go, what stays and by which law, who else must act; then approve or
refuse.

What is approved is what was shown: the page carries the fingerprint of its preview. Erasing is final, so the
word for it is typed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.forms import StaffForm
from privacy.admin.requests import clock as timing
from privacy.admin.requests import draft as preparing
from privacy.admin.requests import postal_answers as paper
from privacy.admin.requests import rectification as correcting
from privacy.dates import day_of
from privacy.models import OutboxMessage, Request, Subject
from privacy.requests import answers, decisions
from privacy.requests import four_eyes as proposals
from privacy.requests import postal_answers as posting
from privacy.requests.preview import Preview, preview
from privacy.requests.states import AlreadyDecided
from privacy.rights.catalogue import use_words
from privacy.staff_access.titles import people_of
from privacy.subjects.lookup import find, is_shown, numbered
from privacy.web.links import site_of
from privacy.wording.words import confirming_word, confirms

State = Request.State

STATES: dict[str, Promise] = {
    State.UNCONFIRMED: gettext_lazy("not confirmed yet"),
    State.OPEN: gettext_lazy("waiting for a decision"),
    State.APPROVED: gettext_lazy("approved, answer on its way"),
    State.ANSWERED: gettext_lazy("answered"),
    State.REFUSED: gettext_lazy("refused"),
    State.CANCELLED: gettext_lazy("cancelled by the person"),
    State.EXPIRED: gettext_lazy("never confirmed"),
}

# Sentences of a letter: they are put in the language of the person who asked.
GROUNDS: dict[str, Promise] = {
    "unknown": gettext_lazy(
        "We cannot be sure that you are the person these data are about (GDPR art. 12(2) and 12(6))."
    ),
    "excessive": gettext_lazy("You asked the same shortly before, and we answered then (GDPR art. 12(5))."),
    "unfounded": gettext_lazy("What you ask has plainly nothing to do with your own data (GDPR art. 12(5))."),
    "claims": gettext_lazy("We need these data for a dispute about rights (GDPR art. 17(3)(e))."),
    "others": gettext_lazy("It would harm the rights of other people (GDPR art. 15(4))."),
    "own": gettext_lazy("Another ground, written below."),
}


class RefusalForm(StaffForm):
    """A ground of the list, words of one's own, or both."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=list(GROUNDS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words, in the language of the person"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ground") == "own" and not data.get("words", "").strip():
            self.add_error("words", gettext("Write the ground: the person has a right to know it."))
        return data

    def text(self, *, language: str) -> str:
        """Return the ground as it stands in the letter, in ``language``."""
        with translation.override(language):
            listed = "" if self.cleaned_data["ground"] == "own" else str(GROUNDS[self.cleaned_data["ground"]])
        return "\n\n".join(part for part in (listed, self.cleaned_data["words"].strip()) if part)


def state_words(state: str) -> Promise:
    """Return the state of a request in the words of staff."""
    return STATES[state]


def show(model_admin: Any, request: HttpRequest, asked: Request) -> HttpResponse:
    """Show the request, or do what was posted: choose the person, approve or refuse. Only those who may
    change requests may."""
    refusal = RefusalForm(request.POST if request.POST.get("do") == "refuse" else None)
    if request.method == "POST" and request.user.has_perm("privacy.change_request"):
        wrong = _act(request, asked, refusal)
        if not wrong:
            return redirect(request.path)
    else:
        model_admin.note_reading(request, asked)
    return TemplateResponse(
        request, "admin/privacy/request/page.html", _context(model_admin, request, asked, refusal)
    )


def _act(request: HttpRequest, asked: Request, refusal: RefusalForm) -> bool:
    """Do what was posted; return whether the form was filled in wrongly. Says what happened or why not."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101  (only who is signed in comes here)
    do, now, by, site = request.POST.get("do"), timezone.now(), request.user, site_of(request)
    try:
        if do == "represent":
            decisions.choose(asked, _represented(request.POST.get("person", "")), by=by)
            messages.success(request, gettext("The person was chosen. Look at what follows from it."))
        elif do == "choose":
            number = request.POST.get("subject", "")
            decisions.choose(asked, _candidate(number) if number else None, by=by)
            messages.success(request, gettext("The person was chosen. Look at what follows from it."))
        elif do == "approve":
            if asked.kind == Request.Kind.ERASURE and not confirms(request.POST.get("word", "")):
                messages.error(
                    request,
                    gettext("Nothing was done: type “%(word)s” to confirm.") % {"word": confirming_word()},
                )
                return False
            messages.success(
                request, _approve(asked, by=by, mark=request.POST.get("fingerprint", ""), now=now, site=site)
            )
        elif do in correcting.ACTS:
            messages.success(request, correcting.act(str(do), request.POST, asked, by=by, now=now))
        elif do == "refuse":
            if not refusal.is_valid():
                return True
            ground, mark = refusal.text(language=asked.language), request.POST.get("fingerprint", "")
            proposals.propose(asked, proposals.REFUSE, by=by, fingerprint=mark, ground=ground, now=now)
            messages.success(
                request, gettext("Proposed. Nothing is decided until somebody else confirms it.")
            )
        elif do == "second":
            decisions.refuse(asked, by=by, now=now, site=site)
            messages.success(request, gettext("Refused. The person is told why, and where to complain."))
        elif do in paper.ACTS:
            messages.success(request, paper.act(str(do), request.POST, asked, by=by, now=now))
        elif do == "prepare":
            messages.success(request, preparing.act(request.POST, asked, by=by, now=now))
        elif do in timing.ACTS:
            messages.success(request, timing.act(str(do), request.POST, asked, by=by, now=now))
    except AlreadyDecided:
        messages.warning(
            request,
            gettext(
                "This was decided already, in another window or by somebody else. Nothing was done twice."
            ),
        )
    except decisions.Changed:
        # Its own words were made in the language of the person.
        messages.error(request, gettext("The data changed since you looked. Look again before you decide."))
    except ValueError as error:
        messages.error(request, str(error))
    return False


def _candidate(number: str) -> Subject:
    """Return who has that number; ``ValueError`` if nobody has any more."""
    found = numbered(number)
    if found is None:
        raise ValueError(gettext("That person is not found by the address that asked."))
    return found


def _represented(address: str) -> Subject:
    """Return whom somebody acts for, by an address of theirs; ``ValueError`` if that is nobody, or more than
    one."""
    found = find(address)
    if len(found) != 1:
        raise ValueError(
            gettext("That address leads to nobody, or to several people. Try another address of the person.")
        )
    return found[0]


def _approve(asked: Request, *, by: AbstractBaseUser, mark: str, now: datetime, site: str) -> str:
    """Approve, or propose it where that takes two people and nobody else did; return what to say of it."""
    proposed = proposals.standing(asked, fingerprint=mark)
    first = proposed is None or proposed.what != proposals.APPROVE or asked.proposed_by_id == by.pk
    if proposals.needs_two(asked, proposals.APPROVE) and first:
        proposals.propose(asked, proposals.APPROVE, by=by, fingerprint=mark, now=now)
        return gettext("Proposed. Nothing is decided until somebody else confirms it.")
    decisions.approve(asked, by=by, fingerprint=mark, now=now, site=site)
    return gettext("Approved and done. The answer is on its way.")


def _context(model_admin: Any, request: HttpRequest, asked: Request, refusal: RefusalForm) -> dict[str, Any]:
    today, now = timezone.localdate(), timezone.now()
    waits = asked.state == State.OPEN
    seen = preview(asked, today) if waits else None
    people = people_of(
        [*(seen.candidates if seen else []), *([asked.subject] if asked.subject else [])],
        user=request.user,
        today=today,
    )
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": f"{asked.reference}: {asked.get_kind_display()}",
        "asked": asked,
        "state": state_words(asked.state),
        **timing.facts(asked, today=today),
        **preparing.facts(asked, today=today),
        "waits": waits,
        "may_decide": waits and request.user.has_perm("privacy.change_request"),
        "may_change": request.user.has_perm("privacy.change_request"),
        "use": use_words(asked.kind, asked.purpose),
        "seen": seen,
        "people": people.get(asked.subject_id, []),
        "candidates": [(subject, people[subject.pk]) for subject in seen.candidates] if seen else [],
        "letter": _letter(asked, seen, now=now),
        "outcomes": asked.outcomes.order_by("result", "label"),
        "forwardings": asked.notifications.order_by("pk"),
        "messages_sent": asked.messages.defer("payload").order_by("pk"),
        "unsent": asked.messages.filter(
            state__in=(OutboxMessage.State.WAITING, OutboxMessage.State.PARKED)
        ).exists(),
        "refusal": refusal,
        "word": confirming_word(),
        "final": asked.kind == Request.Kind.ERASURE,
        "by_hand_chosen": decisions.is_chosen_by_hand(asked),
        "shown": is_shown(asked),
        "unchosen": seen is not None and decisions.is_unchosen(seen),
        "paper": posting.sheets(asked),
        "proposed": proposals.standing(asked, fingerprint=seen.fingerprint) if seen else None,
        "emptied": decisions.emptied_by(asked) if waits else [],
        "own_proposal": asked.proposed_by_id == request.user.pk,
        "two": proposals.needs_two(asked, proposals.APPROVE),
        "has_permission": True,
        **correcting.facts(asked, waits=waits),
    }


def _letter(asked: Request, seen: Preview | None, *, now: Any) -> dict[str, str] | None:
    """Return subject and text of the letter that approval would send, or that was sent, in the person's
    language."""
    if seen is not None:
        with translation.override(asked.language):
            told = preview(asked, day_of(now)) if seen.known else seen
            written = answers.to_be_sent(told, now=now)
    else:
        found = answers.as_sent(asked)
        if found is None:
            return None
        written = found
    return {"subject": written[0], "text": written[1], "language": asked.language}
