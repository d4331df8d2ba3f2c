"""The right to object (GDPR art. 21): no to what we do for our own interest, without a reason, at once."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.purposes import Basis
from privacy.models import Choice, Request, RequestOutcome, Subject
from privacy.outreach import gate
from privacy.rights.base import OwnAct
from privacy.rights.registered import right
from privacy.rights.uses import UseRight, suppression_sentence
from privacy.subjects import choices


@right
class Objection(UseRight):
    """Say no to a legitimate interest."""

    kind = Request.Kind.OBJECTION
    article = 21
    order = 4
    title = gettext_lazy("Object to a use of my data")
    meaning = gettext_lazy(
        "You say no to what we do for our own interest. You need not give a reason, and we stop at once."
    )
    law = gettext_lazy("Right to object, GDPR article 21")
    card_title = gettext_lazy("Stop using my data")
    card_text = gettext_lazy("Say no to what we do for our own interest. You need not give a reason.")
    notice_text = gettext_lazy("Object to what we do on the basis of our legitimate interests (art. 21).")
    on_approval = gettext_lazy(
        "This use stops at once. What stands under “Goes” has no reason left, and is erased tonight."
    )
    on_confirmation = gettext_lazy("We stopped. A letter that says what that means is on its way to you.")
    own_act = OwnAct(
        "object",
        place=4,
        title=gettext_lazy("Say no"),
        text=gettext_lazy(
            "We use your data for: %(words)s. You need not give a reason, and we stop at once."
        ),
        button=gettext_lazy("Stop this use: %(words)s"),
        done=gettext_lazy("We stopped that use. You will also see it below, among what you chose."),
    )
    basis = Basis.LEGITIMATE_INTEREST
    which_use = gettext_lazy("What do you want us to stop?")
    every_use = gettext_lazy("everything that we do on the basis of our legitimate interests")
    result = RequestOutcome.Result.OBJECTED

    def stop(self, request: Request, subject: Subject, *, on: date) -> None:
        """Record the objection, to one purpose or to all that listen; it ends a consent to it."""
        choices.record_objection(subject, request.purpose, on=on, source=request.channel, request=request)

    def rows_if_stopped(self, request: Request, subject: Subject, *, on: date) -> list[Choice]:
        """The objection, and the consents that it ends."""
        return choices.rows_if_objected(subject, request.purpose, on=on, source=request.channel)

    def sentences(self, request: Request) -> list[str]:
        """What we do no more, and that the no is remembered."""
        use = self.use_words(request.purpose)
        return [
            _("From now on we do not do this any more: %(use)s.") % {"use": use},
            *self._left_undone(request),
            suppression_sentence(),
        ]

    def _left_undone(self, request: Request) -> list[str]:
        """Return what the person still expects of us, such as an answer, and that it does not come."""
        if request.subject is None:
            return []
        about = {request.purpose} if request.purpose else {purpose.slug for purpose in self.uses()}
        return [
            _("So this does not come any more: %(use)s, of %(day)s.")
            % {"use": purpose.words, "day": date_format(day, "DATE_FORMAT")}
            for purpose, day in gate.records_left_open(request.subject, about, on=timezone.localdate())
        ]
