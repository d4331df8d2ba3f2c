"""Privacy's own purposes: requests, suppression list, security, and the exceptional offer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy.declarations import Assessment, Basis, Purpose

REQUESTS = Purpose(
    "requests",
    Basis.LEGAL_OBLIGATION,
    _("proving that we respected your rights"),
    law="GDPR art. 5(2)",
)


SUPPRESSION = Purpose(
    "suppression",
    Basis.LEGITIMATE_INTEREST,
    _("remembering that you said no"),
    assessment=Assessment(
        interest=_("keeping our word: whoever said no to us is not brought back by a file or a colleague"),
        necessity=_(
            "a code of the address is enough to recognise it, and beside a number a code of the name; the "
            "address and the name cannot be read from a code"
        ),
        balance=_(
            "it is there for whoever said no and used for nothing else; a number goes after two years, and "
            "their own yes lifts it at any time"
        ),
        author="SOM",
        on="2026-11-30",
    ),
    keeps_a_no=True,
)


ADVERTISING_NO = Purpose(
    "no-advertising",
    Basis.LEGAL_OBLIGATION,
    _("remembering that you said no to advertising"),
    law="GDPR art. 21(3); WER art. XII.13",
    keeps_a_no=True,
)


SAFETY = Purpose("safety", Basis.LEGAL_OBLIGATION, _("preventing misuse of our forms"), law="GDPR art. 32")


OFFER = Purpose(
    "offer",
    Basis.LEGITIMATE_INTEREST,
    _("calling you, by exception, with an offer that suits you"),
    assessment=Assessment(
        interest=_(
            "telling somebody by phone of an offer that suits them better than anything else we could send"
        ),
        necessity=_(
            "only the number is used, and only after the do-not-call list was looked at; nothing is bought "
            "or guessed"
        ),
        balance=_(
            "a call disturbs: at most one in twelve months, never on the list or after a no, and off "
            "unless switched on"
        ),
        author="SOM",
        on="2026-11-22",
    ),
    advertises=True,
    switch="ALLOW_OFFER_CALLS",
)
