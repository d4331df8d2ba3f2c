"""``manage.py privacy_rotate_file_keys``: put what older keys protect under the newest of ``FILE_KEYS``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from privacy.files.keys import NoKey
from privacy.files.rotation import rotate_file_keys
from privacy.management.base import AnsweringCommand


class Command(AnsweringCommand):
    help = (
        "Put what older keys protect under the newest of FILE_KEYS: the keys of stored files, not the files "
        "themselves, and encrypted texts. All or nothing."
    )

    def handle(self, *, as_json: bool, **options: Any) -> None:
        try:
            done = rotate_file_keys()
        except NoKey as error:
            missing = _(
                "Nothing was changed. Put the missing key back into FILE_KEYS, behind the new one: %(error)s."
            )
            raise CommandError(missing % {"error": error}) from error
        counts = {"files": done.files, "texts": done.texts}
        self.answer(
            counts,
            words=_("Under the newest key now: the keys of %(files)d files, and %(texts)d texts.") % counts,
            as_json=as_json,
        )
