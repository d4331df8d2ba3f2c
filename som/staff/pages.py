"""What all pages of staff have in common: the member's own language, headers, and no copy in any cache."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from som.staff.content_security import STAFF

PREFIXES = ("/admin/", "/accounts/")


def is_staff_page(request: HttpRequest) -> bool:
    """Return whether the address belongs to the administration or to signing in."""
    return request.path_info.startswith(PREFIXES)


def language_of(request: HttpRequest) -> str:
    """Return the language the member of staff chose; before signing in, that of the browser."""
    chosen = getattr(request.user, "language", "")
    if chosen in dict(settings.LANGUAGES):
        return str(chosen)
    return translation.get_language_from_request(request)


class StaffPageMiddleware:
    """Comes after authentication, because the language is the member's, and before allauth's own
    middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_staff_page(request):
            return self.get_response(request)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("an address with a character that no database takes")
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers["Content-Language"] = language
        response._csp_config = STAFF  # type: ignore[attr-defined]  # where django-csp looks for it
        add_never_cache_headers(response)
        patch_vary_headers(response, ["Accept-Language"])
        return response


class OwnOriginMiddleware:
    """No other site may embed what this one answers, not even a picture."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
