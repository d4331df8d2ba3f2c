"""Whoever only visits leaves nothing behind: no cookie, no row, no session; and gets every page in every
language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from privacy.notice import versions
from som.models import User
from tests.cast import noor
from tests.mydata.guest import Guest
from tests.public.sites import LANGUAGES, addresses, public_names, rows

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough canary"


def test_the_crawl_finds_the_pages_that_are_promised() -> None:
    promised = {"home", "contact", "assignment", "notice", "cookies", "privacy_request", "my_data"}
    assert promised <= set(public_names())
    assert {
        "/",
        "/contact/",
        "/fr/assignment/",
        "/en/privacy/",
        "/privacy/cookies/",
        "/privacy/request/",
    } <= set(addresses())


@pytest.mark.promise("P3")
def test_visiting_every_page_sets_no_cookie_and_writes_no_row(client: Client) -> None:
    versions.publish_notice(now=timezone.now())
    before = rows()
    assert before["privacy.NoticeVersion"] == len(LANGUAGES)
    for address in addresses():
        for method in (client.get, client.head):
            page = method(address)
            assert page.status_code in {200, 404}, address
            assert not page.cookies, address
            assert not page.wsgi_request.session.accessed, address
    assert rows() == before


def test_an_unpublished_notice_is_shown_and_still_not_written(client: Client) -> None:
    before = rows()
    assert "6(1)(f)" in client.get("/en/privacy/").text
    client.get("/en/contact/")
    assert rows() == before


@pytest.mark.parametrize(
    "name",
    ["home", "contact", "assignment", "contact_thanks", "notice", "cookies", "privacy_request", "my_data"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_leads_to_itself_in_the_other_languages(client: Client, name: str, language: str) -> None:
    with translation.override(language):
        page = client.get(reverse(name)).text
    assert f'<html lang="{language}">' in page
    for other in LANGUAGES:
        with translation.override(other):
            assert f'<a href="{reverse(name)}" lang="{other}"' in page


def test_a_choice_in_the_address_survives_the_change_of_language(client: Client) -> None:
    assert 'href="/fr/privacy/request/?kind=erasure"' in client.get("/en/privacy/request/?kind=erasure").text


def test_nothing_on_any_page_runs_a_script_has_a_style_of_its_own_or_comes_from_others(
    client: Client,
) -> None:
    for address in addresses():
        page = client.get(address).text
        assert "</html>" in page
        assert re.findall(r"<script|\bstyle=|<style|\son\w+=|<iframe|@import", page) == [], address
        assert re.findall(r'(?:\bsrc|<link[^>]* href)="((?:https?:)?//[^"]+)"', page) == [], address
        assert "csrfmiddlewaretoken" not in page, address


@pytest.mark.promise("P43")
def test_every_page_names_the_organisation_the_authority_and_the_way_to_ones_rights(client: Client) -> None:
    for address in addresses():
        footer = client.get(address).text.partition('<footer class="bottom">')[2]
        assert "Overstraetenplein" in footer, address
        assert "+32 (0)2 274 48 00" in footer, address
        assert "/privacy/request/" in footer, address


@pytest.mark.promise("P35")
def test_the_page_of_cookies_names_exactly_those_that_signing_in_sets(client: Client) -> None:
    user = User.objects.create_user("brecht", "brecht@example.be", PASSWORD)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    told = set(re.findall(r"<code>(.+?)</code>", client.get("/en/privacy/cookies/").text))
    login = client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "brecht", "password": PASSWORD})
    client.get("/admin/")
    assert login.cookies
    assert {"session", "csrf"} <= set(client.cookies)
    assert set(client.cookies) <= told


@pytest.mark.promise("P35")
def test_the_page_of_cookies_names_the_one_that_my_data_sets(settings: Any) -> None:
    settings.SITE_URL = "http://testserver/"
    noor()
    guest = Guest()
    guest.enter("noor@example.org")
    assert guest.client.cookies
    for path in ("/privacy/cookies/", "/fr/privacy/cookies/", "/en/privacy/cookies/"):
        assert set(guest.client.cookies) <= set(re.findall(r"<code>(.+?)</code>", guest.get(path).text))
    assert "30 minutes after your last page" in guest.get("/en/privacy/cookies/").text


def test_home_leads_with_every_right_to_a_way_of_using_it(client: Client) -> None:
    page = client.get("/en/").text
    assert page.count('class="whole"') == 7
    for kind in ("access", "erasure"):
        assert f'href="/en/privacy/request/?kind={kind}"' in page
    assert re.search(r'value="erasure"[^>]*checked', client.get("/en/privacy/request/?kind=erasure").text)
