"""The letters that answer a request: which one, and what it is told. All of it in the person's language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import translation

from privacy import mail, stopping, tokens, told
from privacy.links import link_to
from privacy.models import Message, Request, RequestToken
from privacy.preview import Item, Preview

TOLD = (Request.Kind.RECTIFICATION, Request.Kind.RESTRICTION, Request.Kind.OBJECTION, Request.Kind.WITHDRAWAL)
"""Rights whose answer tells what was done; the others bring data, or tell what went."""


class Letter(NamedTuple):
    """A letter of ``templates/mail`` and what it is told."""

    template: str
    context: dict[str, Any]


def draft(seen: Preview, *, now: datetime) -> Letter:
    """Return the letter that approval would send, its download link left out.

    Words that come from declarations are those of the active language: ask for the preview in the person's.
    """
    request = seen.request
    facts = {"reference": request.reference, "received_at": request.received_at.isoformat()}
    if not seen.known:
        remembered = told.remembered() if request.kind in stopping.KINDS else ""
        return Letter("answer-unknown", facts | {"kind": request.kind, "remembered": remembered})
    if request.kind == Request.Kind.ERASURE:
        return Letter("answer-erasure", facts | {"erased": _what(seen.goes), "kept": [_kept(item) for item in seen.stays]})
    if request.kind in TOLD:
        kept = [_kept(item) for item in seen.stays] if request.kind in stopping.KINDS else []
        refused = told.refused(request)
        did = {"did": told.done(seen), "goes": _what(seen.goes), "kept": kept, "refused": refused}
        return Letter("answer-partly" if refused else "answer-done", facts | {"kind": request.kind} | did)
    if request.kind == Request.Kind.PORTABILITY:
        return Letter("answer-portability", facts | {"link": "", "expires_at": (now + tokens.DOWNLOAD_FOR).isoformat()})
    return Letter("answer-access", facts | {"link": "", "expires_at": (now + tokens.DOWNLOAD_FOR).isoformat()})


def refusal(request: Request, ground: str) -> Letter:
    """Return the letter that refuses ``request`` on ``ground``, with the ways to complain (GDPR art. 12(4))."""
    facts = {"kind": request.kind, "reference": request.reference, "received_at": request.received_at.isoformat()}
    return Letter("refusal", facts | {"ground": ground})


def extension(request: Request, reasons: str, *, due_on: date) -> Letter:
    """Return the letter that says why the answer takes until ``due_on``, with the ways to complain (GDPR art. 12(3))."""
    facts = {"kind": request.kind, "reference": request.reference, "received_at": request.received_at.isoformat()}
    return Letter("extension", facts | {"reasons": reasons, "due_on": due_on.isoformat()})


def lifting(ends_on: date) -> Letter:
    """Return the letter that says, before it happens, that a restriction ends on ``ends_on`` (GDPR art. 18(3))."""
    return Letter("restriction-ends", {"ends_on": ends_on.isoformat()})


def send(request: Request, letter: Letter) -> Message:
    """Put a letter about ``request`` that is not its answer in the outbox, and return it."""
    with translation.override(request.language):
        return mail.write(request, letter.template, letter.context)


def post(request: Request, letter: Letter, *, site: str, now: datetime) -> None:
    """Keep the answer on the request's file and put it in the outbox; a download gets its link here."""
    request.answer = json.dumps({"letter": letter.template, **letter.context})
    request.save(update_fields=["answer"])
    context = letter.context
    if "link" in context:
        token = tokens.issue(request, RequestToken.Use.DOWNLOAD, now=now)
        context = context | {"link": link_to("privacy_download", token, language=request.language, site=site)}
    with translation.override(request.language):
        mail.write(request, letter.template, context)


def _what(items: Iterable[Item]) -> list[str]:
    return [item.what for item in items]


def _kept(item: Item) -> dict[str, str | None]:
    why = f"{item.why} ({item.text})" if item.text and item.until is None else item.why
    return {"what": item.what, "why": why, "law": item.law, "until": item.until.isoformat() if item.until else None}
