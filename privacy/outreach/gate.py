"""The one gate for contact: it stands before every call, mail and sync, says no by default, and says why.

It gathers the facts that ``privacy/outreach/rules.py`` decides from: what the person chose, what is
remembered as a no, what the do-not-call list said, and whether the record that a contact is about is open
(``Policy.about``). What only an app knows, such as what is offered, the app hands over; what nobody hands
over counts as no.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from privacy.declarations.open_records import About
from privacy.declarations.policies import Policy
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.by_choice import WhileConsent
from privacy.models import Choice, Subject
from privacy.models.choices import in_force
from privacy.outreach import do_not_call, rules
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel, Consent, Facts, Kind, Offer, Sale
from privacy.retention import state
from privacy.subjects import suppression_list
from privacy.subjects.contested import is_contested_address
from privacy.subjects.duties_fulfilled import must_hear_of_source
from privacy.subjects.names import names_of_subject
from privacy.web.refusal import Refusal

IMPERSONAL = frozenset(
    {
        "administratie",
        "contact",
        "hallo",
        "hello",
        "info",
        "mail",
        "office",
        "onthaal",
        "secretariaat",
        "secretariat",
    }
)
"""The names of mailboxes that are nobody's own (KB 4-4-2003 art. 1, 2°). Any other address at an organisation
is somebody's."""


class NotAllowed(Refusal):
    """The gate said no; ``permission_name`` has the reason and the rule."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission.reason)
        self.permission = permission


def may_contact(
    subject: Subject,
    *,
    channel: Channel,
    purpose: Purpose,
    on: date,
    about: Model | None = None,
    closed_by_us: bool = False,
    address: str = "",
    offer: Offer | None = None,
    sale: Sale | None = None,
    age: int | None = None,
    tells_source: bool = False,
) -> Permission:
    """Return whether ``subject`` may be contacted on ``on`` for ``purpose``, at the normalised ``address`` if
    one is chosen.

    ``about`` is the record it is about; ``closed_by_us``: what is sent closed that record, which then need
    only be there still, and be needed for ``purpose``; ``offer`` and ``sale`` what is offered and how the
    address came; ``age`` is known only where somebody told it. All of them are asked for by some rule and
    none is needed by all. ``tells_source``: what is sent tells where their data came from, if they were not
    told before.
    """
    kind = kind_of(purpose)
    facts: dict[str, Any] = {
        "on": on,
        "channel": channel,
        "kind": kind,
        "deceased": subject.deceased_on is not None,
        "offer": offer,
        "sale": sale,
        "age": age,
    }
    if kind is not Kind.DUTY:
        facts |= _chosen(subject, purpose, on=on, address=address)
        # In a talk face to face it is said.
        facts["untold"] = (
            channel is not Channel.MEETING and not tells_source and must_hear_of_source(subject, on=on)
        )
    if kind is Kind.RECORD and about is not None:
        facts["open_record"] = is_open(about, subject, purpose, on=on, or_closed=closed_by_us)
    if kind is Kind.ADVERTISING:
        facts["organisation"] = subject.kind == Subject.Kind.ORGANISATION
        facts["impersonal"] = address.partition("@")[0] in IMPERSONAL
        facts["offer_calls"] = settings.ALLOW_OFFER_CALLS
        facts["check"] = (
            do_not_call.last_check_of(subject, address, on=on) if channel is Channel.PHONE else None
        )
    return rules.decide_contact(Facts(**facts))


def may_use(subject: Subject, purpose: Purpose, *, on: date) -> Permission:
    """Return whether something new may be made of the person's data for ``purpose``, such as an invoice (GDPR
    art. 18(2))."""
    return rules.decide_use(
        Facts(
            on=on,
            channel=Channel.LETTER,
            kind=Kind.RECORD,
            **_chosen(subject, purpose, on=on) | {"objected": False},
        )
    )


def subjects_refusing(subjects: Collection[Subject], purpose: Purpose, *, on: date) -> set[Any]:
    """Return the keys of those of ``subjects`` whom we may not contact for ``purpose`` because of a
    restriction or a no, or because they died; one question for all of them."""
    standing = Choice.objects.filter(subject__in=subjects, starts__lte=on).exclude(ends__lte=on)
    said = {
        choice.subject_id
        for choice in standing
        if choice.kind == Choice.Kind.RESTRICTION or _says_no(choice, purpose)
    }
    return said | {subject.pk for subject in subjects if subject.deceased_on is not None}


def require_use(subject: Subject, purpose: Purpose, *, on: date) -> None:
    """Raise ``NotAllowed`` where ``may_use`` says no. The caller holds the latch, so that no restriction
    comes in between."""
    permission = may_use(subject, purpose, on=on)
    if not permission.allowed:
        raise NotAllowed(permission)


def kind_of(purpose: Purpose) -> Kind:
    """Return what a contact for ``purpose`` rests on."""
    if purpose.advertises:
        return Kind.ADVERTISING
    return {Basis.LEGAL_OBLIGATION: Kind.DUTY, Basis.CONSENT: Kind.CONSENT}.get(purpose.basis, Kind.RECORD)


def open_records(subject: Subject, *, on: date) -> list[tuple[Any, Purpose]]:
    """Return what is open between us and ``subject``, and for which purpose they are contacted about it: once
    each, for the first that it is open for."""
    found: dict[Any, Purpose] = {}
    for policy in registry.policies:
        for about in policy.about:
            for row in _open(policy, about, subject, on=on).order_by("pk"):
                found.setdefault(row, about.purpose)
    return list(found.items())


def is_open(row: Model, subject: Subject, purpose: Purpose, *, on: date, or_closed: bool = False) -> bool:
    """Return whether ``row`` is open on that day, ``or_closed``, concerns ``subject``, and is still needed
    for ``purpose``."""
    policy = registry.policy_for(type(row))
    find = _needed if or_closed else _open
    return policy is not None and any(
        find(policy, about, subject, on=on).filter(pk=row.pk).exists()
        for about in policy.about
        if about.purpose is purpose
    )


def records_left_open(subject: Subject, purposes: Collection[str], *, on: date) -> list[tuple[Purpose, date]]:
    """Return the open records of ``subject`` that a contact for one of ``purposes`` is about, needed or not:
    the purpose, and the day the record is of."""
    found = []
    for policy in registry.policies:
        for about in policy.about:
            if about.purpose.slug in purposes and not about.kept_for and policy.collected:
                rows = _concerning(policy, about, subject).filter(about.open.q("", on))
                days = rows.order_by("pk").values_list(policy.collected, flat=True)
                found += [(about.purpose, day) for day in days]
    return found


def _open(policy: Policy, about: About, subject: Subject, *, on: date) -> QuerySet[Any]:
    return _needed(policy, about, subject, on=on).filter(about.open.q("", on))


def _needed(policy: Policy, about: About, subject: Subject, *, on: date) -> QuerySet[Any]:
    """Return the rows that concern ``subject`` and that a contact about them may still be for."""
    rows = _concerning(policy, about, subject)
    if about.kept_for and _wished_gone(subject, on=on):
        return rows.none()  # the record is somebody else's and stays; this person asked to be forgotten
    keeps = [about.kept_for or about.purpose]
    needed = reduce(or_, (state.needed(group, today=on, purposes=keeps) for group in policy.groups))
    return rows.filter(needed)


def _concerning(policy: Policy, about: About, subject: Subject) -> QuerySet[Any]:
    """Return the rows that concern ``subject``, each once.

    Each way to the person is a look-up of its own: with OR between them a database walks through every
    record.
    """
    rows: QuerySet[Any] = policy.model._base_manager.all()
    one, *others = (rows.filter(**{path: subject}).order_by().values("pk") for path in about.people)
    return rows.filter(pk__in=one.union(*others) if others else one)


def _wished_gone(subject: Subject, *, on: date) -> bool:
    return Choice.objects.filter(in_force(on), subject=subject, kind=Choice.Kind.ERASURE).exists()


def _chosen(subject: Subject, purpose: Purpose, *, on: date, address: str = "") -> dict[str, Any]:
    """Return what the person chose, as far as it counts for ``purpose`` on that day."""
    choices = list(Choice.objects.filter(subject=subject, starts__lte=on))
    standing = [choice for choice in choices if choice.ends is None or choice.ends > on]
    consent, given = _consent(choices, purpose, on=on)
    restricted = [choice.starts for choice in standing if choice.kind == Choice.Kind.RESTRICTION]
    said_no = [choice.starts for choice in standing if _says_no(choice, purpose)]
    return {
        "restricted_on": min(restricted, default=None),
        "contested": is_contested_address(subject, address),
        "objected": any(given is None or day >= given for day in said_no)
        or _is_remembered(subject, address, purpose, on=on),
        "consent": consent,
        "consent_on": given,
    }


def _says_no(choice: Choice, purpose: Purpose) -> bool:
    """Return whether ``choice`` is a no to ``purpose``. A contract hears none; a wish to be forgotten ends
    what has no open record."""
    if purpose.basis is Basis.CONTRACT:
        return False
    if choice.kind == Choice.Kind.OBJECTION:
        return choice.purpose in (purpose.slug, "")
    return choice.kind == Choice.Kind.ERASURE and kind_of(purpose) is not Kind.RECORD


def _is_remembered(subject: Subject, address: str, purpose: Purpose, *, on: date) -> bool:
    """Return whether ``address`` is remembered as a no of ``subject`` that no later yes lifted; a question of
    their own we still answer."""
    if not address or kind_of(purpose) is Kind.RECORD:
        return False
    return suppression_list.is_suppressed(
        address, purpose=purpose.slug, names=names_of_subject(subject), on=on
    )


def _consent(choices: list[Choice], purpose: Purpose, *, on: date) -> tuple[Consent, date | None]:
    """Return what became of the newest consent to ``purpose``, and the day it was given if it stands."""
    consents = [
        choice for choice in choices if choice.kind == Choice.Kind.CONSENT and choice.purpose == purpose.slug
    ]
    if not consents:
        return Consent.NONE, None
    newest = max(consents, key=lambda choice: (choice.starts, choice.pk))
    if newest.ends and newest.ends <= on:
        return Consent.WITHDRAWN, None
    if any(newest.starts + period <= on for period in _renewals(purpose)):
        return Consent.EXPIRED, None
    return Consent.GIVEN, newest.starts


def _renewals(purpose: Purpose) -> list[Any]:
    """Return after how long a consent to ``purpose`` that nobody renewed runs out by itself."""
    terms = (
        part for group in registry.groups if purpose in group.keep for part in group.keep[purpose].parts()
    )
    return [
        term.renew
        for term in terms
        if isinstance(term, WhileConsent) and term.renew and term.silence == "erase"
    ]
