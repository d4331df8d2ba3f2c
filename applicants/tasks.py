"""What the worker does for applicants."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from applicants.document_cleaning import clean_document, list_waiting_documents
from applicants.renewal import ask_due_renewals

log = logging.getLogger(__name__)


@shared_task
def clean_documents() -> None:
    """Look at the documents that wait; delivered twice, the second finds them leased or done."""
    for number in list_waiting_documents(now=timezone.now()):
        clean_document(number, now=timezone.now())


@shared_task
def ask_reserve() -> None:
    """Ask whoever is in the reserve whether they stay in it, a month before their year is over; delivered
    twice, the second finds them asked."""
    log.info("asked to renew: %s", ask_due_renewals(now=timezone.now()))
