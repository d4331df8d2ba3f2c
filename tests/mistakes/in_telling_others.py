"""The mistakes that a colleague could make in what others receive, and in telling them of a change (GDPR art.
15(1)(c), 19)."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

DISCLOSURES = "privacy/recipients/disclosures.py"
FORWARDINGS = "privacy/recipients/notifications.py"
CLOSING = "privacy/requests/intake.py"
NIGHTLY = "privacy/nightly.py"
FILES = (DISCLOSURES, FORWARDINGS, CLOSING, NIGHTLY)
REQUESTS_CLOSING = "privacy/requests/closing.py"

MISTAKES = [
    Mutation(
        "whoever is declared may be given something by hand", DISCLOSURES, " and recipient.by_hand:", ":"
    ),
    Mutation("a recipient is given any data", DISCLOSURES, "not recipient.takes(label)", "False"),
    Mutation(
        "what is put aside is given to anybody",
        DISCLOSURES,
        "not recipient.despite_restriction and ",
        "False and ",
    ),
    Mutation(
        "what was given before the restriction is no longer written down",
        DISCLOSURES,
        "in_force(on)",
        "in_force(today)",
    ),
    Mutation("whoever received anything hears of everything", FORWARDINGS, "if label in changed]", "]"),
    Mutation(
        "what was given of somebody else is told too",
        FORWARDINGS,
        "Disclosure.objects.filter(subject=subject)",
        "Disclosure.objects",
    ),
    Mutation("every night it is passed on again", FORWARDINGS, " and not heard", ""),
    Mutation(
        "what goes later is passed on to nobody",
        NIGHTLY,
        "        notifications.notify_of_later_erasures(on=today)\n",
        "",
    ),
    Mutation("settled without a word", FORWARDINGS, "if not reason.strip():", "if False:"),
    Mutation(
        "settled twice",
        FORWARDINGS,
        "filter(pk=forwarding.pk, state=State.WAITING)",
        "filter(pk=forwarding.pk)",
    ),
    Mutation(
        "a request closes while somebody is to be told",
        REQUESTS_CLOSING,
        '.exclude(notifications__state="waiting")',
        "",
    ),
]
