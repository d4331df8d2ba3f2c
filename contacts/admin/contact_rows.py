"""The tables on the form of a contact: ways to reach them, roles and tags.

Rows of one table are looked at together, against each other and not against what is stored: an address may be
taken from one row and written in another, and the preferred one changed, in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import CharField, Model, Value
from django.db.models.functions import Cast, Concat
from django.forms.models import BaseInlineFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts import register
from contacts.admin.contact_form import refuse_forgotten
from contacts.admin.same_address import SameAddress, find_same_address
from contacts.importing.reached import LABEL_LENGTH
from contacts.importing.regions import HOME, region_of
from contacts.models import ContactPoint, ContactRole, ContactTag
from contacts.written_points import read_point
from privacy.admin.base.personal import PersonalInline
from privacy.web.refusal import Refusal


class RowOfTable(forms.ModelForm):
    """A row whose table checks what the database asks of all rows together."""

    def validate_constraints(self) -> None:
        """Leave it to the table."""


class DistinctRows(BaseInlineFormSet):
    """A table in which no two rows have the same values of ``distinct``; the last of these is where it is
    said, in ``words``."""

    model: type[Model]
    distinct: tuple[str, ...]
    words: Promise

    def validate_unique(self) -> None:
        """Say at the field of the later row what stands there twice."""
        found = set(self._hidden())
        for form in self.kept_rows():
            values = tuple(form.cleaned_data.get(name) for name in self.distinct)
            if values in found:
                form.add_error(self.distinct[-1], self.words)
            found.add(values)

    def kept_rows(self) -> Iterator[Any]:
        """Yield the valid rows that are filled in and stay."""
        for form in self.forms:
            facts = getattr(form, "cleaned_data", {})
            if form.is_valid() and facts.get(self.distinct[-1]) and not facts.get("DELETE"):
                yield form

    def _hidden(self) -> Iterator[tuple[Any, ...]]:
        """Yield the values of rows that the table does not show to this reader."""
        shown = [form.instance.pk for form in self.initial_forms]
        rows = self.model._base_manager.filter(**{self.fk.name: self.instance.pk}).exclude(pk__in=shown)
        return (tuple(getattr(row, name) for name in self.distinct) for row in rows)


class PointForm(RowOfTable):
    """An address or number, in its one spelling; a number that only a person can read is kept as typed. Which
    of the two it is can be read from it."""

    region = HOME
    kept_as_typed = False

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "label", "preferred")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("value") and not data.get("kind"):
            is_mail = "@" in data["value"]
            data["kind"] = ContactPoint.Kind.EMAIL if is_mail else ContactPoint.Kind.PHONE
        if "value" in self.changed_data and data.get("kind") and data.get("value"):
            try:
                read = read_point(data["kind"], data["value"], region=self.region)
                data["value"], self.kept_as_typed = read.value, not read.is_spelt
                data["label"] = data.get("label") or read.note[:LABEL_LENGTH]
            except Refusal as error:
                self.add_error("value", str(error))
        return data


class PointRows(DistinctRows):
    """Addresses and numbers: each once, one of each kind preferred, and none that may bring back somebody who
    asked to be forgotten."""

    distinct = ("kind", "value")
    words = _("This address or number stands here twice.")

    def __init__(self, *args: Any, reader: Any = None, confirmed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.confirmed = reader, confirmed
        self.same_address: SameAddress | None = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # As it is in the form being saved, which the person does not have yet.
        form.region = region_of(self.data.get("country", self.instance.country))

    def clean(self) -> None:
        super().clean()
        self._refuse_suppressed()
        self._warn_of_others()
        found = set()
        for form in self.kept_rows():
            if form.cleaned_data.get("preferred"):
                if form.cleaned_data["kind"] in found:
                    form.add_error("preferred", _("Only one of each kind is preferred."))
                found.add(form.cleaned_data["kind"])

    def _refuse_suppressed(self) -> None:
        rows = [(form, form.cleaned_data) for form in self.kept_rows()]
        for form, data in rows:
            refuse_forgotten(form, ["label"])
            if "value" not in form.changed_data:
                continue
            others = [other["value"] for one, other in rows if one is not form]
            try:
                register.require_permitted(self.instance, data["value"], besides=others)
            except Refusal as error:
                form.add_error("value", str(error))

    def _warn_of_others(self) -> None:
        """Say at each new address that somebody else has whose it is besides, unless that was seen before."""
        rows = [form for form in self.kept_rows() if "value" in form.changed_data]
        written = [(form.cleaned_data["kind"], form.cleaned_data["value"]) for form in rows]
        self.same_address = found = find_same_address(self.instance, written, reader=self.reader)
        if found is None or found.is_confirmed(self.confirmed):
            return
        for form, address in zip(rows, written, strict=True):
            if address in found.owners:
                form.add_error("value", found.warning(address))

    def save(self, commit: bool = True) -> Any:
        """Save the rows; those that change make room for each other first."""
        asked = {"kind", "value", "preferred"}
        moving = [
            form.instance.pk
            for form in self.initial_forms
            if asked & set(form.changed_data) or form in self.deleted_forms
        ]
        if commit and len(moving) + len(self.extra_forms) > 1:
            aside = Concat(Value("row "), Cast("pk", CharField()))
            self.model._base_manager.filter(pk__in=moving).update(preferred=False, value=aside)
        return super().save(commit)


class RoleForm(RowOfTable):
    """What a person is for one assignment or one company."""

    class Meta:
        model = ContactRole
        fields = ("assignment", "company", "role")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("assignment")) == bool(data.get("company")) and not self.errors:
            self.add_error("assignment", _("Choose one: an assignment or a company."))
        return data


class TagRows(DistinctRows):
    """Tags: each once."""

    distinct = ("tag",)
    words = _("This tag stands here twice.")


class PointInline(PersonalInline):
    hide_title = True
    verbose_name = _("e-mail address or number")  # as the button to add one says it
    verbose_name_plural = _("e-mail addresses and numbers")
    model = ContactPoint
    form = PointForm
    formset = PointRows
    extra = 1


class RoleInline(PersonalInline):
    hide_title = True
    model = ContactRole
    form = RoleForm
    extra = 0
    autocomplete_fields = ("assignment", "company")


class TagInline(PersonalInline):
    hide_title = True
    model = ContactTag
    form = RowOfTable
    formset = TagRows
    extra = 0
    autocomplete_fields = ("tag",)
