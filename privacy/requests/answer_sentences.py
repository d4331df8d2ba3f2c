"""What the letter says was done with a right, in sentences of the active language."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.models import Choice, Request
from privacy.requests.preview import Preview
from privacy.rights import rectification as corrections
from privacy.rights import restriction as restrictions
from privacy.rights.catalogue import use_words
from privacy.wording.words import purpose_words

Kind = Request.Kind


def done(seen: Preview) -> list[str]:
    """Return what granting the request does, or did."""
    request = seen.request
    use = use_words(request.kind, request.purpose)
    match request.kind:
        case Kind.OBJECTION:
            return [_("From now on we do not do this any more: %(use)s.") % {"use": use}, remembered()]
        case Kind.WITHDRAWAL:
            return _withdrawn(request, use)
        case Kind.RESTRICTION:
            return [
                _("We put your data aside. We keep them, but use them for nothing."),
                _(
                    "There are four exceptions: you agree, there is a dispute, somebody else must be "
                    "protected, or "
                    "a weighty public interest asks it."
                ),
                _("We write to you before this ends."),
            ]
        case _:
            return _corrected(request)


def _withdrawn(request: Request, use: str) -> list[str]:
    """Return which consents ended, also where there was none to end: a no to one use is remembered even
    then."""
    day = day_of(request.decided_at or timezone.now())
    given = Choice.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), subject=request.subject, kind=Choice.Kind.CONSENT
    )
    ended = given.filter(purpose=request.purpose) if request.purpose else given
    words = [
        purpose_words(slug) for slug in ended.order_by("purpose").values_list("purpose", flat=True).distinct()
    ]
    if words:
        stopped = _("Your consent has ended: %(use)s.") % {"use": "; ".join(words)}
        return [
            stopped,
            _("What we did with it before stays lawful. From now on we do it no more."),
            remembered(),
        ]
    if request.purpose:
        return [
            _("You had given us no consent for this: %(use)s. We do not do it.") % {"use": use},
            remembered(),
        ]
    return [
        _(
            "You had given us no consent, so there was none to end. We do nothing with your data for which "
            "we need one."
        ),
        _(
            "Do you want us to stop something that we do for our own interest? You may say no to that too. "
            "Just reply to this message."
        ),
    ]


def remembered() -> str:
    """Return the sentence about the memory of a no."""
    return _(
        "We remember your no: a code made of your address, from which it cannot be read, so that nobody "
        "begins again against your will."
    )


def _corrected(request: Request) -> list[str]:
    states = (corrections.State.ACCEPTED, corrections.State.CORRECTED)
    right = [corrections.words(each) for each in corrections.standing(request) if each.state in states]
    said = [_("We corrected: %(what)s.") % {"what": ", ".join(dict.fromkeys(right))}] if right else []
    if request.supplement:
        said.append(_("We keep your own statement with your data."))
    if restrictions.of_request(request):
        said.append(_("While we checked this, we left your data unused. With this letter that ends."))
    return said


def refused(request: Request) -> list[dict[str, Any]]:
    """Return what is not corrected and why."""
    lines = corrections.standing(request).filter(state=corrections.State.REFUSED)
    return [{"what": corrections.words(each), "why": each.reason} for each in lines]
