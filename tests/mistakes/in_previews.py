"""The mistakes that a colleague could make in foreseeing what granting a right does."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

SUPPOSING = "privacy/retention/supposing.py"
ERASURE = "privacy/rights/erasure.py"

MISTAKES = [
    Mutation(
        "a row that would go leaves what belongs to it",
        SUPPOSING,
        "                self._gone[referring].update(numbers)",
        "                pass",
    ),
    Mutation(
        "a choice that would end counts on",
        SUPPOSING,
        "[*self._gone[model], *self._rows[model]], model",
        "[*self._gone[model]], model",
    ),
    Mutation(
        "what is supposed may be written",
        SUPPOSING,
        'if not sql.lstrip("(").startswith("SELECT"):',
        "if False:",
    ),
    Mutation(
        "a preview of an erasure forgets the wish",
        ERASURE,
        "Supposed(subject, [*wish, *",
        "Supposed(subject, [*",
    ),
    Mutation("what is still to be passed on is not foreseen", ERASURE, "    supposed.add(told)\n", ""),
]
