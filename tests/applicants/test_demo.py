"""The invented applicants of the demo association: who they are, and what is explained of each."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from applicants.document_cleaning import clean_document, list_waiting_documents
from applicants.models import Application, Document, Position, StageChange
from tests.commands import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, str]:
    found: dict[str, str] = answer("demo")["people"]
    return found


def purposes_of(email: str) -> list[set[str]]:
    """Return for each application of the person at that address which purposes keep it."""
    (subject,) = answer("privacy_explain", email)["subjects"]
    dossiers = [each for each in subject["groups"] if each["label"] == "applicants.application.dossier"]
    return [{reason["purpose"] for reason in each["reasons"]} for each in dossiers]


@pytest.mark.promise("P22")
@pytest.mark.promise("P25")
def test_it_is_explained_for_what_each_of_them_is_kept(people: dict[str, str]) -> None:
    assert purposes_of(people["applicant_position_only"]) == [{"selection"}]
    assert purposes_of(people["applicant_reserve"]) == [{"reserve"}]
    assert purposes_of(people["applicant_two_positions"]) == [{"selection"}, {"selection", "reserve"}]


def test_two_positions_are_open_and_one_is_closed_with_everybody_decided_on(people: dict[str, str]) -> None:
    assert Position.objects.filter(closed_on=None).count() == 2
    closed = Position.objects.get(closed_on__isnull=False)
    assert {each.stage for each in closed.applications.all()} == {"not_selected"}
    assert not StageChange.objects.filter(stage="not_selected", by=None).exists()


def test_their_documents_are_real_and_pass_the_cleaning(people: dict[str, str]) -> None:
    waiting: Any = list_waiting_documents(now=timezone.now())
    assert len(waiting) == 2 * Application.objects.count() == 8
    assert all(clean_document(number, now=timezone.now()) for number in waiting)
    assert set(Document.objects.values_list("state", flat=True)) == {"clean"}


def test_after_a_sweep_of_today_all_of_them_are_still_there(people: dict[str, str]) -> None:
    answer("privacy_sweep")
    assert Application.objects.exclude(email="").count() == 4
