"""What staff marked to be left out of a copy."""

from __future__ import annotations

import json
from dataclasses import dataclass

from privacy.export.redaction import Marks
from privacy.models import Request, Subject


@dataclass(frozen=True)
class Draft:
    """``words`` go below the letter; ``also`` is left out of the copy besides, ``stand`` is not."""

    words: str = ""
    also: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()

    @property
    def marks(self) -> Marks:
        """Return what staff say of the copy."""
        return Marks(also=self.also, stand=self.stand)


def draft_of(request: Request) -> Draft:
    """Return what is prepared for ``request``, nothing at first."""
    kept = json.loads(request.draft) if request.draft else {}
    return Draft(
        words=kept.get("words", ""), also=tuple(kept.get("also", ())), stand=tuple(kept.get("stand", ()))
    )


def marks_of(subject: Subject) -> Marks:
    """Return what staff said of the copies for ``subject``: whom they left out once stays out of every later
    one, also of what the person fetches themselves. Of the same word the newest counts."""
    also: dict[str, str] = {}
    stand: dict[str, str] = {}
    for request in Request.objects.filter(subject=subject, draft__isnull=False).order_by("pk"):
        marks = draft_of(request).marks
        for words, says, said in ((marks.also, also, stand), (marks.stand, stand, also)):
            for word in words:
                said.pop(word.casefold(), None)
                says[word.casefold()] = word
    return Marks(also=tuple(also.values()), stand=tuple(stand.values()))
