"""Tests that really commit end by emptying every table, which the guards refuse: they stand aside for that
moment.

Emptying also takes the rows that migrations made once for all; the next test finds them again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test import TransactionTestCase

if TYPE_CHECKING:
    from privacy.db.triggers import RefuseChanges


def let_guards_stand_aside() -> None:
    """Wrap the emptying of tables after transactional tests, once for the whole run."""
    empty: Callable[[Any], None] = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    known: list[RefuseChanges] = []

    def teardown(case: Any) -> None:
        from privacy.db.triggers import trigger_operations
        from privacy.models import Instance, Latch  # the apps are not loaded when this file is

        known[:] = known or trigger_operations()
        with connection.schema_editor() as editor:
            for guard in known:
                guard.stand_aside(editor)
        empty(case)
        with connection.schema_editor() as editor:
            for guard in known:
                guard.stand(editor)
        Latch.objects.get_or_create(pk=1)
        if not Instance.objects.exists():
            Instance.objects.create()

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]
