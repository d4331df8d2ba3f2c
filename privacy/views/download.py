"""Downloading the copy of one's data (GDPR art. 15(3), 20) by the link in our answer."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.models import MailedLink
from privacy.requests import download, tokens
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_unknown_link, show_stop_page


@as_public_form
def download_copy(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a button, and return the zip when it is pressed: a scanner that opens the link gets no data."""
    now = timezone.now()
    try:
        found = tokens.find_link(token, MailedLink.Use.DOWNLOAD, now=now)
        if request.method != "POST":
            download.refuse_if_forgotten(found.request)
            return render(
                request, "privacy/request_download.html", {"asked": found.request, "until": found.expires_at}
            )
        file = download.make_answer_download(found.request, now=now)
    except tokens.UnknownLink:
        return refuse_unknown_link(request)
    except tokens.ExpiredLink:
        return _over(request)
    return FileResponse(
        file, as_attachment=True, filename=f"{found.request.reference}.zip", content_type="application/zip"
    )


def _over(request: HttpRequest) -> HttpResponse:
    what = _(
        "A download works for seven days, and ends when your data are erased. You can always ask to see "
        "your data anew."
    )
    return show_stop_page(request, _("This download is no longer there"), what, status=410)
