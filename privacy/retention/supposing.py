"""What would be so if some rows of one person were otherwise; nothing is written to find out.

While something is supposed, every statement reads the tables concerned through a view of its own (``WITH``),
in which the supposed rows stand in the place of those of the table. So each question is asked by the same SQL
as ever, of data that are not there yet; a statement that would write is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, models

from privacy.models import Subject
from privacy.retention.candidates import Listed
from privacy.retention.rules import Rule, all_rules, apply_rules
from privacy.retention.state import links_to
from privacy.retention.tables_of_subject import policies_about

BEYOND = 2**40
"""Above every number that a table gave out: supposed rows come last, as new ones do."""

Model = type[models.Model]


class Supposed:
    """Rows about ``subject`` that are supposed to be there, or to be otherwise or gone."""

    def __init__(self, subject: Subject, rows: Iterable[models.Model] = ()) -> None:
        self._subject = subject
        self._rows: dict[Model, dict[Any, models.Model]] = defaultdict(dict)
        self._gone: dict[Model, set[Any]] = defaultdict(set)
        self._values: dict[Model, dict[str, dict[Any, Any]]] = defaultdict(lambda: defaultdict(dict))
        self._made = 0
        self.add(rows)

    def add(self, rows: Iterable[models.Model]) -> None:
        """Suppose that ``rows``, which lead to the person by their field ``subject``, are so: new ones
        without a number, or others than they are."""
        for row in rows:
            if row.pk is None:
                self._made += 1
                row.pk = BEYOND + self._made
            self._rows[type(row)][row.pk] = row

    def erase(self, rule: Rule, keys: Iterable[Any]) -> None:
        """Suppose that ``rule`` erased the rows with these ``keys``, as ``Rule.erase`` would."""
        model, keys = rule.policy.model, list(keys)
        values = rule.values_after() if keys else {}
        if values is None:
            self._delete(model, keys)
            return
        for name, value in values.items():
            self._write(model, name, keys, value)

    def _delete(self, model: Model, keys: list[Any]) -> None:
        for relation in links_to(model):
            if relation.on_delete not in (models.SET_NULL, models.CASCADE):
                continue
            referring = relation.related_model
            found = referring._base_manager.filter(**{f"{relation.field.name}__in": keys})
            numbers = list(found.values_list("pk", flat=True))
            if relation.on_delete is models.SET_NULL:
                self._write(referring, relation.field.name, numbers, None)
            else:
                self._gone[referring].update(numbers)
        self._gone[model].update(keys)

    def _write(self, model: Model, name: str, keys: Iterable[Any], value: Any) -> None:
        field = model._meta.get_field(name)
        for key in keys:
            if key in self._rows[model]:
                setattr(self._rows[model][key], field.attname, value)  # type: ignore[union-attr]
            else:
                self._values[model][name][key] = value

    @contextmanager
    def read(self) -> Iterator[None]:
        """Read, in the block, as if what is supposed were so."""
        with connection.execute_wrapper(self._ask):
            yield

    def _ask(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip("(").startswith("SELECT"):
            raise RuntimeError(f"while something is only supposed, nothing is written: {sql[:40]}")
        views = [view for model in self._touched() if (view := self._view(model, sql))]
        if views:
            sql = f"WITH {', '.join(text for text, _params in views)} {sql}"
            params = (*(param for _text, some in views for param in some), *(params or ()))
        return execute(sql, params, many, context)

    def _touched(self) -> list[Model]:
        touched = dict.fromkeys([*self._rows, *self._gone, *self._values])
        return [model for model in touched if self._rows[model] or self._gone[model] or self._values[model]]

    def _view(self, model: Model, sql: str) -> tuple[str, list[Any]] | None:
        """Return the view of the table of ``model`` with its parameters; ``None`` if ``sql`` does not read
        it."""
        quote = connection.ops.quote_name
        name = quote(model._meta.db_table)
        if name not in sql:
            return None
        fields = list(model._meta.concrete_fields)
        params: list[Any] = []
        columns = ", ".join(self._column(model, field, params) for field in fields)
        # SQLite would take the bare name for the view itself.
        table = f"main.{name}" if connection.vendor == "sqlite" else name
        where = self._without([*self._gone[model], *self._rows[model]], model, params)
        if self._rows[model]:
            where += f" AND {quote('subject_id')} = %s"
            params.append(self._prepared(model._meta.get_field("subject"), self._subject.pk))
        text = f"SELECT {columns} FROM {table} WHERE {where}"  # noqa: S608  (names of our own tables)
        for key, row in self._rows[model].items():
            if key not in self._gone[model]:
                text += f" UNION ALL SELECT {', '.join(['%s'] * len(fields))}"
                params += [self._prepared(field, getattr(row, field.attname)) for field in fields]
        listed = ", ".join(quote(str(field.column)) for field in fields)
        return f"{name} ({listed}) AS NOT MATERIALIZED ({text})", params

    def _column(self, model: Model, field: models.Field[Any, Any], params: list[Any]) -> str:
        """Return the column of ``field`` with what is supposed to stand there in some rows."""
        column = connection.ops.quote_name(str(field.column))
        supposed = self._values[model].get(field.name)
        if not supposed:
            return column
        key = model._meta.pk
        assert key is not None  # noqa: S101  (every model has one)
        cases = ""
        for number, value in supposed.items():
            cases += " WHEN %s THEN %s"
            params += [self._prepared(key, number), self._prepared(field, value)]
        return f"CASE {connection.ops.quote_name(str(key.column))}{cases} ELSE {column} END"

    def _without(self, keys: list[Any], model: Model, params: list[Any]) -> str:
        key = model._meta.pk
        assert key is not None  # noqa: S101
        params += [self._prepared(key, number) for number in keys]
        marks = ", ".join(["%s"] * len(keys)) or "NULL"
        column = connection.ops.quote_name(str(key.column))
        return f"{column} NOT IN ({marks})" if keys else f"{column} IS NOT NULL"

    @staticmethod
    def _prepared(field: Any, value: Any) -> Any:
        return field.get_db_prep_save(value, connection)


def suppose_sweep(supposed: Supposed, subject: Subject, *, today: date) -> dict[str, int]:
    """Suppose as well that everything of ``subject`` that is then due on ``today`` was erased; return how
    many rows, by label, as ``sweep_subject`` would erase them."""
    rows = dict.fromkeys((rule.label for rule in all_rules()), 0)

    def apply(rule: Rule) -> bool:
        with Listed(rule, today=today, subject=subject.pk) as candidates:
            keys = [key for chunk in candidates.chunks(1000) for key in chunk]
        supposed.erase(rule, keys)
        rows[rule.label] += len(keys)
        return bool(keys)

    with supposed.read():
        known = policies_about(subject.pk)
        apply_rules([rule for rule in all_rules() if rule.policy in known], apply)
    return {label: count for label, count in rows.items() if count}
