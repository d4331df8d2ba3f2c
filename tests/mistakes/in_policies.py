"""The mistakes that a colleague could make in what the client register declares."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

OURS, PURPOSES_OF = "contacts/terms.py", "contacts/policy.py"

MISTAKES = [
    # --- the reasons of the client register
    Mutation(
        "a talk about work counts as a question",
        OURS,
        'condition_of({"purpose": ENQUIRY.slug}) & in_period_after("held_on", Months(24))',
        'in_period_after("held_on", Months(24))',
    ),
    Mutation(
        "a contact person's objection changes nothing",
        OURS,
        'open_on("assignment__closed_on")) & until_objection()',
        'open_on("assignment__closed_on"))',
    ),
    Mutation(
        "everybody is in the client file",
        OURS,
        "CLIENT_FILE: of_the_file & until_objection(review=Months(36))",
        "CLIENT_FILE: until_objection(review=Months(36))",
    ),
    Mutation("the role outlives the name", PURPOSES_OF, '            & named.via("contact")\n', ""),
]
