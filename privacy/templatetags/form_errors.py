"""The summary above a form that came back with errors: each in words, with the field that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.forms import BaseForm, BoundField
from django.utils.text import capfirst

register = template.Library()


@dataclass(frozen=True)
class FormError:
    """What is not right, in words, and the id of the field where it is corrected; "" where there is none."""

    words: str
    target: str = ""


@register.inclusion_tag("admin/form_errors.html")
def form_errors(form: BaseForm | None, tables: Iterable[Any] | None = None) -> dict[str, Any]:
    """Return the errors in ``form`` and in the rows of its ``tables``, for the template that lists them."""
    return {"errors": list_form_errors(form, tables or ()) if form else []}


def list_form_errors(form: BaseForm, tables: Iterable[Any]) -> list[FormError]:
    """Return the errors in ``form``, then those in the rows of its ``tables``, which are the inline formsets
    of the administration; a row that is to be deleted has none."""
    found = list(_errors_of(form))
    for table in tables:
        formset, what = table.formset, capfirst(str(table.opts.verbose_name_plural))
        found += [FormError(f"{what}: {error}") for error in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            if not (formset.is_bound and formset.can_delete and formset._should_delete_form(row)):
                found += _errors_of(row, before=f"{what} ({number}): ")
    return found


def _errors_of(form: BaseForm, *, before: str = "") -> Iterator[FormError]:
    """Return the errors in one form; in a row, an error about all of it leads to its first field."""
    first = next((_target(field) for field in form.visible_fields()), "") if before else ""
    for error in form.non_field_errors():
        yield FormError(f"{before}{error}" if before else cast(str, error), first)  # a link in it stays one
    for field in form:
        for error in field.errors:
            yield FormError(f"{before}{field.label}: {error}", first if field.is_hidden else _target(field))


def _target(field: BoundField) -> str:
    """Return the id of the field; of several in one, such as a list of radio buttons, that of the first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
