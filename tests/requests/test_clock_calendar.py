"""The clock of a request against another calendar, question by question."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as oracle
import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from privacy.models import ClockSuspension, Request
from privacy.requests import clock
from tests.requests.suspending import NOOR, at

pytestmark = pytest.mark.django_db


def works(day: date) -> bool:
    """Whether that is a working day, by the ``holidays`` package."""
    return day.weekday() < 5 and day not in oracle.country_holidays("BE", years=day.year)


class AnyCalendar(TestCase):
    @settings(deadline=None)
    @given(
        received=st.dates(date(2024, 1, 1), date(2040, 1, 1)),
        wait=st.integers(0, 8),
        rest=st.integers(0, 60),
        more=st.booleans(),
    )
    def test_questions_and_extensions_on_any_day(
        self, received: date, wait: int, rest: int, more: bool
    ) -> None:
        request = Request.objects.create(
            reference=f"{received:%y%m%d}-{wait}-{rest}-{more}"[:16], kind="access", state="open", digest="d",
            language="nl", address=NOOR, channel="letter", received_at=at(received), due_on=received,
            confirmed_at=timezone.now(),
        )  # fmt: skip
        asked, told = received + timedelta(days=wait), received + timedelta(days=wait + rest)
        ClockSuspension.objects.create(
            request=request, kind="clarification", asked_on=asked, answered_on=told
        )
        request.extended_on = told if more else None
        found = clock.last_day_to_answer(request, today=told)
        prompt = sum(works(received + timedelta(days=number)) for number in range(1, wait + 1)) <= 3
        expected = received + relativedelta(months=1)
        if more:
            expected = min(expected + relativedelta(months=2), received + relativedelta(months=3))
        expected += timedelta(days=rest if prompt else 0)
        while not works(expected):
            expected += timedelta(days=1)
        assert found == expected
        request.delete()
