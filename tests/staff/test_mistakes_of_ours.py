"""A mistake of ours is an error page and a line in the log without names; a refusal is a sentence."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from privacy.web.refusal import Refusal
from som.logs import DiscreetFormatter
from tests.cast import noor
from tests.requests.visitor import last_link
from tests.staff.browsing import signed_in
from tests.staff.people import director
from tests.staff.test_request_page import ask, page

pytestmark = pytest.mark.django_db

SECRET = "noor@example.org is no literal for int()"  # what Python says quotes the value


def raising(error: Exception) -> Any:
    """Return a function that raises ``error`` whatever it is asked."""

    def raises(*_args: Any, **_facts: Any) -> None:
        raise error

    return raises


def decided_by_staff() -> Any:
    """Confirm a refusal on the page of a request."""
    noor()
    client = signed_in(director())
    client.raise_request_exception = False
    return client.post(page(ask("noor@example.org")), {"do": "second"}, follow=True)


def added_by_the_person() -> Any:
    """Write something more on the page by which a request is followed."""
    ask("noor@example.org")
    said = {"add": "1", "text": "Ook van vorig jaar."}
    client = Client(raise_request_exception=False, headers={"Sec-Fetch-Site": "same-origin"})
    return client.post(last_link("noor@example.org", "request-received"), said)


PAGES = [
    pytest.param("privacy.requests.decisions.refuse_request", decided_by_staff, id="staff"),
    pytest.param("privacy.requests.intake.add_to_request", added_by_the_person, id="person"),
]


@pytest.mark.parametrize(("what", "post"), PAGES)
def test_a_mistake_of_ours_is_an_error_page_that_is_logged_without_its_words(
    what: str, post: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(what, raising(ValueError(SECRET)))
    answer = post()
    assert answer.status_code == 500
    assert SECRET not in answer.content.decode()
    (logged,) = [record for record in caplog.records if record.levelno == logging.ERROR and record.exc_info]
    logged.exc_text = None
    line = DiscreetFormatter().format(logged)
    assert "builtins.ValueError" in line
    assert "noor" not in line


@pytest.mark.parametrize(("what", "post"), PAGES)
def test_a_refusal_is_a_sentence_on_the_page_and_nothing_in_the_log(
    what: str, post: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(what, raising(Refusal("This cannot be had.")))
    answer = post()
    assert answer.status_code < 500
    assert "This cannot be had." in answer.content.decode()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_mistake_of_ours_in_a_command_is_no_sentence_either(monkeypatch: pytest.MonkeyPatch) -> None:
    noor()
    monkeypatch.setattr("privacy.management.commands.privacy_erase.erase", raising(ValueError(SECRET)))
    with pytest.raises(ValueError, match="literal"):
        call_command("privacy_erase", "noor@example.org")
