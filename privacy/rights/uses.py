"""What the two rights to stop a use have in common (GDPR art. 7(3) and 21): the person decides, nobody else.

It works from the moment it is written down. What was kept for that use only goes with the next sweep.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from privacy.declarations.purposes import Purpose
from privacy.declarations.registry import registry
from privacy.locks import latched
from privacy.models import Choice, Request, RequestOutcome, Subject
from privacy.retention.explanation import Explained, explain
from privacy.retention.summary import split_ending
from privacy.retention.supposing import Supposed
from privacy.rights.answer_words import kept_in_words
from privacy.rights.base import Consequences, Right
from privacy.rights.grounds import UNKNOWN, Ground
from privacy.rights.outcomes import count_rows, record_outcomes
from privacy.subjects import choices
from privacy.subjects.advertising import advertising_purposes
from privacy.web.refusal import Refusal
from privacy.wording.words import group_words_for_subject


class UseRight(Right):
    """A right that stops the uses on one legal basis: the one that is named, or all."""

    at_once: ClassVar[bool] = True
    # The no itself is never refused: only whoever may not be the person is.
    grounds_for_refusal: ClassVar[tuple[Ground, ...]] = (UNKNOWN,)
    result: ClassVar[RequestOutcome.Result]

    def stop(self, request: Request, subject: Subject, *, on: date) -> None:
        """Record the person's choice that stops what ``request`` is about."""
        raise TypeError(type(self).__name__)

    def rows_if_stopped(self, request: Request, subject: Subject, *, on: date) -> list[Choice]:
        """Return the choices that ``stop`` would change or make, as they would be then, unsaved."""
        raise TypeError(type(self).__name__)

    def preview(
        self, request: Request, subject: Subject, explained: list[Explained], *, today: date
    ) -> Consequences:
        """What is kept for these uses only goes; the rest stays, for what else needs it."""
        supposed = Supposed(subject, self.rows_if_stopped(request, subject, on=today))
        with supposed.read():
            afterwards = explain(subject, today=today)
        goes, stays = split_ending(afterwards)
        return Consequences(goes=goes, stays=stays)

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Record the choice; what it leaves without a purpose goes tonight."""
        before = explain(subject, today=today)
        with latched():
            self.stop(request, subject, on=today)
        goes, stays = split_ending(explain(subject, today=today))
        about = {request.purpose} if request.purpose else {purpose.slug for purpose in self.uses()}
        touched = [each for each in before if {reason.purpose.slug for reason in each.reasons} & about]
        record_outcomes(request, count_rows(self.result, touched), stays=stays, purpose=request.purpose)
        return Consequences(goes=goes, stays=stays)

    def remember_refusal(self, request: Request, *, today: date) -> None:
        """Remember the no of an address of which we do not know whose it is, or to which of several people it
        belongs."""
        for purpose in self.refused_purposes(request):
            choices.suppress_address(str(request.address), purpose, on=today)

    def refused_purposes(self, request: Request) -> list[str]:
        """Return to which purposes ``request`` is a no that is remembered for an address."""
        return [request.purpose]

    def remembered_for_address(self, request: Request) -> str:
        """The no is remembered, if there is anything to say no to."""
        return suppression_sentence() if self.refused_purposes(request) else ""

    def sentences_of_another(self, request: Request) -> list[str]:
        """Which use ends, and that the no is remembered."""
        return [
            _("We stopped this use: “%(use)s”.") % {"use": self.use_words(request.purpose)},
            suppression_sentence_of_another(),
        ]

    def kept(self, request: Request, done: Consequences) -> list[dict[str, str | None]]:
        """What another purpose needs, and which."""
        return kept_in_words(done.stays, of_another=bool(request.mandate))

    def uses(self) -> list[Purpose]:
        """Return the purposes on the legal basis that the right is about."""
        return [
            purpose
            for purpose in registry.purposes.values()
            if purpose.basis is self.basis and not purpose.keeps_a_no
        ]

    def ends_at_once(self, slug: str) -> list[str]:
        """Whatever is kept for the use, or for all of them."""
        about = {slug} if slug else {purpose.slug for purpose in self.uses()}
        kept = [
            group_words_for_subject(group)
            for group in registry.groups
            if group.policy.subject and {purpose.slug for purpose in group.keep} & about
        ]
        return list(dict.fromkeys(kept))

    def advertising_noes(self, slug: str) -> list[str]:
        """The use, if it is advertising; of all of them, those that are, whatever they rest on."""
        return [each for each in advertising_purposes() if slug in ("", each)]

    def use_words(self, slug: str) -> str:
        """Return the purpose ``slug`` in words, or all of them.

        A slug that nothing declares any more, as it may stand in an old file, is returned as it is.
        """
        if not slug:
            return str(self.every_use)
        found = registry.purposes.get(slug)
        return str(found.words) if found else slug

    def check_use(self, slug: str) -> None:
        """Raise ``Refusal``, naming it, if ``slug`` is no purpose on that legal basis."""
        if slug and slug not in [purpose.slug for purpose in self.uses()]:
            known = ", ".join(purpose.slug for purpose in self.uses_to_choose()) or _("none")
            raise Refusal(
                _("“%(slug)s” is no use that this right is about. It can be: %(known)s.")
                % {"slug": slug, "known": known}
            )


def suppression_sentence() -> str:
    """Return the sentence about the memory of a no."""
    return _(
        "We remember your no: a code of your address, and with a phone number a code of your name, from "
        "which nobody can read them. So we do not begin again unless you want it yourself."
    )


def suppression_sentence_of_another() -> str:
    """Return the same for whoever acts for the person."""
    return _(
        "We remember this no: a code of the address, and with a phone number a code of the name, from which "
        "nobody can read them. So we do not begin again unless the person wants it."
    )
