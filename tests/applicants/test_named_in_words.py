"""What a person or a colleague reads names a position and a notice in words, not by a number of ours."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from privacy.models import NoticeVersion
from tests.applicants.selecting import at, trainer

pytestmark = pytest.mark.django_db


def test_a_position_is_called_by_its_title_in_the_language_of_the_reader() -> None:
    position = trainer(title_fr="Formateur")
    with override("fr"):
        assert str(position) == "Formateur"
    with override("en"):
        assert str(position) == "Vormingswerker taal"


def test_a_notice_is_called_by_its_day_and_by_which_one_it_is() -> None:
    shown = NoticeVersion(language="nl", fingerprint="6ed72f03" * 8, published_at=at(date(2026, 5, 1)))
    with override("nl"):
        assert str(shown) == "privacyverklaring van 1 mei 2026 (nl, 6ed72f03)"
