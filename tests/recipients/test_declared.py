"""Who else receives what we keep is declared once, and told by name wherever people read it (GDPR art.
13(1)(e), 15(1)(c))."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from environ import Env
from pypdf import PdfReader

from privacy.checks.recipients import check_recipient_names, check_recipients
from privacy.declarations.recipients import Party, Recipient, Role, recipients
from privacy.delivery import outbox
from privacy.models import OutboxMessage
from privacy.my_data.overview import overview_of
from privacy.notice import versions
from som.recipient_settings import RecipientSettings
from tests.answers.copies import copy, data
from tests.cast import TODAY, noor, pieter
from tests.mydata.guest import Guest, words

HOST = Party("Voorbeeldhosting bv", "NL")
AMERICAN = Party("Example Hosting Inc.", "US", "standard contractual clauses (EU) 2021/914")


@pytest.fixture
def hosted(settings: Any) -> None:
    settings.RECIPIENTS = {"hosting": HOST}


@pytest.fixture
def another() -> Iterator[Any]:
    """Declare a recipient for as long as a test lasts."""
    before, given = dict(recipients._registry), dict(recipients.given)
    yield lambda one: recipients.add(one)
    recipients._registry, recipients.given = before, given


def section() -> str:
    """What the notice says of recipients, in English."""
    return versions.notice_markdown("en").partition("## Who else sees them")[2].partition("\n## ")[0]


# --- The notice ---------------------------------------------------------------------------------------


@pytest.mark.promise("P29")
@pytest.mark.parametrize(
    ("language", "country"), [("nl", "Nederland"), ("fr", "Pays-Bas"), ("en", "Netherlands")]
)
def test_the_notice_names_each_with_its_country_and_what_it_is_for(
    language: str, country: str, hosted: None
) -> None:
    said = versions.notice_markdown(language)
    assert f"Voorbeeldhosting bv ({country}): " in said
    with translation.override(language):
        for recipient in recipients.here:
            assert recipient.name[1:] in said
            assert str(recipient.why).partition(" (")[0] in said


def test_an_instance_on_ones_own_machine_has_no_hosting_company_and_no_mail_carrier() -> None:
    assert [recipient.slug for recipient in recipients.standing] == []
    assert "Our staff see only what they need" in section()
    assert "send nothing to countries outside the European Economic Area" in section()


def test_another_name_is_another_version_of_the_notice(hosted: None, settings: Any) -> None:
    before = versions.notice_fingerprint("nl")
    settings.RECIPIENTS = {"hosting": Party("Andere hosting", "BE")}
    assert versions.notice_fingerprint("nl") != before


def test_served_without_a_name_the_notice_says_what_it_is_and_nothing_of_where(settings: Any) -> None:
    settings.HTTPS = True
    assert "The company that runs our computers: running" in section()
    assert "We sell nothing." in section()
    assert "European Economic Area" not in section(), "we do not know"
    settings.RECIPIENTS = {"hosting": None}
    assert "runs our computers" not in section()


def test_mail_that_goes_through_somebody_elses_server_names_that_server(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = (
        "django.core.mail.backends.smtp.EmailBackend",
        "smtp.example.org",
    )
    assert "Smtp.example.org: bringing our letters to your mailbox" in section()
    settings.EMAIL_HOST = "localhost"
    assert "bringing our letters" not in section()


def test_outside_the_eea_the_safeguard_is_told_and_where_to_get_a_copy(settings: Any) -> None:
    settings.RECIPIENTS = {"hosting": AMERICAN}
    assert "Outside the European Economic Area: Example Hosting Inc. (United States)." in section()
    assert "Safeguard: standard contractual clauses (EU) 2021/914." in section()
    assert "send nothing to countries" not in section()


def test_a_recipient_that_an_app_declares_is_in_the_notice_from_then_on(another: Any) -> None:
    class Printer(Recipient, register=False):
        slug = "printer"
        called = "the printing house"
        why = "printing letters"
        receives = ("contacts.contact.name",)

        def usual(self) -> Party:
            return Party("Drukkerij Voorbeeld", "BE")

    assert "Drukkerij" not in section()
    another(Printer())
    versions._markdown.cache_clear()
    assert "Drukkerij Voorbeeld (Belgium): printing letters. Gets: Who you are: first name" in section()
    with pytest.raises(ValueError, match="declared twice"):
        another(Printer())


# --- The settings and the checks ----------------------------------------------------------------------


def test_the_environment_names_them_or_says_that_it_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTING_NAME", "Voorbeeldhosting bv")
    monkeypatch.setenv("HOSTING_COUNTRY", "nl")
    monkeypatch.setenv("ACCOUNTANT_NAME", "-")
    parties = RecipientSettings(Env())
    assert "mail" not in parties
    assert {slug: parties[slug] for slug in ("hosting", "accountant")} == {
        "hosting": HOST,
        "accountant": None,
    }


def test_the_recipient_of_any_app_is_named_by_its_slug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADE_UNION_NAME", "Voorbeeldbond")
    parties = RecipientSettings(Env())
    assert "trade-union" in parties
    assert parties["trade-union"] == Party("Voorbeeldbond", "BE")


def test_e009_a_group_that_does_not_exist_is_received_by_nobody(another: Any) -> None:
    class Dreamer(Recipient, register=False):
        slug = "dreamer"
        called = why = ""
        receives = ("contacts.contact.name", "contacts.contact.shoe_size")

    assert check_recipients(None) == []
    another(Dreamer())
    found = [(message.id, message.msg) for message in check_recipients(None)]
    assert found == [("privacy.E009", "dreamer receives contacts.contact.shoe_size, which is no group.")]


def test_an_app_gives_its_groups_to_the_recipient_of_another_by_slug(another: Any) -> None:
    class Printer(Recipient, register=False):
        slug = "printer"
        called = why = ""
        receives = ("contacts.contact.name",)

    class Everything(Recipient, register=False):
        slug = "everything"
        called = why = ""

    another(Printer()), another(Everything())
    for slug in ("printer", "everything"):
        recipients.give(slug, "contacts.enquiry.said")
    assert Printer().labels == ("contacts.contact.name", "contacts.enquiry.said")
    assert Printer().takes("contacts.enquiry.said")
    assert not Printer().takes("contacts.contactpoint.reach")
    assert Everything().takes("contacts.contactpoint.reach")


def test_e009_nothing_is_given_to_a_recipient_that_nobody_declares(another: Any) -> None:
    recipients.give("dreamer", "contacts.contact.name")
    found = [(message.id, message.msg) for message in check_recipients(None)]
    assert found == [("privacy.E009", "contacts.contact.name is given to dreamer, whom nobody declares.")]


def test_e013_outside_the_eea_something_must_safeguard_the_data(settings: Any) -> None:
    settings.RECIPIENTS = {"hosting": AMERICAN}
    assert check_recipients(None) == []
    settings.RECIPIENTS = {"hosting": Party("Example Hosting Inc.", "US")}
    assert [message.id for message in check_recipients(None)] == ["privacy.E013"]


def test_w014_a_served_instance_says_who_runs_its_computers(settings: Any, hosted: None) -> None:
    settings.HTTPS = True
    assert check_recipient_names(None) == []
    settings.RECIPIENTS = {}
    assert [message.id for message in check_recipient_names(None)] == ["privacy.W014"]
    settings.RECIPIENTS = {"hosting": None}
    assert check_recipient_names(None) == []


# --- What one person is told --------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.promise("P37")
def test_the_answer_names_them_on_screen_on_paper_and_for_programs(settings: Any, tmp_path: Path) -> None:
    settings.RECIPIENTS = {"hosting": AMERICAN, "mail": Party("Voorbeeldpost", "BE")}
    contact = noor()
    outbox.put_message("mail", {"template": "x"}, subject=contact.subject)
    OutboxMessage.objects.update(state="done", settled_at=datetime(2026, 11, 3, 9, tzinfo=UTC))
    with translation.override("en"):
        files = copy(contact, tmp_path)
    page = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", files["answer.html"].decode())).split())
    paper = " ".join(
        " ".join(each.extract_text() for each in PdfReader(io.BytesIO(files["answer.pdf"])).pages).split()
    )
    for text in (page, paper):
        for told in (
            "Example Hosting Inc. (United States): works for us, as we tell it.",
            "3 November 2026",
            AMERICAN.safeguard,
        ):
            assert told in text
    hosting, post = data(files)["recipients"]
    assert (hosting["name"], hosting["role"], hosting["country"]) == (
        "Example Hosting Inc.",
        Role.PROCESSOR,
        "US",
    )
    assert hosting["safeguard"] == AMERICAN.safeguard
    assert {"contacts.contact.name", "contacts.enquiry.said"} <= set(hosting["labels"])
    assert (set(post["labels"]), post["dates"]) == (
        {"contacts.contactpoint.reach", "privacy.outboxmessage.content"},
        ["2026-11-03"],
    )


@pytest.mark.django_db
def test_what_may_be_taken_along_tells_nothing_of_recipients(hosted: None, tmp_path: Path) -> None:
    contact = pieter()
    assert "recipients" in data(copy(contact, tmp_path))
    assert "recipients" not in data(copy(contact, tmp_path, portable=True))


@pytest.mark.django_db
def test_my_data_names_field_by_field_who_else_sees_it(settings: Any) -> None:
    settings.RECIPIENTS = {"hosting": HOST, "mail": Party("Voorbeeldpost", "BE")}
    contact = pieter()
    with translation.override("en"):
        parts = {part.about: part.entries[0].sees for part in overview_of(contact.subject, today=TODAY).parts}
    hosting = "Voorbeeldhosting bv (running the computers on which this program works)"
    assert parts["contacts.contact"] == [hosting]
    assert parts["contacts.contactpoint"] == [hosting, "Voorbeeldpost (bringing our letters to your mailbox)"]
    assert f"Who else sees this: {hosting}" in words(
        Guest().enter("pieter@example.be", page="/en/privacy/my-data/")
    )
