"""Ten thousand requests harm neither a mailbox nor the database, and tell nobody anything."""

from __future__ import annotations

import gc
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from privacy.models import MailedLink, OutboxMessage, RateLimit, Request
from privacy.nightly import sweep_and_follow_up
from privacy.views.requests import submit_request
from privacy.web import rate_limits
from privacy.web.rate_limits import MAILS_PER_ADDRESS, REQUESTS_PER_NETWORK, Limit, count_within, read_network
from tests.requests.visitor import FORM, Visitor, hidden, mails

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


def test_ten_thousand_requests_for_one_address_make_three_mails_and_no_more_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = Visitor()
    carried = hidden(visitor.fill_in("erasure", NOOR), "answers")
    first = without_signature(visitor.post(FORM, answers=carried))
    alive, post = (
        [],
        RequestFactory().post,
    )  # without Django's test client, which itself grows with each request
    with monkeypatch.context() as quick:
        # All goes through the real view; only the drawing of the same page is left out, for time.
        quick.setattr("privacy.views.requests.render", lambda *_args, **_kwargs: HttpResponse())
        for number in range(9_998):
            assert (
                submit_request(
                    post(FORM, {"answers": carried}, REMOTE_ADDR=f"2001:db8:{number:x}::1")
                ).status_code
                == 200
            )
            if number in (1_000, 9_997):
                gc.collect()
                alive.append(len(gc.get_objects()))
    assert without_signature(visitor.post(FORM, answers=carried)) == first
    assert (
        Request.objects.count(),
        len(mails(NOOR)),
        OutboxMessage.objects.count(),
        MailedLink.objects.count(),
    ) == (1, 3, 3, 3)
    assert RateLimit.objects.get(key__startswith="mail:").count == 3
    assert RateLimit.objects.filter(key__startswith="network:").count() <= 3
    assert alive[1] - alive[0] < 1_000


def without_signature(page: Any) -> str:
    """Return a page without the answers it carries, whose signature holds the moment."""
    assert page.status_code == 200
    return str(page.text.replace(hidden(page, "answers"), ""))


def test_one_network_gets_a_clear_page_and_others_go_on() -> None:
    visitor = Visitor(host="203.0.113.7")
    for number in range(20):
        assert visitor.ask("access", f"robin{number}@example.org").status_code == 200
    visitor.host = "203.0.113.250"
    refused = visitor.ask("access", "last@example.org")
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert "hallo@samenonderwijsmaken.be" in refused.text
    assert Request.objects.count() == 20
    visitor.host = "203.0.114.7"
    assert visitor.ask("access", "last@example.org").status_code == 200


def test_the_form_and_its_check_cost_nothing_of_the_limit() -> None:
    visitor = Visitor()
    for _time in range(25):
        assert visitor.fill_in("access", NOOR).status_code == 200
    assert not RateLimit.objects.exists()


def test_a_limit_counts_within_its_window_and_begins_anew_after_it() -> None:
    thrice = Limit("test", 3, timedelta(hours=1))
    assert [count_within(thrice, "robin", now=NOW) for _time in range(5)] == [True, True, True, False, False]
    assert count_within(thrice, "noor", now=NOW)
    assert not count_within(thrice, "robin", now=NOW + timedelta(minutes=29))
    assert count_within(thrice, "robin", now=NOW + timedelta(minutes=30))


def test_neither_address_nor_network_is_stored_and_no_digest_lasts_longer_than_a_day() -> None:
    for day in (NOW, NOW + timedelta(days=1)):
        count_within(MAILS_PER_ADDRESS, NOOR, now=day)
        count_within(REQUESTS_PER_NETWORK, "203.0.113.0/24", now=day)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM privacy_ratelimit")
        stored = str(cursor.fetchall())
    assert "noor" not in stored
    assert "203.0.113" not in stored
    assert len(set(RateLimit.objects.values_list("key", flat=True))) == 4


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("", "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_visitors_are_counted_by_network(address: str, network: str) -> None:
    assert read_network(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_only_our_own_proxy_is_believed_about_where_somebody_is(settings: Any) -> None:
    visit = RequestFactory().get(
        "/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7"
    )
    assert read_network(visit) == "127.0.0.0/24"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert read_network(visit) == "203.0.113.0/24"


def test_the_windows_go_with_the_sweep(settings: Any) -> None:
    assert count_within(MAILS_PER_ADDRESS, NOOR, now=NOW)
    sweep_and_follow_up(today=NOW.date())
    assert RateLimit.objects.exists()
    RateLimit.objects.update(window=NOW - timedelta(days=400))
    sweep_and_follow_up(today=NOW.date())
    assert not RateLimit.objects.exists()


def test_the_digest_is_keyed(settings: Any) -> None:
    count_within(MAILS_PER_ADDRESS, NOOR, now=NOW)
    settings.DIGEST_KEYS = ["other:" + "11" * 32]
    count_within(MAILS_PER_ADDRESS, NOOR, now=NOW)
    assert RateLimit.objects.count() == 2
    assert rate_limits.MAILS_PER_ADDRESS.most == 3
