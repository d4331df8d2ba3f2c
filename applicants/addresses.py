"""The e-mail address and phone number of an applicant, and the codes by which these find them."""

from __future__ import annotations

from applicants.models import Application
from privacy.locks import latched
from privacy.models import Identifier
from privacy.subjects.identifiers import normalise_email, spell_phone
from privacy.subjects.lookup import add_identifier, remove_unused_identifier

KINDS = {"email": Identifier.Kind.EMAIL, "phone": Identifier.Kind.PHONE}
"""The kind of address that a field of an application holds."""


def normalise_address(field: str, value: str) -> str:
    """Return ``value`` as ``field`` keeps it; empty stays empty. ``Refusal`` if it is no such address.

    A number that only a person can read stays as it is written, as in every form of ours.
    """
    if not value.strip():
        return ""
    return spell_phone(value) if field == "phone" else normalise_email(value)


def correct_address(number: int, field: str, old: str, new: str) -> bool:
    """Replace ``old`` by ``new``, already normalised, in the application with that primary key; return
    whether it held ``old``. The person is found by the new one from now on, and by the old one only where
    something else of theirs still says it."""
    with latched():
        if not Application.objects.filter(pk=number, **{field: old}).update(**{field: new}):
            return False
        subject = Application.objects.select_related("subject").get(pk=number).subject
        if new:
            add_identifier(subject, new, kind=KINDS[field])
        if not Application.objects.filter(subject=subject, **{field: old}).exists():
            remove_unused_identifier(subject, old, kind=KINDS[field])
        return True
