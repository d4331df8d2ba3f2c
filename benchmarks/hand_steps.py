"""What the hand-written sweep (``hand_sweep.py``) does, step by step: written for these tables and this
policy alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One rule: rows of ``table`` (alias t) that no purpose needs, and the statements that make a batch of
    them gone."""

    label: str
    table: str
    where: str
    erase: tuple[str, ...]
    joins: str = ""
    subject: str = "t.subject_id"
    holdable: bool = True
    law_only: bool = False


IN_FORCE = "starts <= :today AND (ends IS NULL OR ends > :today)"
OPEN = "(closed_on IS NULL OR closed_on > :today)"
GONE = "id IN (SELECT id FROM batch)"
OF_CONTACT = "JOIN contacts_contact c ON c.id = t.contact_id"


def said_no(purpose: str, subject: str, collected: str = "") -> str:
    since = f" AND starts >= {collected}" if collected else ""
    what = f"(kind = 'objection' AND purpose IN ('{purpose}', '') OR kind = 'erasure'{since})"
    return f"EXISTS (SELECT 1 FROM privacy_choice WHERE subject_id = {subject} AND {what} AND {IN_FORCE})"


def asked(row: str) -> str:
    """Somebody with the key ``row`` asked something, or we spoke of a question, in the last two years."""
    return f"""(EXISTS (SELECT 1 FROM contacts_enquiry WHERE contact_id = {row} AND received_on > :two_years)
            OR EXISTS (SELECT 1 FROM contacts_interaction
                       WHERE contact_id = {row} AND purpose = 'enquiry' AND held_on > :two_years))"""


def of_the_file(contact: str, row: str) -> str:
    """Contact ``contact`` was a client, stood for one, or came from an earlier file."""
    return f"""({contact}.client_since IS NOT NULL OR {contact}.origin = 'import'
            OR EXISTS (SELECT 1 FROM contacts_contactrole r
                       LEFT JOIN contacts_assignment a ON a.company_id = r.company_id
                       WHERE r.contact_id = {row} AND (r.assignment_id IS NOT NULL OR a.id IS NOT NULL)))"""


def working(row: str) -> str:
    """Somebody with the key ``row`` has open work of their own."""
    return f"EXISTS (SELECT 1 FROM contacts_assignment WHERE contact_id = {row} AND {OPEN})"


def part_of_work(row: str) -> str:
    """Somebody with the key ``row`` is contact person for open work."""
    return f"""EXISTS (SELECT 1 FROM contacts_contactrole r
                        JOIN contacts_assignment a ON a.id = r.assignment_id
                        WHERE r.contact_id = {row} AND {OPEN})"""


def contact_unneeded(contact: str, row: str, collected: str = "") -> str:
    """No purpose needs what hangs on contact ``contact`` (an alias), whose key stands in ``row``."""
    subject = f"{contact}.subject_id"
    return f"""
        (NOT {asked(row)} OR {said_no("enquiry", subject, collected)})
        AND (NOT {of_the_file(contact, row)} OR {said_no("client-file", subject, collected)})
        AND NOT {working(row)}
        AND (NOT {part_of_work(row)} OR {said_no("contact-person", subject, collected)})"""


def filled(alias: str, *columns: str) -> str:
    return "(" + " OR ".join(f"{alias}.{column} <> ''" for column in columns) + ")"


NAME = ("first_name", "last_name", "street", "postcode", "city", "country")
COMPANY = ("name", "number", "email", "phone", "street", "postcode", "city", "country")
WORK_OVER = f"t.closed_on <= :today AND {said_no('client-file', 't.subject_id')}"
COMPANY_OVER = f"""{said_no("client-file", "t.subject_id", "t.collected_on")}
    AND NOT EXISTS (SELECT 1 FROM contacts_assignment WHERE company_id = t.id AND {OPEN})"""
NAMED = f"""({filled("c", *NAME)}
                OR EXISTS (SELECT 1 FROM contacts_contactpoint p WHERE p.contact_id = t.contact_id))"""
HANGS_ON = ("contactpoint", "contactrole", "contacttag", "assignment", "enquiry", "interaction")


def billed(alias: str) -> str:
    return (
        f"({filled(alias, 'billed_name', 'billed_address', 'document')} OR CAST({alias}.lines AS text) "
        f"<> '[]')"
    )


def known(subject: str) -> str:
    hanging = " OR ".join(
        f"EXISTS (SELECT 1 FROM contacts_{name} WHERE contact_id = c.id)"
        for name in HANGS_ON
        if name != "assignment"
    )
    return f"""(
        EXISTS (SELECT 1 FROM contacts_contact c WHERE c.subject_id = {subject}
                AND ({filled("c", *NAME)} OR c.source NOT IN ('', '-') OR {hanging}))
        OR EXISTS (SELECT 1 FROM contacts_company y WHERE y.subject_id = {subject}
                   AND {filled("y", *COMPANY)})
        OR EXISTS (SELECT 1 FROM contacts_invoice i WHERE i.subject_id = {subject} AND {billed("i")})
        OR EXISTS (SELECT 1 FROM contacts_assignment a WHERE a.subject_id = {subject}
                   AND {filled("a", "title", "folder")})
        OR EXISTS (SELECT 1 FROM som_user u WHERE u.subject_id = {subject})
        OR EXISTS (SELECT 1 FROM privacy_hold WHERE subject_id = {subject}))"""


def blanked(table: str, *columns: str) -> str:
    emptied = ", ".join(f"{column} = ''" for column in columns)
    return f"UPDATE {table} SET {emptied} WHERE {GONE}"


def deleted(table: str) -> str:
    return f"DELETE FROM {table} WHERE {GONE}"


def unlinked(table: str, column: str) -> str:
    return f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT id FROM batch)"


STEPS = (
    Step(
        label="contacts.interaction.said",
        table="contacts_interaction",
        joins=f"{OF_CONTACT} LEFT JOIN contacts_assignment a ON a.id = t.assignment_id",
        where=f"""(t.purpose <> 'enquiry' OR t.held_on <= :two_years
                OR {said_no("enquiry", "c.subject_id", "t.held_on")})
            AND (t.purpose NOT IN ('assignment', 'contact-person') OR t.held_on <= :two_years
                OR {said_no("client-file", "c.subject_id", "t.held_on")})
            AND (t.purpose <> 'assignment' OR t.assignment_id IS NULL OR a.closed_on <= :today)
            AND (t.purpose <> 'contact-person' OR t.assignment_id IS NULL OR a.closed_on <= :today
                OR {said_no("contact-person", "c.subject_id", "t.held_on")})""",
        subject="c.subject_id",
        erase=(deleted("contacts_interaction"),),
    ),
    Step(
        label="contacts.enquiry.said",
        table="contacts_enquiry",
        joins=OF_CONTACT,
        where=f"(t.received_on <= :two_years OR {said_no('enquiry', 'c.subject_id', 't.received_on')})",
        subject="c.subject_id",
        erase=(unlinked("contacts_interaction", "enquiry_id"), deleted("contacts_enquiry")),
    ),
    Step(
        label="contacts.contacttag.opinion",
        table="contacts_contacttag",
        joins=OF_CONTACT,
        where=contact_unneeded("c", "t.contact_id"),
        subject="c.subject_id",
        erase=(deleted("contacts_contacttag"),),
    ),
    Step(
        label="contacts.contactpoint.reach",
        table="contacts_contactpoint",
        joins=OF_CONTACT,
        where=contact_unneeded("c", "t.contact_id"),
        subject="c.subject_id",
        erase=(deleted("contacts_contactpoint"),),
    ),
    Step(
        label="contacts.contactrole.part",
        table="contacts_contactrole",
        joins=f"{OF_CONTACT} LEFT JOIN contacts_assignment a ON a.id = t.assignment_id",
        where=f"""(t.assignment_id IS NULL OR a.closed_on <= :today
                OR {said_no("contact-person", "c.subject_id")})
            AND (NOT {asked("t.contact_id")} OR {said_no("enquiry", "c.subject_id")})
            AND (NOT {of_the_file("c", "t.contact_id")} OR NOT {NAMED}
                OR {said_no("client-file", "c.subject_id")})""",
        subject="c.subject_id",
        erase=(deleted("contacts_contactrole"),),
    ),
    Step(
        label="contacts.contact.name",
        table="contacts_contact",
        where=f"{filled('t', *NAME)} AND {contact_unneeded('t', 't.id', 't.collected_on')}",
        erase=(blanked("contacts_contact", *NAME),),
    ),
    Step(
        label="contacts.contact.provenance",
        table="contacts_contact",
        where=f"t.source NOT IN ('', '-') AND {contact_unneeded('t', 't.id', 't.collected_on')}",
        erase=(f"UPDATE contacts_contact SET source = '-' WHERE {GONE}",),
    ),
    Step(
        label="contacts.assignment.work",
        table="contacts_assignment",
        where=f"{filled('t', 'title', 'folder')} AND {WORK_OVER}",
        erase=(blanked("contacts_assignment", "title", "folder"),),
    ),
    Step(
        label="contacts.invoice.billed_to",
        table="contacts_invoice",
        where=f"{billed('t')} AND t.issued_on <= :law",
        erase=(
            f"INSERT INTO privacy_filetodelete (name) SELECT document FROM contacts_invoice WHERE {GONE} "
            f"AND document <> ''",
            f"UPDATE contacts_invoice SET billed_name = '', billed_address = '', lines = '[]', document = "
            f"'' WHERE {GONE}",
        ),
        law_only=True,
    ),
    Step(
        label="contacts.company.details",
        table="contacts_company",
        where=f"{filled('t', *COMPANY)} AND {COMPANY_OVER}",
        erase=(blanked("contacts_company", *COMPANY),),
    ),
    Step(
        label="contacts.assignment",
        table="contacts_assignment",
        where=f"""NOT {filled("t", "title", "folder")} AND {WORK_OVER}
            AND NOT EXISTS (SELECT 1 FROM contacts_contactrole WHERE assignment_id = t.id)""",
        erase=(
            unlinked("contacts_interaction", "assignment_id"),
            unlinked("contacts_invoice", "assignment_id"),
            deleted("contacts_assignment"),
        ),
        holdable=False,
    ),
    Step(
        label="contacts.contact",
        table="contacts_contact",
        where=(
            f"NOT {filled('t', *NAME)} AND t.source IN ('', '-') AND "
            f"{contact_unneeded('t', 't.id', 't.collected_on')} AND "
        )
        + " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM contacts_{name} WHERE contact_id = t.id)" for name in HANGS_ON
        ),
        erase=(
            "DELETE FROM contacts_filledvalue WHERE contact_id IN (SELECT id FROM batch)",
            deleted("contacts_contact"),
        ),
        holdable=False,
    ),
    Step(
        label="privacy.identifier.address",
        table="privacy_identifier",
        where=f"NOT {known('t.subject_id')}",
        erase=(deleted("privacy_identifier"),),
        law_only=True,
    ),
    Step(
        label="privacy.choice.wish",
        table="privacy_choice",
        where=f"""NOT {known("t.subject_id")} AND (t.kind <> 'consent' OR t.ends <= :proof)
            AND (t.kind NOT IN ('erasure', 'objection', 'restriction') OR t.starts <= :proof)""",
        erase=(deleted("privacy_choice"),),
        law_only=True,
    ),
)
