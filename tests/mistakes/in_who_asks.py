"""The mistakes that a colleague could make in who asks (GDPR art. 12(6)), in the first receipt (LAW D-1), and
in whom staff left out."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

SUBJECTS = "privacy/subjects/lookup.py"
DECISIONS = "privacy/requests/decisions.py"
AT_ONCE = "privacy/requests/at_once.py"
REQUESTS = "privacy/requests/intake.py"
CLOCK = "privacy/requests/clock.py"
DRAFTS = "privacy/requests/drafts.py"
REDACTION_MARKS = "privacy/export/redaction_marks.py"

MISTAKES = [
    Mutation(
        "a letter is answered before somebody looked whose it is",
        DECISIONS,
        "unlooked = bool(request.mandate) or not request.address",
        "unlooked = False",
    ),
    Mutation(
        "a voice on the phone is believed",
        SUBJECTS,
        "return identity_was_answered(request) or request.subject in find_holders(request.address)",
        "return True",
    ),
    Mutation(
        "what a form claims shares a mailbox",
        SUBJECTS,
        "holders = [subject for subject in present if subject.pk not in claimed]",
        "holders = present",
    ),
    Mutation(
        "of claims the last one counts",
        SUBJECTS,
        "        key=lambda subject: claimed.index(subject.pk),\n    )[:1]",
        "        key=lambda subject: claimed.index(subject.pk),\n    )[-1:]",
    ),
    Mutation(
        "whoever waits to be forgotten is gone already",
        SUBJECTS,
        "forgotten = forgotten.exclude(subject__in=rows)",
        "forgotten = forgotten.all()",
    ),
    Mutation(
        "a claim stays one although the mailbox answered",
        SUBJECTS,
        "codes.update(claimed=False, confirmed=True)",
        "codes.update(confirmed=True)",
    ),
    Mutation(
        "an import takes the mailbox of whoever asked by form",
        SUBJECTS,
        "return holders + first if _came_after(holders, first, said) else holders",
        "return holders or first",
    ),
    Mutation(
        "what staff wrote down shares its mailbox with a form",
        SUBJECTS,
        "order.index(first[0].pk) :]) - known if first",
        "order.index(first[0].pk) :]) if first",
    ),
    Mutation(
        "a question that waits is an answer", SUBJECTS, ".exclude(answered_on=None).exists()", ".exists()"
    ),
    Mutation(
        "an objection needs nobody to show who asks",
        AT_ONCE,
        "        and requester_is_verified(request)\n",
        "",
    ),
    Mutation("a copy goes to any address", DECISIONS, "if not requester_is_verified(fresh):", "if False:"),
    Mutation(
        "of several people nobody need say which", DECISIONS, "if needs_choice_of_subject(seen):", "if False:"
    ),
    Mutation(
        "what was begun on the web counts as confirmed",
        REQUESTS,
        "request.channel, request.language = channel, language",
        "request.language = language",
    ),
    Mutation(
        "the first receipt does not count",
        CLOCK,
        "if received_at >= fresh.received_at:",
        "if True:",
    ),
    Mutation(
        "a later receipt moves the clock back", CLOCK, "if received_at >= fresh.received_at:", "if False:"
    ),
    Mutation(
        "who was left out once comes back",
        REDACTION_MARKS,
        "for request in Request.objects.filter(subject=subject, draft__isnull=False)",
        "for request in Request.objects.none()",
    ),
    Mutation(
        "the oldest word of staff counts",
        REDACTION_MARKS,
        'draft__isnull=False).order_by("pk")',
        'draft__isnull=False).order_by("-pk")',
    ),
]
