"""The one lock between the sweep and whoever makes something be needed longer.

The sweep takes it for each chunk; so does everyone who records a wish, places a hold, opens an assignment or
gives a consent. Whichever comes first is seen by the other: a need that came in time stops the erasure, one that
came too late is told so. On SQLite every transaction is ``BEGIN IMMEDIATE``, which already is such a lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from privacy.models import Latch


@contextmanager
def latched() -> Iterator[None]:
    """Run the block in a transaction that holds the latch until it commits."""
    with transaction.atomic():
        Latch.objects.select_for_update().get(pk=1)
        yield
