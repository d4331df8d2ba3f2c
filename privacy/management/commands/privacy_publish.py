"""``manage.py privacy_publish``: write the notice to files, so that a change of policy can be read and
reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils import translation

from privacy.notice import versions
from privacy.notice.text import notice_text


class Command(BaseCommand):
    help = "Write the privacy notice in one language as notice.md and notice.html."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", required=True, choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--output", required=True, type=Path, metavar="DIR")

    def handle(self, *, language: str, output: Path, **options: Any) -> None:
        with translation.override(language):
            facts = {
                "notice": notice_text(),
                "fingerprint": versions.notice_fingerprint(language),
                "language": language,
            }
            page = render_to_string("privacy/notice_file.html", facts)
        try:
            output.mkdir(parents=True, exist_ok=True)
            (output / "notice.md").write_text(versions.notice_markdown(language), encoding="utf-8")
            (output / "notice.html").write_text(page, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error
