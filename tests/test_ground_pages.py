"""Home page, health and error pages: in three languages, without a cookie, a script or a row."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from privacy.models import Instance, SweepRun
from som import health


@pytest.fixture(autouse=True)
def _demo_rows_may_be_read(db: None) -> None:
    """Every page of this file may read the database."""


@pytest.mark.parametrize(("path", "language"), [("/", "nl"), ("/fr/", "fr"), ("/en/", "en")])
def test_the_home_page_speaks_three_languages(client: Client, path: str, language: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert all(f'hreflang="{each}"' in page.text for each in ("nl", "fr", "en"))


@pytest.mark.parametrize("path", ["/", "/fr/", "/en/", "/healthz/", "/nowhere/"])
def test_a_visit_sets_no_cookie_and_only_reads(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(path)
    assert not page.cookies
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("path", ["/", "/nowhere/"])
def test_a_page_runs_no_script_and_asks_nothing_of_others(client: Client, path: str) -> None:
    page = client.get(path).text
    assert re.findall(r"<script|\bstyle=|<style|\son\w+=", page) == []
    assert re.findall(r'(?:\bsrc|<link[^>]* href)="((?:https?:)?//[^"]+)"', page) == []


@pytest.mark.parametrize(
    ("browser", "address"),
    [
        ("fr-BE,fr;q=0.9,nl;q=0.5", "/fr/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("nl-BE,nl;q=0.9,fr;q=0.8", "/"),
        ("de", "/"),
        ("", "/"),
    ],
)
def test_the_front_door_speaks_the_browsers_language(client: Client, browser: str, address: str) -> None:
    page = client.get("/", headers={"accept-language": browser} if browser else {}, follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == address
    assert "Accept-Language" in client.get("/", headers={"accept-language": browser})["Vary"]
    assert not page.cookies


def test_whoever_chooses_dutch_on_a_page_of_ours_gets_it(client: Client) -> None:
    french = {"accept-language": "fr"}
    assert client.get("/", headers=french | {"referer": "https://example.org/"}).status_code == 302
    assert client.get("/", headers=french | {"referer": "http://testserver/fr/"}).status_code == 200
    assert client.get("/", headers=french | {"sec-fetch-site": "same-origin"}).status_code == 200


def test_every_other_address_keeps_its_language(client: Client) -> None:
    page = client.get("/privacy/", headers={"accept-language": "fr"})
    assert page.status_code == 200
    assert 'lang="nl"' in page.text


def test_the_demo_says_that_it_is_one(client: Client) -> None:
    assert 'class="demo"' not in client.get("/").text
    Instance.objects.create(demo=True)
    assert 'class="demo"' in client.get("/").text


def test_an_unknown_address_gets_our_own_page(client: Client) -> None:
    page = client.get("/en/no-such-page/")
    assert page.status_code == 404
    assert "There is nothing at this address" in page.text


def test_a_fault_gets_our_own_page_without_its_cause(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("canary-in-an-error")

    monkeypatch.setattr("som.pages.render", fail)
    client.raise_request_exception = False
    page = client.get("/en/")
    assert page.status_code == 500
    assert "This is our fault" in page.text
    assert "canary-in-an-error" not in page.text


def test_health_tells_when_the_sweep_last_finished(client: Client) -> None:
    now = timezone.now()
    SweepRun.objects.create(as_of=now.date(), finished_at=now)
    answer = client.get("/healthz/")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "sweep": {"last_run": now.isoformat(), "overdue": False}}


def test_a_fresh_instance_may_wait_for_its_first_night_and_no_longer() -> None:
    installed = min(MigrationRecorder.Migration.objects.values_list("applied", flat=True))
    assert health.is_healthy(health.report_health(now=installed + timedelta(hours=35)))
    assert not health.is_healthy(health.report_health(now=installed + timedelta(hours=37)))


@pytest.mark.parametrize("of", ["one person", "nobody, unfinished"])
def test_only_a_finished_run_for_everybody_counts(of: str) -> None:
    now = timezone.now() + timedelta(days=10)
    ran: dict[str, Any] = {"as_of": now.date(), "finished_at": now}
    ran.update(
        {"subject": "00000000-0000-4000-8000-000000000001"} if of == "one person" else {"finished_at": None}
    )
    SweepRun.objects.create(**ran)
    assert not health.is_healthy(health.report_health(now=now))
    SweepRun.objects.create(as_of=now.date(), finished_at=now - timedelta(hours=20))
    assert health.is_healthy(health.report_health(now=now))


def test_an_overdue_sweep_is_a_503(client: Client) -> None:
    MigrationRecorder.Migration.objects.update(applied=timezone.now() - timedelta(days=30))
    SweepRun.objects.create(as_of=timezone.now().date(), finished_at=timezone.now() - timedelta(hours=40))
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json()["sweep"]["overdue"] is True


def test_a_database_that_does_not_answer_is_a_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def fail(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("som.health.heartbeat.last_full_sweep", fail)
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "sweep": None}
