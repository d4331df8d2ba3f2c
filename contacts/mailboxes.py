"""Whether the address of an organisation looks like that of a person: then it is personal data of somebody
who may ask for it, and a person is asked to look (GDPR art. 4(1); KB 4-4-2003 art. 1, 2°)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from contacts.models import Company
from privacy.models import Task
from privacy.outreach.gate import IMPERSONAL
from privacy.subjects.names import fold_name

LABEL = Company._meta.label_lower
LOOK_WITHIN = timedelta(days=30)

OF_A_DESK = IMPERSONAL | frozenset(
    (
        "aankoop", "aanvraag", "abuse", "accounting", "accueil", "admin", "administration", "algemeen",
        "aanmelden", "bestelling", "bestellingen", "bestuur", "bibliotheek", "billing", "boekhouding",
        "bureau", "commandes", "communicatie", "compta", "comptabilite", "direction", "directie", "dpo",
        "enquiries", "events", "export", "facturatie", "facture", "factures", "facturen", "finance",
        "general", "gdpr", "helpdesk", "hr", "hulp", "ict", "inschrijving", "inschrijvingen", "it", "jobs",
        "klacht", "klachten", "klantendienst", "leden", "leerlingen", "marketing", "nieuwsbrief", "noreply",
        "onderhoud", "order", "orders", "personeel", "planning", "pers", "post", "postmaster", "presse",
        "privacy", "project", "projecten", "receptie", "reservatie", "reservaties", "sales", "school",
        "secretary", "sociaal", "stage", "support", "team", "ventes", "verhuur", "verkoop", "vragen",
        "vrijwilligers", "web", "webmaster", "webshop", "welkom", "werk", "zorg",
    )
)  # fmt: skip
"""Names of mailboxes that belong to a desk or a task, not to one person."""

OF_PEOPLE = frozenset(
    (
        "gmail", "googlemail", "hotmail", "icloud", "live", "msn", "outlook", "proximus", "proton",
        "protonmail", "scarlet", "skynet", "telenet", "yahoo",
    )
)  # fmt: skip
"""Domains, without their ending, where people have a mailbox of their own."""

_BETWEEN = re.compile(r"[._+\-0-9]+")


def looks_like_somebodys(address: str, organisation: str) -> bool:
    """Return whether a normalised e-mail address of ``organisation`` looks like that of one person: it is
    named after none of its desks, nor after itself."""
    local, _at, domain = address.partition("@")
    own = set(fold_name(organisation).split()) | {"".join(fold_name(organisation).split())}
    host = domain.rpartition(".")[0]
    own |= set(_BETWEEN.split(host)) | {host.rpartition(".")[2].replace("-", "")}
    words = [word for part in _BETWEEN.split(local) for word in fold_name(part).split()]
    if not words or any(word in OF_A_DESK for word in words):
        return False
    if host.rpartition(".")[2] in OF_PEOPLE:
        return True
    return not all(word in own for word in words) and "".join(words) not in own


def ask_whose_mailbox(company: Company, *, on: date) -> None:
    """Put the address of ``company`` before a person if it looks like somebody's; once."""
    if company.email and looks_like_somebodys(company.email.lower(), company.name):
        Task.objects.get_or_create(
            kind=Task.Kind.MAILBOX,
            subject=company.subject,
            label=LABEL,
            row=company.pk,
            done_on=None,
            defaults={"due_on": on + LOOK_WITHIN},
        )
