"""How long the applicants' file needs an application, and what belongs to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applicants.models import Application, Keep
from applicants.purposes import RESERVE, SELECTION
from privacy.declarations import (
    Days,
    Months,
    as_long_as,
    for_period_after,
    open_on,
    while_consent,
)

LINKS = _("links between records, without meaning of their own")
"""Why fields that only join records need no term."""
NOT_ENDED = _("until you withdraw")
AFTER_SELECTION = for_period_after("position__closed_on", Days(28), text=_("four weeks after the selection"))

not_ended = as_long_as(NOT_ENDED, open_on("ended_on"))
running = (
    as_long_as(
        _("as long as the selection goes on, unless you ask to be forgotten"),
        open_on("position__closed_on"),
        hears_wish=True,
    )
    & not_ended
)
not_chosen = (
    as_long_as(_("where you did not choose yet how long we may keep it"), {"choice": ""}, hears_wish=True)
    & not_ended
    & AFTER_SELECTION
)
not_confirmed = (
    # Without the mailbox, nobody consented; who still follows the link in the mail does.
    as_long_as(
        _("where you chose later positions too, and did not confirm that yet"),
        {
            "choice": Keep.RESERVE.value,
            "origin": Application.Origin.FORM.value,
            "confirmed_at__isnull": True,
        },
        hears_wish=True,
    )
    & not_ended
    & AFTER_SELECTION
)
in_selection = running | not_chosen | not_confirmed
in_reserve = (
    as_long_as(_("where you chose later positions too"), {"choice": Keep.RESERVE.value})
    & not_ended
    & while_consent(renew=Months(12), silence_setting="RESERVE_SILENCE")
)
A_YEAR_AFTER = for_period_after(
    "application__position__closed_on", Months(12), text=_("twelve months after the selection")
)
"""So long what colleagues thought of somebody in the reserve; of others it goes with the application."""

DOSSIER = {SELECTION: in_selection, RESERVE: in_reserve}
OF_DOSSIER = {purpose: term.via("application") for purpose, term in DOSSIER.items()}
"""The same for what belongs to an application."""
OF_EVALUATION = {
    SELECTION: in_selection.via("application"),
    RESERVE: in_reserve.via("application") & A_YEAR_AFTER,
}
