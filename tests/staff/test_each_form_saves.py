"""Each form of the administration, opened and saved as a browser sends it with one thing filled in, is
saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from contacts.models import Contact, ContactPoint
from privacy.admin.base.inlines import RowsInline
from privacy.staff_access.roles import declared_roles
from som.models import User
from som.staff.forms import StaffChangeForm
from tests.cast import brecht, noor
from tests.staff.browsing import signed_in
from tests.staff.forms_filled import CASES, DIRECTOR, ELSEWHERE, WORK, Case
from tests.staff.people import director, staff
from tests.staff.sending import Form, opened

pytestmark = pytest.mark.django_db


def member(who: str) -> User:
    """Somebody with that role."""
    return director() if who == DIRECTOR else staff(who)


def usable() -> dict[tuple[str, str], set[str]]:
    """Every form of the registry that somebody may save, and who."""
    found: dict[tuple[str, str], set[str]] = {}
    for who in (*(role.name for role in declared_roles()), DIRECTOR):
        request = RequestFactory().get("/")
        request.user = member(who)
        for model, each in admin.site._registry.items():
            for what, may in (
                ("add", each.has_add_permission(request)),
                ("change", each.has_change_permission(request)),
            ):
                if may:
                    found.setdefault((model._meta.label_lower, what), set()).add(who)
    return found


def test_every_form_that_somebody_may_save_is_sent_here_or_named_with_the_test_that_does() -> None:
    """A new model in the administration is added to ``CASES``, or to ``ELSEWHERE`` if its form is a page of
    its own."""
    sent = {case.form: set(case.who) for case in CASES}
    found = usable()
    assert len(sent) == len(CASES)
    assert {form: who for form, who in found.items() if form not in ELSEWHERE} == sent
    assert set(ELSEWHERE) <= set(found)


def values(row: Model) -> dict[str, Any]:
    """What is stored of a row, and of the rows that its page shows in tables."""
    kept = type(row)._base_manager.get(pk=row.pk)
    facts = {each.name: each.value_from_object(kept) for each in kept._meta.concrete_fields}
    tables = [inline.model for inline in admin.site._registry[type(row)].inlines]
    return facts | {table.__name__: list(table._base_manager.order_by("pk").values()) for table in tables}


def wrong(answer: Any) -> Any:
    """What a form that came back says, for whoever reads why a test fails."""
    shown = answer.context or {}
    tables = [table.formset.errors for table in shown.get("inline_admin_formsets", [])]
    return shown["adminform"].form.errors if "adminform" in shown else answer.status_code, tables


def said_after(client: Client, answer: Any) -> list[str]:
    """What the page after a form that was saved says of it, without its link."""
    return [strip_tags(str(each)) for each in client.get(answer["Location"]).context["messages"]]


@pytest.mark.parametrize(
    ("case", "who"),
    [(case, who) for case in CASES for who in case.who],
    ids=lambda each: each if isinstance(each, str) else "-".join(each.form),
)
def test_a_form_with_one_thing_filled_in_is_saved_and_changes_nothing_else(case: Case, who: str) -> None:
    client = signed_in(member(who))
    name = f"admin:{case.model._meta.app_label}_{case.model._meta.model_name}_{case.form[1]}"
    row, filled = case.row() if case.row else None, case.filled()
    before, known = values(row) if row else {}, set(case.model._base_manager.values_list("pk", flat=True))
    form = opened(client, reverse(name, args=(row.pk,) if row else ()), holding=next(iter(filled)))
    answer = form.send(client, press="_save", **filled, **case.besides)
    assert answer.status_code == 302, wrong(answer)
    kept = row or case.model._base_manager.exclude(pk__in=known).get()
    after, said = values(kept), filled | case.stored
    assert {name: after[name] for name in said if said[name] is not None} == {
        name: said[name] for name in said if said[name] is not None
    }
    assert {name for name in before if before[name] != after[name]} <= set(said) | case.follows
    assert row is None or {name for name in before if before[name] != after[name]} >= set(said)
    assert said_after(client, answer) in ([*case.warned, "Saved."], [*case.warned, "Saved. Open it again"])


# --- Choices ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for case in CASES if not case.row], ids=lambda case: case.form[0])
def test_a_form_to_add_something_stands_at_no_choice_but_a_default(case: Case) -> None:
    client = signed_in(member(case.who[-1]))
    name = f"admin:{case.model._meta.app_label}_{case.model._meta.model_name}_add"
    form = opened(client, reverse(name), holding=next(iter(case.filled())))
    set_ = {control.name.rpartition("-")[2] for control in form.controls if control.kind == "select"}
    set_ &= {name.rpartition("-")[2] for name, value in form.filled().items() if value}
    tables = [inline.model for inline in admin.site._registry[case.model].inlines]
    fields = [each for model in (case.model, *tables) for each in model._meta.concrete_fields]
    assert set_ <= {each.name for each in fields if each.has_default()}


def test_somebody_is_not_added_before_it_is_chosen_what_for() -> None:
    client = signed_in(staff(WORK))
    form = opened(client, reverse("admin:contacts_contact_add"), holding="last_name")
    answer = form.send(client, press="_save", last_name="Haddad")
    assert answer.status_code == 200
    assert wrong(answer)[0] == {"reason": ["This field is required."]}
    assert not Contact.objects.exists()


# --- Rows in a table ----------------------------------------------------------------------------------


def edit(client: Client, contact: Contact) -> Form:
    change = reverse("admin:contacts_contact_change", args=(contact.pk,))
    return opened(client, f"{change}?why=correcting", holding="city")


def test_every_table_of_rows_is_one_whose_blank_row_counts_for_nothing() -> None:
    tables = [inline for each in admin.site._registry.values() for inline in each.inlines]
    assert len(tables) > 3
    assert [table for table in tables if not issubclass(table, RowsInline)] == []


@pytest.mark.parametrize(
    ("written", "stored", "kind"),
    [
        ("noor@example.be", "noor@example.be", ContactPoint.Kind.EMAIL),
        ("016 55 01 09", "+3216550109", ContactPoint.Kind.PHONE),
    ],
)
def test_an_address_in_the_blank_row_says_itself_what_it_is(written: str, stored: str, kind: str) -> None:
    contact, client = noor(), signed_in(staff(WORK))
    form, filled = edit(client, contact), {"points-1-value": written}
    assert form.filled()["points-1-kind"] == "", "the blank row shows no kind"
    filled["points-1-kind"] = next(other for other in ContactPoint.Kind if other != kind)
    assert form.send(client, press="_save", **filled).status_code == 200, "what is chosen counts"
    del filled["points-1-kind"]
    assert form.send(client, press="_save", **filled).status_code == 302
    assert contact.points.get(value=stored).kind == kind


def test_what_is_neither_an_address_nor_a_number_is_not_kept_without_a_kind() -> None:
    contact, client = noor(), signed_in(staff(WORK))
    assert edit(client, contact).send(client, press="_save", **{"points-1-value": "thuis"}).status_code == 200
    assert contact.points.count() == 1


@pytest.mark.parametrize(
    "filled",
    [
        {"value": "  "},
        {"value": " ", "label": "\t ", "kind": ""},
        {"kind": ContactPoint.Kind.EMAIL},
        {"kind": ContactPoint.Kind.EMAIL, "value": " "},
    ],
)
def test_a_row_with_nothing_but_spaces_or_the_first_kind_is_blank(filled: dict[str, str]) -> None:
    contact, client = noor(), signed_in(staff(WORK))
    row = {f"points-1-{name}": value for name, value in filled.items()}
    answer = edit(client, contact).send(client, press="_save", city="Gent", **row)
    assert answer.status_code == 302, wrong(answer)
    contact.refresh_from_db()
    assert (contact.city, contact.points.count()) == ("Gent", 1)


def test_a_row_that_is_begun_but_not_finished_is_an_error_that_the_top_of_the_page_leads_to() -> None:
    contact, client = noor(), signed_in(staff(WORK))
    begun = {"points-1-kind": "email", "points-1-label": "thuis"}
    answer = edit(client, contact).send(client, press="_save", city="Gent", **begun)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert (
        '<a href="#id_points-1-value">E-mail addresses and numbers (2): Address or number: This '
        "field is required.</a>" in text
    )
    assert 'id="id_points-1-value"' in text
    assert text.index("data-form-errors") < text.index('id="id_first_name"')
    contact.refresh_from_db()
    assert contact.city != "Gent"


def test_what_is_missing_in_the_form_itself_leads_to_its_field_and_a_form_that_is_right_has_no_summary() -> (
    None
):
    client = signed_in(staff(WORK))
    form = opened(client, reverse("admin:contacts_assignment_add"), holding="title")
    assert "data-form-errors" not in client.get(form.address).content.decode()
    text = form.send(client, press="_save", opened_on=timezone.localdate()).content.decode()
    assert '<a href="#id_title">Title: This field is required.</a>' in text


# --- Labels -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [case for case in CASES if not case.row], ids=lambda case: case.form[0])
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_what_must_be_filled_in_has_its_sign_and_a_language_its_name(case: Case, language: str) -> None:
    """Django leaves the sign out behind a label that ends as a sentence does."""
    request = RequestFactory().get("/")
    request.user = director()
    with override(language):
        form = admin.site._registry[case.model].get_form(request, None, change=False)()
        needed = [str(field.label) for field in form.fields.values() if field.required and field.label]
        assert [label for label in needed if label[-1] in ":?.!"] == []
        codes = {"nl", "fr", "en"}
        if case.model is User:
            form = StaffChangeForm(instance=brecht())
        offered = {words for field in form.fields.values() for words in words_of_choices(field)}
        assert not codes & offered


def words_of_choices(field: Any) -> list[str]:
    """What a list of choices says; nothing where it lists rows."""
    offered = [] if hasattr(field, "queryset") else getattr(field, "choices", [])
    return [str(words) for _value, words in offered]
