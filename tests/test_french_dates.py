"""French writes the first day of a month as 1er, everywhere that a day is written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils import formats, translation

from privacy.templatetags.letters import format_day, format_moment
from privacy.wording.values import format_full_day

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 2)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("fr", "1er mars 2026", "2 mars 2026"),
        ("nl", "1 maart 2026", "2 maart 2026"),
        ("en", "1 March 2026", "2 March 2026"),
    ],
)
def test_a_day_is_written_as_its_language_does(language: str, first: str, second: str) -> None:
    page = Template('{{ day|date:"l j F Y" }} {{ day|date:"DATE_FORMAT" }}')
    with translation.override(language):
        for day, words in ((FIRST, first), (SECOND, second)):
            assert formats.date_format(day, "j F Y") == words
            assert format_full_day(day) == words
            assert format_day(day.isoformat()) == words
            assert page.render(Context({"day": day})).count(words) == 2
        assert format_moment("2026-03-01T09:05:00+01:00") == f"{first}, 09:05"


def test_what_machines_read_stays_a_number() -> None:
    with translation.override("fr"):
        assert formats.date_format(FIRST, "Y-m-d") == "2026-03-01"
        assert formats.date_format(datetime(2026, 3, 1), "d/m/Y") == "01/03/2026"  # noqa: DTZ001
        assert formats.date_format(FIRST, "j/n/Y") == "1/3/2026"
