"""The mistakes that a colleague could make where staff reach somebody, or tell people of a source."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

OUTREACH, PAGE = "contacts/outreach.py", "contacts/admin/outreach_page.py"
TELLING, SOURCE = "privacy/subjects/duties_fulfilled.py", "privacy/delivery/source_facts.py"
LETTERS = "privacy/notice/source_letters.py"

MISTAKES = [
    Mutation(
        "the right to object is never told",
        TELLING,
        "    return not DutyFulfilled.objects.filter(",
        "    return False and not DutyFulfilled.objects.filter(",
    ),
    Mutation(
        "the right to object is told every time",
        TELLING,
        "    return not DutyFulfilled.objects.filter(",
        "    return True or not DutyFulfilled.objects.filter(",
    ),
    Mutation(
        "a letter of before the restriction lets it be lifted",
        TELLING,
        "any(since <= day_of",
        "any(day_of",
    ),
    Mutation(
        "a letter to somebody else lets it be lifted",
        TELLING,
        "DutyFulfilled.objects.filter(subject=restriction.subject_id, what",
        "DutyFulfilled.objects.filter(what",
    ),
    Mutation(
        "a number is shown whatever the gate says",
        OUTREACH,
        "        _require(may_reach(point, reason, on=on))\n",
        "",
    ),
    Mutation(
        "a talk that we began needs no reason",
        OUTREACH,
        "        _require(\n            gate.may_contact(",
        "        str(\n            gate.may_contact(",
    ),
    Mutation(
        "every talk is an offer",
        OUTREACH,
        "contact__subject=subject, purpose=OFFER.slug)",
        "contact__subject=subject)",
    ),
    Mutation(
        "the call itself is the one before",
        OUTREACH,
        "calls.exclude(pk=besides.pk if besides else 0)",
        "calls",
    ),
    Mutation(
        "anybody is called with an offer",
        OUTREACH,
        "usable_for(numbers, CLIENT_FILE, today=today)",
        "numbers",
    ),
    Mutation(
        "each press of the button is a talk", OUTREACH, "Interaction.objects.filter(**facts).first() or ", ""
    ),
    Mutation(
        "nobody answered, and that is a sign of life",
        OUTREACH,
        "        _require(may",
        "        record_activity(point.contact, on=on)\n        _require(may",
    ),
    Mutation(
        "who works on something else gives its reason",
        OUTREACH,
        "        if purpose in mine and isinstance(",
        "        if isinstance(",
    ),
    Mutation(
        "a number stays on the page whatever they ask meanwhile",
        PAGE,
        '"point": way if permission.allowed else None,',
        '"point": way,',
    ),
    Mutation(
        "a number is shown without a note of it",
        PAGE,
        "        visibility.log_reading(\n"
        "            way, user=request.user, now=timezone.now(), today=today, purpose=reason.purpose\n"
        "        )\n",
        "        str(way)\n",
    ),
    Mutation(
        "a number is noted for what the work is, not for the reason",
        PAGE,
        "today=today, purpose=reason.purpose\n",
        "today=today\n",
    ),
    Mutation(
        "the talk of another day shows a number",
        PAGE,
        "begun is None or begun.held_on != today or",
        "begun is None or",
    ),
    Mutation(
        "a number is looked up of who may not be called anyway",
        PAGE,
        "permission.allowed or permission.code in outreach.ONLY_THE_LIST",
        "True",
    ),
    Mutation("whoever was told is told again", TELLING, ".filter(~Exists(told))", ""),
    Mutation(
        "a shared mailbox reads where somebody's data came from",
        SOURCE,
        "else find_holders(to) == [subject]",
        "else True",
    ),
    Mutation(
        "whoever was written to is written to again",
        LETTERS,
        "rows.filter(~Exists(written)).select_related",
        "rows.select_related",
    ),
    Mutation(
        "a task that is closed by hand tells nobody",
        LETTERS,
        "record_duties(subject, [DutyFulfilled.What.ORIGIN], at=now)",
        "pass",
    ),
]
