"""That links in letters lead to us."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.http.request import validate_host

HINT = "Set SITE_URL to the address that people type, such as https://crm.example.org (docs/settings.md)."


def check_site_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E018: ``SITE_URL`` is a whole address."""
    return (
        [] if _is_address(settings.SITE_URL) else [_error(f"SITE_URL is no address: {settings.SITE_URL!r}.")]
    )


def check_site_is_ours(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E018: where others reach this instance somebody said its address, which is one that it answers to."""
    if not settings.SITE_URL_SAID:
        return [_error("Nobody said at which address people reach us: links in letters need it.")]
    if not _is_address(settings.SITE_URL):
        return []  # that is said already
    site = urlsplit(settings.SITE_URL)
    found: list[CheckMessage] = []
    if settings.HTTPS and site.scheme != "https":
        found.append(_error(f"SITE_URL is not https: {settings.SITE_URL!r}."))
    if not validate_host(site.hostname or "", settings.ALLOWED_HOSTS):
        found.append(_error(f"SITE_URL names no host of ALLOWED_HOSTS: {settings.SITE_URL!r}."))
    return found


def _is_address(text: str) -> bool:
    try:
        site = urlsplit(text)
        port = site.port
    except ValueError:
        return False
    whole = site.scheme in ("http", "https") and site.hostname and port != 0
    return bool(whole) and not (site.username or site.query or site.fragment)


def _error(message: str) -> Error:
    return Error(message, hint=HINT, id="privacy.E018")
