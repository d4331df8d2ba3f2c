"""Finding people by what staff type: a name, a place, a company, an e-mail address or a phone number.

The rarest word finds candidates in the index (``privacy/db/word_index.py``); what is said of these decides
about the others. So the time goes with how few there are, not with how many others there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from contacts.models import Company, Contact, ContactPoint
from contacts.policy import CompanyPolicy, ContactPointPolicy, ContactPolicy
from privacy.db.word_index import LAST, rows_with_words
from privacy.db.words import split_words
from privacy.declarations import Policy

MOST_WORDS = 6
NUMBER = re.compile(r"(\+|0)[0-9 ()./-]+")
FEWEST_DIGITS = 4
"""What is shorter may as well be a number in a street or a name."""
FEW = 1_000
"""So many candidates are looked at one by one."""
NEWEST = 10_000
"""Of a word that is on everybody the newest people are found; a second word finds the others."""


def search_contacts(rows: QuerySet[Contact], typed: str) -> QuerySet[Contact]:
    """Return those of ``rows`` whom ``typed`` finds: one phone number, or addresses and words in any order.

    Of a number or an address the beginning is enough; each word begins a word of the name, the place, the
    company, an address or a number.
    """
    addresses, words = _read(typed)
    if typed.split() and not addresses and not words:
        return rows.none()
    for address in addresses:
        rows = rows.filter(pk__in=_reached(address))
    return _saying(rows, words) if words else rows


def list_points_that_found(contacts: Collection[Contact], typed: str) -> list[ContactPoint]:
    """Return the numbers and addresses without which ``typed`` would not have found one of ``contacts``: that
    they are found by these tells what they are."""
    addresses, words = _read(typed)
    if not contacts or not (addresses or words):
        return []
    numbers = [contact.pk for contact in contacts]
    said = _words_said_of(numbers)
    points = ContactPoint.objects.filter(contact__in=numbers).order_by("pk")
    return [
        point
        for point in points.select_related("contact__subject")
        if any(point.value.startswith(address) for address in addresses)
        or any(
            _begins_one(word, split_words(point.value)) and not _begins_one(word, said[point.contact_id])
            for word in words
        )
    ]


def _read(typed: str) -> tuple[list[str], list[str]]:
    """Return the beginnings of numbers and addresses in ``typed``, and its words."""
    pieces = typed.split()[:MOST_WORDS]
    if number := _international(typed):
        return [number], []
    addresses = [piece.lower() for piece in pieces if "@" in piece.strip("@")]
    words = [word for piece in pieces if piece.lower() not in addresses for word in split_words(piece)]
    return addresses, words[:MOST_WORDS]


def _saying(rows: QuerySet[Contact], words: list[str]) -> QuerySet[Contact]:
    some = {word: _first_few(word) for word in words}
    rare = [numbers for numbers in some.values() if len(numbers) <= FEW]
    if rare:
        return rows.filter(
            pk__in=_say_all(set.intersection(*rare), [word for word in words if len(some[word]) > FEW])
        )
    for word in words:
        rows = rows.filter(pk__in=_said(word, most=NEWEST if len(words) == 1 else None))
    return rows


def _first_few(word: str) -> set[int]:
    """Return the numbers of some contacts whom ``word`` finds: all of them if they are few, else more than
    ``FEW``."""
    return set(_said(word, most=FEW + 1, any_of_them=True).values_list("pk", flat=True))


def _said(word: str, *, most: int | None, any_of_them: bool = False) -> QuerySet[Any]:
    """Return the numbers of the contacts whom ``word`` finds; of many the newest, or some, a few of them
    twice."""
    newest = not any_of_them

    def having_word(rows: QuerySet[Any], policy: type[Policy]) -> QuerySet[Any]:
        return rows_with_words(rows, [word], fields=policy.searched, most=most, newest=newest)

    own = having_word(Contact.objects.all(), ContactPolicy).values("pk")
    companies = having_word(Company.objects.all(), CompanyPolicy).values("pk")
    points = having_word(ContactPoint.objects.all(), ContactPointPolicy).values("contact")
    return own.union(
        Contact.objects.filter(company__in=companies).order_by().values("pk"), points, all=any_of_them
    )


def _say_all(numbers: Iterable[int], words: list[str]) -> set[int]:
    """Return those of the contacts with these ``numbers`` of whom every one of ``words`` begins something
    that is said."""
    if not words:
        return set(numbers)
    said = _words_said_of(numbers)
    points = ContactPoint.objects.filter(contact__in=numbers).values_list(
        "contact", *ContactPointPolicy.searched
    )
    for number, *texts in points:
        said[number].update(word for text in texts if text for word in split_words(text))
    return {number for number, own in said.items() if all(_begins_one(word, own) for word in words)}


def _words_said_of(numbers: Iterable[int]) -> dict[int, set[str]]:
    """Return the words of name, place and company of the contacts with these ``numbers``."""
    said: dict[int, set[str]] = defaultdict(set)
    names = [*ContactPolicy.searched, *(f"company__{name}" for name in CompanyPolicy.searched)]
    for number, *texts in Contact.objects.filter(pk__in=numbers).values_list("pk", *names):
        said[number].update(word for text in texts if text for word in split_words(text))
    return said


def _begins_one(word: str, words: Iterable[str]) -> bool:
    return any(one.startswith(word) for one in words)


def _reached(start: str) -> QuerySet[Any]:
    """Return the numbers of the contacts with an address or number that begins with ``start``."""
    # Django writes LIKE … ESCAPE for SQLite, which no index serves; a range it finds at once.
    begun = (
        Q(value__gte=start, value__lt=f"{start}{LAST}")
        if connection.vendor == "sqlite"
        else Q(value__startswith=start)
    )
    return ContactPoint.objects.filter(begun).values("contact")


def _international(typed: str) -> str:
    """Return how the phone number in ``typed``, or the beginning of one, is stored; empty if it is none."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    if len(digits) < FEWEST_DIGITS or not NUMBER.fullmatch(typed.strip()):
        return ""
    if typed.strip().startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else f"+32{digits[1:]}"
