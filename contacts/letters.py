"""The letters of the client register."""

from __future__ import annotations

from contacts.purposes import ENQUIRY
from privacy.declarations import Letter, declare_letters

declare_letters(
    Letter("answer-question", purpose=ENQUIRY, needs=("asked_on", "question", "answer"), closes=True),
)
