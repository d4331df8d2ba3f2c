"""What an import did, in the words of the command's contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.models import ImportRemark

SKIPPED = ImportRemark.Outcome.SKIPPED.value
REFUSED = ImportRemark.Outcome.REFUSED.value
WARNING = ImportRemark.Outcome.WARNING.value


@dataclass(slots=True)
class Remark:
    """One thing to tell of the row at ``line``: its outcome, and a reason without names or addresses."""

    line: int
    outcome: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Counts of rows, and the remarks; ``read`` is the sum of created, updated, skipped and refused rows.

    ``completed`` holds the lines of the updated rows, as far as this run went over them.
    """

    batch: int | None
    read: int = 0
    created: int = 0
    updated: int = 0
    remarks: list[Remark] = field(default_factory=list)
    completed: list[int] = field(default_factory=list)

    def about(self, outcome: str) -> list[dict[str, Any]]:
        """Return line and reason of each row with that outcome, in the order of the file."""
        return [{"line": r.line, "reason": r.reason} for r in self.remarks if r.outcome == outcome]

    def as_json(self) -> dict[str, Any]:
        """Return the document of ``import_contacts --json`` (DESIGN §11)."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "skipped": self.about(SKIPPED),
            "refused": self.about(REFUSED),
            "warnings": self.about(WARNING),
        }

    def lines(self) -> list[str]:
        """Return the report for people: the counts, then every row that needs a look."""
        counts = {outcome: len(self.about(outcome)) for outcome in (SKIPPED, REFUSED, WARNING)}
        text = [
            ngettext("%(count)d row read.", "%(count)d rows read.", self.read) % {"count": self.read},
            _("Created: %(count)d. Known already, and completed where something was missing: %(updated)d.")
            % {"count": self.created, "updated": self.updated},
            _("Skipped: %(skipped)d. Refused: %(refused)d. Warnings: %(warnings)d.")
            % {"skipped": counts[SKIPPED], "refused": counts[REFUSED], "warnings": counts[WARNING]},
        ]
        words = {SKIPPED: _("skipped"), REFUSED: _("refused"), WARNING: _("warning")}
        for remark in self.remarks:
            text.append(
                _("line %(line)d: %(outcome)s: %(reason)s")
                % {"line": remark.line, "outcome": words[remark.outcome], "reason": remark.reason}
            )
        return text
