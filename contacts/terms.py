"""How long the client register needs a person or an organisation: the terms that several groups share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contacts.purposes import ASSIGNMENT, CLIENT_FILE, ENQUIRY
from privacy.declarations import (
    Months,
    as_long_as,
    as_long_as_any,
    for_period_after,
    open_on,
    until_objection,
)

TWO_YEARS_SILENT = _("two years after we last heard from you")

working_together = as_long_as_any(_("as long as we work together"), "assignments", open_on("closed_on"))
contact_person = as_long_as_any(
    _("as long as you are a contact person for work we are doing"), "roles", open_on("assignment__closed_on")
)
at_work = working_together | contact_person
asked_lately = until_objection() & for_period_after("last_activity_on", Months(24), text=TWO_YEARS_SILENT)
was_client = as_long_as(_("because you were our client"), {"client_since__isnull": False})
KNOWN = {
    ASSIGNMENT: at_work,
    ENQUIRY: asked_lately,
    CLIENT_FILE: was_client & until_objection(review=Months(36)),
}
KNOWN_CONTACT = {purpose: term.via("contact") for purpose, term in KNOWN.items()}
"""The same for what belongs to a contact."""
