"""``manage.py collect_translations``: what ``makemessages`` does, without needing gettext on the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from som.translatable import TranslatableText, collect_texts

WRAP_NEVER = 10_000


class Command(BaseCommand):
    help = (
        "Put new sentences below locale/, take out those that are gone, and name what is not translated yet."
    )
    requires_system_checks = []  # they look whether the words are there

    def handle(self, **options: Any) -> None:
        wanted = collect_texts()
        for path in sorted(
            path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/django.po")
        ):
            catalog = updated(polib.pofile(str(path), wrapwidth=WRAP_NEVER), wanted)
            catalog.save(str(path))
            for entry in catalog.untranslated_entries():
                self.stderr.write(
                    _("%(language)s: not translated: %(text)s")
                    % {"language": path.parts[-3], "text": entry.msgid}
                )


def updated(old: polib.POFile, wanted: list[TranslatableText]) -> polib.POFile:
    """Return a catalog of exactly ``wanted``, in that order, with the translations that ``old`` has of
    them."""
    known = {(entry.msgid, entry.msgid_plural): entry for entry in old if not entry.obsolete}
    catalog = polib.POFile(wrapwidth=WRAP_NEVER)
    catalog.metadata = old.metadata
    for message in wanted:
        entry = known.get((message.text, message.plural)) or _empty(message)
        entry.flags = ["python-format"] if "%(" in message.text else []
        catalog.append(entry)
    return catalog


def _empty(message: TranslatableText) -> polib.POEntry:
    plural = {0: "", 1: ""} if message.plural else {}
    return polib.POEntry(msgid=message.text, msgid_plural=message.plural, msgstr_plural=plural)
