"""Protection of public forms against cross-site requests, by headers of the browser, without a cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from privacy.web.stop_pages import refuse_foreign_form

View = Callable[..., HttpResponseBase]


def require_same_origin(view: View) -> View:
    """Return ``view``, refusing (403) what another site makes a visitor's browser post; in place of Django's
    token, which needs a cookie.

    No right is exercised by being logged in on these pages, so a browser that says nothing at all may post.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not _is_ours(request):
            return refuse_foreign_form(request)
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)


def as_public_form(view: View) -> View:
    """Return ``view`` for everybody to read, and to post to from our own pages; nothing of it is cached."""
    guarded: View = never_cache(require_same_origin(require_http_methods(["GET", "HEAD", "POST"])(view)))
    return guarded


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if not said:
        return True
    try:
        address = urlsplit(said)
    except ValueError:
        return False
    return address.netloc == request.get_host() and (address.scheme == "https" or not request.is_secure())
