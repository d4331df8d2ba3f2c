"""What an applicant hears from us: drafted from a reviewed letter, looked at, and sent through the gate.

What is sent is what was looked at: a draft has a seal over its words, and goes out with that seal or not at
all.
Each act has its author, who is a person (GDPR art. 22); a refusal is never written by a program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.consents import has_confirmed
from applicants.models import Application, Evaluation, Interview, Position, Stage
from applicants.outreach import begin_reserve_contact
from applicants.presence import require_present
from applicants.selection.calendar_invitation import write_invitation
from applicants.stages import move_to_stage
from privacy.dates import day_of
from privacy.delivery.letter_text import render_letter
from privacy.delivery.letters import send_letter
from privacy.locks import latched
from privacy.outreach.rules import Channel
from privacy.web.refusal import Refusal

LATER_THAN_A_TALK = (Stage.OFFER, Stage.HIRED)
SIGNER = signing.Signer(salt="applicants.letter")


class NoAddress(Refusal):
    """We have no e-mail address of the applicant."""

    def __init__(self) -> None:
        super().__init__(_("We have no e-mail address of this person. Write to them on paper, or call."))


class OtherWords(Refusal):
    """The letter is not the one that was looked at."""

    def __init__(self) -> None:
        super().__init__(_("The letter is another one by now. Look at it again before you send it."))


@dataclass(frozen=True)
class Draft:
    """A letter to an applicant that nobody sent yet; ``interview`` is the talk it is about, as it will be,
    ``stage`` where the application stands once it is sent, and ``later`` the position that somebody in the
    reserve hears of."""

    application: Application
    slug: str
    context: dict[str, Any]
    interview: Interview | None = None
    stage: str = ""
    later: Position | None = None

    def read(self) -> tuple[str, str]:
        """Return the subject and the text, as they will be sent."""
        return render_letter(self.slug, language=self.application.language, context=self.context)

    @property
    def seal(self) -> str:
        """Return a signature over what was looked at."""
        title, text = self.read()
        return SIGNER.signature(f"{self.application.pk} {self.slug} {title} {text}")


def draft_question(application: Application, *, question: str) -> Draft:
    """Return a letter that asks the applicant something about their application."""
    return Draft(application, "applicant-question", _job(application) | {"question": question})


def draft_refusal(application: Application, *, words: str = "") -> Draft:
    """Return the polite letter that says that we do not go on with this application, with ``words`` of
    staff.

    It says that they let us keep it only where their mailbox confirmed so, and that we read it only where one
    of us could: a blind look without an evaluation opened no file.
    """
    evaluated = Evaluation.objects.filter(application=application).exists()
    facts = _job(application) | {
        "applied_on": application.applied_on.isoformat(),
        "choice": application.choice if has_confirmed(application) else "",
        "was_read": evaluated or not application.position.blind_first_look,
        "words": words,
    }
    return Draft(application, "applicant-refusal", facts, stage=Stage.NOT_SELECTED)


def draft_invitation(application: Application, interview: Interview, *, words: str, now: datetime) -> Draft:
    """Return the invitation to a talk, or that it is moved, with the event for a calendar."""
    with override(application.language):
        calendar = write_invitation(interview, now=now)
    facts = _job(application) | _talk(interview, calendar) | {"words": words, "moved": interview.revision > 0}
    return Draft(application, "applicant-invitation", facts, interview=interview, stage=Stage.INTERVIEW)


def draft_cancellation(application: Application, interview: Interview, *, words: str, now: datetime) -> Draft:
    """Return the letter that says that a talk does not go on."""
    with override(application.language):
        calendar = write_invitation(interview, now=now)
    facts = _job(application) | _talk(interview, calendar) | {"words": words}
    return Draft(application, "applicant-cancellation", facts, interview=interview)


def draft_later_position(application: Application, position: Position, *, words: str) -> Draft:
    """Return the letter to somebody in the reserve about one later position, which it names."""
    language = application.language
    with override(language):
        link = urljoin(settings.SITE_URL, reverse("job", args=[position.slug]))
    facts = _job(application) | {"later": position.title(language), "link": link, "words": words}
    return Draft(application, "applicant-later-position", facts, later=position)


def send(draft: Draft, *, seal: str, by: AbstractBaseUser, now: datetime) -> None:
    """Put the letter that was looked at in the outbox, and store with it what it tells: the talk, the stage
    that ``by`` decided on, that they heard from us.

    ``OtherWords`` where it is another one by now; ``NoLongerThere``, ``NoAddress``, ``NotAllowed`` of the
    gate, and what ``begin_reserve_contact`` raises.
    """
    with latched():
        row = require_present(draft.application)
        if draft.seal != seal:
            raise OtherWords
        if not row.email:
            raise NoAddress
        if draft.later:
            begin_reserve_contact(row, draft.later, channel=Channel.EMAIL, by=by, on=day_of(now))
        send_letter(
            draft.slug,
            to=row.email,
            language=row.language,
            context=draft.context,
            subject=row.subject,
            about=row,
        )
        if draft.interview:
            draft.interview.sent_at = now
            draft.interview.save()
        if draft.stage == Stage.NOT_SELECTED or (draft.stage and row.stage not in LATER_THAN_A_TALK):
            move_to_stage(row, draft.stage, by=by, now=now)
        record_heard(row, on=day_of(now))


def record_heard(application: Application, *, on: date) -> None:
    """Write down that the applicant heard from us on that day."""
    Application.objects.filter(pk=application.pk).update(heard_on=on)


def _job(application: Application) -> dict[str, Any]:
    return {"job": application.position.title(application.language)}


def _talk(interview: Interview, calendar: str) -> dict[str, Any]:
    return {
        "starts_at": interview.starts_at.isoformat(),
        "minutes": interview.minutes,
        "place": interview.place,
        "calendar": calendar,
    }
