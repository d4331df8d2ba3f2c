"""The letters to staff about their own account."""

from __future__ import annotations

from privacy.declarations import Letter, declare_letters
from privacy.purposes import SAFETY

declare_letters(
    Letter("staff-welcome", purpose=SAFETY, needs=("username", "sign_in", "link"), to_staff=True),
    Letter("staff-password", purpose=SAFETY, needs=("username", "link"), to_staff=True),
    Letter("staff-address", purpose=SAFETY, needs=("link",), to_staff=True),
    Letter("staff-change", purpose=SAFETY, needs=("change", "changed_at"), to_staff=True),
)
