"""Addresses in one spelling, and keyed digests of them that find a person without storing the address."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from functools import lru_cache

import idna
import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from privacy.models import Identifier
from privacy.web.refusal import Refusal

EMAIL = Identifier.Kind.EMAIL
PHONE = Identifier.Kind.PHONE

IN_THE_WORLD = EmailValidator(allowlist=[])

# A Belgian number as nearly everyone writes it. The library gives the same answer for these (a test asks it),
# at thirty times the cost, which is a fifth of an import.
BELGIAN = re.compile(r"(?:\+32 ?|0)([1-9](?:[ ./-]?[0-9]){7,8})")
NO_DIGIT = str.maketrans("", "", " ./-")


def normalise_email(text: str) -> str:
    """Return ``text`` trimmed, NFC, lower case, its domain in IDNA 2008 ASCII; ``Refusal`` if it is no
    address.

    Plus-tags and dots stay: another spelling is another mailbox. A machine of ours (``localhost``, or a
    number between brackets) is no domain: whoever fills in a form does not choose where inside the house our
    mail server knocks.
    """
    address = unicodedata.normalize("NFC", text.strip()).lower()
    local, at, domain = address.rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
        address = f"{local}{at}{ascii_domain}"
        IN_THE_WORLD(address)
        if ascii_domain.startswith("["):
            raise ValidationError("a number")
    except (ValidationError, UnicodeError) as error:
        raise Refusal(_("not an e-mail address")) from error
    return address


def normalise_phone(text: str, *, region: str = "BE") -> str:
    """Return ``text`` in E.164; ``Refusal`` if it cannot be a number, read as if dialled in ``region``."""
    plain = BELGIAN.fullmatch(text) if region == "BE" else None
    if plain:
        return f"+32{plain[1].translate(NO_DIGIT)}"
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise Refusal(_("not a phone number")) from error
    if not phonenumbers.is_possible_number(number):
        raise Refusal(_("not a phone number"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise(kind: str, text: str) -> str:
    """Return ``text`` in the one spelling of its ``kind``; ``Refusal`` if it is not of that kind."""
    return normalise_email(text) if kind == EMAIL else normalise_phone(text)


def keyed_digest(value: str) -> str:
    """Return the key's id and the HMAC-SHA-256 of a normalised ``value``, under the newest of
    ``DIGEST_KEYS``."""
    return keyed_digests(value)[0]


def keyed_digests(value: str) -> list[str]:
    """Return the digests of a normalised ``value`` under every key, newest first: old keys still find
    people."""
    message = value.encode()
    return [
        f"{name}:{hmac.digest(key, message, hashlib.sha256).hex()}"
        for name, key in _keys(tuple(settings.DIGEST_KEYS))
    ]


@lru_cache(maxsize=4)
def _keys(specs: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """Return ``id:hex`` settings as pairs of id and key."""
    return [(name, bytes.fromhex(secret)) for name, _colon, secret in (spec.partition(":") for spec in specs)]
