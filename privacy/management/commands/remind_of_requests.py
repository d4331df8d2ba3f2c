"""``manage.py remind_of_requests``: open a task for each request that nears its last day."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand
from privacy.requests import reminders, unconfirmed


class Command(AnsweringCommand):
    help = (
        "Open a task for each request that nears its last day or is late, and one for those that were never "
        "confirmed; the worker does it every morning."
    )

    def handle(self, *, as_json: bool, **options: Any) -> None:
        count = reminders.open_reminders(now=timezone.now()) + unconfirmed.open_daily_task(now=timezone.now())
        self.answer({"opened": count}, words=_("Reminders: %(count)s") % {"count": count}, as_json=as_json)
