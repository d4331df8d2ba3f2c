"""Addresses of our pages as they stand in letters: whole, in the reader's language, always at ``SITE_URL``.

A visitor's request does not say where we are: its Host header may name any port, and whoever asks in somebody
else's name would choose where that person's letter leads.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation


def build_link(page: str, token: str, *, language: str, site: str = "") -> str:
    """Return the whole address of the page named ``page`` with ``token``, at ``site`` or else at
    ``SITE_URL``."""
    with translation.override(language):
        return urljoin(site or settings.SITE_URL, reverse(page, args=[token]))


def link_at_our_site(link: str) -> str:
    """Return ``link``, made by a library from a visitor's request, at ``SITE_URL`` instead."""
    parts = urlsplit(link)
    return urljoin(settings.SITE_URL, parts._replace(scheme="", netloc="").geturl())


def read_site(request: HttpRequest) -> str:
    """Return the address that links in letters about ``request`` begin with: ``SITE_URL``, whatever host and
    port the request names."""
    return settings.SITE_URL
