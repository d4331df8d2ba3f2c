"""Places that read tables about people without asking who is restricted, each with the reason. A new one belongs here
only if it neither shows, lists, sends nor counts people for anybody's daily work."""

from __future__ import annotations

ENGINE = "retention itself: what is restricted is held, and reported as such (tests/test_holds.py)"
OWN_RIGHT = "a right of the person, or showing that it was done: never stopped by their restriction (art. 12, 15)"
OWN_ACT = "the person's own act: it is stored, and shown to nobody by it"
STORING = "storing, which a restriction allows (art. 18(2))"
MACHINERY = "numbers of messages and tasks; no row about a person is shown by it"

EXEMPT = {
    "contacts.asking": OWN_ACT,
    "contacts.colleagues": "names that are left out of another person's copy: nobody is shown",
    "contacts.importing": STORING,
    "contacts.invoices._locked": "the one invoice that is being issued, after may_bill",
    "contacts.invoices._next_number": "the last date of a year, of nobody in particular",
    "contacts.finding": "narrows rows that its caller made visible; the walk through the administration proves it",
    "contacts.reaching.last_offer_call": "a date that the gate asks for, shown to nobody",
    "contacts.reaching.note": STORING,
    "contacts.register.add_point": STORING,
    "contacts.register.correct_point": STORING,
    "privacy.access.restricted": "the filter itself",
    "privacy.audit": MACHINERY,
    "privacy.badges": "badges of rows that the list already shows",
    "privacy.carrying_out": OWN_RIGHT,
    "privacy.choices": OWN_RIGHT,
    "privacy.clock": OWN_RIGHT,
    "privacy.compile": ENGINE,
    "privacy.corrections": OWN_RIGHT,
    "privacy.course": OWN_RIGHT,
    "privacy.decisions": OWN_RIGHT,
    "privacy.disclosures": "asks itself who is put aside: of them only the exceptions of art. 18(2) receive anything",
    "privacy.do_not_call": "what the gate asks of one person's number",
    "privacy.dossier": OWN_RIGHT,
    "privacy.drafts": OWN_RIGHT,
    "privacy.erasure": OWN_RIGHT,
    "privacy.explain": OWN_RIGHT,
    "privacy.forwardings": OWN_RIGHT,
    "privacy.gate": "the gate itself",
    "privacy.admin.panel": "what is kept of the one person whose page is open, and visible already",
    "privacy.holds": "holds are for a dispute or the law, which a restriction allows (art. 18(2))",
    "privacy.searches": "proof that an erasure was whole, for the privacy role",
    "privacy.informing": "a duty of ours towards the person: never stopped by their restriction (art. 14)",
    "privacy.noes": OWN_RIGHT,
    "privacy.outbox": MACHINERY,
    "privacy.package": OWN_RIGHT,
    "privacy.preview": OWN_RIGHT,
    "privacy.proposals": OWN_RIGHT,
    "privacy.receipts": OWN_RIGHT,
    "privacy.redaction": "names that are left out of another person's copy: nobody is shown",
    "privacy.reminders": OWN_RIGHT,
    "privacy.requests": OWN_RIGHT,
    "privacy.restrictions": OWN_RIGHT,
    "privacy.reviews": MACHINERY,
    "privacy.sheet": OWN_RIGHT,
    "privacy.subjects": "finds a person for their own request; what staff then see is visible_to",
    "privacy.sweep": ENGINE,
    "privacy.telling": OWN_RIGHT,
    "privacy.told": OWN_RIGHT,
    "privacy.trail": OWN_RIGHT,
    "privacy.visits": OWN_RIGHT,
    "privacy.wishes": ENGINE,
    "som.dashboard._outbox": MACHINERY,
    "som.demo": "the invented association",
    "som.policy": "names that are left out of another person's copy: nobody is shown",
    "som.processors": OWN_RIGHT,
    "som.staff": "a member of staff and their own account",
}
