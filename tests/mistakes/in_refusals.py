"""The mistakes that a colleague could make in the grounds of a refusal and in its second person (GDPR art.
12(4), 12(5))."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

GROUNDS = "privacy/rights/grounds.py"
SECOND = "privacy/requests/second_person.py"

MISTAKES = [
    Mutation("a ground needs no facts", GROUNDS, "        if not said:", "        if said is None:"),
    Mutation(
        "the facts do not reach the letter",
        GROUNDS,
        "(str(ground.words), *lines, reasons.words.strip())",
        "(str(ground.words), reasons.words.strip())",
    ),
    Mutation(
        "any link of the request confirms any proposal",
        "privacy/requests/four_eyes.py",
        "        tokens.end_links(fresh, MailedLink.Use.SECOND, at=now)\n",
        "",
    ),
    Mutation(
        "who proposes may be the second by mail",
        SECOND,
        "if value in (str(",
        "if value in () and (str(",
    ),
    Mutation("a reason stands for a colleague", SECOND, "    if others_may_decide(by):", "    if False:"),
    Mutation("no reason is needed to refuse alone", SECOND, "    if not why_none.strip():", "    if False:"),
    Mutation("who agrees needs no name", SECOND, "    if not name.strip():", "    if False:"),
]
