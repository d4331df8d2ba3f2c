"""The link by which an applicant comes back to their application, for as long as it is there."""

from __future__ import annotations

from uuid import UUID

from django.core import signing

from applicants.models import Application

SIGNER = signing.Signer(salt="applicants.link")


def make_link_token(application: Application) -> str:
    """Return the token of the link that is mailed to the applicant: it says nothing of them, and nobody can
    guess another."""
    return SIGNER.sign(application.reference.hex)


def application_of_token(token: str) -> Application | None:
    """Return the application that a mailed link leads to; ``None`` for a token that is not ours, and for an
    application that is gone or was ended."""
    try:
        reference = UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    found = Application.objects.select_related("position", "subject")
    row = found.filter(reference=reference, ended_on=None).first()
    return row if row and (row.email or row.last_name) else None
