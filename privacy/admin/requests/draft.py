"""The answer on the page of a request: the letter, words of staff, the texts as the person gets them, and who
is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext

from privacy.admin.requests.posted import Act, Posted
from privacy.export.dossier import Text, gather_dossier
from privacy.export.redaction_marks import draft_of
from privacy.models import Request
from privacy.requests import answers, drafts
from privacy.requests.preview import Preview
from privacy.rights.registered import right_of
from privacy.wording.words import label_words


@dataclass(frozen=True)
class LetterCard:
    """The letter that approving sends or that was sent, in the language of the person."""

    subject: str
    text: str
    language: str


@dataclass(frozen=True)
class DraftCard:
    """What staff prepared of the answer: their words, and whom to leave out of the texts of a copy."""

    words: str
    also: tuple[str, ...]
    stand: tuple[str, ...]
    with_copy: bool
    texts: list[tuple[str, Text]]
    """Each text as the person gets it, with what it is; those that leave out most first."""
    left_out: int
    """How often somebody else is left out."""


def build_letter_card(asked: Request, seen: Preview | None, *, now: datetime) -> LetterCard | None:
    """Return the letter that approving would send, or the one that was sent; ``None`` if there is none."""
    if seen is not None:
        with translation.override(asked.language):
            written = answers.answer_to_be_sent(seen, now=now)
    else:
        found = answers.answer_as_sent(asked)
        if found is None:
            return None
        written = found
    return LetterCard(subject=written[0], text=written[1], language=asked.language)


def build_draft_card(asked: Request, *, today: date) -> DraftCard:
    """Return what is prepared of the answer to ``asked``."""
    draft, texts = draft_of(asked), _texts(asked, today=today)
    return DraftCard(
        words=draft.words,
        also=draft.also,
        stand=draft.stand,
        with_copy=right_of(asked).gives_copy and asked.subject_id is not None,
        texts=[(label_words(text.label), text) for text in texts],
        left_out=sum(text.times for text in texts),
    )


def _texts(asked: Request, *, today: date) -> list[Text]:
    if asked.subject is None or not right_of(asked).gives_copy or asked.state != Request.State.OPEN:
        return []
    with translation.override(asked.language):
        copy = gather_dossier(asked.subject, today=today, portable=right_of(asked).copy_is_portable)
    return sorted(copy.texts, key=lambda text: -text.times)


def _prepare(posted: Posted) -> str:
    drafts.keep_draft(
        posted.request,
        words=posted.text("words"),
        also=posted.lines("also"),
        stand=posted.lines("stand"),
        by=posted.by,
        now=posted.now,
    )
    return gettext("Kept. Look at the answer again before you send it.")


ACTS: dict[str, Act] = {"prepare": _prepare}
