"""The short notice beside a public form: what it says, and which version counts for whom (GDPR art. 13)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Contact
from privacy.declarations import Party
from privacy.models import NoticeVersion
from privacy.notice import versions
from tests.public.sending import QUESTION, send, take_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("carried", ["", "nl:" + "0" * 64, "forged:forged:forged"])
def test_a_forged_notice_counts_as_the_one_that_is_shown(client: Client, carried: str) -> None:
    assert send(client, notice=carried).status_code == 302
    assert Contact.objects.get().notice == versions.published_version("nl")


def test_the_notice_that_was_shown_counts_and_not_the_one_that_came_after(
    client: Client, settings: Any
) -> None:
    before = client.get("/contact/")
    versions.publish_notice(now=timezone.now())
    shown = versions.published_version("nl")
    settings.ORGANISATION_ADDRESS = "Nieuwstraat 1, 3000 Leuven"
    assert versions.published_version("nl") is None
    carried = re.search(r'name="notice" value="([^"]+)"', before.text)
    assert carried
    client.post("/contact/", QUESTION | {"notice": carried[1]})
    take_in()
    assert Contact.objects.get().notice == shown


def test_the_short_notice_beside_the_form_says_what_for_how_long_and_where_to_complain(
    client: Client,
) -> None:
    aside = client.get("/en/contact/").text.partition("<aside")[2].partition("</aside>")[0]
    for words in (
        "Answering your question",
        "GDPR art. 6(1)(f)",
        "Until two years after you asked or, if that is later, until two years after we spoke",
        "/en/privacy/request/",
        "/en/privacy/",
    ):
        assert words in aside
    assert "Data Protection Authority" in aside


@pytest.mark.parametrize("page", ["/en/contact/", "/en/assignment/"])
def test_L28_the_short_notice_names_the_same_recipients_as_the_register(
    client: Client, settings: Any, page: str
) -> None:
    def aside() -> str:
        return client.get(page).text.partition("<aside")[2].partition("</aside>")[0]

    settings.RECIPIENTS = dict.fromkeys(("hosting", "mail", "accountant", "tax", "claims"))
    alone = aside()
    assert "Our staff see only what they need for their work. Nobody else sees your data.</p>" in alone
    settings.RECIPIENTS = dict.fromkeys(("accountant", "tax", "claims")) | {
        "hosting": Party("Voorbeeldhosting", "BE"),
        "mail": Party("Example Mail", "US", "standard contractual clauses (EU) 2021/914"),
    }
    others = aside()
    assert "Those named below also receive" in others
    assert "Voorbeeldhosting (Belgium)" in others
    assert "Example Mail (United States" in others
    assert "Outside the European Economic Area: Example Mail" in others
    settings.RECIPIENTS |= {"accountant": Party("Boekhouding Voorbeeld", "BE")}
    assert "Boekhouding Voorbeeld" not in aside(), "who receives invoices receives no questions"


def test_only_texts_that_were_shown_are_versions() -> None:
    assert not NoticeVersion.objects.exists()
    assert versions.version_shown("nl", "0" * 64, now=timezone.now()) is None
    assert not NoticeVersion.objects.exists()
