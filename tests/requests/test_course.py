"""From which state a request may go to which."""

from __future__ import annotations

import pytest
from django.utils import timezone

from privacy.models import Request
from privacy.requests.states import ALLOWED, AlreadyDecided, move_to_state
from tests.requests.arriving import asked

pytestmark = pytest.mark.django_db


def test_every_way_through_the_states_that_is_not_allowed_is_refused() -> None:
    states = Request.State.values
    allowed = {(was, now) for was, ways in ALLOWED.items() for now in ways}
    assert ("open", "approved") in allowed
    for was in states:
        for to in states:
            request = asked("access", f"{was}-{to}@example.org")
            Request.objects.filter(pk=request.pk).update(state=was)
            request.refresh_from_db()
            if (was, to) in allowed:
                move_to_state(request, to, now=timezone.now())
                assert Request.objects.get(pk=request.pk).state == to
            else:
                with pytest.raises(AlreadyDecided):
                    move_to_state(request, to, now=timezone.now())
                assert Request.objects.get(pk=request.pk).state == was
