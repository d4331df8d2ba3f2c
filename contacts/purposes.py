"""What the client register is for. The slugs stand in people's choices: never rename one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Assessment, Basis, Purpose

ASSIGNMENT = Purpose("assignment", Basis.CONTRACT, _("doing the work you asked us to do"))

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
            "who asks expects an answer; after two years without contact it goes, and at once when you object"
        ),
        author="SOM",
        on="2026-11-22",
    ),
)

CLIENT_FILE = Purpose(
    "client-file",
    Basis.LEGITIMATE_INTEREST,
    _("staying in touch after we worked together"),
    assessment=Assessment(
        interest=_("staying in touch with those we worked for, who often come back years later"),
        necessity=_(
            "without a name and a way to reach you there is no staying in touch; talks and questions are "
            "not kept for it"
        ),
        balance=_(
            "clients expect to be remembered; one word ends it, and a person asks every few years whether "
            "it is still needed"
        ),
        author="SOM",
        on="2026-11-22",
    ),
)

BOOKKEEPING = Purpose(
    "bookkeeping",
    Basis.LEGAL_OBLIGATION,
    _("keeping our books and invoices"),
    law="WER art. III.86, III.88; WIB 92 art. 315",
)
