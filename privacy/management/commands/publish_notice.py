"""``manage.py publish_notice``: keep the present text of the notice as a version, in every language where it
changed."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand
from privacy.notice import versions


class Command(AnsweringCommand):
    help = "Keep the privacy notice as a version where its text changed; done at every start."

    def handle(self, *, as_json: bool, **options: Any) -> None:
        new = versions.publish_notice(now=timezone.now())
        document = {
            "published": [{"language": each.language, "version": each.fingerprint[:8]} for each in new]
        }
        words = "\n".join(str(each) for each in new) or _("The notice did not change.")
        self.answer(document, words=words, as_json=as_json)
