"""What happened with a person's rights, for their own eyes: choices, readings by staff, requests and the
memory of a no."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.models import AccessLog, Choice, Correction, Request, Subject
from privacy.models.choices import in_force
from privacy.requests import answers
from privacy.retention.remembered import RememberedNo, remembered_of_subject
from privacy.rights import corrections
from privacy.rights.registered import right_of
from privacy.wording.words import purpose_words

Kind = Choice.Kind


@dataclass(frozen=True)
class ChoiceMade:
    """A choice of the person: in words, from when, and until when if it ended."""

    words: str
    starts: date
    ends: date | None


@dataclass(frozen=True)
class RequestMade:
    """A request of the person: which use it is about, the answer that was sent, what was to be corrected,
    and how far whoever received the data is told of it."""

    request: Request
    use: str
    answer: str
    corrections: list[str]
    passed_on: list[str]


def choices_of(subject: Subject) -> list[ChoiceMade]:
    """Return what ``subject`` chose, newest first, in the active language."""
    found = Choice.objects.filter(subject=subject).order_by("-starts", "-pk")
    return [ChoiceMade(_choice(each), each.starts, each.ends) for each in found]


def consents_of(subject: Subject, *, today: date) -> list[tuple[str, str]]:
    """Return slug and words of each purpose that ``subject`` agrees to on ``today``."""
    standing = Choice.objects.filter(in_force(today), subject=subject, kind=Kind.CONSENT).order_by("purpose")
    return [(slug, _named(slug)) for slug in dict.fromkeys(standing.values_list("purpose", flat=True))]


def is_restricted(subject: Subject, *, today: date) -> bool:
    """Return whether ``subject`` had their data put aside (GDPR art. 18)."""
    return Choice.objects.filter(in_force(today), subject=subject, kind=Kind.RESTRICTION).exists()


def has_objected(subject: Subject, purpose: str, *, today: date) -> bool:
    """Return whether ``subject`` said no to ``purpose`` by name."""
    return Choice.objects.filter(
        in_force(today), subject=subject, kind=Kind.OBJECTION, purpose=purpose
    ).exists()


def readings_of(subject: Subject) -> list[tuple[date, str, int]]:
    """Return on which days staff looked, for what, and how often; not who (C-579/21). Newest first."""
    found = AccessLog.objects.filter(subject=subject).values_list("at", "purpose")
    times = Counter((day_of(at), purpose) for at, purpose in found.iterator())
    days = sorted(times.items(), key=lambda item: (item[0][0], item[0][1]), reverse=True)
    return [(day, _named(purpose), count) for (day, purpose), count in days]


def remembered_noes_of(subject: Subject, *, today: date) -> list[RememberedNo]:
    """Return what we remember as a no of ``subject``: what it is about, since when, what for and how long."""
    return [no for no in remembered_of_subject(subject, today=today) if not no.lifted_on]


def requests_of(subject: Subject) -> list[RequestMade]:
    """Return the requests of ``subject``, newest first, with the letters that answered them."""
    return [
        RequestMade(
            each,
            right_of(each).use_words(each.purpose),
            _answer(each),
            [_correction(one) for one in corrections.current_corrections(each)],
            [f"{one.name}: {one.get_state_display()}" for one in each.notifications.order_by("pk")],
        )
        for each in Request.objects.filter(subject=subject).order_by("-received_at", "-pk")
    ]


def _named(slug: str) -> str:
    """Return a purpose in words; without a slug, every purpose."""
    return purpose_words(slug) if slug else _("everything")


def _choice(choice: Choice) -> str:
    words = {
        Kind.CONSENT: _("You agreed to: %(purpose)s"),
        Kind.OBJECTION: _("You said no to: %(purpose)s"),
        Kind.ERASURE: _("You asked to be forgotten"),
        Kind.RESTRICTION: _("You asked us to put your data aside"),
    }[Kind(choice.kind)]
    return words % {"purpose": _named(choice.purpose)}


def _answer(request: Request) -> str:
    """Return the text of the letter that answered ``request``, in the language it was written in; its links
    are left out."""
    found = answers.answer_as_sent(request)
    return found[1] if found else ""


def _correction(one: Correction) -> str:
    """Return what should say what instead, and what became of it."""
    what = capfirst(corrections.correction_words(one))
    return f"{what}: {one.old or '–'} → {one.new or '–'} ({one.get_state_display()})"
