"""The mistakes that a colleague could make in the grounds of a refusal, in its second person (GDPR art.
12(4), 12(5)), and in what is portable (art. 20)."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

GROUNDS = "privacy/rights/grounds.py"
SECOND = "privacy/requests/second_person.py"
PORTABLE = "privacy/rights/portable.py"
UNCONFIRMED = "privacy/requests/unconfirmed.py"
USES = "privacy/rights/uses.py"

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
    Mutation(
        "what a contract may hold for others is portable for everybody",
        PORTABLE,
        "return set(rows.filter(reduce(or_, conditions)).order_by()",
        "return set(rows.order_by()",
    ),
    Mutation(
        "finished work leaves nothing to take along",
        PORTABLE,
        "    conditions.append(state.needed(group, today=LONG_AGO, purposes=contracts))",
        "    conditions.append(state.needed(group, today=today, purposes=contracts))",
    ),
    Mutation("who agrees needs no name", SECOND, "    if not name.strip():", "    if False:"),
    Mutation(
        "a request whose link still works is shown as never confirmed",
        UNCONFIRMED,
        "        ~Exists(live), state=State.UNCONFIRMED",
        "        state=State.UNCONFIRMED",
    ),
    Mutation(
        "what was let go stays",
        "privacy/policy/requests.py",
        '{"state": "unconfirmed"}',
        '{"confirmed_at__isnull": True}',
    ),
    Mutation("every unconfirmed no counts", USES, 'if slug in ("", each)]', "]"),
]
