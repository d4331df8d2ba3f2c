"""What the notice says (GDPR art. 13 and 14), read from the declarations and the settings only.

Nothing here knows an app: a purpose, a field or a term that a ``policy.py`` adds is in the notice from then
on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from privacy.declarations.policies import Group
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry
from privacy.notice.recipients import recipient_words, staff_words, transfer_words
from privacy.rights.registered import every_right
from privacy.wording.durations import Duration, law_names_term, retention_words
from privacy.wording.words import citation_words, group_words_for_subject, list_words, title_of_part


@dataclass(frozen=True)
class Kept:
    """Data that are kept equally long: in words, a line for each kind of record; and just these kinds."""

    data: list[str]
    kinds: list[str]
    duration: Duration


@dataclass(frozen=True)
class PurposeText:
    """A purpose in words; ``weighing`` holds the steps of a legitimate interest as (term, text)."""

    slug: str
    title: str
    basis: str
    article: str
    law: str
    kept: list[Kept]
    weighing: list[tuple[str, str]]
    obligatory: str
    tells: list[str]


@dataclass(frozen=True)
class Section:
    """A part of the notice; ``link`` is (text, name of a page)."""

    slug: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class NoticeText:
    """The whole notice in the active language."""

    title: str
    lead: str
    before: list[Section]
    purposes_title: str
    purposes: list[PurposeText]
    after: list[Section]


def notice_text() -> NoticeText:
    """Return the notice in the active language."""
    return NoticeText(
        title=_("Privacy notice"),
        lead=_("What we keep about people, what for, how long, and what you can ask of us."),
        before=[_controller()],
        purposes_title=_("What information we keep, why, and for how long"),
        purposes=[purpose_text(purpose) for purpose in sorted(registry.used, key=_is_law)],
        after=[_source(), _recipients(), _rights(), _objection(), _complaint(), _decisions(), _cookies()],
    )


def purpose_text(purpose: Purpose, *, labels: Iterable[str] | None = None) -> PurposeText:
    """Return ``purpose`` in words, with every group it keeps or only those with one of ``labels``."""
    wanted = None if labels is None else set(labels)
    groups = [
        group
        for group in registry.groups
        if purpose in group.keep and (wanted is None or group.label in wanted)
    ]
    kept: dict[Duration, list[Group]] = {}
    for group in groups:
        kept.setdefault(retention_words(group, purpose), []).append(group)
    why = purpose.assessment
    return PurposeText(
        slug=purpose.slug,
        title=capfirst(str(purpose.words)),
        basis=str(purpose.basis.words),
        article=citation_words(purpose.basis.article),
        law=citation_words(purpose.law or ""),
        kept=[
            Kept([group_words_for_subject(g, in_full=True) for g in same], _kinds(same), duration)
            for duration, same in kept.items()
        ],
        weighing=[
            (_("What we want"), str(why.interest)),
            (_("Why we need it"), str(why.necessity)),
            (_("Why your interests do not weigh more"), str(why.balance)),
        ]
        if why
        else [],
        obligatory=_obligatory(purpose),
        tells=[str(words) for words in purpose.tells],
    )


def _kinds(groups: list[Group]) -> list[str]:
    return list(dict.fromkeys(title_of_part(group.policy) for group in groups))


def _obligatory(purpose: Purpose) -> str:
    """Return whether people must give the data, and what follows if they do not (GDPR art. 13(2)(e))."""
    if purpose.keeps_a_no:
        return _("You need not give us anything for it: we make the code of what you gave us before.")
    if purpose.basis is Basis.LEGAL_OBLIGATION and law_names_term(purpose):
        return _("The law obliges us to keep this; you need not give us anything more for it.")
    if purpose.basis is Basis.LEGAL_OBLIGATION:
        return _(
            "The law asks this of us, but how long we keep it we chose; you need not give anything for it."
        )
    if purpose.basis is Basis.CONTRACT:
        return _("You are not obliged to give these data, but without them we cannot do what we agree on.")
    if purpose.basis is Basis.CONSENT:
        return _(
            "You are free to say yes or no. You can withdraw your consent at any time; what was done "
            "before stays lawful."
        )
    return _("You are not obliged to give these data; without a way to reach you we cannot answer.")


def _is_law(purpose: Purpose) -> bool:
    """Return whether a law asks for it: that comes after what people come to us for."""
    return purpose.basis is Basis.LEGAL_OBLIGATION


def _controller() -> Section:
    lines = [settings.ORGANISATION_NAME, settings.ORGANISATION_ADDRESS]
    if settings.ORGANISATION_NUMBER:
        lines.append(_("Enterprise number %(number)s") % {"number": settings.ORGANISATION_NUMBER})
    return Section(
        "controller",
        _("Who is responsible for your data"),
        [
            ", ".join(lines) + ".",
            _("Questions about your data go to %(email)s; a person reads them.")
            % {"email": settings.ORGANISATION_EMAIL},
            _officer(),
        ],
    )


def _officer() -> str:
    """Return how to reach the data protection officer, or that there is none (GDPR art. 13(1)(b), 37)."""
    if settings.DATA_PROTECTION_OFFICER:
        return _("Our data protection officer: %(officer)s.") % {"officer": settings.DATA_PROTECTION_OFFICER}
    return _("We have no data protection officer: the law does not ask for one here.")


def _source() -> Section:
    return Section(
        "source",
        _("Where your data come from"),
        [
            _("From yourself: when you ask us a question, give us an assignment, or use your rights."),
            _(
                "Sometimes from somebody else, such as a colleague or an earlier client file. Then we tell "
                "you so within a month, and before we first call you or with our first mail."
            ),
        ],
    )


def _recipients() -> Section:
    return Section(
        "recipients",
        _("Who else sees them"),
        [staff_words(recipients.here), transfer_words(recipients.here)],
        [recipient_words(recipient) for recipient in recipients.here],
    )


def _rights() -> Section:
    return Section(
        "rights",
        _("What you can ask of us"),
        [_("It costs nothing, you need not say why, and you get an answer within a month.")],
        [
            str(right.notice_text)
            for right in sorted(every_right(), key=lambda right: (right.article < 12, right.article))
        ],
        (_("Use your rights"), "privacy_request"),
    )


def _objection() -> Section:
    interests = [p for p in registry.used if p.basis is Basis.LEGITIMATE_INTEREST and not p.keeps_a_no]
    uses = [str(p.words) for p in interests]
    return Section(
        "objection",
        _("You can say no"),
        [
            _("You can object at any time to what we do on the ground of our legitimate interest."),
            _("We stop at once, and you need not give a reason."),
            _("That goes for: %(uses)s.") % {"uses": list_words(uses)},
        ],
    )


def _complaint() -> Section:
    return Section(
        "complaint",
        _("Not satisfied?"),
        [
            _(
                "Tell us first, so that we can put it right. You can also complain to the authority at any "
                "time, or go to court:"
            ),
            "{name}, {address}, {phone}, {website}".format(**settings.AUTHORITY),
        ],
    )


def _decisions() -> Section:
    return Section(
        "decisions",
        _("Decisions by computers"),
        [_("We take no important decision about you with a computer alone, and we make no profile of you.")],
    )


def _cookies() -> Section:
    return Section(
        "cookies",
        _("Cookies"),
        [
            _(
                "These pages set none, and do not remember your visit. Only My data, while you are in it, "
                "needs one."
            )
        ],
        link=(_("Which cookies there are"), "cookies"),
    )
