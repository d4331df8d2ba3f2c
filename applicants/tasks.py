"""What the worker does for applicants."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from applicants.document_cleaning import clean_document, list_waiting_documents


@shared_task
def clean_documents() -> None:
    """Look at the documents that wait; delivered twice, the second finds them leased or done."""
    for number in list_waiting_documents(now=timezone.now()):
        clean_document(number, now=timezone.now())
