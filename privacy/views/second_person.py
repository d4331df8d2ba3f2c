"""The page of the second person of a refusal, who has no account: what is refused and why, and whether they
agree."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.models import MailedLink
from privacy.requests import decisions, second_person, tokens
from privacy.requests.four_eyes import NeedsSecondPerson
from privacy.requests.states import AlreadyDecided
from privacy.rights.registered import right_of
from privacy.web import rate_limits
from privacy.web.links import read_site
from privacy.web.refusal import Refusal
from privacy.web.same_origin import as_public_form
from privacy.web.stop_pages import refuse_too_many, refuse_unknown_link, show_stop_page


@as_public_form
def confirm_refusal(request: HttpRequest, token: str) -> HttpResponse:
    """Show what staff propose to refuse, and why; whoever follows the link agrees under their name, or does
    not. A scanner that opens the link decides nothing."""
    try:
        return _answer(request, token)
    except tokens.UnknownLink:
        return refuse_unknown_link(request)
    except (tokens.ExpiredLink, NeedsSecondPerson, AlreadyDecided):
        return show_stop_page(
            request,
            _("There is nothing to confirm here any more"),
            _("It was decided, the data changed, or the link is too old. Nothing was done by this link."),
            status=410,
        )


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    now, wrong = timezone.now(), ""
    link = tokens.find_link(token, MailedLink.Use.SECOND, now=now)
    if request.method == "POST":
        network = rate_limits.read_network(request)
        if not rate_limits.count_within(rate_limits.REQUESTS_PER_NETWORK, network, now=now):
            return refuse_too_many(request)
        if "decline" in request.POST:
            second_person.decline_by_link(token, now=now)
            return render(request, "privacy/second_person_done.html", {"agreed": False})
        try:
            decisions.refuse_by_link(
                token, name=request.POST.get("name", ""), site=read_site(request), now=now
            )
        except (NeedsSecondPerson, AlreadyDecided):
            raise
        except Refusal as error:
            wrong = str(error)
        else:
            return render(request, "privacy/second_person_done.html", {"agreed": True})
    asked = link.request
    found = second_person.current_refusal(asked, now=now)
    if found is None or asked.closed_at is not None:
        raise NeedsSecondPerson
    facts = {
        "asked": asked,
        "right": right_of(asked),
        "reasons": found.reasons,
        "proposer": asked.proposed_by,
        "wrong": wrong,
        "longest": second_person.LONGEST_NAME,
    }
    return render(request, "privacy/second_person.html", facts, status=422 if wrong else 200)
