"""Addresses of our pages as they stand in letters: whole, and in the reader's language."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation


def build_link(page: str, token: str, *, language: str, site: str = "") -> str:
    """Return the whole address of the page named ``page`` with ``token``, at ``site`` or else at
    ``SITE_URL``."""
    with translation.override(language):
        return urljoin(site or settings.SITE_URL, reverse(page, args=[token]))


def read_site(request: HttpRequest) -> str:
    """Return scheme and host of the address by which a visitor reached us, one of ``ALLOWED_HOSTS``."""
    return f"{request.scheme}://{request.get_host()}/"
