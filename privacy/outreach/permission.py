"""What the gate answers: whether somebody may be reached or their data used, and always why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from privacy.declarations.purposes import Words
from privacy.wording.words import citation_words

WHY: dict[str, tuple[Words, str]] = {
    "usable": (_("Nothing stands in the way."), "GDPR art. 6(1)"),
    "duty": (_("The law wants us to tell this."), "GDPR art. 6(1)(c)"),
    "nobody": (_("It is not known who this goes to."), "GDPR art. 5(1)(a)"),
    "restricted": (
        _("This person's data may not be used for now: they asked for a restriction."),
        "GDPR art. 18(2)",
    ),
    "deceased": (_("This person has died: nobody contacts them any more."), "GDPR rec. 27"),
    "contested": (
        _("This person says that this address or number is wrong: check that first."),
        "GDPR art. 18(1)(a)",
    ),
    "objected": (_("This person said no to this."), "GDPR art. 21(2)-(3)"),
    "withdrawn": (_("This person withdrew their consent."), "GDPR art. 7(3)"),
    "too-young": (
        _("A child younger than 13 cannot consent to this by itself."),
        "GDPR art. 8; law 30-7-2018 art. 7",
    ),
    "no-record": (_("Say what it is about: an open question or work that goes on."), "P12"),
    "closed": (_("What this was about is closed."), "P12"),
    "not-told": (
        _("This person was not told yet where their data came from: tell them first."),
        "GDPR art. 14(3)(b)",
    ),
    "open": (_("It is about something that is open between us: no advertising."), "P12"),
    "consent": (_("This person consented to this."), "GDPR art. 6(1)(a)"),
    "pending": (_("The consent was never confirmed: there is no proof of it."), "WER XII.13"),
    "expired": (_("The consent has run out and was not renewed."), "GDPR art. 5(1)(e)"),
    "no-consent": (_("There is no consent to this."), "GDPR art. 6(1)(a); WER XII.13"),
    "no-channel": (_("We do not advertise this way."), "GDPR art. 5(1)(a)"),
    "impersonal": (
        _("A general address of an organisation, and an offer for organisations."),
        "KB 4-4-2003 art. 1, 2°",
    ),
    "own-client": (
        _("A client who was offered to say no, and a similar offer of our own."),
        "KB 4-4-2003 art. 1, 1°",
    ),
    "switched-off": (_("Calls with an offer are switched off."), "P13"),
    "unknown-last-call": (_("It is not known when we last called with an offer."), "P13"),
    "not-checked": (_("The do-not-call list was not looked at."), "WER VI.111"),
    "old-check": (_("It is more than 30 days ago that the do-not-call list was looked at."), "WER VI.111"),
    "called-lately": (_("We called with an offer less than 12 months ago."), "P13"),
    "listed": (_("The number is on the do-not-call list."), "WER VI.112"),
    "offer-call": (
        _("The do-not-call list was looked at, and we have not called lately."),
        "P13; WER VI.110-115",
    ),
}
"""For each answer of the gate, by its slug: the reason in words, and the article or promise (P…) it rests
on."""


@dataclass(frozen=True)
class Permission:
    """Whether it is allowed, and why: a slug of ``WHY``, which is what a record keeps."""

    allowed: bool
    code: str

    @property
    def reason(self) -> str:
        """Return the reason in the active language."""
        return str(WHY[self.code][0])

    @property
    def rule(self) -> str:
        """Return where the rule stands."""
        return WHY[self.code][1]


def permission_words(permission: Permission) -> str:
    """Return why the gate allows or refuses, and where that rule stands: a law, or a promise of ours (P…)."""
    rule = citation_words(permission.rule)
    where = gettext("our privacy policy, %(rule)s") % {"rule": rule} if rule.startswith("P1") else rule
    return f"{permission.reason} ({where})"
