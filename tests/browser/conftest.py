"""One office and one Chromium for all; each visitor gets a browser window of their own, and leaves it
clean."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.office import Office, open_office
from tests.browser.visitor import Visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a page asks of another host fails; that it asked is noticed by each visitor.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HERE = os.path.dirname(__file__)

Visitors = Callable[..., Visitor]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=20_000)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def networks() -> Iterator[str]:
    """Addresses of visitors, each in another network."""
    return (f"198.51.{number}.7" for number in itertools.count())


@pytest.fixture
def visitors(office: Office, chromium: Browser, networks: Iterator[str]) -> Iterator[Visitors]:
    """Let people in: ``visitors(language=…)``, or ``visitors(staff=True)`` for a member of staff who signed
    in."""
    inside: list[Visitor] = []

    def let_in(*, language: str = "nl", staff: bool = False, **options: Any) -> Visitor:
        if staff and language not in office.signed_in:
            office.signed_in[language] = _sign_in(let_in(language=language), office)
        context = chromium.new_context(
            locale={"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}[language],
            timezone_id="Europe/Brussels",
            reduced_motion="reduce",
            extra_http_headers={"X-Forwarded-For": next(networks)},
            storage_state=office.signed_in[language] if staff else None,
            **options,
        )
        context.set_default_timeout(20_000)
        inside.append(Visitor(context, office.site, language, staff))
        return inside[-1]

    yield let_in
    for visitor in inside:
        visitor.leave()


@pytest.fixture
def visitor(visitors: Visitors) -> Visitor:
    """Somebody who reads Dutch and has no account."""
    return visitors()


@pytest.fixture
def staff(visitors: Visitors) -> Visitor:
    """The member of staff of the demo, signed in, in Dutch."""
    return visitors(staff=True)


def _sign_in(somebody: Visitor, office: Office) -> Any:
    """Sign in by the form as people do, and return the cookies that came of it."""
    somebody.staff = True
    somebody.open("/admin/")
    username, password = office.staff[somebody.language]
    somebody.page.fill("[name=login]", username)
    somebody.page.fill("[name=password]", password)
    if somebody.language == "nl":
        somebody.look("staff-sign-in")
    somebody.page.keyboard.press("Enter")
    somebody.page.wait_for_url("**/admin/")
    return somebody.context.storage_state()
