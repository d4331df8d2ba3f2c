"""What the database itself refuses, whoever asks: changing the ledger, changing an invoice that went out.

A rule kept only in Python is broken by the first console session. Each function here returns a migration
operation that writes the same refusal for SQLite and PostgreSQL; both raise ``IntegrityError``.

On SQLite, Django alters a table by making it anew, and the triggers of the old one are lost without a word:
after such a migration repeat the operation in it (the tests that provoke each trigger say so by turning red).
Emptying a database between tests is refused too; ``tests/triggers.py`` stands the guards aside for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


@dataclass(frozen=True)
class TriggerRule:
    """One trigger: what it watches ("UPDATE", "DELETE", "INSERT", "TRUNCATE"), and when it refuses."""

    name: str
    event: str
    message: str
    when: str = ""


class RefuseChanges(Operation):
    """A migration operation that puts such rules on a table, and takes them away when the migration is
    undone."""

    reduces_to_sql = True
    reversible = True
    elidable = False

    def __init__(self, table: str, rules: Iterable[TriggerRule]) -> None:
        self.table = table
        self.rules = tuple(rules)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models do not know of triggers."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.stand(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.stand_aside(schema_editor)

    def describe(self) -> str:
        return f"The database refuses to change {self.table}"

    def stand(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Put the triggers in place, replacing those of the same name."""
        self.stand_aside(schema_editor)
        for rule in self._understood_by(schema_editor.connection):
            for statement in _written(rule, table=self.table, vendor=schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    def stand_aside(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Remove the triggers that are there."""
        vendor = schema_editor.connection.vendor
        for rule in self._understood_by(schema_editor.connection):
            if vendor == "sqlite":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}", params=None)
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {rule.name} ON {self.table}", params=None)
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {rule.name}()", params=None)

    def _understood_by(self, connection: BaseDatabaseWrapper) -> Iterator[TriggerRule]:
        # SQLite has no TRUNCATE; PostgreSQL has no INSERT OR REPLACE, the removal that passes SQLite's DELETE
        # triggers.
        foreign = "TRUNCATE" if connection.vendor == "sqlite" else "INSERT"
        return (rule for rule in self.rules if rule.event != foreign)


def append_only(table: str) -> RefuseChanges:
    """Return the operation after which rows of ``table`` can be added and read, never changed or removed."""
    message = f"{table} is append-only"
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608  (names from our migrations)
    return RefuseChanges(
        table,
        [
            TriggerRule(f"{table}_no_update", "UPDATE", message),
            TriggerRule(f"{table}_no_delete", "DELETE", message),
            TriggerRule(f"{table}_no_truncate", "TRUNCATE", message),
            TriggerRule(f"{table}_no_replace", "INSERT", message, when=replaced),
        ],
    )


def frozen(table: str, columns: Iterable[str], *, when: str, may_blank: Iterable[str] = ()) -> RefuseChanges:
    """Return the operation that freezes rows of ``table``.

    ``when`` names the rows, as SQL on ``{row}``: ``{row}.number IS NOT NULL``. Of those, ``columns`` never
    change and the row is never removed; columns of ``may_blank`` may only become empty (``''``, or ``[]`` in
    JSON), which is how personal data leave when the law lets go.
    """
    old = when.format(row="OLD")
    # Not "<>": a NULL that stays NULL is no change, and one that goes is.
    changed = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns]
    rewritten = [
        f"(NEW.{column} IS DISTINCT FROM OLD.{column} AND COALESCE(CAST(NEW.{column} AS text), '') NOT IN "
        f"('', '[]'))"
        for column in may_blank
    ]
    message = f"{table}: this row is frozen"
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND {when.format(row=table)})"  # noqa: S608
    return RefuseChanges(
        table,
        [
            TriggerRule(
                f"{table}_frozen", "UPDATE", message, when=f"{old} AND ({' OR '.join(changed + rewritten)})"
            ),
            TriggerRule(f"{table}_kept", "DELETE", message, when=old),
            TriggerRule(f"{table}_no_replace", "INSERT", message, when=replaced),
        ],
    )


def trigger_operations() -> list[RefuseChanges]:
    """Return every guard that the migrations put up, in no particular order."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [
        operation
        for node in loader.graph.nodes.values()
        if node
        for operation in node.operations
        if isinstance(operation, RefuseChanges)
    ]


def _written(rule: TriggerRule, *, table: str, vendor: str) -> list[str]:
    """Return the statements that make one trigger; ``IntegrityError`` is what Django makes of either."""
    when = f"WHEN ({rule.when})" if rule.when else ""
    if vendor == "sqlite":
        when = when.replace(
            "IS DISTINCT FROM", "IS NOT"
        )  # SQLite's own spelling; the standard one is new in 3.39
        return [
            f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
        ]
    each = "STATEMENT" if rule.event == "TRUNCATE" else "ROW"
    return [
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $refuse$ "
        f"BEGIN RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'integrity_constraint_violation'; END "
        f"$refuse$",
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {table} FOR EACH {each} {when} EXECUTE "
        f"FUNCTION {rule.name}()",
    ]
