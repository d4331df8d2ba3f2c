"""The letters that answer a request: which one, and what it is told. All of it in the person's language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import translation

from privacy.declarations.registry import registry
from privacy.delivery import letters as mail
from privacy.delivery.letter_text import written
from privacy.export.redaction_marks import draft_of
from privacy.models import MailedLink, OutboxMessage, Request
from privacy.requests import answer_sentences as told
from privacy.requests import tokens
from privacy.requests.preview import Preview
from privacy.retention.summary import Item
from privacy.rights import objection as stopping
from privacy.web.links import build_link
from privacy.wording.words import cited, told_words

TOLD = (Request.Kind.RECTIFICATION, Request.Kind.RESTRICTION, Request.Kind.OBJECTION, Request.Kind.WITHDRAWAL)
"""Rights whose answer tells what was done; the others bring data, or tell what went."""

COPIES = (Request.Kind.ACCESS, Request.Kind.PORTABILITY)
"""The rights that are answered with a copy."""


class Letter(NamedTuple):
    """A letter of ``templates/mail`` and what it is told."""

    template: str
    context: dict[str, Any]


def draft(seen: Preview, *, now: datetime) -> Letter:
    """Return the letter that approval would send, with the words that staff prepared, its download link left
    out.

    Words that come from declarations are those of the active language: ask for the preview in the person's.
    """
    return _with_words(seen.request, _drafted(seen, now=now))


def _drafted(seen: Preview, *, now: datetime) -> Letter:
    request = seen.request
    facts = {"reference": request.reference, "received_at": request.received_at.isoformat()}
    if not seen.known:
        remembered = told.remembered() if request.kind in stopping.KINDS and stopping.noes(request) else ""
        return Letter("answer-unknown", facts | {"kind": request.kind, "remembered": remembered})
    others = {"others": [{"who": item.what, "how": item.why} for item in seen.processors]}
    if request.kind == Request.Kind.ERASURE:
        return Letter(
            "answer-erasure",
            facts | others | {"erased": _what(seen.goes), "kept": [_kept(item) for item in seen.stays]},
        )
    if request.kind in TOLD:
        kept = [_kept(item) for item in seen.stays] if request.kind in stopping.KINDS else []
        refused = told.refused(request)
        did = {"did": told.done(seen), "goes": _what(seen.goes), "kept": kept, "refused": refused}
        return Letter(
            "answer-partly" if refused else "answer-done", facts | others | {"kind": request.kind} | did
        )
    if request.postal and request.kind in COPIES:
        return Letter(f"answer-{request.kind}-paper", facts)
    if request.kind == Request.Kind.PORTABILITY:
        return Letter(
            "answer-portability", facts | {"link": "", "expires_at": (now + tokens.DOWNLOAD_FOR).isoformat()}
        )
    return Letter(
        "answer-access", facts | {"link": "", "expires_at": (now + tokens.DOWNLOAD_FOR).isoformat()}
    )


def refusal(request: Request, ground: str) -> Letter:
    """Return the letter that refuses ``request`` on ``ground``, with the ways to complain (GDPR art.
    12(4))."""
    facts = {
        "kind": request.kind,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
    }
    return _with_words(request, Letter("refusal", facts | {"ground": ground}))


def extension(request: Request, reasons: str, *, due_on: date) -> Letter:
    """Return the letter that says why the answer takes until ``due_on``, with the ways to complain (GDPR art.
    12(3))."""
    facts = {
        "kind": request.kind,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
    }
    return Letter("extension", facts | {"reasons": reasons, "due_on": due_on.isoformat()})


def lifting(ends_on: date) -> Letter:
    """Return the letter that says, before it happens, that a restriction ends on ``ends_on`` (GDPR art.
    18(3))."""
    return Letter("restriction-ends", {"ends_on": ends_on.isoformat()})


def send(request: Request, letter: Letter) -> OutboxMessage:
    """Put a letter about ``request`` that is not its answer in the outbox, and return it."""
    with translation.override(request.language):
        return mail.write(request, letter.template, letter.context)


def post(request: Request, letter: Letter, *, site: str, now: datetime) -> None:
    """Keep the answer on the request's file and put it in the outbox; a download gets its link here.

    The file has the letter as it goes out, as evidence; only the link is left out of it, for it opens the
    data.
    """
    subject, text = _shown(letter, language=request.language)
    request.answer = json.dumps({"letter": letter.template, **letter.context, "sent": [subject, text]})
    request.save(update_fields=["answer"])
    context = letter.context
    if "link" in context:
        token = tokens.issue(request, MailedLink.Use.DOWNLOAD, now=now)
        context = context | {
            "link": build_link("privacy_download", token, language=request.language, site=site)
        }
    with translation.override(request.language):
        mail.write(request, letter.template, context)


def as_sent(request: Request) -> tuple[str, str] | None:
    """Return subject and text of the letter that answered ``request``, in its language; ``None`` before there
    is one."""
    if not request.answer:
        return None
    context = json.loads(request.answer)
    template, sent = context.pop("letter"), context.pop("sent", None)
    return (sent[0], sent[1]) if sent else _shown(Letter(template, context), language=request.language)


def to_be_sent(seen: Preview, *, now: datetime) -> tuple[str, str]:
    """Return subject and text of the letter that approval would send, in the language of the request."""
    return _shown(draft(seen, now=now), language=seen.request.language)


def _shown(letter: Letter, *, language: str) -> tuple[str, str]:
    hidden = {"link": "https://…"} if "link" in letter.context else {}
    return written(letter.template, language=language, context=letter.context | hidden)


def _with_words(request: Request, letter: Letter) -> Letter:
    words = draft_of(request).words
    return Letter(letter.template, letter.context | {"words": words}) if words else letter


def _what(items: Iterable[Item]) -> list[str]:
    return [_told(item) for item in items]


def _told(item: Item) -> str:
    return told_words(registry.group(item.label))


def _kept(item: Item) -> dict[str, str | None]:
    rule = item.text if item.until is None else ""
    return {
        "what": _told(item),
        "why": item.why,
        "rule": rule,
        "law": cited(item.law or "") or None,
        "until": item.until.isoformat() if item.until else None,
    }
