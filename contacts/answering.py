"""Answering a question: the answer leaves, is stored and closes the question, in one act.

We answer of our own accord, so each way asks the gate with the question as its reason; who comes to us again
needs none. What was said stands in the register as every talk does.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from contacts import outreach, register
from contacts.models import Assignment, Company, Contact, ContactPoint, ContactRole, Enquiry
from contacts.outreach import Reason
from contacts.purposes import ENQUIRY
from privacy.delivery.letters import send_letter
from privacy.locks import latched
from privacy.models import OutboxMessage
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel
from privacy.web.refusal import Refusal

ANSWER_WITHIN = timedelta(days=14)
"""How long a question may wait, an assignment through the form too: our own measure, no law's."""


class AnsweredMeanwhile(Refusal):
    """Somebody answered the question since it was read; the message is a sentence for staff."""

    def __init__(self) -> None:
        super().__init__(_("This question was answered while the page was open. Nothing was sent."))


def answer_by(enquiry: Enquiry) -> date:
    """Return the last day on which the answer is in time."""
    return enquiry.received_on + ANSWER_WITHIN


def make_reason(enquiry: Enquiry) -> Reason:
    """Return ``enquiry`` as what we reach the person about."""
    return Reason(f"{enquiry._meta.model_name}-{enquiry.pk}", ENQUIRY, enquiry)


def may_answer(enquiry: Enquiry, *, on: date) -> Permission:
    """Return the gate's answer to answering ``enquiry``, whichever way."""
    return gate.may_contact(
        enquiry.contact.subject,
        channel=Channel.EMAIL,
        purpose=ENQUIRY,
        on=on,
        about=enquiry,
        tells_source=True,
    )


def send_answer(enquiry: Enquiry, point: ContactPoint, *, text: str, on: date) -> OutboxMessage:
    """Put ``text`` in the outbox as a letter to the address ``point``, and close ``enquiry``; return the
    letter.

    Raises ``gate.NotAllowed``, ``AnsweredMeanwhile`` or ``register.ErasedMeanwhile``; nothing is stored then.
    """
    with latched():
        asked = _unanswered(enquiry)
        facts = {"asked_on": asked.received_on.isoformat(), "question": asked.question, "answer": text}
        letter = send_letter(
            "answer-question",
            to=point.value,
            language=asked.contact.language,
            context=facts,
            subject=asked.contact.subject,
            about=asked,
        )
        _store(asked, text=text, channel=Channel.EMAIL, on=on)  # the letter asked the gate
    return letter


def record_answer(enquiry: Enquiry, *, text: str, channel: str, on: date, they_began: bool = False) -> None:
    """Store that ``enquiry`` was answered by ``channel``, and close it. A talk that ``they_began`` needs
    nobody's leave.

    Raises as ``send_answer`` does.
    """
    with latched():
        asked = _unanswered(enquiry)
        if they_began:
            _store(asked, text=text, channel=channel, on=on)
        else:
            outreach.record_own_outreach(asked.contact, make_reason(asked), note=text, channel=channel, on=on)
            register.close_question(asked, text=text, on=on)


def _store(asked: Enquiry, *, text: str, channel: str, on: date) -> None:
    register.record_interaction(
        asked.contact, note=text, on=on, channel=channel, purpose=ENQUIRY.slug, enquiry=asked
    )
    register.close_question(asked, text=text, on=on)


def make_assignment(enquiry: Enquiry, client: Contact | Company, *, title: str, on: date) -> Assignment:
    """Return a new assignment of ``client`` that came of ``enquiry``; who asked for their organisation is its
    contact person.

    The question stays open: whoever asked still waits for our answer. Raises ``gate.NotAllowed``,
    ``AnsweredMeanwhile`` or ``register.ErasedMeanwhile``.
    """
    with latched():
        asked = _unanswered(enquiry)
        if asked.assignment:
            return asked.assignment
        work = register.open_assignment(client, title=title, on=on)
        if isinstance(client, Company):
            ContactRole.objects.create(contact=asked.contact, assignment=work, role=_("contact person"))
        asked.assignment = work
        asked.save(update_fields=["assignment"])
        return work


def _unanswered(enquiry: Enquiry) -> Enquiry:
    """Return ``enquiry`` as it stands now; raise that it was answered, or erased. The caller holds the
    latch."""
    asked = Enquiry.objects.select_related("contact__subject", "assignment").filter(pk=enquiry.pk).first()
    if asked is None:
        raise register.ErasedMeanwhile
    if asked.answered_on:
        raise AnsweredMeanwhile
    return asked
