"""The letters that answer a request: which one, and what it is told. All of it in the person's language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import translation

from privacy import mail, tokens
from privacy.links import link_to
from privacy.models import Request, RequestToken
from privacy.preview import Item, Preview


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
        return Letter("answer-unknown", facts | {"kind": request.kind})
    if request.kind == Request.Kind.ERASURE:
        return Letter("answer-erasure", facts | {"erased": _what(seen.goes), "kept": [_kept(item) for item in seen.stays]})
    return Letter("answer-access", facts | {"link": "", "expires_at": (now + tokens.DOWNLOAD_FOR).isoformat()})


def refusal(request: Request, ground: str) -> Letter:
    """Return the letter that refuses ``request`` on ``ground``, with the ways to complain (GDPR art. 12(4))."""
    facts = {"kind": request.kind, "reference": request.reference, "received_at": request.received_at.isoformat()}
    return Letter("refusal", facts | {"ground": ground})


def extension(request: Request, reasons: str, *, due_on: date) -> Letter:
    """Return the letter that says why the answer takes until ``due_on``, with the ways to complain (GDPR art. 12(3))."""
    facts = {"kind": request.kind, "reference": request.reference, "received_at": request.received_at.isoformat()}
    return Letter("extension", facts | {"reasons": reasons, "due_on": due_on.isoformat()})


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
