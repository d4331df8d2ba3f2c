"""The answer on the page of a request: words of staff, the texts as the person will get them, who is left
out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import translation
from django.utils.translation import gettext

from privacy.export import redaction_marks
from privacy.export.dossier import Text, gather
from privacy.models import Request
from privacy.requests import drafts
from privacy.requests.answers import COPIES
from privacy.wording.words import label_words


def act(posted: Mapping[str, str], asked: Request, *, by: AbstractBaseUser, now: datetime) -> str:
    """Keep what was posted as the draft, and return what to say of it. Raises as ``drafts.prepare`` does."""
    also, stand = (posted.get(name, "").splitlines() for name in ("also", "stand"))
    drafts.prepare(asked, words=posted.get("words", ""), also=also, stand=stand, by=by, now=now)
    return gettext("Kept. Look at the answer again before you send it.")


def facts(asked: Request, *, today: date) -> dict[str, Any]:
    """Return what the page shows of the answer that is prepared for ``asked``."""
    draft = redaction_marks.draft_of(asked)
    texts = _texts(asked, today=today)
    return {
        "draft": draft,
        "copied": asked.kind in COPIES and asked.subject_id is not None,
        "texts": [(label_words(text.label), text) for text in texts],
        "left_out": sum(text.times for text in texts),
    }


def _texts(asked: Request, *, today: date) -> list[Text]:
    if asked.subject is None or asked.kind not in COPIES or asked.state != Request.State.OPEN:
        return []
    with translation.override(asked.language):
        copy = gather(asked.subject, today=today, portable=asked.kind == Request.Kind.PORTABILITY)
    return sorted(copy.texts, key=lambda text: -text.times)
