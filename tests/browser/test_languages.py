"""The public part of the story in French and in English: pages, letters, dates and addresses in that
language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.office import Office
from tests.browser.steps import ERASURE, asks_a_question, confirms, request_of, uses_a_right


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_request_from_the_first_page_to_cancelling_it(
    office: Office, visitors: Visitors, language: str
) -> None:
    visitor, email = visitors(language=language), f"chloe.{language}@example.be"
    visitor.open("/")
    visitor.page.get_by_role("link", name={"fr": "Français", "en": "English"}[language]).click()
    visitor.arrives("How can we help you?")
    visitor.look(f"home-{language}")

    asks_a_question(visitor, office, name="Chloé Lambert", email=email)
    visitor.look(f"thanks-{language}")
    uses_a_right(visitor, ERASURE, email=email)
    visitor.look(f"sent-{language}")
    reference = confirms(visitor, office, email=email)
    assert request_of(office, reference, "language") == (language,)

    status = office.link_in(office.letter_to(email))
    assert status.startswith(visitor.at("/privacy/status/"))
    visitor.open(status)
    visitor.look(f"status-{language}")
    visitor.field("What do you want to add?").fill("Noor, +32 470 12 34 56")
    visitor.press("Add this to my request")
    visitor.reads(visitor.say("We added what you wrote to your request."))
    visitor.press("Cancel my request")
    visitor.reads(visitor.say("Your request is cancelled. Nothing more happens."))
    expect(visitor.button("Cancel my request")).to_have_count(0)
    assert request_of(office, reference, "state") == ("cancelled",)
