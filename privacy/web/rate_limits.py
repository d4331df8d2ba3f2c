"""Rate limits, counted in the database under a keyed digest of an address or a network.

One statement counts and answers, so that ten thousand requests at once cannot slip through between looking
and counting. What is counted, an address or a visitor's network, is never stored: the digest is keyed and
differs from day to day, and its row goes with the nightly sweep.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from privacy.models import RateLimit


class TooMany(Exception):
    """More came from one network than its limit allows."""


@dataclass(frozen=True)
class Limit:
    """At most ``most`` times in each window of ``per``; ``what`` is a short slug."""

    what: str
    most: int
    per: timedelta


MAILS_PER_ADDRESS = Limit("mail", 3, timedelta(days=1))
REQUESTS_PER_NETWORK = Limit("network", 20, timedelta(hours=1))
FORMS_PER_NETWORK = Limit("form", 20, timedelta(hours=1))

COUNT = f"""
    INSERT INTO {RateLimit._meta.db_table} (key, "window", count) VALUES (%s, %s, 1)
    ON CONFLICT (key, "window") DO UPDATE SET count = {RateLimit._meta.db_table}.count + 1
    WHERE {RateLimit._meta.db_table}.count < %s
    RETURNING count
"""  # noqa: S608


def count_within(limit: Limit, who: str, *, now: datetime) -> bool:
    """Count ``who`` once more and return whether that is within ``limit``. Beyond it nothing is written.

    Inside a transaction everybody with the same ``who`` waits for its end, so they come one after the other.
    """
    return prepare_count(limit, who, now=now)()


def prepare_count(limit: Limit, who: str, *, now: datetime) -> Callable[[], bool]:
    """Return a function that counts as ``count_within`` does, its values computed beforehand: for a
    transaction that others wait for."""
    window = _window(limit, now)
    key = f"{limit.what}:{_digest(limit, who, window)}"
    values = [key, connection.ops.adapt_datetimefield_value(window), limit.most]

    def count() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, values)
            return cursor.fetchone() is not None

    return count


def read_network(request: HttpRequest) -> str:
    """Return the network a visitor comes from: the first 24 bits of an IPv4 address, 64 of an IPv6 one."""
    address = read_address(request)
    if address is None:
        return "unknown"
    beyond = 8 if address.version == 4 else 64
    return f"{type(address)(int(address) >> beyond << beyond)}/{address.max_prefixlen - beyond}"


def read_address(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """Return the address a visitor comes from; nothing where none is said.

    Behind our own proxy that is the last address it added; what comes before it, anybody can write there.
    """
    written = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        written = request.META.get("HTTP_X_FORWARDED_FOR", written).rpartition(",")[2]
    try:
        address = ip_address(written.strip())
    except ValueError:
        return None
    return (address.version == 6 and address.ipv4_mapped) or address


def _window(limit: Limit, now: datetime) -> datetime:
    """Return the beginning of the window of ``limit`` in which ``now`` lies."""
    since = now - datetime.fromtimestamp(0, tz=now.tzinfo)
    return now - since % limit.per


def _digest(limit: Limit, who: str, window: datetime) -> str:
    key = bytes.fromhex(settings.DIGEST_KEYS[0].rpartition(":")[2])
    message = f"{limit.what} {window.date().isoformat()} {who}"
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()[:40]
