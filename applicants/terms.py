"""How long the applicants' file needs an application, and what belongs to it.

Each term is one sentence that an applicant reads in the notice; what a sentence says of several facts at once
is one condition.
"""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.utils.translation import gettext_lazy as _

from applicants.models import Application, Keep
from applicants.purposes import RESERVE, SELECTION
from privacy.declarations import (
    Days,
    Months,
    Purpose,
    Term,
    as_long_as,
    condition_of,
    for_period_after,
    in_period_after,
    open_on,
    while_consent,
)
from privacy.declarations.conditions import Condition

LINKS = _("links between records, without meaning of their own")
"""Why fields that only join records need no term."""
RUNNING = _("as long as the selection goes on, unless you withdraw or ask to be forgotten")
UNDECIDED = _(
    "until four weeks after the selection, if you did not choose or confirm yet how long we may keep it"
)
CHOSE_LATER = _("because you chose later positions too")
PART = _("as long as it is part of your application")
TO_CONFIRM = _("a week at most, for you to confirm it")
RENEW = Months(12)
"""After how long whoever is in the reserve is asked again."""
consent = while_consent(renew=RENEW, silence_setting="RESERVE_SILENCE")


def not_chosen(application: str = "") -> Condition:
    """Return the condition that the applicant did not choose how long we may keep it."""
    return condition_of({f"{application}choice": ""})


def not_confirmed(application: str = "") -> Condition:
    """Return the condition that a form chose the reserve, and its mailbox did not say so. Without the
    mailbox, nobody consented; who still follows the link in the mail does."""
    return condition_of(
        {
            f"{application}choice": Keep.RESERVE.value,
            f"{application}origin": Application.Origin.FORM.value,
            f"{application}confirmed_at__isnull": True,
        }
    )


def needed_for(application: str = "", *own: Condition) -> dict[Purpose, Term]:
    """Return how long each purpose needs what belongs to an application, and as long as ``own`` is so;
    ``application`` is the path to it, "" for the application itself."""
    there, closed = open_on(f"{application}ended_on"), f"{application}position__closed_on"
    lately = in_period_after(closed, Days(28))
    chose_later = condition_of(
        {f"{application}choice": Keep.RESERVE.value, f"{application}ended_on__isnull": True}
    )
    selection = (
        as_long_as(RUNNING, reduce(and_, own, there & open_on(closed)), hears_wish=True)
        | as_long_as(UNDECIDED, reduce(and_, own, not_chosen(application) & there & lately), hears_wish=True)
        | as_long_as(
            UNDECIDED, reduce(and_, own, not_confirmed(application) & there & lately), hears_wish=True
        )
    )
    reserve = as_long_as(PART if own else CHOSE_LATER, reduce(and_, own, chose_later)) & consent
    return {SELECTION: selection, RESERVE: reserve}


DOSSIER = needed_for()
OF_DOCUMENT = needed_for("application__", open_on("ended_on"))
A_YEAR_AFTER = for_period_after(
    "application__position__closed_on", Months(12), text=_("twelve months after the selection")
)
"""So long what colleagues thought of somebody in the reserve; of others it goes with the application."""
_of_application = needed_for("application__")
OF_RESERVE = {RESERVE: _of_application[RESERVE]}
OF_EVALUATION = _of_application | {RESERVE: _of_application[RESERVE] & A_YEAR_AFTER}
SENT_AGAIN = {
    SELECTION: as_long_as(
        TO_CONFIRM,
        open_on("ended_on") & open_on("application__ended_on") & open_on("application__position__closed_on"),
        hears_wish=True,
    )
}
