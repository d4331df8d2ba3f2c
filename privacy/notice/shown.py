"""Which notice stood beside a form: the page carries it, signed, until the form is sent (GDPR art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.utils.translation import get_language

from privacy.notice import versions

SIGNER = signing.Signer(salt="privacy.notice")


def sign_notice_shown() -> str:
    """Return what a form carries of the notice that is shown now, in the reader's language."""
    language = _language()
    return SIGNER.sign(f"{language}:{versions.notice_fingerprint(language)}")


def read_notice_shown(carried: str, *, now: datetime) -> int | None:
    """Return the number of the version that stood beside the form; without our signature, of the present
    one."""
    try:
        language, _colon, mark = SIGNER.unsign(carried).partition(":")
    except signing.BadSignature:
        language = _language()
        mark = versions.notice_fingerprint(language)
    return versions.version_shown(language, mark, now=now)


def _language() -> str:
    return get_language() or "nl"
