"""The letters that answer a request: which one, and what it is told. All of it in the person's language."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.utils import translation

from privacy.dates import day_of
from privacy.delivery import letters
from privacy.delivery.for_another import letter_for_another
from privacy.delivery.letter_text import render_letter
from privacy.export.redaction_marks import draft_of
from privacy.models import MailedLink, OutboxMessage, Request
from privacy.requests import tokens
from privacy.requests.preview import Preview
from privacy.retention.remembered import remembered_at
from privacy.rights.base import AnswerLetter
from privacy.rights.registered import right_of
from privacy.web.links import build_link


def draft_answer(seen: Preview, *, now: datetime, person: str = "") -> AnswerLetter:
    """Return the letter that approval would send, with the words that staff prepared, its download link left
    out.

    Words that come from declarations are those of the active language: ask for the preview in the person's.
    ``person`` is the name of somebody for whom another acts, where carrying it out erased it.
    """
    return _with_words(seen.request, _drafted(seen, now=now), person=person)


def _drafted(seen: Preview, *, now: datetime) -> AnswerLetter:
    request, right = seen.request, right_of(seen.request)
    facts = {"reference": request.reference, "received_at": request.received_at.isoformat()}
    if not seen.known:
        return AnswerLetter("answer-unknown", facts | {"kind": request.kind} | _of_nobody(seen, now=now))
    letter = right.answer(request, seen.consequences)
    if "link" in letter.context:
        facts["expires_at"] = (now + tokens.DOWNLOAD_FOR).isoformat()
    return AnswerLetter(letter.template, facts | letter.context)


def _of_nobody(seen: Preview, *, now: datetime) -> dict[str, Any]:
    """Return what there is of whoever we do not know: what is remembered of their address, and where else it
    stands."""
    request = seen.request
    own = right_of(request).remembered_for_address(request)
    noes = remembered_at(request.address, today=day_of(now)) if request.address and not own else []
    return {
        "remembered": own,
        "noes": [no.sentence() for no in noes],
        "mentioned": [mention.words() for mention in seen.mentions],
        "by_name": not request.address,
    }


def refusal_letter(request: Request, ground: str) -> AnswerLetter:
    """Return the letter that refuses ``request`` on ``ground``, with the ways to complain (GDPR art.
    12(4))."""
    facts = {
        "kind": request.kind,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
    }
    return _with_words(request, AnswerLetter("refusal", facts | {"ground": ground}))


def extension_letter(request: Request, reasons: str, *, due_on: date) -> AnswerLetter:
    """Return the letter that says why the answer takes until ``due_on``, with the ways to complain (GDPR art.
    12(3))."""
    facts = {
        "kind": request.kind,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
    }
    return AnswerLetter("extension", facts | {"reasons": reasons, "due_on": due_on.isoformat()})


def restriction_end_letter(ends_on: date) -> AnswerLetter:
    """Return the letter that says, before it happens, that a restriction ends on ``ends_on`` (GDPR art.
    18(3))."""
    return AnswerLetter("restriction-ends", {"ends_on": ends_on.isoformat()})


def send_letter_about(request: Request, letter: AnswerLetter) -> OutboxMessage:
    """Put a letter about ``request`` that is not its answer in the outbox, and return it."""
    with translation.override(request.language):
        return letters.write_about_request(request, letter.template, letter.context)


def post_answer(request: Request, letter: AnswerLetter, *, site: str, now: datetime) -> OutboxMessage:
    """Keep the answer on the request's file, put it in the outbox and return it; a download gets its link
    here.

    The file has the letter as it goes out, as evidence; only the link is left out of it, for it opens the
    data.
    """
    # Nor is the name of somebody for whom another acts: they may just have been erased.
    unnamed = {"person": "…"} if "person" in letter.context else {}
    evidence = AnswerLetter(letter.template, letter.context | unnamed)
    subject, text = _shown(evidence, request)
    request.answer = json.dumps({"letter": evidence.template, **evidence.context, "sent": [subject, text]})
    request.save(update_fields=["answer"])
    context = letter.context
    if "link" in context:
        token = tokens.issue_link(request, MailedLink.Use.DOWNLOAD, now=now)
        context = context | {
            "link": build_link("privacy_download", token, language=request.language, site=site)
        }
    with translation.override(request.language):
        return letters.write_about_request(request, letter.template, context)


def answer_as_sent(request: Request) -> tuple[str, str] | None:
    """Return subject and text of the letter that answered ``request``, in its language; ``None`` before there
    is one."""
    if not request.answer:
        return None
    context = json.loads(request.answer)
    template, sent = context.pop("letter"), context.pop("sent", None)
    return (sent[0], sent[1]) if sent else _shown(AnswerLetter(template, context), request)


def answer_to_be_sent(seen: Preview, *, now: datetime) -> tuple[str, str]:
    """Return subject and text of the letter that approval would send, in the language of the request."""
    return _shown(draft_answer(seen, now=now), seen.request)


def _shown(letter: AnswerLetter, request: Request) -> tuple[str, str]:
    facts = letter.context | {"paper": bool(request.postal)}
    hidden = {"link": "https://…"} if "link" in letter.context else {}
    return render_letter(letter.template, language=request.language, context=facts | hidden)


def _with_words(request: Request, letter: AnswerLetter, *, person: str = "") -> AnswerLetter:
    letter = AnswerLetter(*letter_for_another(request, letter.template, letter.context, person=person))
    words = draft_of(request).words
    return AnswerLetter(letter.template, letter.context | {"words": words}) if words else letter
