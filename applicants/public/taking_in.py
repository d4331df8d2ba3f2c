"""What the form says, handed on to be taken in."""

from __future__ import annotations

from datetime import datetime

from applicants.incoming_forms import Arriving, put_application
from applicants.models import Document, Position
from applicants.public.apply_forms import CHOICES, ApplyForm, choice_wording
from applicants.sent_forms import SentForm
from privacy.notice.shown import read_notice_shown
from privacy.web import rate_limits

KINDS = {"cv": Document.Kind.CV, "letter_file": Document.Kind.LETTER, "document": Document.Kind.OTHER}


def hand_on(form: ApplyForm, position: Position, *, language: str, network: str, now: datetime) -> None:
    """Write down what the valid ``form`` says for ``position``, with its files; raises ``TooManyForms`` for a
    ``network`` that sends too much."""
    facts = form.cleaned_data
    sent = SentForm(
        first_name=facts["first_name"],
        last_name=facts["last_name"],
        email=facts["email"],
        phone=facts["phone"],
        letter=facts["letter"],
        choice=CHOICES[facts["choice"]],
        wording=choice_wording(facts["choice"]),
        language=language,
        notice=read_notice_shown(facts["notice"], now=now),
        source=facts["seen"],
    )
    files = [Arriving(KINDS[name], each.name, each.file, each.pages) for name, each in form.documents]
    admitted = rate_limits.prepare_count(rate_limits.FORMS_PER_NETWORK, network, now=now)
    put_application(position, sent, files, admitted=admitted, now=now)
