"""The pages of staff with forms of their own, sent as a browser sends them: what was filled in is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contacts.models import Interaction
from tests.cast import noor
from tests.staff.browsing import signed_in
from tests.staff.forms_filled import ELSEWHERE
from tests.staff.page_scenes import (
    OFFICER,
    Sent,
    a_hold,
    a_password,
    at,
    given_to_others,
    note,
    passed_on,
    reason_to_call,
    refusal,
    released,
    stored,
    upload,
)
from tests.staff.people import director, staff
from tests.staff.sending import opened
from tests.staff.test_invoice_page import draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("scene", "who"), [*((each, "Privacy officer") for each in OFFICER), (a_password, "director")]
)
def test_what_is_filled_in_is_kept(scene: Callable[[], Sent], who: str) -> None:
    address, holding, filled, look, then = scene()
    client = signed_in(director() if who == "director" else staff(who))
    answer = opened(client, address, holding=holding).send(client, **filled)
    assert answer.status_code == 302, [form.errors for form in _forms(answer)]
    assert look() == then


def test_an_invoice_is_issued_with_the_one_button_of_its_page() -> None:
    invoice, client = draft(), signed_in(staff("Bookkeeping"))
    page = at("contacts_invoice_issue", invoice.pk)
    assert opened(client, page, holding="").send(client).status_code == 302
    assert stored(invoice, "number")()


@pytest.mark.parametrize(
    "scene", [note, reason_to_call, upload, a_hold, released, given_to_others, passed_on, refusal]
)
def test_sent_empty_it_comes_back_with_a_summary_that_leads_to_its_fields(scene: Callable[[], Sent]) -> None:
    address, holding, _filled, _look, _then = scene()
    client = signed_in(staff("Privacy officer"))
    form = opened(client, address, holding=holding)
    assert "data-form-errors" not in client.get(address).content.decode()
    text = form.send(client).content.decode()
    (summary,) = [part.partition("</div>")[0] for part in text.split("data-form-errors>")[1:]]
    targets = [part.partition('"')[0] for part in summary.split('href="#')[1:]]
    assert targets
    assert [target for target in targets if text.count(f'id="{target}"') != 1] == []


def test_a_note_is_not_kept_before_it_is_chosen_how_the_talk_went() -> None:
    client = signed_in(staff("Client work"))
    form = opened(client, at("contacts_contact_page", noor().pk), holding="note")
    assert form.filled()["channel"] == ""
    answer = form.send(client, note="Belde terug.", began="they")
    assert all(found.errors == {"channel": ["This field is required."]} for found in _forms(answer))
    assert answer.status_code == 200
    assert not Interaction.objects.exists()


def test_every_form_named_elsewhere_is_sent_here() -> None:
    assert {said.partition(": ")[0] for said in ELSEWHERE.values()} == {
        "test_each_page_sends",
        "test_selection_application",  # in tests/applicants
    }


def _forms(answer: Any) -> list[Any]:
    """The forms of a page that came back."""
    found = [each for context in answer.context or [] for each in context.flatten().values()]
    return [each for each in found if hasattr(each, "is_bound") and each.is_bound]
