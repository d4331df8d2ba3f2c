"""How long an applicant lets us keep what they sent: only for this position, or also for later ones, which
is the consent ``reserve``.

A form alone gives no consent: whoever fills it in may not be whose mailbox it names. The consent is recorded
when the mailbox confirms it by its link and a button (double opt-in), with the sentence that was shown, the
version of the notice, its language and the time; until then it waits (``applicants/terms.py``).
"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser

from applicants.models import Application, Keep
from applicants.presence import require_present
from applicants.purposes import RESERVE
from privacy.dates import day_of
from privacy.locks import latched
from privacy.models import Choice, Identifier, Subject
from privacy.models.choices import in_force
from privacy.subjects import choices
from privacy.subjects.lookup import add_identifier


def confirm_mailbox(application: Application, *, now: datetime) -> Application:
    """Write down that the mailbox of the application showed that it is theirs: its link was followed, and a
    button pressed. A choice for the reserve in the form is a consent from now on. Twice is once.

    Return the application as it is then; ``NoLongerThere``.
    """
    with latched():
        row = require_present(application)
        if row.confirmed_at is None:
            _show_mailbox(row, now=now)
            if row.choice == Keep.RESERVE:
                _consent(row, wording=row.wording, notice=row.notice_id, source="web", by=None, now=now)
        return row


def choose_how_long(
    application: Application,
    choice: str,
    *,
    wording: str,
    now: datetime,
    notice: int | None = None,
    source: str = Choice.Channel.WEB,
    by: AbstractBaseUser | None = None,
) -> Application:
    """Record how long the applicant lets us keep their application, at any time, also after the closing as
    long as it is there; return it as it is then.

    ``wording`` is the sentence that they saw, or in which they said it. Without ``by`` it is their own act by
    the mailed link, which confirms their mailbox and lifts an earlier no; what staff write down
    (``source``: phone, letter or email) is refused with ``Suppressed`` after a no. ``NoLongerThere`` where it
    comes too late; ``ValueError`` for no choice, or one without its sentence.
    """
    if choice not in Keep.values or not wording.strip():
        raise ValueError("a choice is one of Keep, with the sentence in which it was made")
    with latched():
        row = require_present(application)
        if by is None and row.confirmed_at is None:
            _show_mailbox(row, now=now)
        if choice == Keep.RESERVE:
            _consent(row, wording=wording, notice=notice, source=source, by=by, now=now)
        row.choice, row.wording = choice, wording
        row.notice_id = notice or row.notice_id
        row.save(update_fields=["choice", "wording", "notice"])
        if choice == Keep.POSITION:
            end_consent_if_unused(row.subject, on=day_of(now))
        return row


def end_consent_if_unused(subject: Subject, *, on: date) -> None:
    """Withdraw the consent to the reserve where no application of ``subject`` is kept for it any more."""
    kept = Application.objects.filter(subject=subject, choice=Keep.RESERVE, ended_on=None)
    if has_consented(subject, on=on) and not kept.exists():
        choices.record_withdrawal(subject, RESERVE.slug, on=on)


def has_confirmed(application: Application) -> bool:
    """Return whether the choice of the application is theirs for certain: one for the reserve that came by
    the form waits for its mailbox."""
    by_form = application.origin == Application.Origin.FORM
    return application.choice != Keep.RESERVE or not by_form or application.confirmed_at is not None


def has_consented(subject: Subject, *, on: date) -> bool:
    """Return whether a consent to the reserve stands on that day."""
    mine = Choice.objects.filter(in_force(on), subject=subject, purpose=RESERVE.slug)
    return mine.filter(kind=Choice.Kind.CONSENT).exists()


def _show_mailbox(row: Application, *, now: datetime) -> None:
    """Write down that the mailbox is theirs, and that the number is one that they claim."""
    row.confirmed_at = now
    row.save(update_fields=["confirmed_at"])
    if row.email:
        add_identifier(row.subject, row.email)
    if row.phone:
        add_identifier(row.subject, row.phone, kind=Identifier.Kind.PHONE, claimed=True)


def _consent(
    row: Application,
    *,
    wording: str,
    notice: int | None,
    source: str,
    by: AbstractBaseUser | None,
    now: datetime,
) -> None:
    choices.record_consent(
        row.subject,
        RESERVE.slug,
        on=day_of(now),
        source=source,
        wording=wording,
        by=by,
        own_act=by is None,
        notice=notice,
    )
