"""Who is given something of the client register or the books, each time by a decision of staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Party, Recipient, Role
from privacy.declarations.recipients import recipients

recipients.give("mail", "contacts.contactpoint.reach")  # the address on a letter

INVOICES = ("contacts.invoice.billed_to",)


class Accountant(Recipient):
    slug = "accountant"
    role = Role.OWN
    called = _("our accountant")
    why = _("checking our books")
    receives = INVOICES
    by_hand = True


class TaxAdministration(Recipient):
    slug = "tax"
    role = Role.OWN
    called = _("FPS Finance, the tax administration")
    why = _("checking our taxes, when it asks for an invoice")
    receives = INVOICES
    by_hand = True
    despite_restriction = True  # an important public interest

    def usual(self) -> Party:
        return Party(country="BE")


class Claims(Recipient):
    """Each case has its own lawyer, court or insurer: whoever writes it down names them."""

    slug = "claims"
    role = Role.OWN
    called = _("a lawyer, a court or an insurer")
    why = _("defending rights in a dispute (GDPR art. 17(3)(e), 18(2))")
    by_hand = True
    each_has_a_name = True
    despite_restriction = True

    def usual(self) -> Party:
        return Party(country="BE")
