"""The letters with which a request begins: the link that confirms it, and the receipt with its due day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation

from privacy.dates import DAY, day_of
from privacy.delivery import letters
from privacy.delivery.for_another import letter_for_another
from privacy.models import Choice, MailedLink, Request
from privacy.requests import tokens
from privacy.rights.registered import right_of
from privacy.web.links import build_link

Use = MailedLink.Use


def mail_confirmation(request: Request, *, site: str, now: datetime) -> None:
    """Mail the link that confirms ``request`` to the address that asked."""
    token = tokens.issue_link(request, Use.CONFIRM, now=now)
    context: dict[str, Any] = {
        "kind": request.kind,
        "link": build_link("privacy_request_link", token, language=request.language, site=site),
        "expires_at": (now + tokens.CONFIRM_FOR).isoformat(),
    }
    with translation.override(request.language):
        context["use"] = right_of(request).use_words(request.purpose)
        context["ends"] = right_of(request).ends_at_once(request.purpose)
        context["no_advertising"] = bool(right_of(request).advertising_noes(request.purpose))
        context["gone_by"] = (day_of(now) + DAY).isoformat()
    letters.send_letter(
        "confirm-request",
        to=request.address or "",
        language=request.language,
        context=context,
        request=request,
    )


def acknowledge(request: Request, *, site: str, now: datetime) -> str:
    """Mail the reference, the due date and a link to the status; return that link's token. A letter waits for
    its answer. Only who pressed our button is told that they confirmed."""
    if not request.address:
        return ""
    token = tokens.issue_link(request, Use.STATUS, now=now)
    context = {
        "kind": request.kind,
        "confirmed": request.channel == Choice.Channel.WEB,
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
        "due_on": request.due_on.isoformat(),
        "link": build_link("privacy_status", token, language=request.language, site=site),
    }
    with translation.override(request.language):
        template, facts = letter_for_another(request, "request-received", context)
    letters.send_letter(
        template,
        to=request.address,
        language=request.language,
        context=facts,
        subject=None if request.mandate else request.subject,
        request=request,
    )
    return token
