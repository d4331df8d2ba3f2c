"""What a public form said of somebody and nobody confirmed: until a member of staff does, it stays with the
question; then it goes into their record, or away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from contacts import register
from contacts.models import Contact, ContactPoint, Enquiry
from contacts.public_enquiries import find_or_add_company
from privacy.locks import latched
from privacy.models import Identifier
from privacy.subjects.identifiers import keyed_digests
from privacy.subjects.lookup import confirm_identifier, find_holders
from privacy.subjects.written_names import split_full_name

POINTS = {"said_email": ContactPoint.Kind.EMAIL, "said_phone": ContactPoint.Kind.PHONE}


@dataclass(frozen=True)
class Claim:
    """Something that a form said: the field of the question, or ``point-N`` for an address that somebody else
    has too, and the value."""

    key: str
    value: str


def list_said(enquiry: Enquiry) -> list[Claim]:
    """Return what the form of ``enquiry`` said of the person besides the question, in the order of the
    form."""
    return [Claim(name, value) for name in Enquiry.SAID if (value := getattr(enquiry, name))]


def list_claimed_addresses(contact: Contact) -> list[Claim]:
    """Return the addresses of ``contact`` that only a form said, and that belong to somebody else too as far
    as we know."""
    return [
        Claim(f"point-{point.pk}", point.value)
        for point in contact.points.order_by("pk")
        if _is_claimed(contact, point) and find_holders(point.value, kind=point.kind) != [contact.subject]
    ]


def settle_said(enquiry: Enquiry, taken: Collection[Claim], *, on: date) -> None:
    """Put the claims of ``taken`` in the record of who asked, and let go of the others that the form said.

    An address of ``list_claimed_addresses`` that is not taken stays as it is. Raises ``ErasedMeanwhile`` if
    the person is gone, ``Suppressed`` for an address whose owner said no where the record is not their own
    act; then nothing is changed.
    """
    with latched():
        contact = enquiry.contact
        register.require_present(contact)
        kept = {claim.key: claim.value for claim in taken}
        if name := kept.get("said_name"):
            contact.first_name, contact.last_name = split_full_name(name)
        if organisation := kept.get("said_organisation"):
            contact.company = find_or_add_company(organisation, today=on)
        contact.save(update_fields=["first_name", "last_name", "company"])
        for field, kind in POINTS.items():
            if value := kept.get(field):
                register.add_contact_point(contact, kind, value)
        for point in contact.points.all():
            if f"point-{point.pk}" in kept:
                confirm_identifier(contact.subject, point.value, kind=point.kind)
        Enquiry.objects.filter(pk=enquiry.pk).update(**dict.fromkeys(Enquiry.SAID, ""))


def _is_claimed(contact: Contact, point: ContactPoint) -> bool:
    codes = Identifier.objects.filter(subject=contact.subject, kind=point.kind, claimed=True)
    return codes.filter(digest__in=keyed_digests(point.value)).exists()
