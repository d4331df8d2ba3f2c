"""A request that is still open, locked for whoever decides or writes on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from privacy.locks import latched
from privacy.models import Request
from privacy.requests.states import AlreadyDecided


@contextmanager
def open_request(request: Request) -> Iterator[Request]:
    """Run the block under the latch with the row of ``request`` as it stands, locked; afterwards ``request``
    is as the row.

    ``AlreadyDecided`` unless it is open.
    """
    with latched():
        fresh = Request.objects.select_for_update().get(pk=request.pk)
        if fresh.state != Request.State.OPEN:
            raise AlreadyDecided
        yield fresh
    request.refresh_from_db()
