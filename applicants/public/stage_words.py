"""How far a selection is, in words for the applicant: no code of ours, nothing that a colleague thinks, and
no bad news before it is written to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from applicants.consents import has_confirmed, has_consented
from applicants.models import Application, Interview, Keep
from applicants.models.applications import Stage
from privacy.dates import day_of


@dataclass(frozen=True)
class Step:
    """One step of a selection: what it is, what there is to know of it, and whether it is done or where we
    are."""

    title: str
    text: str
    is_done: bool = False
    is_here: bool = False


def describe_steps(application: Application, *, now: datetime) -> list[Step]:
    """Return the steps of the selection as its applicant sees them."""
    stage = _told_stage(application, on=day_of(now))
    received = Step(_("Received"), date_format(application.applied_on, "j F Y"), is_done=True)
    if stage in ENDS:
        return [received, Step(_("The end"), str(_ends()[stage]), is_here=True)]
    if application.position.is_over(day_of(now)):
        return [received, Step(_("The end"), _("The selection is closed."), is_here=True)]
    planned = _next_talk(application, now=now)
    talks = stage in (Stage.INTERVIEW, Stage.OFFER) or planned is not None
    reading = Step(
        _("We read your application"),
        "" if talks else _reading(stage, application),
        is_done=talks,
        is_here=not talks and not _waits_for_mailbox(application),
    )
    talk = Step(
        _("A talk"),
        _talk_words(planned) if planned else _without_talk(application, talks=talks),
        is_done=talks and planned is None,
        is_here=planned is not None,
    )
    hearing = Step(
        _("You hear from us"),
        _("We made you an offer.")
        if stage == Stage.OFFER
        else _deadline_words(application.position.answer_by),
        is_here=talks and planned is None,
    )
    return [received, reading, talk, hearing]


ENDS = (Stage.HIRED, Stage.NOT_SELECTED, Stage.WITHDRAWN)


def _told_stage(application: Application, *, on: date) -> Stage:
    """Return the stage that the applicant may read here: a no once we wrote to them since, or the selection
    is closed; until then the stage before it."""
    if application.stage != Stage.NOT_SELECTED or not application.position.is_open(on):
        return Stage(application.stage or Stage.RECEIVED)
    changes = list(application.stage_changes.order_by("-at", "-pk"))
    heard = application.heard_on
    if heard and all(day_of(each.at) <= heard for each in changes[:1]):
        return Stage.NOT_SELECTED
    before = (each.stage for each in changes if each.stage != Stage.NOT_SELECTED)
    return Stage(next(before, Stage.RECEIVED))


def _ends() -> dict[Stage, str]:
    return {
        Stage.HIRED: _("You get the job. Congratulations!"),
        Stage.NOT_SELECTED: _("We do not go on with your application. Do you want to know why? Ask us."),
        Stage.WITHDRAWN: _("You withdrew. We delete what you sent tonight."),
    }


def describe_going(application: Application, *, now: datetime) -> str:
    """Return what becomes of what was sent now that the selection is closed; "" as long as it goes on, or
    where the applicant ended it."""
    stage = Stage(application.stage or Stage.RECEIVED)
    if not application.position.is_over(day_of(now)) or application.ended_on or stage == Stage.WITHDRAWN:
        return ""
    undecided = not application.choice or not has_confirmed(application)
    consented = application.choice == Keep.RESERVE and has_consented(application.subject, on=day_of(now))
    if stage == Stage.HIRED or not (undecided or consented):
        return _("The selection is closed. We delete what you sent tonight.")
    if consented:
        return _("The selection is closed. We keep what you sent for later positions, as you chose.")
    return _("The selection is closed. We delete what you sent four weeks later, unless you let us keep it.")


def _reading(stage: Stage, application: Application) -> str:
    if stage == Stage.SELECTED:
        return _("We would like to meet you, and write to you for a day.")
    if _waits_for_mailbox(application):
        return _("Confirm first that it is yours.")
    return _("We are here now.")


def _waits_for_mailbox(application: Application) -> bool:
    return application.origin == Application.Origin.FORM and application.confirmed_at is None


def _next_talk(application: Application, *, now: datetime) -> Interview | None:
    return _invited(application).filter(starts_at__gte=now).order_by("starts_at").first()


def _invited(application: Application) -> QuerySet[Interview]:
    return Interview.objects.filter(application=application, cancelled_at=None, sent_at__isnull=False)


def _without_talk(application: Application, *, talks: bool) -> str:
    """Return what there is to know where no talk is to come: when the last one was, if there was one."""
    last = _invited(application).order_by("starts_at").last()
    if last:
        return date_format(localtime(last.starts_at), "l j F Y")
    return "" if talks else _("If we want to meet you, we write to you.")


def _talk_words(talk: Interview) -> str:
    starts = localtime(talk.starts_at)
    return _("%(day)s at %(hour)s, %(place)s") % {
        "day": date_format(starts, "l j F Y"),
        "hour": date_format(starts, "H:i"),
        "place": talk.place,
    }


def _deadline_words(day: date | None) -> str:
    if day is None:
        return _("Also if it is no.")
    return _("At the latest on %(day)s, also if it is no.") % {"day": date_format(day, "l j F Y")}
