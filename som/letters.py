"""The letters to staff about their own account."""

from __future__ import annotations

from privacy.declarations import Letter, declare_letters
from privacy.purposes import SAFETY

declare_letters(
    Letter("staff-password", purpose=SAFETY, needs=("username", "link")),
    Letter("staff-address", purpose=SAFETY, needs=("link",)),
    Letter("staff-change", purpose=SAFETY, needs=("change", "changed_at")),
)
