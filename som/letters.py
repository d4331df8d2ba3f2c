"""The letters to staff about their own account."""

from __future__ import annotations

from privacy.declarations.letters import Letter, letters
from privacy.purposes import SAFETY

letters.add(
    Letter("staff-password", purpose=SAFETY, needs=("username", "link")),
    Letter("staff-address", purpose=SAFETY, needs=("link",)),
)
