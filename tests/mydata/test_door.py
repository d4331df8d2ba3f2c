"""The way in: a form that tells nobody anything, a link that works once, and a cookie only after its
button."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.models.people import Origin
from contacts.register import add_contact
from privacy.models import LedgerEntry, MyDataVisit, OutboxMessage
from privacy.my_data import visits
from tests.cast import TODAY, noor, pieter, school
from tests.mydata.guest import COOKIE, PAGE, Guest, hidden, last_link, mails, words
from tests.mydata.times import age

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"


def test_from_the_form_to_the_page() -> None:
    subject = noor().subject
    guest = Guest()
    sent = guest.knock(NOOR)
    assert sent.status_code == 200
    assert NOOR in sent.text
    assert not guest.client.cookies
    link = last_link(NOOR, "my-data")
    assert guest.get(link).status_code == 200
    assert not guest.client.cookies
    opened = guest.press(link)
    assert (opened.status_code, opened["Location"]) == (302, PAGE)
    assert "Hendrickx" in guest.get(PAGE).text
    (line,) = LedgerEntry.objects.filter(kind="visit")
    assert line.body["subject"] == str(subject.pk)
    assert NOOR not in str(line.body)


def test_the_cookie_is_the_visits_own_and_no_script_or_other_site_gets_it(settings: Any) -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    assert set(guest.client.cookies) == {COOKIE}
    cookie = guest.client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"], cookie["max-age"]) == (
        True,
        "Strict",
        "/",
        "",
        "",
    )
    settings.HTTPS, settings.VISIT_COOKIE_NAME = True, "__Host-my-data"
    secure = Guest(client=Client())
    secure.enter(NOOR)
    assert secure.client.cookies["__Host-my-data"]["secure"] is True


def test_no_secret_stands_in_the_database() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    visit = MyDataVisit.objects.get()
    key = guest.client.cookies[COOKIE].value
    assert visits.current_visit(key, now=visit.made_at + timedelta(minutes=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM privacy_mydatavisit")
        stored = str([bytes(cell) if isinstance(cell, memoryview) else cell for cell in cursor.fetchone()])
    assert key not in stored
    assert NOOR not in stored
    assert visit.address == NOOR


def test_known_and_unknown_addresses_get_the_same_page_after_the_same_work() -> None:
    noor()
    seen = {}
    for email in (NOOR, "unknown@example.org"):
        with CaptureQueriesContext(connection) as queries:
            page = Guest().knock(email)
        seen[email] = (
            page.text.replace(email, ""),
            [query["sql"].split('"')[0] for query in queries if "SAVEPOINT" not in query["sql"]],
        )
    assert seen[NOOR] == seen["unknown@example.org"]


def test_an_unknown_address_is_answered_that_we_have_nothing_and_gets_no_link() -> None:
    Guest().knock("unknown@example.org")
    assert [mail["template"] for mail in mails("unknown@example.org")] == ["my-data-nothing"]
    assert "link" not in mails("unknown@example.org")[0]["context"]


def test_a_scanner_that_opens_the_link_uses_nothing_up() -> None:
    noor()
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    for _time in range(3):
        assert "Hendrickx" not in Guest().get(link).text
    assert guest.press(link).status_code == 302


def test_a_link_works_once_and_in_one_browser() -> None:
    noor()
    guest, other = Guest(), Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    form = other.get(link)
    assert guest.press(link).status_code == 302
    assert other.get(link).status_code == 410
    late = other.post(link, key=hidden(form, "key"))
    assert late.status_code == 410
    assert not other.client.cookies
    assert "Hendrickx" not in other.get(PAGE).text
    assert guest.get(link).status_code == 302
    assert "Hendrickx" in guest.get(PAGE).text


def test_a_double_click_opens_one_visit() -> None:
    noor()
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    key = hidden(guest.get(link), "key")
    assert [guest.post(link, key=key).status_code for _click in range(2)] == [302, 302]
    assert "Hendrickx" in guest.get(PAGE).text
    assert LedgerEntry.objects.filter(kind="visit").count() == 1


def test_a_key_that_we_did_not_make_opens_nothing() -> None:
    noor()
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    assert guest.post(link, key="a").status_code == 302
    assert not guest.client.cookies
    assert MyDataVisit.objects.get().opened_at is None


def test_the_key_of_another_link_opens_nothing() -> None:
    noor()
    guest, other = Guest(), Guest()
    guest.knock(NOOR)
    first = last_link(NOOR, "my-data")
    key = hidden(guest.get(first), "key")
    assert guest.post(first, key=key).status_code == 302
    guest.knock(NOOR)
    second = last_link(NOOR, "my-data")
    assert second != first
    assert other.post(second, key=key).status_code == 410
    assert not other.client.cookies
    assert MyDataVisit.objects.exclude(opened_at=None).count() == 1


def test_an_old_link_says_so_and_mails_a_new_one() -> None:
    noor()
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    key = hidden(guest.get(link), "key")
    age(hours=24, minutes=1)
    assert guest.get(link).status_code == 410
    assert guest.post(link, key=key).status_code == 410
    again = guest.post(link, again="1")
    assert again.status_code == 200
    assert NOOR not in again.text
    assert guest.press(last_link(NOOR, "my-data")).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/fr", "/en"])
def test_a_link_that_was_meddled_with_leads_nowhere(prefix: str) -> None:
    for send in (Guest().get, Guest().post):
        assert send(f"{prefix}/privacy/my-data/link/nothing/").status_code == 404


def test_what_is_no_address_is_said_and_stays() -> None:
    page = Guest().knock("no address")
    assert page.status_code == 422
    assert 'class="errors"' in page.text
    assert 'value="no address"' in page.text
    assert not OutboxMessage.objects.exists()


def test_five_mails_a_day_for_an_address_and_no_more_rows() -> None:
    noor()
    first = Guest().knock(NOOR).text
    for number in range(30):
        assert Guest(host=f"198.51.{number}.1").knock(NOOR).text == first
    assert (len(mails(NOOR)), MyDataVisit.objects.count()) == (5, 5)


def test_one_network_gets_a_clear_page() -> None:
    for number in range(20):
        assert Guest().knock(f"robin{number}@example.org").status_code == 200
    refused = Guest().knock(NOOR)
    assert refused.status_code == 429
    assert refused["Retry-After"]


def test_another_site_cannot_make_a_browser_ask() -> None:
    noor()
    page = Client().post(PAGE, {"email": NOOR}, HTTP_SEC_FETCH_SITE="cross-site")
    assert page.status_code == 403
    assert not OutboxMessage.objects.exists()


def test_a_shared_mailbox_shows_nobody_and_offers_a_person() -> None:
    noor()
    add_contact(origin=Origin.QUESTION, on=TODAY, emails=[NOOR], first_name="Sam", last_name="Hendrickx")
    guest = Guest()
    guest.knock(NOOR)
    page = guest.press(last_link(NOOR, "my-data"))
    assert page.status_code == 409
    assert "Hendrickx" not in page.text
    assert "/privacy/request/?kind=access" in page.text
    assert not guest.client.cookies
    assert MyDataVisit.objects.get().opened_at is None


def test_somebody_who_was_erased_before_the_button_finds_nothing() -> None:
    contact = noor()
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    contact.points.all().delete()
    contact.subject.identifiers.all().delete()
    assert guest.press(link).status_code == 410
    assert not guest.client.cookies


def test_the_contact_of_a_company_sees_their_own_and_not_the_companys_record() -> None:
    contact = pieter()
    contact.company = school()
    contact.save()
    said = words(Guest().enter("pieter@example.be"))
    assert "Claessens" in said
    assert "Basisschool De Brug" in said
    assert "info@debrug.example.be" not in said


@pytest.mark.parametrize("path", [PAGE, f"/en{PAGE}", f"/fr{PAGE}"])
def test_the_pages_stay_out_of_caches_and_search_machines(path: str) -> None:
    noor()
    page = Guest().enter(NOOR, page=path)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin"
    assert configured.VISIT_COOKIE_NAME == COOKIE
