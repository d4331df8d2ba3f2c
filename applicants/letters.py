"""The letters to applicants.

The one that asks whether somebody stays in the reserve is no duty: it rests on their consent, so that the
gate stops it after a no.
"""

from __future__ import annotations

from applicants.purposes import RESERVE
from privacy.declarations import Letter, declare_letters

declare_letters(
    Letter("reserve-renewal", purpose=RESERVE, needs=("position", "applied_on", "until", "erases", "link")),
)
