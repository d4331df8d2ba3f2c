"""What a person says is wrong, while it is checked: those fields are left unused, and nothing else (GDPR art.
18(1)(a)).

A field is contested from the day somebody writes down what it should be until the answer has left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model, Q, QuerySet

from privacy.models import Correction, Request, Subject

State = Correction.State


def contested_fields(subjects: Iterable[Any]) -> QuerySet[Correction]:
    """Return the corrections of ``subjects`` whose field is still being checked, or was and the person does
    not know yet."""
    return _being_checked().filter(subject__in=subjects).order_by("pk")


def is_contested(row: Model, *fields: str) -> bool:
    """Return whether one of ``fields`` of ``row`` is contested."""
    found = _being_checked().filter(label=row._meta.label_lower, row=row.pk, field__in=fields)
    return found.exists()


def is_contested_address(subject: Subject, address: str) -> bool:
    """Return whether ``subject`` says that ``address``, as it stands, is wrong."""
    return bool(address) and any(each.old == address for each in contested_fields([subject]))


def subjects_contesting(subjects: Iterable[Any]) -> list[Any]:
    """Return who of ``subjects`` (by key) wrote that something is wrong and waits for the decision, whether
    or not it is written down which field."""
    asking = Request.objects.filter(
        subject__in=subjects, kind=Request.Kind.RECTIFICATION, state=Request.State.OPEN
    )
    return list(asking.order_by().values_list("subject", flat=True).distinct())


def _being_checked() -> QuerySet[Correction]:
    checked = Q(state__in=(State.PROPOSED, State.ACCEPTED, State.REFUSED))
    refused = Q(state=State.DROPPED, request__state=Request.State.REFUSED)  # dropped with the whole request
    return Correction.objects.filter(
        checked | refused, request__subject=F("subject"), request__closed_at=None
    )
