"""All declared tables in memory, and walking between their rows. For the oracle only: it calls no engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from django.db import models

from privacy.declarations.registry import registry
from privacy.models import Task

Model = type[models.Model]


@dataclass(eq=False)
class Row:
    """One row: its columns by name (a foreign key as ``contact_id``)."""

    model: Model
    values: dict[str, Any]

    @property
    def pk(self) -> Any:
        assert self.model._meta.pk is not None
        return self.values[self.model._meta.pk.attname]


@dataclass
class Tables:
    """All rows of all declared tables; whoever changes one clears ``cache``."""

    tables: dict[Model, dict[Any, Row]]
    cache: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def load(cls) -> Self:
        """Read every declared table as it is now."""
        tables: dict[Model, dict[Any, Row]] = {}
        for policy in registry.policies:
            columns = [f.attname for f in policy.model._meta.concrete_fields]
            rows = (Row(policy.model, values) for values in policy.model._base_manager.values(*columns))
            tables[policy.model] = {row.pk: row for row in rows}
        return cls(tables)

    def content(self) -> dict[str, dict[Any, dict[str, Any]]]:
        """Return everything as plain data, to compare two worlds; but not the tasks that a sweep opens."""
        tables = {model._meta.label_lower: rows for model, rows in self.tables.items() if model is not Task}
        return {label: {pk: row.values for pk, row in rows.items()} for label, rows in tables.items()}

    def walk(self, rows: list[Row], path: str) -> list[Row]:
        for name in path.split("__"):
            rows = [found for row in rows for found in self.step(row, name)]
        return rows

    def step(self, row: Row, name: str) -> list[Row]:
        relation: Any = row.model._meta.get_field(name)
        if relation.one_to_many:
            return self.pointing(relation.related_model, relation.field.attname).get(row.pk, [])
        found = self._rows_of(relation.related_model).get(row.values[relation.attname])
        return [found] if found else []

    def _rows_of(self, model: Model) -> dict[Any, Row]:
        """Return the rows of a table; of one that is nobody's data, and that no sweep changes, as it is
        now."""
        if model in self.tables:
            return self.tables[model]
        if model not in self.cache:
            columns = [f.attname for f in model._meta.concrete_fields]
            rows = (Row(model, values) for values in model._base_manager.values(*columns))
            self.cache[model] = {row.pk: row for row in rows}
        found: dict[Any, Row] = self.cache[model]
        return found

    def holder(self, row: Row, path: str) -> tuple[Row | None, str]:
        *way, name = path.split("__")
        rows = self.walk([row], "__".join(way)) if way else [row]
        return (rows[0] if rows else None), name

    def value(self, row: Row, path: str) -> Any:
        holder, name = self.holder(row, path)
        return None if holder is None else holder.values[name]

    def pointing(self, model: Model, column: str) -> dict[Any, list[Row]]:
        if (model, column) not in self.cache:
            index: dict[Any, list[Row]] = {}
            for row in self.tables[model].values():
                index.setdefault(row.values[column], []).append(row)
            self.cache[model, column] = index
        return self.cache[model, column]  # type: ignore[no-any-return]

    def referred_to(self, model: Model, pk: Any) -> bool:
        return any(
            how is models.PROTECT and self.pointing(other, column).get(pk)
            for other, column, how in self.links_to(model)
        )

    def links_to(self, model: Model) -> list[tuple[Model, str, Any]]:
        return [
            (other, column.attname, column.remote_field.on_delete)
            for other in self.tables
            for column in other._meta.concrete_fields
            if column.remote_field and column.remote_field.model is model
        ]

    def delete(self, model: Model, pk: Any) -> None:
        del self.tables[model][pk]
        for other, column, how in self.links_to(model):
            for row in [row for row in self.tables[other].values() if row.values[column] == pk]:
                if how is models.SET_NULL:
                    row.values[column] = None
                else:
                    assert how is models.CASCADE
                    del self.tables[other][row.pk]
