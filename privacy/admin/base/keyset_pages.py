"""Keyset pages of long lists: each begins beyond the last row of the one before, so that page a thousand
opens as fast as page one.

The address names that row by its key only: what the list is sorted by, which may be a name, stays out of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.views import ChangeList

from privacy.declarations.conditions import hops

MOST_COUNTED = 1_000
"""How many rows are counted at most; of a longer list it is said that there are more."""


class BoundedPaginator(Paginator):
    """Counts at most ``MOST_COUNTED`` rows: one statement that stops there, whatever the table holds."""

    template_name = "admin/keyset_pages.html"

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows.order_by()[:MOST_COUNTED].count() if hasattr(rows, "order_by") else len(rows)


class KeysetChangeList(ChangeList):
    """A list whose pages are addressed by ``?p=after-KEY`` and ``?p=before-KEY``."""

    def get_results(self, request: HttpRequest) -> None:
        side, _dash, key = request.GET.get(PAGE_VAR, "").partition("-")
        rows, newer, older = self._page_beyond(side, key) or self._page_beyond("", "") or ([], False, False)
        self.result_list: Any = rows
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.result_count = (self._count() or self.paginator.count) if newer or older else len(rows)
        self.many = self.result_count >= MOST_COUNTED
        self.full_result_count, self.show_full_result_count, self.show_admin_actions = None, False, True
        self.can_show_all, self.multi_page = False, False
        self.first = self.get_query_string() if newer else ""
        self.newer = self.get_query_string({PAGE_VAR: f"before-{rows[0].pk}"}) if newer else ""
        self.older = self.get_query_string({PAGE_VAR: f"after-{rows[-1].pk}"}) if older else ""
        self.model_admin.note_found(request, rows, self.query)

    def _page_beyond(self, side: str, key: str) -> tuple[list[Any], bool, bool] | None:
        """Return the rows of a page, and whether there are some before and after it; ``None`` where there is
        no such page."""
        backwards = side == "before"
        order = [_Column.of(self.model, part, backwards=backwards) for part in self.queryset.query.order_by]
        condition = Q()
        if side in ("before", "after"):
            at = _values_at(self.queryset, key, order)
            if at is None:
                return None
            condition = _further(order, at)
        found = self._first(condition, self.list_per_page + 1, backwards=backwards)
        more, shown = len(found) > self.list_per_page, found[: self.list_per_page]
        if not shown or (backwards and not more and len(shown) < self.list_per_page):
            return None
        return (shown[::-1], more, True) if backwards else (shown, bool(side), more)

    def _first(self, condition: Q, many: int, *, backwards: bool) -> list[Any]:
        """Return the first rows for which ``condition`` is true, at most ``many``."""
        rows = self.queryset.filter(condition)
        every = self.model._base_manager.filter(condition).order_by(*rows.query.order_by)
        rows, every = (rows.reverse(), every.reverse()) if backwards else (rows, every)
        near = self._among(rows, every, 4 * many)
        found = list(near[:many]) if near is not None else []
        return found if len(found) == many else list(rows[:many])

    def _count(self) -> int:
        """Return ``MOST_COUNTED`` if there are so many rows among the newest ones; else 0: not known."""
        near = self._among(
            self.queryset.order_by(), self.model._base_manager.order_by("-pk"), 2 * MOST_COUNTED
        )
        return MOST_COUNTED if near is not None and near[:MOST_COUNTED].count() == MOST_COUNTED else 0

    def _among(self, rows: QuerySet[Any], every: QuerySet[Any], many: int) -> QuerySet[Any] | None:
        """Return those of ``rows`` among the first of ``every`` row; ``None`` where the list is narrowed, and
        they may lie anywhere.

        What the reader may see is then asked of these few. Asked of the whole table, PostgreSQL first gathers
        every open assignment, for a page that may need none of them.
        """
        narrowed = self.query or self.has_active_filters
        return None if narrowed else rows.filter(pk__in=every.values("pk")[:many])


@dataclass(frozen=True)
class _Column:
    """A field that the list is sorted by, and which way one goes through it."""

    name: str
    descending: bool
    nullable: bool

    @classmethod
    def of(cls, model: type[Model], part: str, *, backwards: bool) -> _Column:
        name = part.removeprefix("-")
        nullable = name != "pk" and any(field.null for field in hops(model, name))
        return cls(name, part.startswith("-") != backwards, nullable)

    def beyond(self, value: Any, ties: Q) -> Q:
        """Return the condition of lying beyond ``value``, or of having it where ``ties`` is true.

        PostgreSQL takes no value for the greatest, SQLite for the least.
        """
        further = f"{self.name}__{'lt' if self.descending else 'gt'}"
        if not self.nullable:  # said twice, for only the first can be looked up in an index
            return Q(**{f"{further}e": value}) & (Q(**{further: value}) | ties)
        empty, empty_last = (
            Q(**{f"{self.name}__isnull": True}),
            self.descending == (connection.vendor == "sqlite"),
        )
        if value is None:
            return empty & ties if empty_last else ~empty | ties & empty
        same = Q(**{self.name: value}) & ties
        return Q(**{further: value}) | same | empty if empty_last else Q(**{further: value}) | same


def _values_at(rows: QuerySet[Any], key: str, order: list[_Column]) -> tuple[Any, ...] | None:
    """Return what the row with ``key`` is sorted by; ``None`` if it is gone, or not for this reader."""
    try:
        number = rows.model._meta.pk.to_python(key)
    except ValidationError:
        return None
    return rows.filter(pk=number).order_by().values_list(*(column.name for column in order)).first()


def _further(order: list[_Column], at: tuple[Any, ...]) -> Q:
    """Return the condition of being sorted beyond the values ``at``: by the first column, where it is the
    same by the next, …"""
    condition = Q(pk__in=[])
    for column, value in reversed(list(zip(order, at, strict=True))):
        condition = column.beyond(value, condition)
    return condition
