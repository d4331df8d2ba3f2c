"""The decision on the page of a request: approving what was shown, or refusing with a ground; a second person
where the law or the settings ask for one.

What is approved is what was shown: the page carries the fingerprint of its preview. Erasing is final, so the
word for it is typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.forms import StaffForm
from privacy.admin.requests.posted import Act, Posted
from privacy.declarations.purposes import Words
from privacy.models import Request
from privacy.outreach.gate import open_records
from privacy.requests import decisions, four_eyes, second_person
from privacy.requests.preview import Preview
from privacy.rights.base import Right
from privacy.rights.grounds import Reasons
from privacy.rights.registered import right_of
from privacy.staff_access.titles import page_of
from privacy.staff_access.visibility import User, visible_to
from privacy.web.refusal import Refusal
from privacy.wording.words import confirmation_word, is_confirmation_word


class RefusalForm(StaffForm):
    """A ground of the right that is exercised, the facts that show it, and words of one's own."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Is there more that the person should know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grounds = right.grounds_for_refusal
        choice = self.fields["ground"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101
        choice.choices = [(ground.slug, ground.words) for ground in self.grounds]
        for ground in self.grounds:
            for fact in ground.facts:
                self.fields[ground.field_of(fact)] = forms.CharField(
                    label=str(fact.question),
                    required=False,
                    max_length=2000,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    @property
    def offered(self) -> list[tuple[forms.BoundWidget, list[forms.BoundField]]]:  # type: ignore[name-defined]
        """Return for each ground its radio button, and the fields of its facts."""
        return [
            (button, [self[ground.field_of(fact)] for fact in ground.facts])
            for button, ground in zip(self["ground"], self.grounds, strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = next((ground for ground in self.grounds if ground.slug == data.get("ground")), None)
        for fact in chosen.facts if chosen else ():
            name = chosen.field_of(fact) if chosen else ""
            if name not in self.errors and not data.get(name):
                self.add_error(name, gettext("A refusal is shown by facts: the person has a right to them."))
        return data

    def reasons(self) -> Reasons:
        """Return the ground that was chosen, with its facts."""
        data = self.cleaned_data
        chosen = next(ground for ground in self.grounds if ground.slug == data["ground"])
        facts = {fact.slug: data[chosen.field_of(fact)] for fact in chosen.facts}
        return Reasons(chosen.slug, facts, data["words"])


@dataclass(frozen=True)
class ProposalCard:
    """What somebody proposed to decide for the data as they are now, and whether it was the reader."""

    what: str
    reasons: str
    own: bool
    may_go_alone: bool
    """Whether nobody else of staff may confirm it, so that a written reason may stand for a second person."""
    asked: str
    """To whom a link was mailed that confirms it; "" if to nobody."""


@dataclass(frozen=True)
class ApprovalCard:
    """What approving does, and what has to be done before."""

    fingerprint: str
    effect: Words
    unchosen: bool
    """Whether it is still to be said which of several people asks."""
    missing: Words
    """What has to be looked at first, as the right says; "" if nothing."""
    answer_first: Iterable[Request]
    """Open requests of the same person that get nothing any more once this one erases."""
    still_open: list[tuple[str, str]]
    """What the person waits for, such as a question without an answer, where approving erases: the kind of
    record, and the address of its page, "" if the reader may not see it."""
    final: bool
    word: str
    """What is typed to confirm that data are erased."""
    needs_two: bool
    proposes: bool
    """Whether the reader is the first of two, and only proposes it."""


def build_proposal_card(request: Request, seen: Preview | None, *, by: User) -> ProposalCard | None:
    """Return what is proposed for what ``seen`` shows; ``None`` if nothing is."""
    found = four_eyes.current_proposal(request, fingerprint=seen.fingerprint) if seen else None
    if found is None:
        return None
    own = request.proposed_by_id == by.pk
    assert isinstance(by, AbstractBaseUser)  # noqa: S101  (only who is signed in comes here)
    return ProposalCard(
        found.what,
        found.reasons,
        own=own,
        may_go_alone=own and not second_person.others_may_decide(by),
        asked=second_person.second_person_of(request).address,
    )


def build_approval_card(
    request: Request,
    seen: Preview,
    proposal: ProposalCard | None,
    *,
    by: User,
) -> ApprovalCard:
    """Return what approving ``request`` does as ``seen`` shows it."""
    needs_two = four_eyes.needs_second_person(request, four_eyes.APPROVE)
    return ApprovalCard(
        fingerprint=seen.fingerprint,
        effect=_effect(request),
        unchosen=decisions.needs_choice_of_subject(seen),
        missing=right_of(request).missing(request),
        answer_first=decisions.requests_emptied_by(request),
        still_open=_still_open(request, by=by),
        final=right_of(request).is_final,
        word=confirmation_word(),
        needs_two=needs_two,
        proposes=needs_two and (proposal is None or proposal.own),
    )


def _effect(request: Request) -> Words:
    right = right_of(request)
    return (right.on_approval_by_post if request.postal else "") or right.on_approval


def _still_open(request: Request, *, by: User) -> list[tuple[str, str]]:
    if not right_of(request).is_final or request.subject is None:
        return []
    today = timezone.localdate()
    return [
        (_kind_words(row), page_of(row) if _may_see(row, by=by, today=today) else "")
        for row, _purpose in open_records(request.subject, on=today)
    ]


def _kind_words(row: Any) -> str:
    kind = row.get_kind_display() if hasattr(row, "get_kind_display") else ""
    return capfirst(str(kind or row._meta.verbose_name))


def _may_see(row: Any, *, by: User, today: date) -> bool:
    view = f"{row._meta.app_label}.view_{row._meta.model_name}"
    if not isinstance(by, PermissionsMixin) or not by.has_perm(view):
        return False
    return visible_to(type(row)._base_manager.filter(pk=row.pk), user=by, today=today).exists()


def _approve(posted: Posted) -> str:
    """Approve, or propose it where that takes two people and nobody else did."""
    request, by, mark = posted.request, posted.by, posted.text("fingerprint")
    if right_of(request).is_final and not is_confirmation_word(posted.text("word")):
        raise Refusal(
            gettext("Nothing was done: type “%(word)s” to confirm.") % {"word": confirmation_word()}
        )
    proposed = four_eyes.current_proposal(request, fingerprint=mark)
    first = proposed is None or proposed.what != four_eyes.APPROVE or request.proposed_by_id == by.pk
    if four_eyes.needs_second_person(request, four_eyes.APPROVE) and first:
        four_eyes.propose_decision(request, four_eyes.APPROVE, by=by, fingerprint=mark, now=posted.now)
        return gettext("Proposed. Nothing is decided until somebody else confirms it.")
    decisions.approve_request(request, by=by, fingerprint=mark, now=posted.now, site=posted.site)
    if request.postal:
        return gettext("Approved and done. Print the answer below, and post it.")
    return gettext("Approved and done. The answer is on its way.")


def _propose_refusal(posted: Posted) -> str:
    form = RefusalForm(posted.fields, right=right_of(posted.request))
    four_eyes.propose_decision(
        posted.request,
        four_eyes.REFUSE,
        by=posted.by,
        fingerprint=posted.text("fingerprint"),
        reasons=form.reasons() if form.is_valid() else None,
        now=posted.now,
    )
    return gettext("Proposed. Nothing is decided until somebody else confirms it.")


def _confirm_refusal(posted: Posted) -> str:
    decisions.refuse_request(posted.request, by=posted.by, now=posted.now, site=posted.site)
    return gettext("Refused. We tell the person why, and where they can complain.")


def _ask_second_person(posted: Posted) -> str:
    second_person.ask_second_person(
        posted.request, address=posted.text("address"), by=posted.by, site=posted.site, now=posted.now
    )
    return gettext("The link is on its way. Nothing is decided until it is confirmed there.")


def _refuse_alone(posted: Posted) -> str:
    decisions.refuse_request(
        posted.request,
        by=posted.by,
        now=posted.now,
        site=posted.site,
        why_none=posted.text("why_none"),
    )
    return gettext("Refused. We tell the person why, and where they can complain.")


ACTS: dict[str, Act] = {
    "approve": _approve,
    "refuse": _propose_refusal,
    "second": _confirm_refusal,
    "ask-second": _ask_second_person,
    "refuse-alone": _refuse_alone,
}
