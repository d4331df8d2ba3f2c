"""What happens to an application: it comes, by form or by staff, is sent again, changed, and ended.

Each act takes the latch, so that the sweep and the closing of its position come before it or after it. An
act of staff names them (``by``); one without is the applicant's own, who came by the link that we mailed, so
that it shows their mailbox as well (``applicants/consents.py``). Nothing is erased here: what is over gets
its ``ended_on``, and the sweep takes it that night.

``receive_application`` looks people up. Whoever fills in a form must not be able to tell: call it where
nobody waits, in the worker (``docs/decisions/0031``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from applicants.addresses import normalise_address
from applicants.consents import choose_how_long, confirm_mailbox, end_consent_if_unused
from applicants.counts import count_received, count_source
from applicants.finding import find_applicant, open_application_of
from applicants.models import Application, Position, Replacement, Stage, StageChange
from applicants.presence import NoLongerThere, require_present
from applicants.receipts import mail_link_to_choose
from applicants.sent_forms import SentForm, removing_on_failure, store_files
from privacy.dates import day_of
from privacy.locks import latched
from privacy.models import Identifier, Subject
from privacy.subjects.lookup import add_identifier, remove_unused_identifier
from privacy.subjects.suppression_list import Suppressed, is_row_suppressed
from privacy.web.refusal import Refusal

WAITS = timedelta(days=7)
"""How long what was sent again waits for its mailbox to say that it replaces what came before."""
PHONE = Identifier.Kind.PHONE


class NotOpen(Refusal):
    """The position is closed, or its last day is over."""

    def __init__(self) -> None:
        super().__init__(_("You can no longer apply for this position."))


class AppliedAlready(Refusal):
    """Staff enter an application of somebody who has an open one for this position."""

    def __init__(self) -> None:
        super().__init__(_("This person has an open application for this position already."))


class Outcome(StrEnum):
    """What a form that came turned out to be."""

    NEW = "new"
    SAME = "same"
    AGAIN = "again"


@dataclass(frozen=True)
class Received:
    """The application that a form is about, and what it was: a new one, the same form once more, or another
    one for it, which waits as ``replacement``."""

    application: Application
    outcome: Outcome
    replacement: Replacement | None = None


def receive_application(position: Position, form: SentForm, *, now: datetime) -> Received:
    """Take in what came by the public form, with its files, wholly or not at all.

    ``NotOpen`` where one cannot apply any more, ``Refusal`` for an address that is none. The same person
    twice for one position is one application: the same form changes nothing, another one waits for the
    mailbox (``replace_application``).
    """
    today, form = day_of(now), form.normalised()
    with removing_on_failure() as stored, latched():
        _require_open(position, today)
        subject = find_applicant(form.email, form.name, today=today)
        standing = open_application_of(subject, position) if subject else None
        if standing:
            return _receive_again(standing, form, today=today, stored=stored)
        application = _store(
            position, subject, form, origin=Application.Origin.FORM, today=today, stored=stored
        )
        count_source(position, form.source)
        StageChange.objects.create(application=application, stage=Stage.RECEIVED, at=now)
        return Received(application, Outcome.NEW)


def enter_application(
    position: Position, form: SentForm, *, origin: str, by: AbstractBaseUser, now: datetime
) -> Application:
    """Return what came on paper or by mail, written down by staff; the person chooses by the link that is
    mailed to them, unless they said so in it (``form.choice``).

    ``NotOpen`` and ``Refusal`` as above, ``AppliedAlready`` where there is one, ``Suppressed`` for somebody
    who asked to be forgotten.
    """
    today, form = day_of(now), form.normalised()
    with removing_on_failure() as stored, latched():
        if not position.is_open(today):
            raise NotOpen
        addresses = [each for each in (form.email, form.phone) if each]
        if is_row_suppressed(addresses, name=" ".join(form.name).strip(), on=today):
            raise Suppressed
        subject = find_applicant(form.email, form.name, today=today) if form.email else None
        if subject and open_application_of(subject, position):
            raise AppliedAlready
        application = _store(position, subject, form, origin=origin, today=today, stored=stored, by=by)
        StageChange.objects.create(application=application, stage=Stage.RECEIVED, at=now, by_id=by.pk)
        if form.choice:
            source = "letter" if origin == Application.Origin.PAPER else "email"
            application = choose_how_long(
                application, form.choice, wording=form.wording, source=source, by=by, now=now
            )
        elif form.email:
            mail_link_to_choose(application, now=now)
        return application


def replace_application(replacement: Replacement, *, now: datetime) -> Application:
    """Let what was sent again, and its files, take the place of what came before; return the application.

    The applicant's own act: they came by the mailed link. ``NoLongerThere`` after the time it waits.
    """
    today = day_of(now)
    with latched():
        row = require_present(replacement.application)
        waiting = row.replacements.filter(pk=replacement.pk, ended_on__gt=today).first()
        if waiting is None:
            raise NoLongerThere
        row.documents.filter(replacement=None, ended_on=None).update(ended_on=today)
        waiting.documents.update(replacement=None, ended_on=None)
        row.replacements.filter(ended_on__gt=today).update(ended_on=today)
        for field in ("first_name", "last_name", "letter", "language", "fingerprint"):
            setattr(row, field, getattr(waiting, field))
        _change_phone(row, waiting.phone)
        row.save()
        return choose_how_long(
            row, waiting.choice, wording=waiting.wording, notice=waiting.notice_id, now=now
        )


def waiting_replacement(application: Application, *, today: date) -> Replacement | None:
    """Return what was sent again last and still waits for its mailbox; ``None`` if nothing does."""
    return application.replacements.filter(ended_on__gt=today).order_by("-pk").first()


def change_application(
    application: Application, *, now: datetime, by: AbstractBaseUser | None = None, **fields: str
) -> Application:
    """Change ``first_name``, ``last_name``, ``phone`` or ``letter``; return the application as it is then.
    ``NoLongerThere``, ``Refusal`` for a number that is none."""
    phone = fields.pop("phone", None)
    if unknown := fields.keys() - {"first_name", "last_name", "letter"}:
        raise TypeError(f"not to be changed: {', '.join(sorted(unknown))}")
    with latched():
        row = require_present(application)
        for name, value in fields.items():
            setattr(row, name, value)
        if phone is not None:
            _change_phone(row, normalise_address("phone", phone))
        row.save(update_fields=[*fields, "phone"])
        if by is None:
            confirm_mailbox(row, now=now)
        return row


def withdraw_application(
    application: Application, *, now: datetime, by: AbstractBaseUser | None = None
) -> None:
    """End the application because its applicant withdraws; all of it goes tonight. ``by`` is who wrote that
    down, where they said it to us. Twice is once."""
    _end(application, now=now, stage=Stage.WITHDRAWN, by=by)


def take_out_application(application: Application, *, by: AbstractBaseUser, now: datetime) -> None:
    """End one application by decision of staff, for instance one sent by mistake; all of it goes tonight,
    and what else we have of the person stays."""
    _end(application, now=now, stage="", by=by)


def _end(application: Application, *, now: datetime, stage: str, by: AbstractBaseUser | None) -> None:
    with latched():
        row = Application.objects.filter(pk=application.pk, ended_on=None).first()
        if row is None:
            return
        row.ended_on = max(day_of(now), row.applied_on)
        if stage:
            row.stage = stage
            StageChange.objects.create(application=row, stage=stage, at=now, by_id=by.pk if by else None)
        row.save(update_fields=["ended_on", "stage"])
        if stage == Stage.WITHDRAWN:
            end_consent_if_unused(row.subject, on=day_of(now))


def _require_open(position: Position, today: date) -> None:
    fresh = Position.objects.get(pk=position.pk)
    if not fresh.takes_applications(today):
        raise NotOpen


def _receive_again(standing: Application, form: SentForm, *, today: date, stored: list[str]) -> Received:
    facts = form.facts()
    if standing.fingerprint == facts["fingerprint"]:
        return Received(standing, Outcome.SAME)
    waiting = waiting_replacement(standing, today=today)
    if waiting and waiting.fingerprint == facts["fingerprint"]:
        return Received(standing, Outcome.SAME, waiting)
    again = Replacement.objects.create(application=standing, sent_on=today, ended_on=today + WAITS, **facts)
    store_files(standing, form.files, on=today, stored=stored, replacement=again)
    return Received(standing, Outcome.AGAIN, again)


def _store(
    position: Position,
    subject: Subject | None,
    form: SentForm,
    *,
    origin: str,
    today: date,
    stored: list[str],
    by: AbstractBaseUser | None = None,
) -> Application:
    """Store a new application of ``subject``, or of somebody new, with its files. What only a form says is a
    claim, and of somebody whom we know it adds nothing."""
    known, subject = subject is not None, subject or Subject.objects.create()
    if by or not known:
        for kind, value in ((Identifier.Kind.EMAIL, form.email), (PHONE, form.phone)):
            if value:
                add_identifier(subject, value, kind=kind, claimed=by is None)
    application = Application.objects.create(
        position=position,
        subject=subject,
        email=form.email,
        origin=origin,
        applied_on=today,
        entered_by_id=by.pk if by else None,
        **form.facts() | ({"choice": ""} if by else {}),
    )
    store_files(application, form.files, on=today, stored=stored)
    count_received(position)
    return application


def _change_phone(row: Application, phone: str) -> None:
    """Set the number of ``row``, unsaved; the person is found by it, as one that they claim."""
    old, row.phone = row.phone, phone
    if old == phone:
        return
    if phone:
        add_identifier(row.subject, phone, kind=PHONE, claimed=True)
    others = Application.objects.filter(subject=row.subject, phone=old).exclude(pk=row.pk)
    if old and not others.exists():
        remove_unused_identifier(row.subject, old, kind=PHONE)
