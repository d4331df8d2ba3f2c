"""``manage.py drain_outbox``: send the messages that wait in the outbox."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.delivery import outbox_worker
from privacy.management.base import AnsweringCommand
from privacy.requests import closing
from privacy.rights import restriction


class Command(AnsweringCommand):
    help = "Hand over what waits in the outbox; the same that the worker does every minute."

    def handle(self, *, as_json: bool, **options: Any) -> None:
        sent = outbox_worker.drain_outbox(now=timezone.now())
        closing.close_answered(now=timezone.now())
        restriction.end_told_restrictions(now=timezone.now())
        self.answer({"sent": sent}, words=_("Sent: %(count)s") % {"count": sent}, as_json=as_json)
