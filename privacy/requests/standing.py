"""The request that stands already for what somebody asks, and a new one where none does.

A second request for the same right, purpose and address is the first again: one file, one due date.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from privacy.models import Request, RequestStep, Subject
from privacy.requests import references, tokens
from privacy.requests.deadline import deadline
from privacy.subjects.identifiers import keyed_digest, keyed_digests

State = Request.State


def find_standing_request(
    kind: str,
    purpose: str,
    address: str,
    *,
    now: datetime,
    subject: Subject | None = None,
    mandate: bool = False,
) -> Request | None:
    """Return the undecided request for the same right, purpose and address; one never confirmed in time
    expires.

    At a shared mailbox one about somebody else is another; so is one by mandate, unless this is that too.
    """
    same = Request.objects.filter(
        kind=kind,
        purpose=purpose,
        digest__in=keyed_digests(address),
        closed_at=None,
        mandate__isnull=not mandate,
    )
    late = same.filter(state=State.UNCONFIRMED, received_at__lte=now - tokens.CONFIRM_FOR)
    late.update(state=State.EXPIRED, closed_at=now)
    if mandate:
        same = same.filter(subject=subject)
    elif subject is not None:
        same = same.filter(Q(subject=subject) | Q(subject=None))
    else:  # one of which staff said whom it is about may be another's who has the same mailbox
        said = RequestStep.objects.filter(request=OuterRef("pk"), what="about")
        same = same.exclude(Exists(said), subject__isnull=False)
    return (
        same.filter(state__in=(State.UNCONFIRMED, State.OPEN, State.APPROVED))
        .order_by("-received_at", "-pk")
        .first()
    )


def new_request(*, address: str, received_at: datetime, postal: str = "", **facts: Any) -> Request:
    """Return a request, unsaved, with a reference of its own and its due date."""
    reference = references.new_reference()
    while Request.objects.filter(reference=reference).exists():
        reference = references.new_reference()
    return Request(
        reference=reference,
        digest=keyed_digest(address or one_line(postal)),
        address=address or None,
        postal=postal or None,
        received_at=received_at,
        due_on=deadline(received_at).due,
        **facts,
    )


def one_line(postal: str) -> str:
    """Return a postal address in one spelling, to find a request by."""
    return " ".join(postal.split()).casefold()
