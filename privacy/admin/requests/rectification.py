"""Correcting on the page of a request: what the person wants, field by field, each accepted or refused by
somebody.

Also here: the person's own statement, and the end of a restriction, of which they are told beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from privacy.models import Correction, Request
from privacy.requests import decisions
from privacy.rights import rectification as corrections
from privacy.rights import restriction as restrictions

Kind = Request.Kind

WILL: dict[str, Promise] = {
    Kind.ACCESS: gettext_lazy("The person gets a link to a file with all of this. It works for seven days."),
    Kind.PORTABILITY: gettext_lazy(
        "The person gets a link to a file with what they gave us themselves. It works for seven days."
    ),
    Kind.RECTIFICATION: gettext_lazy(
        "What was accepted is changed in the records. The old values stay in this file only, as evidence. "
        "Once the letter has left, the data can be used again."
    ),
    Kind.ERASURE: gettext_lazy("What stands under “Goes” is erased at once and never comes back."),
    Kind.RESTRICTION: gettext_lazy(
        "Everything stays, but nobody uses it: it is gone from lists, searches and mailings. Only those "
        "who handle requests see it."
    ),
    Kind.OBJECTION: gettext_lazy(
        "This use stops at once. What stands under “Goes” has no reason left, and is erased tonight."
    ),
    Kind.WITHDRAWAL: gettext_lazy(
        "The consent ends at once. What stands under “Goes” has no reason left, and is erased tonight."
    ),
}
"""What approving does, in the words of staff."""


def facts(asked: Request, *, waits: bool) -> dict[str, Any]:
    """Return what the page shows of corrections and of the restriction that the request brought about."""
    lines = [_line(each, waits=waits) for each in corrections.standing(asked)]
    places = (
        corrections.places(asked.subject)
        if waits and asked.subject and asked.kind == Kind.RECTIFICATION
        else []
    )
    choice = restrictions.of_request(asked)
    return {
        "will": WILL[asked.kind],
        "corrections": lines,
        "places": [(place.name, capfirst(place.words), place.value) for place in places],
        "correcting": asked.kind == Kind.RECTIFICATION,
        "undecided": waits
        and asked.kind == Kind.RECTIFICATION
        and bool(asked.subject)
        and corrections.undecided(asked),
        "restricted": choice,
        "may_lift": not waits and choice is not None and not restrictions.is_told(choice),
    }


def _line(each: Correction, *, waits: bool) -> dict[str, Any]:
    return {
        "correction": each,
        "words": capfirst(corrections.words(each)),
        "open": waits,
        "stale": waits and not corrections.still_stands(each),
    }


def act(do: str, data: QueryDict, asked: Request, *, by: AbstractBaseUser, now: datetime) -> str:
    """Do what was posted, and return what to say of it; ``ValueError`` says why not."""
    return ACTS[do](data, asked, by, now)


def _stage(data: QueryDict, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    corrections.stage(asked, {data.get("field", ""): data.get("value", "")}, now=now)
    return gettext("The correction is written down. Accept or refuse it.")


def _accept(data: QueryDict, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    corrections.decide(_chosen(data, asked), accept=True, by=by, now=now)
    return gettext("Accepted. It is changed when you approve the request.")


def _refuse(data: QueryDict, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    corrections.decide(_chosen(data, asked), accept=False, reason=data.get("reason", ""), by=by, now=now)
    return gettext("Not corrected. The letter says why.")


def _state(data: QueryDict, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    corrections.state_statement(asked, data.get("statement", ""), by=by, now=now)
    return gettext("The statement is kept with the request.")


def _lift(data: QueryDict, asked: Request, by: AbstractBaseUser, now: datetime) -> str:
    decisions.lift(asked, by=by, now=now)
    return gettext("The letter is on its way. A week later the data can be used again.")


ACTS: dict[str, Callable[[QueryDict, Request, AbstractBaseUser, datetime], str]] = {
    "stage": _stage,
    "accept": _accept,
    "refuse-one": _refuse,
    "state": _state,
    "lift": _lift,
}


def _chosen(data: QueryDict, asked: Request) -> Correction:
    number = data.get("correction", "")
    found = corrections.standing(asked).filter(pk=int(number) if number.isdecimal() else 0).first()
    if found is None:
        raise corrections.Stale(gettext("This was decided already."))
    return found
