"""What the worker does for the client register: the long steps of an import, told by numbers only."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from contacts.importing import upload


@shared_task
def work_on_upload(number: str) -> None:
    """Do the next step of one upload. Delivered twice, the second finds it leased or done."""
    upload.do_next_step(UUID(number), today=timezone.localdate(), now=timezone.now())


@shared_task
def work_on_uploads() -> None:
    """Do what waits: nobody need have heard the first call."""
    for number in upload.list_waiting_uploads(now=timezone.now()):
        upload.do_next_step(number, today=timezone.localdate(), now=timezone.now())
