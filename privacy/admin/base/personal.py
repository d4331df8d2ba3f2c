"""What every admin page of personal data does: it shows what a purpose of the reader needs, logs that it was
read, and deletes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any

from django.db.models import ForeignKey, QuerySet, prefetch_related_objects
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from unfold.admin import ModelAdmin

from privacy.admin.base.forms import StaffModelForm
from privacy.admin.base.inlines import RowsInline
from privacy.admin.base.keyset_pages import BoundedPaginator, KeysetChangeList
from privacy.admin.base.prefilled import PrefilledForm
from privacy.admin.base.saved_message import SavedMessage
from privacy.admin.base.stale_form_guard import StaleFormGuard
from privacy.declarations.registry import registry
from privacy.staff_access import visibility
from privacy.staff_access.titles import title_of


class PurposeBound:
    """Narrows rows, and the choices of a foreign key, to those that the reader may see."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        return visibility.visible_to(rows, user=request.user, today=timezone.localdate())

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        rows = db_field.related_model._default_manager.all()
        kwargs.setdefault(
            "queryset", visibility.visible_to(rows, user=request.user, today=timezone.localdate())
        )
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            field.label_from_instance = partial(title_of, reader=request.user)
        return field


class PersonalAdmin(SavedMessage, StaleFormGuard, PurposeBound, PrefilledForm, ModelAdmin):
    """Rows with personal data: never deleted by hand, because only an erasure leaves traces in the ledger.

    The page of one person's row is logged each time it is opened, and saves only over what its reader saw.
    """

    form = StaffModelForm
    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return visibility.with_visible_groups(
            super().get_queryset(request), user=request.user, today=timezone.localdate()
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fieldsets without the fields that no purpose of the reader needs.

        What is not in the form is not saved either.
        """
        hidden = self._hidden(request, obj) if obj else set()
        return [
            (title, {**options, "fields": _without(options["fields"], hidden)})
            for title, options in super().get_fieldsets(request, obj)
            if not hidden or _without(options["fields"], hidden)
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeysetChangeList]:
        return KeysetChangeList

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        shown = super().get_changelist_instance(request)
        shown.result_list = rows = list(shown.result_list)
        prefetch_related_objects(rows, *self.shown_with(request))
        visibility.blank_hidden_fields(rows)
        return shown

    def shown_with(self, request: HttpRequest) -> list[Any]:
        """Return the lookups that a list prefetches for its rows, narrowed to what the reader may see."""
        return []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            context |= {"subtitle": self._name_for_reader(request, obj)}
        if obj is not None and request.method == "GET":
            self.note_reading(request, obj)
        answer: HttpResponse = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        return answer

    def note_reading(self, request: HttpRequest, row: Any) -> None:
        """Write to the access log that the page of ``row`` was opened, and for which purpose."""
        visibility.log_reading(row, user=request.user, now=timezone.now(), today=timezone.localdate())

    def _name_for_reader(self, request: HttpRequest, row: Any) -> str:
        """Return, and keep on ``row`` for its page, what it is called as far as the reader may see it."""
        seen = copy(row)
        visibility.blank_hidden_fields([seen])
        row.title_shown = title_of(seen, reader=request.user)
        return str(row.title_shown)

    def note_found(self, request: HttpRequest, rows: Sequence[Any], typed: str) -> None:
        """Write to the access log what the reader was told by finding ``rows`` with what they ``typed``."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Return whether an address may narrow the list by ``lookup``: by no personal field but those of its
        filters, for what is narrowed letter by letter is read; nor by rows that refer to these, which may be
        of another file."""
        filters = [each[0] if isinstance(each, list | tuple) else each for each in self.list_filter]
        policy = registry.policy_for(self.model)
        personal = {field for group in policy.groups for field in group.fields} if policy else set()
        referring = {
            field.name for field in self.model._meta.get_fields() if field.auto_created and not field.concrete
        }
        first = lookup.split(LOOKUP_SEP)[0]
        if first in personal | referring and not any(
            str(each).split(LOOKUP_SEP)[0] == first for each in filters
        ):
            return False
        return bool(super().lookup_allowed(lookup, value, request))

    def _hidden(self, request: HttpRequest, row: Any) -> set[str]:
        known: dict[Any, set[str]] = request.__dict__.setdefault("_hidden_fields", {})
        key = (type(row), row.pk)
        if key not in known:
            known[key] = visibility.hidden_fields(row, user=request.user, today=timezone.localdate())
        return known[key]


class PersonalInline(PurposeBound, RowsInline):
    """Rows with personal data on the page of the row that they belong to."""


class ReadOnlyAdmin(PersonalAdmin):
    """Rows that the program writes and people only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _without(fields: Any, hidden: set[str]) -> list[Any]:
    """Return the names of a fieldset without the hidden ones; a line of several may get shorter."""
    left: list[Any] = []
    for field in fields:
        if isinstance(field, list | tuple):
            line = [name for name in field if name not in hidden]
            left += [line] if line else []
        elif field not in hidden:
            left.append(field)
    return left
