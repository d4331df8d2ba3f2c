"""A letter is put in the outbox with the change it tells of, and sent from there.

Here stands what may not be put there: a letter that lacks something, that has no purpose that allows it, or
that goes to no one address.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from privacy.dates import day_of
from privacy.declarations.letters import letters
from privacy.delivery import outbox
from privacy.delivery.for_another import letter_for_another
from privacy.delivery.handlers import MAIL, PAPER
from privacy.delivery.letter_text import render_letter
from privacy.delivery.source_facts import may_carry_source
from privacy.models import DutyFulfilled, OutboxMessage, Request, Subject, Task
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel, Kind
from privacy.subjects.duties_fulfilled import must_hear_of_right_to_object, record_duties
from privacy.subjects.identifiers import normalise_email
from privacy.web.refusal import Refusal


def send_letter(
    template: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    subject: Subject | None = None,
    request: Request | None = None,
    about: Model | None = None,
) -> OutboxMessage:
    """Put the letter ``template`` to the address ``to`` in the outbox, in the caller's transaction.

    ``about`` is the record that it is about. Raises ``gate.NotAllowed``, with the reason, if it may not be
    sent.

    ``context`` is JSON. Raises ``ValueError`` for a letter, language or address that does not exist, for a
    context that lacks something, and for a link without its host; ``Incomplete`` for a refusal or extension
    without its mandatory parts; ``TypeError`` for a context that is no JSON.
    """
    _refuse_unfit(template, language, context)
    address = normalise_one_address(to)
    payload = {"template": template, "to": address, "language": language, "context": context}
    permission = permission_to_send(template, to=address, subject=subject, about=about)
    if not permission.allowed:
        raise gate.NotAllowed(permission)
    if about is not None:
        payload["about"] = f"{about._meta.label} {about.pk}"
    return outbox.put_message(MAIL, payload, subject=subject, request=request)


def write_about_request(request: Request, template: str, context: dict[str, Any]) -> OutboxMessage:
    """Put a letter about ``request`` in the outbox: to its mail address, or on paper, to be posted by one of
    us, where that is all there is or what the person wants.

    Raises as ``send_letter`` does.
    """
    template, context = letter_for_another(request, template, context)
    if request.postal:
        context = context | {"paper": True}
    # Who acts for another is told, not the person: that fulfils no duty towards them.
    subject = None if request.mandate else request.subject
    if not request.postal:
        to = request.address or ""
        return send_letter(
            template,
            to=to,
            language=request.language,
            context=context,
            subject=subject,
            request=request,
        )
    _refuse_unfit(template, request.language, context)
    payload = {"template": template, "to": request.postal, "language": request.language, "context": context}
    return outbox.put_message(PAPER, payload, subject=subject, request=request)


def permission_to_send(
    template: str, *, to: str, subject: Subject | None, about: Model | None, written: bool = False
) -> Permission:
    """Return whether the letter ``template`` may go to ``to`` today; what is no duty goes to people we know
    only.

    ``written``: it was allowed once and waits to be handed over, so that what it closes is closed.
    """
    letter = letters.named(template)
    purpose = letter.purpose
    if gate.kind_of(purpose) is Kind.DUTY:
        return Permission(True, "duty")
    if subject is None:
        return Permission(False, "nobody")
    return gate.may_contact(
        subject,
        channel=Channel.EMAIL,
        purpose=purpose,
        on=timezone.localdate(),
        about=about,
        closed_by_us=written and letter.closes,
        address=to,
        tells_source=may_carry_source(template, to=to, subject=subject),
    )


def record_as_told(
    template: str, *, to: Subject | None, first: bool, at: datetime, with_source: bool = False
) -> None:
    """Write down which duties to inform the letter ``template`` fulfilled, which left at ``at``; the
    ``first`` letter to a person has the right to object in it, one ``with_source`` where their data came
    from."""
    if to is None:
        return
    duties = letters.named(template).duties_fulfilled(first=first)
    duties += [DutyFulfilled.What.ORIGIN] if with_source else []
    record_duties(to, duties, at=at)
    if with_source:
        open_tasks = Task.objects.filter(kind=Task.Kind.INFORM, subject=to, done_on=None)
        open_tasks.update(done_on=day_of(at))


def tells_of_right_to_object(subject: Subject | None, template: str, context: dict[str, Any]) -> bool:
    """Return whether the letter is the first to ``subject``, and so tells of the right to object (GDPR art.
    21(4)); one that answers an objection does not: the next one does. Nor does one about the account of a
    colleague."""
    answers_objection = template.startswith("answer-") and context.get("kind") == Request.Kind.OBJECTION
    silent = answers_objection or letters.named(template).to_staff
    return not silent and must_hear_of_right_to_object(subject)


def find_record_named(text: str) -> Model | None:
    """Return the record that ``text`` ("app.Model number") names, if it is still there."""
    label, _space, number = text.partition(" ")
    return apps.get_model(label)._base_manager.filter(pk=number).first() if label else None


def normalise_one_address(text: str) -> str:
    """Return one address in its normal spelling; ``ValueError`` for a list of them, a line break, or none."""
    if "\n" in text or "\r" in text:
        raise ValueError("a line break in an address")
    try:
        return normalise_email(text)
    except Refusal as error:  # whoever typed it was refused before
        raise ValueError("no e-mail address") from error


def _refuse_unfit(template: str, language: str, context: dict[str, Any]) -> None:
    """Raise what ``send_letter`` says it does for a letter that may not leave, or not like this."""
    letter = letters.named(template)
    lacking = set(letter.needs) - set(context)
    if lacking or language not in dict(settings.LANGUAGES):
        raise ValueError(f"no letter without {sorted(lacking) or language}")
    if not re.match(r"https?://", context.get("link", "http://")):
        raise ValueError("a mailed link names its host")
    if letter.reasons:
        render_letter(template, language=language, context=context)
