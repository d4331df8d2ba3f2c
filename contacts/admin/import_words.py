"""What staff read of an address book: its format, the field that a heading became, and what came of a row."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORMATS: dict[str, Promise | str] = {
    "vcard": "vCard",
    "google": "Google",
    "outlook": "Outlook",
    "hubspot": "HubSpot",
    "campaign-monitor": "Campaign Monitor",
    "som": _("our own table"),
}
FIELDS: dict[str, Promise] = {
    "first": _("first name"),
    "middle": _("first name"),
    "last": _("last name"),
    "full": _("first and last name"),
    "name": _("last name, or first and last name"),
    "particle": _("last name"),
    "contact": _("first and last name"),
    "odoo": _("company, first and last name"),
    "type": _("person or organisation"),
    "state": _("whether somebody said no"),
    "no": _("whether somebody said no"),
    "wish": _("whether somebody said no"),
    "company": _("company"),
    "language": _("language"),
    "email": _("e-mail address"),
    "phone": _("phone number"),
    "email-label": _("label of the e-mail address"),
    "phone-label": _("label of the phone number"),
    "street": _("street and number"),
    "number": _("house number"),
    "box": _("box number"),
    "postcode": _("postcode"),
    "city": _("city"),
    "country": _("country"),
}
OUTCOMES: dict[str, tuple[Promise, str]] = {
    "created": (_("new"), "good"),
    "updated": (_("known: completed where something is missing"), "info"),
    "skipped": (_("skipped"), "warning"),
    "refused": (_("refused"), "danger"),
}
