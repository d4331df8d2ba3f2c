"""What keeps data that no purpose needs any more, in words for the person (GDPR art. 12(4), 17(3), 18):
which hold, by which law, and when it is looked at again. The reason that staff wrote stays out: it may be
about others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Words
from privacy.models import Choice, Hold
from privacy.wording.values import format_full_day


@dataclass(frozen=True)
class HeldWords:
    """Why something is held, how long, and by which law."""

    why: Words
    until: Words
    law: str


def held_words(held: Hold | Choice) -> HeldWords:
    """Return what ``held``, a legal hold or a restriction, is, put into words when it is read."""
    if isinstance(held, Choice):
        why = _("its use is restricted: we keep it and use it for nothing")
        return HeldWords(why, _("until the restriction ends; you hear of that before"), "GDPR art. 18")
    if held.request_id:
        why = _("we are answering another request of yours, and it goes after that")
        return HeldWords(why, "", held.law)
    return HeldWords(_hold_of(held.placed_on), _looked_at_again(held.review_on), held.law)


def _hold_of_now(day: date) -> str:
    return gettext("it has been under a legal hold since %(day)s") % {"day": format_full_day(day)}


def _looked_at_again_now(day: date) -> str:
    return gettext("we look at it again on %(day)s; once the hold ends this goes by itself") % {
        "day": format_full_day(day)
    }


_hold_of = lazy(_hold_of_now, str)
_looked_at_again = lazy(_looked_at_again_now, str)
