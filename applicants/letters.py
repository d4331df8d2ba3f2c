"""The letters to applicants.

Those about what they sent answer their own act, and bring the means to change, withdraw and consent (GDPR
art. 7(3), 12(2)): a duty, which no earlier no stands in the way of. Those of a selection ask the gate for its
open application, and each is sent by somebody who read it first. Those to the reserve rest on consent, so
that the gate stops them after a no.
"""

from __future__ import annotations

from applicants.purposes import RESERVE, SELECTION
from privacy.declarations import Letter, declare_letters
from privacy.purposes import REQUESTS

_TALK = ("job", "starts_at", "minutes", "place", "calendar")

declare_letters(
    Letter("application-received", purpose=REQUESTS, needs=("position", "applied_on", "link")),
    Letter("application-entered", purpose=REQUESTS, needs=("position", "applied_on", "link")),
    Letter("application-too-late", purpose=REQUESTS, needs=("position", "applied_on")),
    Letter("applicant-question", purpose=SELECTION, needs=("job", "question")),
    Letter("applicant-invitation", purpose=SELECTION, needs=(*_TALK, "moved"), calendar="calendar"),
    Letter("applicant-cancellation", purpose=SELECTION, needs=_TALK, calendar="calendar", closes=True),
    Letter("applicant-refusal", purpose=SELECTION, needs=("job", "applied_on", "choice"), closes=True),
    Letter("applicant-later-position", purpose=RESERVE, needs=("job", "later", "link")),
    Letter("reserve-renewal", purpose=RESERVE, needs=("position", "applied_on", "until", "erases", "link")),
)
