"""What staff do with a request that nobody confirmed: mail the link once more, or let it go."""

from __future__ import annotations

from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.requests import unconfirmed


def _mail_again(posted: Posted) -> str:
    unconfirmed.mail_link_once_more(posted.request, by=posted.by, site=posted.site, now=posted.now)
    return gettext("The link is on its way once more. It works for 24 hours.")


def _let_go(posted: Posted) -> str:
    unconfirmed.let_go(posted.request, by=posted.by, now=posted.now)
    return gettext("Settled. Nothing was done, and what was written is deleted tonight.")


ACTS: dict[str, Act] = {"link-again": _mail_again, "let-go": _let_go}
