"""What the client register is for. The slugs stand in people's choices: never rename one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Assessment, Basis, Purpose

ASSIGNMENT = Purpose("assignment", Basis.CONTRACT, _("doing the work you asked us to do"))

CONTACT_PERSON = Purpose(
    "contact-person",
    Basis.LEGITIMATE_INTEREST,
    _("reaching you about work that we do for an organisation"),
    assessment=Assessment(
        interest=_("doing the work that an organisation asked us for, with the people it points out"),
        necessity=_("work is done with people: without a name and a way to reach them it stands still"),
        balance=_(
            "a contact person expects to be called about the work and about nothing else; when you object, "
            "the organisation names somebody else"
        ),
        author="SOM",
        on="2026-11-30",
    ),
)

ENQUIRY = Purpose(
    "enquiry",
    Basis.LEGITIMATE_INTEREST,
    _("answering your question"),
    assessment=Assessment(
        interest=_(
            "answering people who ask us something, and knowing what was said when they come back to it"
        ),
        necessity=_("an answer needs the question and a way to reach whoever asked; nothing else is asked"),
        balance=_(
            "people who ask us something expect an answer; we delete it two years after the question "
            "or the talk, and at once when you object"
        ),
        author="SOM",
        on="2026-11-22",
    ),
)

CLIENT_FILE = Purpose(
    "client-file",
    Basis.LEGITIMATE_INTEREST,
    _("staying in touch with the people in our client file"),
    assessment=Assessment(
        interest=_(
            "staying in touch with those we worked for and their contact persons, who often come back years "
            "later"
        ),
        necessity=_(
            "without a name and a way to reach you there is no staying in touch; talks about the work are "
            "kept two years for it, questions not at all"
        ),
        balance=_(
            "clients expect to be remembered; tell us and we stop; we also check every few years whether we "
            "still need it"
        ),
        author="SOM",
        on="2026-11-30",
    ),
)

BOOKKEEPING = Purpose(
    "bookkeeping",
    Basis.LEGAL_OBLIGATION,
    _("keeping our books and invoices"),
    law="WER art. III.86, III.88; WIB 92 art. 315",
)
