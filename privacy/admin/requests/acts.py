"""Doing what staff posted on the page of a request, and saying what happened or why not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from privacy.admin.requests import (
    clock,
    deceased,
    decision,
    draft,
    person,
    postal_answers,
    rectification,
    unconfirmed,
)
from privacy.admin.requests.posted import Act, Posted
from privacy.models import Request
from privacy.requests.states import AlreadyDecided
from privacy.web.links import read_site
from privacy.web.refusal import Refusal

ACTS: dict[str, Act] = {
    **person.ACTS,
    **decision.ACTS,
    **rectification.ACTS,
    **postal_answers.ACTS,
    **draft.ACTS,
    **clock.ACTS,
    **deceased.ACTS,
    **unconfirmed.ACTS,
}
"""Every act on the page, by the value of the field ``do`` of its form."""


def perform_act(request: HttpRequest, asked: Request) -> bool:
    """Do what was posted on the page of ``asked``, tell the reader what happened or why not, and return
    whether it was done."""
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101  (only who is signed in comes here)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        return False
    posted = Posted(asked, request.POST, by=request.user, now=timezone.now(), site=read_site(request))
    try:
        messages.success(request, act(posted))
    except AlreadyDecided as error:
        messages.warning(request, str(error))
    except Refusal as error:
        messages.error(request, str(error))
    else:
        return True
    return False
