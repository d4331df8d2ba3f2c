"""The answer to who asks for somebody who has died, on the page of a request."""

from __future__ import annotations

from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.requests import deceased


def _answer(posted: Posted) -> str:
    deceased.answer_about_deceased(posted.request, by=posted.by, site=posted.site, now=posted.now)
    return gettext("The answer is on its way. Nobody contacts this person any more.")


def _take_away(posted: Posted) -> str:
    deceased.take_mark_away(posted.request, by=posted.by, now=posted.now)
    return gettext("The mark is gone: this person can be contacted again.")


ACTS: dict[str, Act] = {"deceased": _answer, "not-deceased": _take_away}
