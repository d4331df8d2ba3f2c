"""The reviews as somebody would write them by hand: the SQL that the declarations are measured against."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.hand_steps import (
    COMPANY,
    NAME,
    NAMED,
    OF_CONTACT,
    OPEN,
    asked,
    filled,
    of_the_file,
    part_of_work,
    said_no,
    working,
)

RESTED = f"""(NOT {asked("c.id")} OR {said_no("enquiry", "c.subject_id")}) AND NOT {working("c.id")}
    AND (NOT {part_of_work("c.id")} OR {said_no("contact-person", "c.subject_id")})"""


CLIENT = f"{of_the_file('c', 'c.id')} AND NOT {said_no('client-file', 'c.subject_id')} AND {RESTED}"


@dataclass(frozen=True)
class Review:
    """Rows that only staying in touch keeps, resting since ``active`` for longer than ``cutoff``."""

    label: str
    rows: str
    where: str
    active: str = "COALESCE(c.last_activity_on, c.collected_on)"
    cutoff: str = ":three_years"
    subject: str = "c.subject_id"


REVIEWS = (
    Review("contacts.contact.name", "contacts_contact c", f"{filled('c', *NAME)} AND {CLIENT}"),
    Review("contacts.contact.provenance", "contacts_contact c", f"c.source NOT IN ('', '-') AND {CLIENT}"),
    Review(
        "contacts.contactpoint.reach", f"contacts_contactpoint t {OF_CONTACT}", CLIENT, cutoff=":two_years"
    ),
    Review("contacts.contacttag.opinion", f"contacts_contacttag t {OF_CONTACT}", CLIENT),
    Review(
        "contacts.contactrole.part",
        f"contacts_contactrole t {OF_CONTACT} LEFT JOIN contacts_assignment a ON a.id = t.assignment_id",
        f"""(t.assignment_id IS NULL OR a.closed_on <= :today OR {said_no("contact-person", "c.subject_id")})
            AND (NOT {asked("c.id")} OR {said_no("enquiry", "c.subject_id")})
            AND {of_the_file("c", "c.id")} AND {NAMED} AND NOT {said_no("client-file", "c.subject_id")}""",
    ),
    Review(
        "contacts.assignment.work",
        "contacts_assignment t",
        f"{filled('t', 'title', 'folder')} AND t.closed_on <= :today AND NOT "
        f"{said_no('client-file', 't.subject_id')}",
        active="t.closed_on",
        subject="t.subject_id",
    ),
    Review(
        "contacts.company.details",
        "contacts_company t",
        f"""{filled("t", *COMPANY)} AND NOT {said_no("client-file", "t.subject_id", "t.collected_on")}
            AND NOT EXISTS (SELECT 1 FROM contacts_assignment WHERE company_id = t.id AND {OPEN})""",
        active="COALESCE(t.last_activity_on, t.collected_on)",
        subject="t.subject_id",
    ),
)
