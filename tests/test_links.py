"""Links in letters lead to the one address in the settings, whatever the request of a visitor says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.handlers.wsgi import get_script_name
from django.test import Client
from django.urls import set_script_prefix
from gunicorn.config import Config  # type: ignore[import-untyped]

import som.gunicorn
from privacy.checks.site_address import check_site_address, check_site_is_ours
from privacy.models import OutboxMessage
from privacy.web.links import link_at_our_site
from som.management.commands import stack
from som.staff import password_reset
from tests.cast import brecht, pieter
from tests.mould import ROOT
from tests.requests.visitor import Visitor
from tests.worker import let_worker_take

OURS = "https://crm.example.org"
ELSEWHERE = {"HTTP_HOST": "testserver:6666", "SCRIPT_NAME": "/elsewhere"}
"""What whoever sends a form in another's name may write in it."""


class Stranger(Client):
    """A client that names another port and another place below which our pages lie."""

    def request(self, **request: Any) -> Any:
        set_script_prefix(get_script_name(ELSEWHERE))  # as the way in from a web server does
        return super().request(**{**request, **ELSEWHERE})


@pytest.fixture(autouse=True)
def _ours(settings: Any) -> Iterator[None]:
    settings.SITE_URL = f"{OURS}/"
    settings.FORM_MINIMUM_SECONDS = 0
    yield
    set_script_prefix("/")


def links_in_letters() -> set[str]:
    """Return the links of all that waits in the outbox, up to their pages."""
    payloads = [json.loads(message.payload or "{}") for message in OutboxMessage.objects.all()]
    return set(re.findall(r"https?://[^/\s\"]+/(?:elsewhere)?", json.dumps(payloads)))


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["a request", "My data", "a forgotten password", "a wish, confirmed"])
def test_neither_the_port_nor_a_prefix_of_a_request_goes_into_a_mailed_link(way: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "crm.example.org"]
    stranger = Visitor(client=Stranger())
    if way == "a request":
        stranger.ask("access", "noor@example.org")
    elif way == "My data":
        pieter()
        stranger.post("/privacy/my-data/", email="pieter@example.be")
    elif way == "a forgotten password":
        member = brecht()
        EmailAddress.objects.create(user=member, email="brecht@example.be", verified=True, primary=True)
        stranger.client.post("/accounts/password/reset/", {"email": "brecht@example.be"})
        let_worker_take(password_reset.HANDLER)
    else:
        pieter()
        stranger.ask("erasure", "pieter@example.be")
        link = next(iter(re.findall(r"https://crm.example.org(/[^\s\"]+)", letters_text())))
        stranger.post(link)
    assert links_in_letters() == {f"{OURS}/"}


def letters_text() -> str:
    """Return everything that waits in the outbox, as text."""
    return "\n".join(message.payload or "" for message in OutboxMessage.objects.all())


def test_a_link_that_a_library_made_is_led_to_us() -> None:
    assert link_at_our_site("http://testserver:6666/accounts/x/?next=/a#b") == f"{OURS}/accounts/x/?next=/a#b"
    assert link_at_our_site("https://elsewhere.example.org/x/") == f"{OURS}/x/"


def test_the_web_server_takes_no_place_from_a_header() -> None:
    found = Config()
    found.set("forwarder_headers", som.gunicorn.forwarder_headers)
    assert found.forwarder_headers == []


@pytest.mark.parametrize(
    ("site", "prefix"),
    [("https://crm.example.org", ""), ("https://crm.example.org/", ""), ("https://example.org/crm/", "/crm")],
)
def test_pages_lie_below_the_path_of_the_site(site: str, prefix: str, tmp_path: Path) -> None:
    program = "import django; django.setup(); from django.urls import reverse; print(reverse('home'))"
    env = {**os.environ, "SITE_URL": site, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "som.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{prefix}/"


# --- The setting --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bind", "site"),
    [
        ("127.0.0.1:8001", "http://127.0.0.1:8001/"),
        ("0.0.0.0:8000", "http://localhost:8000/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("[::]:8000", "http://localhost:8000/"),
    ],
)
def test_a_stack_of_which_nobody_said_the_address_is_where_it_listens(
    bind: str, site: str, settings: Any
) -> None:
    settings.SITE_URL_SAID, settings.HTTPS = "", False
    assert stack._environment(bind)["SITE_URL"] == site
    settings.SITE_URL_SAID = OURS
    assert stack._environment(bind)["SITE_URL"] == f"{OURS}/"


@pytest.mark.parametrize(
    "bad",
    ["crm.example.org", "ftp://crm.example.org", "https://", "https://a.example:x/", "https://u@a.example/"],
)
def test_e018_a_site_that_is_no_address_stops_the_start(bad: str, settings: Any) -> None:
    assert check_site_address(None) == []
    settings.SITE_URL = settings.SITE_URL_SAID = bad
    (error,) = check_site_address(None)
    assert error.id == "privacy.E018"
    assert bad in error.msg


def test_e018_a_served_instance_says_its_address(settings: Any) -> None:
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["crm.example.org"]
    settings.SITE_URL = settings.SITE_URL_SAID = OURS
    assert check_site_is_ours(None) == []
    settings.SITE_URL_SAID = ""
    assert [error.id for error in check_site_is_ours(None)] == ["privacy.E018"]
    for wrong in ("http://crm.example.org", "https://another.example.org"):
        settings.SITE_URL = settings.SITE_URL_SAID = wrong
        (error,) = check_site_is_ours(None)
        assert error.is_serious()
        assert wrong in error.msg
