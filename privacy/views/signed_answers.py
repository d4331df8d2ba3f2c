"""Answers of the public request form, signed: the check page carries them, so that nothing is stored before
the person agreed.

The moment at which the form was shown is signed too: a program fills it in faster than anybody can read.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing

from privacy.rights.registered import is_right

SALT = "privacy.request"
ANSWERS_FOR = timedelta(hours=12)
"""How long a page with somebody's answers may stay open before they are asked for again."""


@dataclass(frozen=True)
class Answers:
    """What a person filled in, as the check page carries it: nothing is stored before they agree."""

    kind: str
    email: str
    details: str
    begun: float
    again: bool = False
    purpose: str = ""

    def is_too_fast(self, *, now: datetime) -> bool:
        """Return whether nobody could have read the form by now: then the check page is shown once more."""
        return not self.again and now.timestamp() - self.begun < settings.FORM_MINIMUM_SECONDS


def sign_answers(answers: Answers) -> str:
    """Return ``answers`` signed, to be carried by a page."""
    return signing.dumps(astuple(answers), salt=SALT, compress=True)


def read_signed_answers(carried: str) -> Answers | None:
    """Return the answers that a page carried, or ``None`` if they are not as we signed them, or too old."""
    try:
        answers = Answers(*signing.loads(carried, salt=SALT, max_age=ANSWERS_FOR))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return answers if is_right(answers.kind) else None


def sign_moment(now: datetime) -> str:
    """Return the moment a form was shown, signed."""
    return signing.Signer(salt=SALT).sign(f"{now.timestamp():.1f}")


def read_signed_moment(carried: str, *, now: datetime) -> float:
    """Return when the form was shown; ``now`` for a stamp that is missing or not ours."""
    try:
        return min(float(signing.Signer(salt=SALT).unsign(carried)), now.timestamp())
    except (signing.BadSignature, ValueError):
        return now.timestamp()
