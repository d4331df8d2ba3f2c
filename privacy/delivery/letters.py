"""Every letter that goes out by mail: put in the outbox with the change it tells of, written and sent from
there.

The letters lie in ``templates/mail``: for each a subject, a plain text and an HTML part that says the same.
Nothing in them is fetched from anywhere, and nothing tells us whether they were read. What a server says when
it refuses quotes the address: only the kind of trouble is kept.

A letter can arrive twice, where a worker was killed between the server's yes and its own note of it. Its
Message-ID is then the same, by which mail programs show it once.
"""

from __future__ import annotations

import re
from email.utils import formataddr
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from privacy.declarations.purposes import Purpose
from privacy.delivery import outbox
from privacy.models import OutboxMessage, Request, Subject
from privacy.outreach import gate
from privacy.outreach.rules import Channel, Kind, Permission
from privacy.purposes import REQUESTS, SAFETY
from privacy.subjects.identifiers import normalise_email

LETTERS: dict[str, frozenset[str]] = {
    "confirm-request": frozenset({"kind", "link", "expires_at"}),
    "request-received": frozenset({"kind", "reference", "received_at", "due_on", "link"}),
    "answer-access": frozenset({"reference", "received_at", "link", "expires_at"}),
    "answer-unknown": frozenset({"kind", "reference", "received_at"}),
    "answer-erasure": frozenset({"reference", "received_at", "erased", "kept"}),
    "hold-released": frozenset({"reference", "received_at", "erased"}),
    "question-identity": frozenset({"kind", "reference", "received_at", "question", "stands_still"}),
    "question-clarification": frozenset({"kind", "reference", "received_at", "question", "stands_still"}),
    "my-data": frozenset({"link", "expires_at"}),
    "my-data-nothing": frozenset({"asked_at"}),
    "answer-access-paper": frozenset({"reference", "received_at"}),
    "answer-portability-paper": frozenset({"reference", "received_at"}),
    "answer-portability": frozenset({"reference", "received_at", "link", "expires_at"}),
    "answer-done": frozenset({"kind", "reference", "received_at", "did", "goes", "kept", "refused"}),
    "answer-partly": frozenset({"kind", "reference", "received_at", "did", "goes", "kept", "refused"}),
    "refusal": frozenset({"kind", "reference", "received_at", "ground"}),
    "extension": frozenset({"kind", "reference", "received_at", "due_on", "reasons"}),
    "staff-password": frozenset({"username", "link"}),
    "staff-address": frozenset({"link"}),
    "restriction-ends": frozenset({"ends_on"}),
    "origin": frozenset({"source", "data", "uses", "link"}),
}
"""What each letter must be told. Days and moments are ISO, ``kind`` is a slug of ``Request.Kind``, ``erased``
a list of words, ``kept`` a list of ``{"what", "why", "law", "until"}`` where law and until (the last day) may
be null; ``did`` and ``goes`` are sentences and words, ``refused`` a list of ``{"what", "why"}``. Each may
have ``words`` besides: what staff add in words of their own."""

DUTIES = (
    *(
        "confirm-request",
        "request-received",
        "answer-access",
        "answer-unknown",
        "answer-erasure",
        "hold-released",
    ),
    *("question-identity", "question-clarification", "my-data", "my-data-nothing", "answer-portability"),
    *("answer-done", "answer-partly", "refusal", "extension", "restriction-ends", "origin"),
    *("answer-access-paper", "answer-portability-paper"),
)
PURPOSES: dict[str, Purpose] = dict.fromkeys(DUTIES, REQUESTS) | dict.fromkeys(
    ("staff-password", "staff-address"), SAFETY
)
"""What each letter is sent for; one that is not named here is not sent. A duty goes out whatever somebody
chose; all else asks the gate, twice."""

REASONED = {"refusal": "ground", "extension": "reasons", "answer-partly": "refused"}
"""The letters that say no, or not yet, and which fact gives the reasons: without these, the way to complain
and the way to a court they do not leave the house (GDPR art. 12(3) and 12(4))."""

PAPER = "paper"
"""The handler of letters that one of us prints and posts."""


class Incomplete(ValueError):
    """The letter lacks a part that the law asks for."""


def send(
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
    address = _address(to)
    payload = {"template": template, "to": address, "language": language, "context": context}
    permission = permission_for(template, to=address, subject=subject, about=about)
    if not permission.allowed:
        raise gate.NotAllowed(permission)
    if about is not None:
        payload["about"] = f"{about._meta.label} {about.pk}"
    return outbox.put("mail", payload, subject=subject, request=request)


def write(request: Request, template: str, context: dict[str, Any]) -> OutboxMessage:
    """Put a letter about ``request`` in the outbox: to its mail address, or on paper, to be posted by one of
    us, where that is all there is or what the person wants.

    Raises as ``send`` does.
    """
    if not request.postal:
        to = request.address or ""
        return send(
            template,
            to=to,
            language=request.language,
            context=context,
            subject=request.subject,
            request=request,
        )
    _refuse_unfit(template, request.language, context)
    payload = {"template": template, "to": request.postal, "language": request.language, "context": context}
    return outbox.put(PAPER, payload, subject=request.subject, request=request)


def letter(
    message: OutboxMessage,
    *,
    template: str,
    to: str,
    language: str,
    context: dict[str, Any],
    first: bool = False,
) -> EmailMultiAlternatives:
    """Return the letter as it goes out for ``message``: headers, plain text and HTML, in ``language``.

    The ``first`` to a person has the right to object below it, apart from everything else (GDPR art. 21(4)).
    ``Incomplete`` if it refuses or postpones without its mandatory parts.
    """
    sender = settings.DEFAULT_FROM_EMAIL
    title, text = written(template, language=language, context=context | {"first": first})
    with translation.override(language):
        mail = EmailMultiAlternatives(
            subject=title,
            body=text,
            from_email=formataddr((settings.ORGANISATION_NAME, sender)),
            to=[_address(to)],
            reply_to=[sender],
            headers={
                "Message-ID": message_id(message),
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )
        facts = _facts(language, context) | {"title": title, "first": first}
        mail.attach_alternative(render_to_string(f"mail/{template}.html", facts), "text/html")
    return mail


def written(template: str, *, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return subject and plain text of a letter, as it is mailed, or printed to be posted; raises
    ``Incomplete``."""
    facts = _facts(language, context)
    with translation.override(language):
        title, text = _one_line(_text(f"{template}.subject.txt", facts)), _text(f"{template}.txt", facts)
        if template in REASONED:
            _must_be_whole(text, reasons=str(context[REASONED[template]]))
    return title, text


def _one_line(text: str) -> str:
    """Return ``text`` without breaks; the space that French keeps before its marks stays one that does not
    break."""
    return re.sub(r"[^\S\N{NO-BREAK SPACE}]+", " ", text).strip()


def message_id(message: OutboxMessage) -> str:
    """Return the Message-ID of ``message``, the same at every attempt; a database begun anew gives other
    ones."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return f"<{message.pk}.{message.made_at.timestamp():.6f}@{domain}>"


def _must_be_whole(text: str, *, reasons: str) -> None:
    """Raise ``Incomplete`` unless ``text`` gives reasons, the authority to complain to, and the way to a
    court."""
    court, authority = (
        _("Ask a court to decide (GDPR art. 79)."),
        str(settings.AUTHORITY.get("website") or ""),
    )
    if not reasons.strip():
        raise Incomplete(_("This letter needs reasons that the person can understand."))
    if not authority or authority not in text or "art. 77" not in text or court not in text:
        raise Incomplete(
            _("This letter lacks the way to complain or to go to court, without which it may not be sent.")
        )


@outbox.handles(PAPER)
def wait_for_the_post(_message: OutboxMessage, _payload: dict[str, Any]) -> None:
    """Put a letter on paper before a person: the program has no stamps."""
    raise outbox.Permanent("print-and-post")


def permission_for(template: str, *, to: str, subject: Subject | None, about: Model | None) -> Permission:
    """Return whether the letter ``template`` may go to ``to`` today; what is no duty goes to people we know
    only."""
    purpose = PURPOSES[template]
    if gate.kind_of(purpose) is Kind.DUTY:
        return Permission(True, "duty")
    if subject is None:
        return Permission(False, "nobody")
    return gate.may_contact(
        subject, channel=Channel.EMAIL, purpose=purpose, on=timezone.localdate(), about=about, address=to
    )


def record_named(text: str) -> Model | None:
    """Return the record that ``text`` ("app.Model number") names, if it is still there."""
    label, _space, number = text.partition(" ")
    return apps.get_model(label)._base_manager.filter(pk=number).first() if label else None


def _address(text: str) -> str:
    """Return one address in its normal spelling; ``ValueError`` for a list of them, a line break, or none."""
    if "\n" in text or "\r" in text:
        raise ValueError("a line break in an address")
    return normalise_email(text)


def _refuse_unfit(template: str, language: str, context: dict[str, Any]) -> None:
    """Raise what ``send`` says it does for a letter that may not leave, or not like this."""
    lacking = LETTERS[template] - set(context) if template in LETTERS else {template}
    if lacking or language not in dict(settings.LANGUAGES):
        raise ValueError(f"no letter without {sorted(lacking) or language}")
    if not re.match(r"https?://", context.get("link", "http://")):
        raise ValueError("a mailed link names its host")
    if template in REASONED:
        written(template, language=language, context=context)


def _facts(language: str, context: dict[str, Any]) -> dict[str, Any]:
    return context | {"organisation": _organisation(), "authority": settings.AUTHORITY, "language": language}


def _organisation() -> dict[str, str]:
    return {
        "name": settings.ORGANISATION_NAME,
        "number": settings.ORGANISATION_NUMBER,
        "address": settings.ORGANISATION_ADDRESS,
        "email": settings.ORGANISATION_EMAIL,
    }


def _text(name: str, facts: dict[str, Any]) -> str:
    """Return a plain text without the gaps that template tags leave."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", render_to_string(f"mail/{name}", facts)).strip() + "\n"
