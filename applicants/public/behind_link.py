"""Pages for whoever has the link that we mailed to an applicant."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.links import LinkExpired, UnknownLink, find_application
from privacy.web import rate_limits
from privacy.web.stop_pages import refuse_too_many, show_stop_page

View = Callable[..., HttpResponseBase]


def behind_link(view: View) -> View:
    """Return ``view`` with the application that its link opens and the present moment; its pages stay out of
    search engines."""

    @wraps(view)
    def found(request: HttpRequest, token: str, *args: object, **kwargs: object) -> HttpResponseBase:
        answer = _answer(view, request, token, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return found


def _answer(
    view: View, request: HttpRequest, token: str, *args: object, **kwargs: object
) -> HttpResponseBase:
    now = timezone.now()
    try:
        application = find_application(token, now=now)
    except UnknownLink:
        what = _(
            "Perhaps a part of it got lost: copy the whole link from the mail. Or what you sent is deleted, "
            "because you withdrew or the selection is closed."
        )
        return show_stop_page(request, _("We do not know this link"), what, status=404)
    except LinkExpired:
        what = _("It worked for more than a year. You still see what we keep about you in My data.")
        return show_stop_page(request, _("This link is over"), what, status=410)
    limit, network = rate_limits.REQUESTS_PER_NETWORK, rate_limits.read_network(request)
    if request.method == "POST" and not rate_limits.count_within(limit, network, now=now):
        return refuse_too_many(request)
    return view(request, token, *args, application=application, now=now, **kwargs)
