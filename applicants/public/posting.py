"""A position for machines: ``JobPosting`` of schema.org, as JSON-LD. A browser runs nothing of it, so the
content policy of the page stays as it is."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from applicants.models import Position
from applicants.public.openings import word
from applicants.public.text_blocks import split_into_blocks

FULL_TIME = 35
"""Hours a week from which work counts as full time."""
OF_CONTRACT = {
    Position.Contract.FIXED_TERM: "TEMPORARY",
    Position.Contract.REPLACEMENT: "TEMPORARY",
    Position.Contract.SELF_EMPLOYED: "CONTRACTOR",
    Position.Contract.INTERNSHIP: "INTERN",
    Position.Contract.VOLUNTEER: "VOLUNTEER",
}
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""What would end the data block, or be read as HTML, written as JSON writes any character."""


def describe_posting(position: Position) -> dict[str, Any]:
    """Return ``position`` as a ``JobPosting``, in the reader's language where it is written in it."""
    title, text = word(position, "title"), word(position, "text")
    facts = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title.text,
        "description": render_to_string("applicants/job_text.html", {"blocks": split_into_blocks(text.text)}),
        "inLanguage": text.language or get_language(),
        "identifier": {
            "@type": "PropertyValue",
            "name": settings.ORGANISATION_NAME,
            "value": str(position.reference),
        },
        "url": urljoin(settings.SITE_URL, reverse("job", args=[position.slug])),
        "directApply": True,
        "datePosted": position.opened_on.isoformat() if position.opened_on else None,
        "validThrough": _end_of_last_day(position),
        "employmentType": _employment_types(position),
        "hiringOrganization": {
            "@type": "Organization",
            "name": settings.ORGANISATION_NAME,
            "sameAs": settings.SITE_URL,
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": position.place,
                "addressCountry": "BE",
            },
        },
        "baseSalary": _pay(position),
    }
    return {name: value for name, value in facts.items() if value}


def as_data_block(facts: dict[str, Any]) -> SafeString:
    """Return ``facts`` as the element of a page that machines read; nothing in it can end the element."""
    written = json.dumps(facts).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308


def _end_of_last_day(position: Position) -> str:
    if position.closes_on is None:
        return ""
    end = datetime.combine(position.closes_on, time(23, 59, 59))
    return timezone.make_aware(end).isoformat()


def _employment_types(position: Position) -> list[str]:
    hours = position.hours
    of_hours = [] if hours is None else ["FULL_TIME" if hours >= FULL_TIME else "PART_TIME"]
    of_contract = OF_CONTRACT.get(Position.Contract(position.contract))
    return of_hours + ([of_contract] if of_contract else [])


def _pay(position: Position) -> dict[str, Any] | None:
    if position.pay_from is None:
        return None
    low, high = float(position.pay_from), float(position.pay_to or position.pay_from)
    return {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": low,
            "maxValue": high,
            "unitText": position.pay_per.upper(),
        },
    }
