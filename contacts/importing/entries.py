"""A card made fit to store: text that fits its column, addresses in one spelling with their digests."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from contacts.importing.card import Card
from contacts.importing.noes import No
from contacts.importing.report import SKIPPED, WARNING, Remark
from contacts.models import Company, Contact, ContactPoint
from privacy.subjects import identifiers
from privacy.subjects.readings import every_reading
from privacy.web.refusal import Refusal

EMAIL = ContactPoint.Kind.EMAIL.value
PHONE = ContactPoint.Kind.PHONE.value
LANGUAGES = ("nl", "fr", "en")


@dataclass(slots=True)
class EntryAddress:
    """A way to reach someone; ``digests`` under every key, newest first, none for a number that cannot be
    parsed."""

    kind: str
    value: str
    label: str
    digests: list[str]


@dataclass(slots=True)
class Entry:
    """A person, or an organisation if no person is named. ``address`` is street, postcode, city, country.

    ``unstored`` is what its cells may be read as besides: no address that we keep, but one that may be
    remembered as a no.
    """

    line: int
    first_name: str
    last_name: str
    company: str
    address: tuple[str, str, str, str]
    language: str
    reaches: list[EntryAddress]
    unstored: list[EntryAddress]
    noes: list[No]

    @property
    def name(self) -> str:
        """Return the name in one piece: of the person, or of the organisation."""
        return f"{self.first_name} {self.last_name}".strip() or self.company

    @property
    def reaches_somebody(self) -> bool:
        """Whether it is worth storing: an organisation, or somebody whom one could reach."""
        return self.organisation or any(_reaches_somebody(reach) for reach in self.reaches)

    @property
    def organisation(self) -> bool:
        return bool(self.company) and not (self.first_name or self.last_name)


def _limits(model: type[Contact | Company | ContactPoint], *names: str) -> tuple[int, ...]:
    lengths = (getattr(model._meta.get_field(name), "max_length", None) for name in names)
    return tuple(length or 0 for length in lengths)


FIRST, LAST, STREET, POSTCODE, CITY, COUNTRY = _limits(
    Contact, "first_name", "last_name", "street", "postcode", "city", "country"
)
(COMPANY,) = _limits(Company, "name")
VALUE, LABEL = _limits(ContactPoint, "value", "label")


def prepare_entry(card: Card, remarks: list[Remark]) -> Entry | None:
    """Return ``card`` fit to store, or None if it is skipped; either way say in ``remarks`` what is wrong
    with it."""
    cut: list[str] = []
    entry = Entry(
        card.line,
        _text(card.first_name, FIRST, cut),
        _text(card.last_name, LAST, cut),
        _text(card.company, COMPANY, cut),
        (
            _text(card.street, STREET, cut),
            _text(card.postcode, POSTCODE, cut),
            _text(card.city, CITY, cut),
            _text(card.country, COUNTRY, cut),
        ),
        card.language if card.language in LANGUAGES else "nl",
        [],
        [],
        card.noes,
    )
    troubles = [*card.troubles, *_reach(card, entry)]
    entry.unstored = _other_readings(card, entry)
    if not entry.unstored and not entry.reaches_somebody:
        remarks.append(unreachable(card.line))
        return None
    if cut:
        troubles.append(_("a value was too long and has been shortened"))
    remarks.extend(Remark(card.line, WARNING, trouble) for trouble in dict.fromkeys(troubles))
    return entry


def unreachable(line: int) -> Remark:
    """Return that the row at ``line`` is skipped: nobody can be reached by what it says."""
    return Remark(line, SKIPPED, _("no usable e-mail address or phone number"))


def _other_readings(card: Card, entry: Entry) -> list[EntryAddress]:
    """Return every address and number that the cells of ``card`` may be read as, besides those of
    ``entry``: what cannot be stored is compared with the suppression list all the same."""
    texts = [*card.written, *(text for text in (entry.name, card.company, card.street) if "@" in text)]
    if not texts:
        return []
    known = {(reach.kind, reach.value) for reach in entry.reaches if reach.digests}
    read = [every_reading(text, region=card.region) for text in dict.fromkeys(texts)]
    found = [
        *((EMAIL, value) for each in read for value in each.emails),
        *((PHONE, value) for each in read for value in each.phones),
    ]
    return [
        EntryAddress(kind, value, "", identifiers.keyed_digests(value))
        for kind, value in dict.fromkeys(found)
        if (kind, value) not in known
    ]


def _reaches_somebody(reach: EntryAddress) -> bool:
    """Return whether a person could reach somebody by it: an address, a number, or what may be one."""
    return bool(reach.digests) or sum(c.isdigit() for c in reach.value) >= identifiers.FEWEST_DIGITS


def _reach(card: Card, entry: Entry) -> list[str]:
    """Give ``entry`` the card's addresses, each once; return what is wrong with the others."""
    troubles: list[str] = []
    seen: set[tuple[str, str]] = set()
    region = card.region
    for kind, pairs in ((EMAIL, card.emails), (PHONE, card.phones)):
        for written, label in pairs:
            value, digests = _text(written, 0, []), []
            if not value:
                continue
            try:
                value = (
                    identifiers.normalise_email(value)
                    if kind == EMAIL
                    else identifiers.normalise_phone(value, region=region)
                )
                usable = len(value) <= VALUE
            except Refusal:
                usable = False
            if usable:
                digests = identifiers.keyed_digests(value)
            elif kind == EMAIL:
                troubles.append(
                    _at(card, written, _("an e-mail address is not usable and has been left out"))
                )
                continue
            else:
                value = value[:VALUE]
                troubles.append(
                    _at(card, written, _("this is no valid phone number, and is kept as written"))
                )
            if (kind, value) not in seen:
                seen.add((kind, value))
                entry.reaches.append(
                    EntryAddress(kind, value, _text(label, LABEL, []) if label else "", digests)
                )
    return troubles


def _at(card: Card, written: str, trouble: str) -> str:
    """Return ``trouble`` with the column or property where ``written`` stands, if that is known."""
    place = card.places.get(written)
    return f"{place}: {trouble}" if place else trouble


def _text(text: str, limit: int, cut: list[str]) -> str:
    """Return ``text`` in one line, without what a database refuses (NUL, lone surrogates), at most ``limit``
    long."""
    if not text:
        return ""
    if not text.isprintable():
        text = "".join(c if unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " " for c in text)
    text = " ".join(text.split())
    if limit and len(text) > limit:
        cut.append(text[:0])
        text = text[:limit].rstrip()
    return text
