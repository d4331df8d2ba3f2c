"""A no that stands in an address book: which headings and words say it, and to what. Data and how it is
read.

Whoever unsubscribed elsewhere said no to the same thing here; nobody has to say it twice. A word that we do
not know says nothing, but in a column whose heading is a no (*Do not call*) everything but "no" is one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from privacy.purposes import OFFER
from privacy.subjects.suppression_list import EVERYTHING

NEWSLETTER = "newsletter"
"""The purpose of the newsletters, whose app comes later; a slug that stands in people's choices."""

TO: dict[str, tuple[str, ...]] = {
    "news": (NEWSLETTER,),
    "offer": (OFFER.slug,),
    "advertising": (NEWSLETTER, OFFER.slug),
    "all": (EVERYTHING,),
}
"""What a no in a file is a no to: the purposes. A no to one channel is a no to what we would use it for."""

DECEASED = "deceased"

_STATES: dict[str, str] = {
    "news": "unsubscribed | unsubscribe | unsub | uitgeschreven | afgemeld | opgezegd | désabonné | "
    "désabonnée | désinscrit | désinscrite | abgemeldet | ausgetragen | bounced | bounce | hard "
    "bounce | hard bounced | soft bounced | cleaned | deleted | verwijderd | supprimé | supprimée | "
    "gelöscht | invalid | invalid email | undeliverable | onbestelbaar | non-marketing",
    "advertising": "opted out | opt out | opt-out | optout | geen reclame | pas de publicité | "
    "complained | complaint | spam | spam complaint | reported as spam | marked as spam | spamklacht "
    "| plainte | blacklisted | blacklist | blocklisted | blocklist | blocked | suppressed | "
    "geblokkeerd | zwarte lijst | liste noire | bloqué | bloquée | gesperrt | niet mailen | geen "
    "mail | geen mailing | geen mailings | ne pas envoyer | pas de mail | pas de mailing | do not "
    "email | do not mail | do not e-mail | don't email | no email | no mail",
    "offer": "do not call | don't call | do not phone | no calls | niet bellen | niet opbellen | niet "
    "telefoneren | ne pas appeler | ne pas téléphoner | nicht anrufen | bel-me-niet | bel me niet",
    "all": "do not contact | don't contact | no contact | niet contacteren | geen contact | niet meer "
    "contacteren | ne pas contacter | ne plus contacter | nicht kontaktieren | forgotten | vergeten "
    "| erased | gewist | effacé | gdpr erased",
    DECEASED: "deceased | dead | overleden | † | + | décédé | décédée | mort | verstorben | gestorven | "
    "in memoriam",
}

_NO_NO = frozenset(
    (
        "nee", "neen", "no", "non", "nein", "n", "0", "false", "onwaar", "faux", "falsch", "off", "uit", "-",
        "nvt", "n/a", "geen", "none", "not set", "never", "nooit", "jamais", "null", "not", "not blacklisted",
    )
)  # fmt: skip


class No(NamedTuple):
    """A no: the slugs of the purposes, the heading it stands under, and what stands there."""

    purposes: tuple[str, ...]
    heading: str
    written: str
    deceased: bool = False


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).replace("’", "'").split())


_WORDS = {_fold(word): what for what, words in _STATES.items() for word in words.split("|")}
_PARTS = re.compile(r":::|[;,|/]|[(\[].{0,80}[)\]]| - |: ")
LONGEST = 60


def no_of_state(heading: str, cell: str) -> No | None:
    """Return the no in a cell of a column that says a state or labels, the widest if there are several."""
    found: dict[str, str] = {}
    for part in [cell, *_PARTS.split(cell)]:
        word = part.strip(" *")
        what = _WORDS.get(_fold(word))
        if what:
            found.setdefault(what, word)
    for what in (DECEASED, "all", "advertising", "news", "offer"):
        if what in found:
            wider = "advertising" if what == "news" and "offer" in found else what
            return _no(wider, heading, found[what])
    return None


def no_of_column(what: str, heading: str, cell: str) -> No | None:
    """Return the no in a cell of a column that is a no to ``what`` (*Do not call*), unless it says "no"."""
    return None if _fold(cell) in _NO_NO else _no(what, heading, cell)


def no_of_wish(what: str, heading: str, cell: str) -> No | None:
    """Return the no in a cell of a column that is a yes to ``what`` (*Newsletter*, *Opt in*): where it says
    "no", or a word that is a no."""
    if _fold(cell) in _NO_NO and _fold(cell) not in ("-", "nvt", "n/a", "none", "not set", "null"):
        return _no(what, heading, cell)
    return no_of_state(heading, cell)


def _no(what: str, heading: str, written: str) -> No:
    purposes = TO["advertising" if what == DECEASED else what]
    return No(purposes, heading.strip()[:LONGEST], written[:LONGEST], what == DECEASED)
