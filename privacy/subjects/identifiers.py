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
from privacy.subjects.written_emails import PLAIN
from privacy.web.refusal import Refusal

EMAIL = Identifier.Kind.EMAIL
PHONE = Identifier.Kind.PHONE

IN_THE_WORLD = EmailValidator(allowlist=[])
SHORT = 63
"""Characters that one part of a domain may have: an address of no more has no part that is too long."""

# A Belgian number as nearly everyone writes it, of a zone or a mobile network that exists. The library gives
# the same answer for these (a test asks it), at thirty times the cost, which is a fifth of an import.
_GAP = "[ ./-]?"
_ZONE = (
    f"(?:1{_GAP}[0-69]|[23]{_GAP}[2-8]|4{_GAP}[23]|5{_GAP}[0-9]|6{_GAP}[013-57-9]|8{_GAP}[1-79]|9{_GAP}[2-4])"
)
BELGIAN = re.compile(rf"(?:\+32 ?|0)({_ZONE}(?:{_GAP}[0-9]){{6}}|4{_GAP}[5-9](?:{_GAP}[0-9]){{7}})", re.ASCII)
_ESCAPED = re.compile(r"\\(.)")
SHORTENED = re.compile(r"(?<![\w.,])\d{1,17}(?:[.,]\d{1,17})?E\+?\d{1,2}(?!\w)", re.ASCII | re.IGNORECASE)
"""A number as a spreadsheet writes long ones (4.75E+08): the digits that it dropped are in no copy."""
FEWEST_DIGITS = 5
"""What has fewer is no number that anybody could call."""
LONGEST_WRITTEN = 40
"""Characters of a number as it is written, with what stands beside it."""
MOBILE_LENGTH = len("+32475112233")
"""Of Belgian numbers only the mobile ones have so many characters."""
NO_DIGIT = str.maketrans("", "", " ./-")


def normalise_email(text: str) -> str:
    """Return ``text`` trimmed, NFC, lower case, its domain in IDNA 2008 ASCII; ``Refusal`` if it is no
    address.

    Plus-tags and dots stay: another spelling is another mailbox, but for quotes around a name that needs none
    (RFC 5321, 4.1.2). A machine of ours (``localhost``, or a number between brackets) is no domain: whoever
    fills in a form does not choose where inside the house our mail server knocks.
    """
    # The validator says the same of these (a test asks it), at ten times the cost.
    if len(text) <= SHORT and PLAIN.fullmatch(text):
        return text.lower()
    address = unicodedata.normalize("NFC", text.strip()).lower()
    local, at, domain = address.rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
        address = f"{local}{at}{ascii_domain}"
        if local.startswith('"'):
            address = f"{_without_quotes(local, ascii_domain)}{at}{ascii_domain}"
        IN_THE_WORLD(address)
        if ascii_domain.startswith("["):
            raise ValidationError("a number")
    except (ValidationError, UnicodeError) as error:
        raise Refusal(_("not an e-mail address")) from error
    return address


def _without_quotes(local: str, domain: str) -> str:
    """Return the name of a mailbox that stands between quotes, without these and what they escape, if it is a
    good name so."""
    plain = _ESCAPED.sub(r"\1", local[1:-1])
    try:
        IN_THE_WORLD(f"{plain}@{domain}")
    except ValidationError:
        return local
    return plain


def normalise_phone(text: str, *, region: str = "BE") -> str:
    """Return ``text`` in E.164; ``Refusal`` if it is no valid number, read as if dialled in ``region``.

    Valid is what the numbering plan of its country gives out: a digit more or less, or a foreign number
    without its country, is no number of somebody else. Nor is one with an extension, which would be lost.
    With an empty ``region`` the country must be written.
    """
    plain = BELGIAN.fullmatch(text) if region == "BE" else None
    if plain:
        return f"+32{plain[1].translate(NO_DIGIT)}"
    text = text.strip()
    if text.startswith("00") and text[2:3] not in ("", "0"):
        text = f"+{text[2:]}"
    ways = [(text, region or None)]
    if region and text[:1].isdecimal() and text.startswith(_calling_code(region)):
        ways.insert(0, (f"+{text}", None))
    for written, place in ways:
        try:
            number = phonenumbers.parse(written, place)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and not number.extension:
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise Refusal(_("not a phone number"))


def spaced_phone(number: str) -> str:
    """Return ``number`` (E.164) in groups, as people read it: +32 16 55 01 01; another text as it is."""
    try:
        found = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def is_mobile(number: str) -> bool:
    """Return whether ``number`` (E.164) is a mobile one: one person's, where a landline is a household's or
    an office's."""
    if number.startswith("+32"):
        return len(number) == MOBILE_LENGTH
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False
    return kind == phonenumbers.PhoneNumberType.MOBILE


@lru_cache(maxsize=256)
def _calling_code(region: str) -> str:
    """Return the prefix of a country: "32" for "BE"."""
    return str(phonenumbers.country_code_for_region(region))


def spell_phone(text: str, *, region: str = "BE") -> str:
    """Return ``text`` in E.164 or, if it is no valid number there, on one line as it is written; ``Refusal``
    if nobody could call it.

    Who types a foreign number without its country, or an extension, is not sent away, and nothing that was
    not typed is kept.
    """
    try:
        return normalise_phone(text, region=region)
    except Refusal:
        line = " ".join(text.split())
        too_few = sum(c.isdecimal() for c in line) < FEWEST_DIGITS
        if too_few or len(line) > LONGEST_WRITTEN or SHORTENED.search(line):
            raise
        return line


def normalise(kind: str, text: str, *, region: str = "BE") -> str:
    """Return ``text`` in the spelling that is kept of its ``kind``; ``Refusal`` if it is not of that kind."""
    return normalise_email(text) if kind == EMAIL else spell_phone(text, region=region)


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
