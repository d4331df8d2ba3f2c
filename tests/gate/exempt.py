"""Places that read tables about people without asking who is restricted, each with the reason. A new one
belongs here only if it neither shows, lists, sends nor counts people for anybody's daily work."""

from __future__ import annotations

ENGINE = "retention itself: what is restricted is held, and reported as such (tests/test_holds.py)"
OWN_RIGHT = (
    "a right of the person, or showing that it was done: never stopped by their restriction (art. 12, 15)"
)
OWN_ACT = "the person's own act: it is stored, and shown to nobody by it"
STORING = "storing, which a restriction allows (art. 18(2))"
MACHINERY = "numbers of messages and tasks; no row about a person is shown by it"

EXEMPT = {
    "applicants.addresses.correct_address": STORING,
    "applicants.admin.application_page._do": "the one row that the page found among the visible ones",
    "applicants.admin.application_page._tag": STORING,
    "applicants.admin.selection_page._lines": "the reader's own evaluations of rows that were made visible",
    "applicants.admin.selection_page._save_stages": "whether a visible row still stands as on the page",
    "applicants.outreach": "asks may_reach_from_reserve, which asks the gate, and stores what was said",
    "applicants.renewal": "whoever is asked, is asked through the gate; whoever answers, acts for themselves",
    "applicants.selection.evaluations": STORING,
    "applicants.selection.letters_to_applicants.draft_refusal": (
        "whether somebody evaluated the one application that is refused"
    ),
    "applicants.selection.letters_to_applicants.record_heard": STORING,
    "applicants.applications": STORING,
    "applicants.closing_preview": ENGINE,
    "applicants.consents": OWN_RIGHT,
    "applicants.counts": "counts of a selection, none below five, without anybody in them",
    "applicants.documents": STORING,
    "applicants.finding": OWN_ACT,
    "applicants.first_look.has_applications": "whether anybody ever applied, of nobody in particular",
    "applicants.first_look.list_blind": "which of the rows that a page shows are hidden from its reader",
    "applicants.seen_by": "the filter itself",
    "applicants.hiring": "asks itself who is restricted, before anything is handed over",
    "applicants.links.find_application": OWN_RIGHT,
    "applicants.public.receipt": OWN_RIGHT,
    "applicants.public.stage_words": OWN_RIGHT,
    "applicants.presence": STORING,
    "applicants.document_cleaning": MACHINERY,
    "contacts.public_enquiries": OWN_ACT,
    "contacts.answering._unanswered": "the one question that is being answered, which then asks the gate",
    "contacts.colleagues": "names that are left out of another person's copy: nobody is shown",
    "contacts.doubles": MACHINERY,
    "contacts.importing": STORING,
    "contacts.invoices._locked": "the one invoice that is being issued, after require_billable",
    "contacts.invoices._next_number": "the last date of a year, of nobody in particular",
    "contacts.search": (
        "narrows rows that its caller made visible; the walk through the administration proves it"
    ),
    "contacts.telling": MACHINERY,
    "contacts.unconfirmed._is_claimed": "whether an address is only claimed so far: nobody is shown",
    "contacts.unconfirmed.settle_said": STORING,
    "contacts.outreach.last_offer_call": "a date that the gate asks for, shown to nobody",
    "contacts.mailboxes.ask_whose_mailbox": STORING,
    "contacts.outreach.record_outcome": STORING,
    "contacts.register.close_question": MACHINERY,
    "contacts.register._keep_point": STORING,
    "contacts.register.correct_contact_point": STORING,
    "privacy.staff_access.visibility.log_findings": "writes down which visible rows a search showed",
    "privacy.staff_access.visibility.is_restricted": "the filter itself",
    "privacy.proof.audit": MACHINERY,
    "privacy.staff_access.badges": "badges of rows that the list already shows",
    "privacy.subjects.choices": OWN_RIGHT,
    "privacy.subjects.choice_rows": OWN_RIGHT,
    "privacy.subjects.contested": OWN_RIGHT,
    "privacy.retention.state": ENGINE,
    "privacy.rights.corrections": OWN_RIGHT,
    "privacy.requests.states": OWN_RIGHT,
    "privacy.requests.decisions": OWN_RIGHT,
    "privacy.requests.open_request": OWN_RIGHT,
    "privacy.rights.withdrawal": OWN_RIGHT,
    "privacy.recipients.disclosures": (
        "asks itself who is put aside: of them only the exceptions of art. 18(2) receive anything"
    ),
    "privacy.outreach.restricted_use": "asks itself who is restricted; what was written down for one invoice",
    "privacy.outreach.do_not_call": "what the gate asks of one person's number",
    "privacy.rights.erasure": OWN_RIGHT,
    "privacy.retention.explanation": OWN_RIGHT,
    "privacy.recipients.notifications": OWN_RIGHT,
    "privacy.outreach.gate": "the gate itself",
    "privacy.admin.subject_panel": "what is kept of the one person whose page is open, and visible already",
    "privacy.admin.tasks.TaskForm": MACHINERY,
    "privacy.admin.tasks.describe_troubles": MACHINERY,
    "privacy.rights.legal_holds": (
        "holds are for a dispute or the law, which a restriction allows (art. 18(2))"
    ),
    "privacy.subjects.request_holds": OWN_RIGHT,
    "privacy.proof.verification": "proof that an erasure was whole, for the privacy role",
    "privacy.notice.source_letters": (
        "a duty of ours towards the person: never stopped by their restriction (art. 14)"
    ),
    "privacy.subjects.suppression_list": OWN_RIGHT,
    "privacy.delivery.letters.record_as_told": MACHINERY,
    "privacy.delivery.outbox": MACHINERY,
    "privacy.delivery.outbox_worker": MACHINERY,
    "privacy.requests.download": OWN_RIGHT,
    "privacy.export.redaction_marks": OWN_RIGHT,
    "privacy.requests.closing": OWN_RIGHT,
    "privacy.recipients.received": OWN_RIGHT,
    "privacy.export.redaction": "names that are left out of another person's copy: nobody is shown",
    "privacy.requests.reminders": OWN_RIGHT,
    "privacy.requests.intake": OWN_RIGHT,
    "privacy.requests.standing": OWN_RIGHT,
    "privacy.requests.unconfirmed": OWN_RIGHT,
    "privacy.rights.restriction": OWN_RIGHT,
    "privacy.retention.reviews": MACHINERY,
    "privacy.my_data.overview": OWN_RIGHT,
    "privacy.subjects.lookup": "finds a person for their own request; what staff then see is visible_to",
    "privacy.retention.sweep": ENGINE,
    "privacy.subjects.duties_fulfilled": OWN_RIGHT,
    "privacy.my_data.history": OWN_RIGHT,
    "privacy.my_data.visits": OWN_RIGHT,
    "privacy.declarations.terms.by_choice": ENGINE,
    "privacy.admin.dashboard._outbox": MACHINERY,
    "som.admin.StaffAdmin": "a member of staff and their own account",
    "som.demo_association": "the invented association",
    "som.policy": "names that are left out of another person's copy: nobody is shown",
    "som.processors": OWN_RIGHT,
    "som.staff": "a member of staff and their own account",
}
