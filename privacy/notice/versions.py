"""The versions of the notice: each text that was ever shown is kept, known by its fingerprint.

The text follows from the declarations and the settings, so it changes when they do and at no other moment. It
is published when the program starts (``manage.py publish_notice``), or else by the first form that showed it;
reading a page writes nothing.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.utils import translation

from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry
from privacy.models import NoticeVersion
from privacy.notice.text import PurposeText, Section, notice_text
from privacy.wording.words import list_words

KNOWN = f"SELECT id FROM {NoticeVersion._meta.db_table} WHERE language = %s AND fingerprint = %s"  # noqa: S608


def notice_markdown(language: str) -> str:
    """Return the notice in ``language`` as Markdown: what a version keeps, and what its fingerprint is of."""
    return _markdown(language, _facts())


def notice_fingerprint(language: str) -> str:
    """Return the SHA-256 of the notice that is shown now in ``language``, in hexadecimal."""
    return _fingerprint(language, _facts())


def published_version(language: str) -> NoticeVersion | None:
    """Return the version that is shown now in ``language``, or ``None`` as long as it is not published."""
    return NoticeVersion.objects.filter(language=language, fingerprint=notice_fingerprint(language)).first()


def publish_notice(*, now: datetime) -> list[NoticeVersion]:
    """Keep the present text of every language as a version, where it is not one yet; return the new ones."""
    new = []
    for language, _name in settings.LANGUAGES:
        version, created = _keep(language, now=now)
        if created:
            new.append(version)
    return new


def version_shown(language: str, mark: str, *, now: datetime) -> int | None:
    """Return the number of the version with fingerprint ``mark`` that somebody saw, or ``None`` if there
    never was such a text. The present text is published if that was not done yet."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [language, mark])
        found = cursor.fetchone()
    if found:
        return int(found[0])
    return _keep(language, now=now)[0].pk if mark == notice_fingerprint(language) else None


def _keep(language: str, *, now: datetime) -> tuple[NoticeVersion, bool]:
    return NoticeVersion.objects.get_or_create(
        language=language,
        fingerprint=notice_fingerprint(language),
        defaults={"text": notice_markdown(language), "published_at": now},
    )


def _facts() -> tuple[str, ...]:
    """Return the settings that the text depends on; with the declarations, which are fixed at start, they
    decide it."""
    return (
        settings.ORGANISATION_NAME,
        settings.ORGANISATION_NUMBER,
        settings.ORGANISATION_ADDRESS,
        settings.ORGANISATION_EMAIL,
        settings.DATA_PROTECTION_OFFICER,
        settings.VAT_NUMBER,
        *settings.FINANCIAL_YEAR_CLOSINGS,
        recipients.facts(),
        *(purpose.slug for purpose in registry.used),
        *(getattr(settings, name) for name in registry.silences),
        str(sorted(settings.AUTHORITY.items(), key=lambda item: item[0])),
    )


@lru_cache(maxsize=8)
def _fingerprint(language: str, facts: tuple[str, ...]) -> str:
    return hashlib.sha256(_markdown(language, facts).encode()).hexdigest()


@lru_cache(maxsize=8)
def _markdown(language: str, facts: tuple[str, ...]) -> str:
    with translation.override(language):
        whole = notice_text()
        lines = [f"# {whole.title}", whole.lead]
        for section in whole.before:
            lines += _section_lines(section)
        lines.append(f"## {whole.purposes_title}")
        for purpose in whole.purposes:
            lines += _purpose_lines(purpose)
        for section in whole.after:
            lines += _section_lines(section)
    return "\n\n".join(lines) + "\n"


def _section_lines(section: Section) -> list[str]:
    items = ["\n".join(f"- {item}" for item in section.items)] if section.items else []
    return [f"## {section.title}", *section.paragraphs, *items]


def _purpose_lines(purpose: PurposeText) -> list[str]:
    where = list_words(filter(None, (purpose.article, purpose.law)))
    lines = [f"### {purpose.title}", f"*{purpose.basis} ({where})*"]
    for kept in purpose.kept:
        how = [
            part
            for part in (
                *kept.duration.lines,
                kept.duration.review,
                kept.duration.example,
                kept.duration.source,
            )
            if part
        ]
        lines.append("\n".join([*(f"- {data}" for data in kept.data), "", "  " + " ".join(how)]))
    lines += [f"**{term}:** {words}." for term, words in purpose.weighing]
    return [*lines, purpose.obligatory, *purpose.tells]
