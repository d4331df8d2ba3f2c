"""What everybody reads of a position: the list, its page, the feed, and what machines read of it."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from applicants.models import Position
from applicants.public import openings

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, TODAY)


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let the pages believe that it is ``day``."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def trainer(**changed: Any) -> Position:
    """A position that is open, and written in Dutch and French."""
    facts = {
        "slug": "vormingswerker-taal",
        "title_nl": "Vormingswerker taal (m/v/x)",
        "title_fr": "Formateur en langue (f/h/x)",
        "text_nl": "Je begeleidt groepen.\n\n# Wat je doet\n\n- Je zoekt lezers.\n- Je maakt teksten.",
        "text_fr": "Vous accompagnez des groupes.",
        "place": "Leuven",
        "hours": Decimal("19"),
        "pay_from": Decimal("1480"),
        "pay_to": Decimal("1720.50"),
        "opened_on": TODAY - timedelta(days=10),
        "closes_on": date(2026, 12, 18),
    }
    return Position.objects.create(**facts | changed)


def posting(page: str) -> dict[str, Any]:
    """Return what machines read on a page."""
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


# --- The list and the page -----------------------------------------------------------------------------


def test_a_job_says_what_it_pays_and_until_when_one_can_apply(client: Client) -> None:
    trainer()
    for page in (client.get("/jobs/"), client.get("/jobs/vormingswerker-taal/")):
        assert page.status_code == 200
        assert "1.480 tot 1.720,50 euro bruto per maand" in page.text
        assert "18 december" in page.text
        assert "19 uur per week" in page.text
        assert not page.cookies
        assert "<script" not in page.text.replace('<script type="application/ld+json">', "")


def test_the_text_has_headings_and_lists_and_no_html_of_its_own(client: Client) -> None:
    trainer(text_nl="# Wat je doet\n- Je <b>zoekt</b>.\n- Je maakt.\n\nBel ons\nof schrijf.")
    page = client.get("/jobs/vormingswerker-taal/").text
    assert "<h2>Wat je doet</h2>" in page
    assert "<ul><li>Je &lt;b&gt;zoekt&lt;/b&gt;.</li><li>Je maakt.</li></ul>" in page
    assert "<p>Bel ons<br>of schrijf.</p>" in page


def test_a_job_is_read_in_french_and_where_it_has_no_english_in_dutch_with_a_mark(client: Client) -> None:
    trainer()
    french, english = (client.get(f"/{code}/jobs/vormingswerker-taal/").text for code in ("fr", "en"))
    assert "<h1>Formateur en langue (f/h/x)</h1>" in french
    assert 'lang="nl">Vorming' not in french
    assert '<h1 lang="nl">Vormingswerker taal (m/v/x)</h1>' in english
    assert '<p lang="nl">Je begeleidt groepen.</p>' in client.get("/en/jobs/").text


def test_a_draft_and_an_unknown_address_are_not_there(client: Client) -> None:
    trainer(slug="draft", opened_on=None)
    trainer(slug="tomorrow", opened_on=TODAY + timedelta(days=1))
    assert [client.get(f"/jobs/{slug}/").status_code for slug in ("draft", "tomorrow", "nowhere")] == [
        404
    ] * 3
    assert "Vormingswerker" not in client.get("/jobs/").text


def test_the_first_to_close_stands_first_and_one_without_a_last_day_last(client: Client) -> None:
    trainer(slug="c", title_nl="Derde", closes_on=None)
    trainer(slug="b", title_nl="Tweede")
    trainer(slug="a", title_nl="Eerste", closes_on=TODAY)
    page = client.get("/jobs/").text
    assert re.findall(r"Eerste|Tweede|Derde", page) == ["Eerste", "Tweede", "Derde"]


def test_the_home_page_and_the_menu_lead_to_the_jobs(client: Client) -> None:
    assert client.get("/").text.count('href="/jobs/"') == 2


# --- Closing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "today", "status"),
    [
        ({}, date(2026, 12, 18), "open"),
        ({}, date(2026, 12, 19), "closed"),
        ({"closed_on": date(2026, 12, 1)}, date(2026, 11, 30), "open"),
        ({"closed_on": date(2026, 12, 1)}, date(2026, 12, 1), "closed"),
        ({"closed_on": date(2026, 12, 1)}, date(2026, 12, 30), "closed"),
        ({"closed_on": date(2026, 12, 1)}, date(2026, 12, 31), "gone"),
        ({}, date(2027, 1, 17), "closed"),
        ({}, date(2027, 1, 18), "gone"),
        ({"closed_on": date(2027, 3, 1)}, date(2027, 3, 2), "gone"),
    ],
)
def test_a_closed_job_says_so_for_thirty_days_and_is_then_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], today: date, status: str
) -> None:
    trainer(**changed)
    at(monkeypatch, today)
    page = client.get("/jobs/vormingswerker-taal/")
    assert page.status_code == (410 if status == "gone" else 200)
    assert ("JobPosting" in page.text) == (status == "open")
    assert ("Vormingswerker" in page.text) == (status != "gone")
    assert ("Gesloten sinds" in page.text) == (status == "closed")
    assert ("Vormingswerker" in client.get("/jobs/").text) == (status != "gone")
    assert ("Vormingswerker" in client.get("/jobs/feed/").text) == (status == "open")


def test_a_closed_job_stands_below_the_open_ones_with_its_day(client: Client) -> None:
    trainer(closed_on=date(2026, 11, 20))
    page = client.get("/jobs/").text
    assert "Er staat nu geen vacature open." in page
    assert "Gesloten sinds 20 november 2026." in page


# --- For machines --------------------------------------------------------------------------------------


def test_machines_read_pay_and_last_day_as_schema_org_has_them(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://som.example.org/"
    trainer()
    found = posting(client.get("/fr/jobs/vormingswerker-taal/").text)
    assert found["@context"] == "https://schema.org"
    assert found["title"] == "Formateur en langue (f/h/x)"
    assert found["inLanguage"] == "fr"
    assert found["url"] == "https://som.example.org/fr/jobs/vormingswerker-taal/"
    assert (found["datePosted"], found["validThrough"]) == ("2026-11-12", "2026-12-18T23:59:59+01:00")
    assert found["employmentType"] == ["PART_TIME"]
    assert found["jobLocation"]["address"]["addressLocality"] == "Leuven"
    assert found["hiringOrganization"]["name"] == settings.ORGANISATION_NAME
    assert found["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 1480.0, "maxValue": 1720.5, "unitText": "MONTH"},
    }


def test_what_is_not_said_is_not_in_it(client: Client) -> None:
    trainer(hours=None, closes_on=None)
    found = posting(client.get("/jobs/vormingswerker-taal/").text)
    assert not {"employmentType", "validThrough"} & set(found)
    assert found["inLanguage"] == "nl"


def test_no_title_ends_the_block_that_machines_read(client: Client) -> None:
    title = "</script><script>alert(1)</script> & <!-- \u2028"
    trainer(title_nl=title)
    page = client.get("/jobs/vormingswerker-taal/").text
    assert posting(page)["title"] == title
    assert page.count("<script") == page.count("</script") == 1


def test_the_policy_of_the_page_lets_nothing_run(client: Client) -> None:
    trainer()
    policy = client.get("/jobs/vormingswerker-taal/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


# --- The feed ------------------------------------------------------------------------------------------


def test_the_feed_has_the_open_jobs_in_the_language_of_its_address(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://som.example.org/"
    position = trainer()
    trainer(slug="closed", closed_on=TODAY)
    answer = client.get("/fr/jobs/feed/", headers={"host": "testserver"})
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert not answer.cookies
    feed = ElementTree.fromstring(answer.content)  # noqa: S314  (our own)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "fr"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Formateur en langue (f/h/x)"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{position.reference}"
    assert entry.findtext(f"{ATOM}summary", "").startswith("Vous accompagnez des groupes.")
    assert "euros brut par mois" in entry.findtext(f"{ATOM}summary", "")
    links = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert links[-1] == "https://som.example.org/fr/jobs/vormingswerker-taal/"
    assert {link.partition("/fr/")[0] for link in links} == {"https://som.example.org"}


def test_the_pages_name_the_feed(client: Client) -> None:
    trainer()
    for path in ("/jobs/", "/jobs/vormingswerker-taal/"):
        assert 'type="application/atom+xml" href="/jobs/feed/"' in client.get(path).text


# --- In words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "per", "said"),
    [
        ("2510", "2890", "month", "2.510 tot 2.890 euro bruto per maand"),
        ("16.5", None, "hour", "16,50 euro bruto per uur"),
        ("31000", "31000", "year", "31.000 euro bruto per jaar"),
    ],
)
def test_pay_is_said_in_words(low: str, high: str | None, per: str, said: str) -> None:
    position = Position(pay_from=Decimal(low), pay_to=Decimal(high) if high else None, pay_per=per)
    assert openings.word_pay(position) == said
