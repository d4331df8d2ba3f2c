"""The letters to applicants.

Those about what they sent answer their own act, and bring the means to change, withdraw and consent (GDPR
art. 7(3), 12(2)): a duty, which no earlier no stands in the way of. The one that asks whether somebody stays
in the reserve is none: it rests on their consent, so that the gate stops it after a no.
"""

from __future__ import annotations

from applicants.purposes import RESERVE
from privacy.declarations import Letter, declare_letters
from privacy.purposes import REQUESTS

declare_letters(
    Letter("application-received", purpose=REQUESTS, needs=("position", "applied_on", "link")),
    Letter("application-entered", purpose=REQUESTS, needs=("position", "applied_on", "link")),
    Letter("reserve-renewal", purpose=RESERVE, needs=("position", "applied_on", "until", "erases", "link")),
)
