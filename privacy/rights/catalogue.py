"""The rights in plain words, and which uses of their data a person can say no to; all read from the
declarations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.models import Request

Kind = Request.Kind

FIRST_DAY = date(2018, 5, 25)
"""From when the rights are there (GDPR art. 99): none was exercised before."""

BASES = {Kind.OBJECTION: Basis.LEGITIMATE_INTEREST, Kind.WITHDRAWAL: Basis.CONSENT}
"""Which uses a right is about: one objects to our own interest (GDPR art. 21(1)), and withdraws a consent
(art. 7(3))."""


@dataclass(frozen=True)
class Right:
    """A right in plain words, and its name in the law."""

    title: str | Promise
    meaning: str | Promise
    law: str | Promise


RIGHTS: dict[str, Right] = {
    Kind.ACCESS: Right(
        gettext_lazy("See my data"),
        gettext_lazy(
            "You get everything we have about you, why we have it and until when, in a file that you can "
            "keep."
        ),
        gettext_lazy("Right of access, GDPR article 15"),
    ),
    Kind.RECTIFICATION: Right(
        gettext_lazy("Correct my data"),
        gettext_lazy(
            "We correct what is wrong and add what is missing. While we check it, we leave your data unused."
        ),
        gettext_lazy("Right to rectification, GDPR article 16"),
    ),
    Kind.ERASURE: Right(
        gettext_lazy("Forget me"),
        gettext_lazy(
            "We erase what we have about you. What a law makes us keep, such as an invoice, we name, with "
            "the day it goes."
        ),
        gettext_lazy("Right to erasure, GDPR article 17"),
    ),
    Kind.OBJECTION: Right(
        gettext_lazy("Stop a use of my data"),
        gettext_lazy(
            "You say no to what we do for our own interest. You need give no reason, and we stop at once."
        ),
        gettext_lazy("Right to object, GDPR article 21"),
    ),
    Kind.WITHDRAWAL: Right(
        gettext_lazy("Take back my consent"),
        gettext_lazy("As easily as you gave it, and at once."),
        gettext_lazy("Withdrawal of consent, GDPR article 7"),
    ),
    Kind.RESTRICTION: Right(
        gettext_lazy("Put my data aside"),
        gettext_lazy(
            "We keep your data but use them for nothing, while something is sorted out. We tell you before "
            "that ends."
        ),
        gettext_lazy("Right to restriction, GDPR article 18"),
    ),
    Kind.PORTABILITY: Right(
        gettext_lazy("Take my data with me"),
        gettext_lazy("You get what you gave us yourself, in a file that other programs can read."),
        gettext_lazy("Right to data portability, GDPR article 20"),
    ),
}
"""What can be asked, in the order of the form."""


def uses(kind: str) -> list[Purpose]:
    """Return the purposes that a request of this ``kind`` can be about; none for a right that is about
    everything."""
    return [purpose for purpose in registry.purposes.values() if purpose.basis is BASES.get(Kind(kind))]


def uses_to_choose(kind: str) -> list[Purpose]:
    """Return those of ``uses`` that a form offers: none that is switched off, though a no to it is heard as
    well."""
    return [purpose for purpose in uses(kind) if purpose.is_used]


def use_words(kind: str, slug: str) -> str:
    """Return the use that an objection or withdrawal is about in words, or ``""`` for a right that names
    none.

    A slug that nothing declares any more, as it may stand in an old file, is returned as it is.
    """
    if Kind(kind) not in BASES:
        return ""
    if not slug:
        return _("everything you can object to") if kind == Kind.OBJECTION else _("every consent you gave")
    found = registry.purposes.get(slug)
    return str(found.words) if found else slug


def check_use(kind: str, slug: str) -> None:
    """Raise ``ValueError``, naming it, if ``slug`` is no use that a request of this ``kind`` can be about."""
    if slug and Kind(kind) not in BASES:
        raise ValueError(_("“%(slug)s”: this right is not about one use.") % {"slug": slug})
    allowed = [purpose.slug for purpose in uses(kind)]
    if slug and slug not in allowed:
        known = ", ".join(purpose.slug for purpose in uses_to_choose(kind)) or _("none")
        raise ValueError(
            _("“%(slug)s” is no use that this right is about. It can be: %(known)s.")
            % {"slug": slug, "known": known}
        )
