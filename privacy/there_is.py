"""EXISTS, written straight from its conditions.

A sweep asks some two hundred times whether a choice or a hold stands. Django's own ``Exists`` builds,
resolves and copies a whole query for each, which took longer than the database took to answer
(``docs/performance.md``). This one knows plain comparisons with columns of one table, and nothing else; it is
used like the other.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import BooleanField, Expression, F, OuterRef, Q
from django.db.models.functions import Coalesce

OPERATORS = {"exact": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
ALIAS = "there"


class ThereIs(Expression):
    """Whether ``model`` has a row for which the conditions are true: ``ThereIs(Hold,
    subject=OuterRef("subject"))``.

    Values are plain ones, ``OuterRef``s to the row that is asked about, ``F``s, or a ``Coalesce`` of those.
    Raises ``ValueError`` for anything more, such as a join or a NOT. It may stand inside any other query, but
    not inside itself.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, model: type[models.Model], *conditions: Q, **more: Any) -> None:
        super().__init__()
        self._table = model._meta.db_table
        self._outer: list[Any] = []
        self._where = self._part(Q(*conditions, **more), model)

    def get_source_expressions(self) -> list[Any]:
        return self._outer

    def set_source_expressions(self, exprs: Any) -> None:
        self._outer = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        outer = [compiler.compile(expression) for expression in self._outer]
        params: list[Any] = []
        where = _written(self._where, outer, params, connection)
        table = connection.ops.quote_name(self._table)
        return f"EXISTS (SELECT 1 FROM {table} {ALIAS} WHERE {where})", params  # noqa: S608  (names of ours, values apart)

    def _part(self, condition: Any, model: type[models.Model]) -> Any:
        """Return a condition as nested tuples, its fields found and its outer references numbered."""
        if isinstance(condition, Q):
            if condition.negated:
                raise ValueError("a NOT is not written here")
            return (condition.connector, tuple(self._part(child, model) for child in condition.children))
        name, wanted = condition
        path, _sep, lookup = name.partition("__")
        field = model._meta.get_field(path)
        if not isinstance(field, models.Field) or lookup not in {"", "in", "isnull", *OPERATORS}:
            raise ValueError(f"{name} is no plain comparison")
        return (field, lookup or "exact", self._value(wanted, model))

    def _value(self, wanted: Any, model: type[models.Model]) -> Any:
        """Return what is compared with: ``("outer", number)``, ``("own", column)``, ``("first", …)`` or
        ``("plain", …)``."""
        if isinstance(wanted, OuterRef):
            self._outer.append(F(wanted.name))  # type: ignore[attr-defined]
            return ("outer", len(self._outer) - 1)
        if isinstance(wanted, F):
            return ("own", model._meta.get_field(wanted.name).column)  # type: ignore[attr-defined, union-attr]
        if isinstance(wanted, Coalesce):
            return ("first", [self._value(one, model) for one in wanted.get_source_expressions()])
        return ("plain", wanted)


def _written(part: Any, outer: list[Any], params: list[Any], connection: Any) -> str:
    """Return the SQL of a condition, and put what it asks for behind ``params``."""
    if isinstance(part[0], str):
        connector, parts = part
        together = f" {connector} ".join(_written(one, outer, params, connection) for one in parts)
        return f"({together})"
    field, lookup, value = part
    column = f"{ALIAS}.{connection.ops.quote_name(field.column)}"
    if lookup == "isnull":
        return f"{column} IS {'NULL' if value[1] else 'NOT NULL'}"
    if lookup == "in":
        params.extend(_plain(field, one, connection) for one in value[1])
        return f"{column} IN ({', '.join('%s' for _one in value[1])})"
    return f"{column} {OPERATORS[lookup]} {_said(value, field, outer, params, connection)}"


def _said(
    value: Any, field: models.Field[Any, Any], outer: list[Any], params: list[Any], connection: Any
) -> str:
    kind, what = value
    if kind == "outer":
        sql, more = outer[what]
        params.extend(more)
        return str(sql)
    if kind == "own":
        return f"{ALIAS}.{connection.ops.quote_name(what)}"
    if kind == "first":
        return f"COALESCE({', '.join(_said(one, field, outer, params, connection) for one in what)})"
    params.append(_plain(field, what, connection))
    return "%s"


def _plain(field: models.Field[Any, Any], value: Any, connection: Any) -> Any:
    return field.get_db_prep_value(value, connection)
