"""The decision on the page of a request: approving what was shown, or refusing with a ground; a second person
where the law or the settings ask for one.

What is approved is what was shown: the page carries the fingerprint of its preview. Erasing is final, so the
word for it is typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from privacy.admin.base.forms import StaffForm
from privacy.admin.requests.posted import Act, Posted
from privacy.declarations.purposes import Words
from privacy.models import Request
from privacy.requests import decisions, four_eyes
from privacy.requests.preview import Preview
from privacy.rights.registered import grounds_for_refusal, right_of
from privacy.staff_access.visibility import User
from privacy.web.refusal import Refusal
from privacy.wording.words import confirmation_word, is_confirmation_word

OWN_GROUND = "own"


def _grounds() -> list[tuple[str, Words]]:
    """Return the grounds that rights declare, and last one's own."""
    declared = [(ground.slug, ground.words) for ground in grounds_for_refusal().values()]
    return [*declared, (OWN_GROUND, gettext_lazy("Another ground, written below."))]


class RefusalForm(StaffForm):
    """A ground of the list, words of one's own, or both."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), choices=_grounds, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In your own words, in the language of the person"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("ground") == OWN_GROUND and not data.get("words", "").strip():
            self.add_error("words", gettext("Write the ground: the person has a right to know it."))
        return data

    def text(self, *, language: str) -> str:
        """Return the ground as it stands in the letter, in ``language``."""
        with translation.override(language):
            ground = grounds_for_refusal().get(self.cleaned_data["ground"])
            listed = str(ground.words) if ground else ""
        return "\n\n".join(part for part in (listed, self.cleaned_data["words"].strip()) if part)


@dataclass(frozen=True)
class ProposalCard:
    """What somebody proposed to decide for the data as they are now, and whether it was the reader."""

    what: str
    ground: str
    own: bool


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
    final: bool
    word: str
    """What is typed to confirm that data are erased."""
    needs_two: bool
    proposes: bool
    """Whether the reader is the first of two, and only proposes it."""


def build_proposal_card(request: Request, seen: Preview | None, *, by: User) -> ProposalCard | None:
    """Return what is proposed for what ``seen`` shows; ``None`` if nothing is."""
    found = four_eyes.current_proposal(request, fingerprint=seen.fingerprint) if seen else None
    return ProposalCard(found.what, found.ground, own=request.proposed_by_id == by.pk) if found else None


def build_approval_card(
    request: Request,
    seen: Preview,
    proposal: ProposalCard | None,
) -> ApprovalCard:
    """Return what approving ``request`` does as ``seen`` shows it."""
    needs_two = four_eyes.needs_second_person(request, four_eyes.APPROVE)
    return ApprovalCard(
        fingerprint=seen.fingerprint,
        effect=right_of(request).on_approval,
        unchosen=decisions.needs_choice_of_subject(seen),
        missing=right_of(request).missing(request),
        answer_first=decisions.requests_emptied_by(request),
        final=right_of(request).is_final,
        word=confirmation_word(),
        needs_two=needs_two,
        proposes=needs_two and (proposal is None or proposal.own),
    )


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
    return gettext("Approved and done. The answer is on its way.")


def _propose_refusal(posted: Posted) -> str:
    form = RefusalForm(posted.fields)
    four_eyes.propose_decision(
        posted.request,
        four_eyes.REFUSE,
        by=posted.by,
        fingerprint=posted.text("fingerprint"),
        ground=form.text(language=posted.request.language) if form.is_valid() else "",
        now=posted.now,
    )
    return gettext("Proposed. Nothing is decided until somebody else confirms it.")


def _confirm_refusal(posted: Posted) -> str:
    decisions.refuse_request(posted.request, by=posted.by, now=posted.now, site=posted.site)
    return gettext("Refused. The person is told why, and where to complain.")


ACTS: dict[str, Act] = {"approve": _approve, "refuse": _propose_refusal, "second": _confirm_refusal}
