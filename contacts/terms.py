"""How long the client register needs a person or an organisation: the terms that several groups share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contacts.models.people import Origin
from contacts.purposes import ASSIGNMENT, CLIENT_FILE, CONTACT_PERSON, ENQUIRY
from privacy.declarations import (
    Months,
    as_long_as,
    as_long_as_any,
    condition_of,
    filled,
    in_period_after,
    open_on,
    until_objection,
)

LINKS = _("links between records, without meaning of their own")
"""Why fields that only join records need no term."""
PART_OF_WORK = _("as long as you are a contact person for work we are doing")

working_together = as_long_as_any(_("as long as we work together"), "assignments", open_on("closed_on"))
part_of_work = as_long_as_any(PART_OF_WORK, "roles", open_on("assignment__closed_on")) & until_objection()
asked_lately = until_objection() & (
    as_long_as_any(
        _("until two years after you asked"), "enquiries", in_period_after("received_on", Months(24))
    )
    | as_long_as_any(
        _("until two years after we spoke"),
        "interactions",
        condition_of({"purpose": ENQUIRY.slug}) & in_period_after("held_on", Months(24)),
    )
)
of_the_file = (
    as_long_as(_("because you were our client"), {"client_since__isnull": False})
    | as_long_as_any(
        _("because you were a contact person for work we did"), "roles", {"assignment__isnull": False}
    )
    | as_long_as_any(
        _("because you stand for an organisation that we worked for"),
        "roles__company__assignments",
        {"opened_on__isnull": False},
    )
    | as_long_as(_("because you come from an earlier client file"), {"origin": Origin.IMPORT.value})
)
"""Of whom staying in touch is about: whoever only asked something is not in the client file."""
NAMED = _("as long as we keep your name or a way to reach you")
named = as_long_as(
    NAMED, filled("first_name", "last_name", "street", "postcode", "city", "country")
) | as_long_as_any(NAMED, "points", {"value__isnull": False})
KNOWN = {
    ASSIGNMENT: working_together,
    CONTACT_PERSON: part_of_work,
    ENQUIRY: asked_lately,
    CLIENT_FILE: of_the_file & until_objection(review=Months(36)),
}
KNOWN_CONTACT = {purpose: term.via("contact") for purpose, term in KNOWN.items()}
"""The same for what belongs to a contact."""
