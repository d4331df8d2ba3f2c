"""The mistakes that a colleague could make in what a restriction, or a field that is checked, leaves unused
(GDPR art. 18)."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

CONTESTED = "privacy/subjects/contested.py"
GATE = "privacy/outreach/gate.py"
INVOICES = "contacts/invoices.py"
WRITTEN = "privacy/outreach/restricted_use.py"

MISTAKES = [
    Mutation(
        "a contested number is called",
        GATE,
        '        "contested": is_contested_address(subject, address),\n',
        "",
    ),
    Mutation(
        "a number is contested by anybody", CONTESTED, "any(each.old == address", "any(each.old != address"
    ),
    Mutation(
        "what is checked is forgotten once it is decided", CONTESTED, "checked | refused, ", "checked, "
    ),
    Mutation(
        "what is checked stays contested for ever",
        CONTESTED,
        "request__closed_at=None",
        "request__isnull=False",
    ),
    Mutation("work that goes on is billed too", INVOICES, "assignment.closed_on is not None and", "True or"),
    Mutation("finished work needs no ground", INVOICES, "    if written is None:", "    if False:"),
    Mutation("an invoice prints what is contested", INVOICES, "if party and is_contested(", "if False and ("),
    Mutation(
        "a ground of long ago counts", WRITTEN, "day_of(use.at) >= standing.starts", "use.at is not None"
    ),
    Mutation("a ground needs no words", WRITTEN, " or not self.reason.strip()", ""),
]
