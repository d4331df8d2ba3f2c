"""Reading several tables as they were at one moment, whatever others write meanwhile.

Statement by statement a reader would see half of an erasure that ends in between. Nobody is kept waiting for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Run the block, which only reads, on the database as it stands when the block begins.

    Within a transaction that is that transaction's to say: whoever holds the latch sees no erasure begin.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # deferred: a reader of the write-ahead log waits for nobody and nobody for it
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
