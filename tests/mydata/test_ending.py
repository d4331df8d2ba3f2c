"""How a visit ends: by the button, by the clock, by being forgotten; and that nothing typed is lost by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts import register
from privacy.models import MyDataVisit, Request
from privacy.my_data import visits
from privacy.nightly import sweep_and_follow_up
from privacy.requests.preview import preview_request
from privacy.rights.erasure import erase
from privacy.subjects import choices
from tests.cast import noor, pieter
from tests.mydata.guest import COOKIE, PAGE, Guest, last_link, words
from tests.mydata.times import age

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
PIETER = "pieter@example.be"


def test_whoever_leaves_has_no_cookie_and_sees_nothing_more() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    key = guest.client.cookies[COOKIE].value
    left = guest.post(PAGE, leave="1")
    assert left.status_code == 200
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert guest.client.cookies[COOKIE].value == ""
    guest.client.cookies[COOKIE] = key
    assert "Hendrickx" not in guest.get(PAGE).text


def test_half_an_hour_after_the_last_page_it_is_over_and_each_page_prolongs_it() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    for _page in range(3):
        age(minutes=20)
        assert "Hendrickx" in guest.get(PAGE).text
    age(minutes=31)
    over = guest.get(PAGE)
    assert over.status_code == 200
    assert "Hendrickx" not in over.text
    assert 'role="alert"' in over.text
    assert guest.client.cookies[COOKIE].value == ""


def test_however_busy_it_ends_after_eight_hours() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    MyDataVisit.objects.update(
        opened_at=timezone.now() - visits.SESSION_AT_MOST, ends_at=timezone.now() + timedelta(minutes=20)
    )
    assert "Hendrickx" not in guest.get(PAGE).text


def test_what_was_typed_when_it_ended_is_shown_again_and_nothing_was_done() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    age(minutes=31)
    page = guest.post(
        f"{PAGE}forget/", seal="whatever", word="vergeet", details="Een lang verhaal <b>van mij</b>."
    )
    assert page.status_code == 403
    assert "Een lang verhaal &lt;b&gt;van mij&lt;/b&gt;." in page.text
    assert 'name="email"' in page.text
    assert "whatever" not in page.text
    assert not Request.objects.exists()


def test_two_browsers_are_two_visits_and_leaving_one_leaves_the_other() -> None:
    noor()
    one, other = Guest(), Guest()
    one.enter(NOOR)
    other.enter(NOOR)
    one.post(PAGE, leave="1")
    assert "Hendrickx" not in one.get(PAGE).text
    assert "Hendrickx" in other.get(PAGE).text


def test_somebody_who_is_forgotten_meanwhile_is_told_and_a_new_link_shows_what_the_law_keeps() -> None:
    subject = pieter().subject
    guest = Guest()
    assert "Voorbeeldstraat" in guest.enter(PIETER).text
    link = last_link(PIETER, "my-data")
    erase(subject, today=timezone.localdate(), source="web")
    key = guest.client.cookies[COOKIE].value
    for look in (guest.get, guest.post):
        for path in (PAGE, f"{PAGE}forget/", f"{PAGE}download/"):
            guest.client.cookies[COOKIE] = key
            page = look(path)
            assert page.status_code == (422 if look == guest.post and path == PAGE else 410)
            assert "Claessens" not in page.text
    guest.client.cookies[COOKIE] = key
    assert guest.get(link).status_code == 410
    later = Guest()
    said = later.enter(PIETER).text
    assert "31 december 2033" in said
    assert "Geven jullie workshops?" not in said


def test_where_something_stays_the_page_says_that_the_visit_is_over_and_how_to_look_again() -> None:
    contact = pieter()
    register.open_assignment(contact, title="Reeks workshops", on=timezone.localdate())
    guest = Guest()
    guest.enter(PIETER)
    erase(contact.subject, today=timezone.localdate(), source="web")
    assert contact.assignments.filter(closed_on=None).exists()
    said = words(guest.get(PAGE))
    assert "Dit bezoek aan Mijn gegevens is voorbij" in said
    assert "Hier is niets meer" not in said
    assert "een opdracht die nog loopt? Laat een nieuwe link mailen" in said
    assert "Reeks workshops" in Guest().enter(PIETER).text


def test_a_link_that_was_mailed_before_somebody_was_erased_opens_nothing_of_them() -> None:
    subject = noor().subject
    guest = Guest()
    guest.knock(NOOR)
    link = last_link(NOOR, "my-data")
    erase(subject, today=timezone.localdate(), source="web")
    sweep_and_follow_up(today=timezone.localdate())
    page = guest.press(link)
    assert "Hendrickx" not in page.text
    assert "Hendrickx" not in guest.get(PAGE).text


def test_a_restricted_person_still_sees_and_downloads_their_own() -> None:
    subject = noor().subject
    choices.record_restriction(subject, on=timezone.localdate(), source="web")
    guest = Guest()
    assert "Hendrickx" in guest.enter(NOOR).text
    assert guest.act("download").status_code == 200


def test_visits_go_with_the_night_after_their_day() -> None:
    noor()
    Guest().enter(NOOR)
    Guest().knock("unknown@example.org")
    today = timezone.localdate()
    sweep_and_follow_up(today=today)
    assert MyDataVisit.objects.count() == 2
    age(days=2)
    sweep_and_follow_up(today=today)
    assert not MyDataVisit.objects.exists()


def test_that_somebody_looks_in_while_staff_look_changes_nothing_of_what_staff_saw() -> None:
    noor()
    guest = Guest()
    guest.enter(NOOR)
    guest.act("forget", word="vergeten")
    before = preview_request(Request.objects.get(), timezone.localdate())
    Guest().enter(NOOR)
    assert MyDataVisit.objects.count() == 2
    after = preview_request(Request.objects.get(), timezone.localdate())
    assert after.fingerprint == before.fingerprint
    assert "privacy.mydatavisit.key" not in {item.label for item in (*after.goes, *after.stays)}
