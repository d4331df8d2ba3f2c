"""The privacy notice (GDPR art. 13, 14) and the list of cookies."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from privacy.notice import versions
from privacy.notice.cookies import staff_cookies as staff_cookies
from privacy.notice.cookies import visitor_cookies
from privacy.notice.text import notice_text


@require_safe
def show_notice(request: HttpRequest) -> HttpResponse:
    """Show the notice in the language of the reader, and its version; reads one row."""
    language = get_language() or "nl"
    facts = {
        "notice": notice_text(),
        "version": versions.published_version(language),
        "fingerprint": versions.notice_fingerprint(language),
    }
    return render(request, "privacy/notice.html", facts)


@require_safe
def show_cookies(request: HttpRequest) -> HttpResponse:
    """Show which cookies there are, for visitors and for staff."""
    return render(request, "privacy/cookies.html", {"kinds": [visitor_cookies(), staff_cookies()]})
