"""The right to withdraw a consent (GDPR art. 7(3)): as easily as it was given, and at once."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.dates import day_of
from privacy.declarations.purposes import Basis
from privacy.models import Choice, Request, RequestOutcome, Subject
from privacy.rights.base import OwnAct
from privacy.rights.registered import right
from privacy.rights.uses import UseRight, suppression_sentence, suppression_sentence_of_another
from privacy.subjects import choices
from privacy.wording.words import list_words, purpose_words


@right
class Withdrawal(UseRight):
    """Take back a consent."""

    kind = Request.Kind.WITHDRAWAL
    article = 7
    order = 5
    title = gettext_lazy("Take back my consent")
    meaning = gettext_lazy("As easily as you gave it, and at once.")
    law = gettext_lazy("Withdrawal of consent, GDPR article 7")
    card_title = gettext_lazy("I take back my consent")
    card_text = gettext_lazy("As easily as you gave it.")
    notice_text = gettext_lazy("Withdraw a consent, as easily as you gave it (art. 7).")
    on_approval = gettext_lazy(
        "The consent ends at once. What stands under “Goes” has no reason left, and is erased tonight."
    )
    on_confirmation = gettext_lazy(
        "The consent that you take back counts no more. A letter that says what that means is on its way to "
        "you."
    )
    own_act = OwnAct(
        "withdraw",
        place=3,
        title=gettext_lazy("You agreed to: %(words)s"),
        text=gettext_lazy("As easily as you gave it, you take it back: one press, at once."),
        button=gettext_lazy("Withdraw my consent"),
        by_press=True,
        done=gettext_lazy("Your consent is withdrawn. What was done before stays lawful."),
    )
    basis = Basis.CONSENT
    which_use = gettext_lazy("Which consent do you take back?")
    every_use = gettext_lazy("every consent you gave")
    result = RequestOutcome.Result.WITHDRAWN

    def stop(self, request: Request, subject: Subject, *, on: date) -> None:
        """End the consent to one purpose, or every one."""
        choices.record_withdrawal(subject, request.purpose, on=on)

    def rows_if_stopped(self, request: Request, subject: Subject, *, on: date) -> list[Choice]:
        """The consents that it ends."""
        return choices.rows_if_withdrawn(subject, request.purpose, on=on)

    def refused_purposes(self, request: Request) -> list[str]:
        """Each consent is a no of its own; where nothing rests on consent there is none."""
        return [request.purpose] if request.purpose else [purpose.slug for purpose in self.uses()]

    def advertising_noes(self, slug: str) -> list[str]:
        """Of all consents those to advertising: taking them back says nothing of what rests on our
        interest."""
        about = {slug} if slug else {purpose.slug for purpose in self.uses()}
        return [each for each in super().advertising_noes(slug) if each in about]

    def sentences(self, request: Request) -> list[str]:
        """Which consents ended, also where there was none to end: a no to one use is remembered even then."""
        use = self.use_words(request.purpose)
        words = self._ended(request)
        if words:
            return [
                _("Your consent has ended: %(use)s.") % {"use": list_words(words)},
                _("What we did with it before stays lawful. From now on we do it no more."),
                suppression_sentence(),
            ]
        if request.purpose:
            return [
                _("You had given us no consent for this: %(use)s. We do not do it.") % {"use": use},
                suppression_sentence(),
            ]
        return [
            _(
                "You had given us no consent, so there was none to end. We do nothing with your data for "
                "which we need one."
            ),
            _(
                "Do you want us to stop something that we do for our own interest? You may say no to that "
                "too. Just reply to this message."
            ),
        ]

    def sentences_of_another(self, request: Request) -> list[str]:
        """Which consents ended, if there was one."""
        words = self._ended(request)
        if words:
            ended = _("This consent has ended: “%(use)s”.") % {"use": list_words(words)}
            return [ended, suppression_sentence_of_another()]
        if request.purpose:
            none = _("There was no consent for this: “%(use)s”. We do not do it.")
            return [none % {"use": self.use_words(request.purpose)}, suppression_sentence_of_another()]
        return [_("There was no consent to end. We do nothing with these data that needs one.")]

    def _ended(self, request: Request) -> list[str]:
        """Return the consents that ``request`` ends, or ended, in words."""
        day = day_of(request.decided_at or timezone.now())
        given = Choice.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=day), subject=request.subject, kind=Choice.Kind.CONSENT
        )
        ended = given.filter(purpose=request.purpose) if request.purpose else given
        slugs = ended.order_by("purpose").values_list("purpose", flat=True).distinct()
        return [purpose_words(slug) for slug in slugs]
