"""Load the demo association."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand
from som.demo_association import HoldsRealPeople, load_demo


class Command(AnsweringCommand):
    help = "Load the invented association; run again it adds what is missing, but nobody who was erased."

    def handle(self, *, as_json: bool, **options: Any) -> None:
        try:
            demo = load_demo(today=timezone.localdate())
        except HoldsRealPeople as error:
            raise CommandError(
                _("This database holds real people; the demo is not mixed with them.")
            ) from error
        document = {"staff": {"username": demo.username, "password": demo.password}, "people": demo.people}
        words = "\n".join(
            [
                f"{demo.username} / {demo.password}",
                *(f"  {key}: {email}" for key, email in demo.people.items()),
            ]
        )
        self.answer(document, words=words, as_json=as_json)
