"""The administration loads only what is ours, runs no code from a string, and keeps nobody's name aside."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import unfold
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from privacy.declarations.registry import registry
from privacy.models import Instance
from tests.cast import StaffFactory, amina, brecht, louise, noor, pieter, school
from tests.staff.browsing import sign_in_anew

ROOT = Path(__file__).resolve().parent.parent
UPSTREAM = Path(unfold.__file__).parent / "templates"
DIGESTS = dict(
    re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (ROOT / "THIRD_PARTY.md").read_text(), re.MULTILINE)
)
COPIES = sorted(name for name in DIGESTS if name.startswith("templates/"))
LISTS = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    director = StaffFactory.create(username="beheer", is_superuser=True)
    client.force_login(director)
    sign_in_anew(client, director)
    return client


@pytest.fixture
def everybody(db: None) -> None:
    for person in (amina, pieter, louise, noor, school):
        person()


@pytest.mark.parametrize("name", COPIES)
def test_a_changed_copy_of_a_template_still_has_the_original_it_was_made_from(name: str) -> None:
    assert digest(UPSTREAM / name.removeprefix("templates/")) == DIGESTS[name], (
        "look at what Unfold changed, and at our copy"
    )
    assert "THIRD_PARTY.md" in (ROOT / name).read_text().splitlines()[0]


def test_every_template_that_hides_one_of_unfolds_is_listed() -> None:
    own = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*.html")}
    assert {
        name
        for name in own
        if (UPSTREAM / name.removeprefix("templates/")).exists() and "Unfold" in (ROOT / name).read_text()
    } == set(COPIES)


def test_alpine_is_the_file_its_authors_published() -> None:
    name = "static/unfold/js/alpine/alpine.js"
    assert digest(ROOT / name) == DIGESTS[name]
    assert (ROOT / "static/unfold/js/alpine/LICENSE").exists()


def rules_of(page: Any) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/contacts/contact/", "/admin/som/user/add/", "/accounts/2fa/"]
)
def test_a_page_of_staff_may_load_and_run_only_what_is_ours(staff: Client, path: str) -> None:
    page = staff.get(path)
    rules = rules_of(page)
    nonce = re.search(r'<style id="unfold-theme-colors" nonce="([^"]+)"', page.text)
    assert nonce is not None
    assert rules.pop("style-src") == f"'self' 'nonce-{nonce[1]}'"
    assert rules.pop("style-src-attr") == "'unsafe-inline'"
    assert rules == {
        "default-src": "'none'",
        "script-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


@pytest.mark.parametrize("path", ["/", "/en/", "/nowhere/"])
@pytest.mark.django_db
def test_a_public_page_may_run_nothing_at_all(client: Client, path: str) -> None:
    rules = rules_of(client.get(path))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert not {"script-src", "style-src-attr", "connect-src"} & set(rules)
    assert "unsafe" not in " ".join(rules.values())


def test_a_page_of_staff_leaves_no_copy_and_tells_nobody(staff: Client) -> None:
    headers = staff.get("/admin/contacts/contact/").headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("everybody")
def test_every_list_and_form_is_shown(staff: Client, name: str) -> None:
    assert staff.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert staff.get(reverse(f"admin:{name}_add"), follow=True).status_code in (200, 403)


def test_there_is_a_list_of_everything_staff_work_with() -> None:
    assert {
        "contacts_contact",
        "contacts_invoice",
        "privacy_task",
        "privacy_hold",
        "som_user",
        "auth_group",
    } <= set(LISTS)


def test_secrets_of_second_factors_have_no_page() -> None:
    assert not {name for name in LISTS if name.startswith(("mfa_", "account_"))}


@pytest.mark.usefixtures("everybody")
@pytest.mark.parametrize("name", ["contacts_contact", "contacts_assignment", "som_user", "privacy_hold"])
def test_no_page_holds_a_script_or_an_expression_that_the_browser_would_refuse(
    staff: Client, name: str
) -> None:
    for page in ("changelist", "add"):
        text = staff.get(
            reverse(f"admin:{name}_{page}"), follow=True
        ).text  # a hold begins on the page of a person
        assert "x-on:click" in text, "Unfold speaks in expressions"
        assert re.findall(r'<script(?![^>]*(?:\bsrc=|type="application/json"))', text) == []
        assert re.findall(r"<[a-z][^>]*\son[a-z]+=", text) == []
        expressions = re.findall(r'\s(?:x-|@|:)[\w:.-]+="([^"]*)"', text)
        assert [
            each
            for each in expressions
            if re.search(r"=>|;\s*\S|\bif\s*\(|window\.", each) and not each.strip().startswith("{")
        ] == []
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', text) == []


def test_the_sidebar_shows_what_may_be_seen(client: Client, db: None) -> None:
    reader = StaffFactory.create()
    reader.user_permissions.add(Permission.objects.get(codename="view_company"))
    client.force_login(reader)
    sidebar = client.get("/admin/").context["sidebar_navigation"]
    assert [str(item["link"]) for group in sidebar for item in group["items"]] == [
        "/admin/",
        "/admin/contacts/company/",
    ]


def test_a_demo_says_so_on_every_page(staff: Client) -> None:
    assert staff.get("/admin/som/user/").context["environment"] is None
    Instance.objects.create(demo=True)
    for path in ("/admin/som/user/", "/accounts/2fa/"):
        assert staff.get(path).context["environment"] == ["Demo", "warning"]


class NoCache:
    """Every use fails."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the search kept a copy: cache.{name}")


@pytest.mark.usefixtures("everybody")
def test_the_palette_finds_a_person_and_keeps_no_copy(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unfold.sites.cache", NoCache())
    found = staff.get("/admin/search/?extended=1&s=amina").text
    assert "Amina Verhaegen" in found
    assert re.search(r'href="/admin/contacts/contact/\d+/', found)
    assert "addToHistory" not in staff.get("/admin/").text
    assert "selectItem(true" not in found


@pytest.mark.usefixtures("everybody")
def test_the_palette_shows_nobody_to_who_may_not_see_them(client: Client) -> None:
    client.force_login(StaffFactory.create())
    assert "Amina" not in client.get("/admin/search/?extended=1&s=amina").text


def personal_words(row: Model) -> set[str]:
    """Return what the policy of ``row`` calls personal in it, as far as it is words."""
    policy = registry.policy_for(type(row))
    fields = [name for group in policy.groups for name in group.fields] if policy else []
    return {value for name in fields if isinstance(value := getattr(row, name), str) and len(value) > 3}


@pytest.mark.usefixtures("everybody")
def test_no_row_tells_who_it_is_about_when_it_is_named() -> None:
    """The journal, delete pages and messages print ``str(row)``."""
    brecht()
    seen = 0
    for policy in registry.policies:
        for row in policy.model._default_manager.all():
            words = personal_words(row)
            seen += bool(words)
            assert not {word for word in words if word in str(row)}, policy.model
    assert seen > 10


def filled_in(page: Any) -> dict[str, Any]:
    """Return what the browser would post when nothing on the page of a row is changed."""
    forms = [page.context["adminform"].form]
    for each in page.context["inline_admin_formsets"]:
        forms += [each.formset.management_form, *each.formset.initial_forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    counted = {
        name: len(each.formset.initial_forms)
        for each in page.context["inline_admin_formsets"]
        for name in [f"{each.formset.prefix}-TOTAL_FORMS"]
    }
    seen = {"seen": page.context["seen"]}
    return {name: value for name, value in {**values, **counted, **seen}.items() if value is not None}


def test_the_journal_of_the_administration_names_nobody(staff: Client) -> None:
    contact, colleague = amina(), brecht()
    point = contact.points.first()
    assert point is not None
    change = reverse("admin:contacts_contact_change", args=(contact.pk,)) + "?why=correcting"
    page = staff.get(change)
    answer = staff.post(change, {**filled_in(page), "last_name": "Vandenberghe", "points-0-label": "thuis"})
    assert answer.status_code == 302, answer.context["errors"]
    staff.post(
        reverse("admin:som_user_change", args=(colleague.pk,)),
        {
            "username": "brecht",
            "first_name": "Brecht",
            "last_name": "Maes",
            "email": "brecht@example.be",
            "language": "nl",
            "is_active": "on",
            "is_staff": "on",
        },
    )
    entries = list(LogEntry.objects.order_by("pk"))
    assert [entry.object_repr for entry in entries] == [f"contact {contact.pk}", f"user {colleague.pk}"]
    told = " ".join(
        f"{entry.object_repr} {entry.change_message} {entry.get_change_message()}" for entry in entries
    )
    assert "Last name" in told, "the fields that changed are named"
    for word in ("Amina", "Verhaegen", "Vandenberghe", "thuis", "Brecht", "Wouters", "Maes", "example.be"):
        assert word not in told


def test_a_role_is_made_of_rights_that_are_looked_up(staff: Client) -> None:
    role = Group.objects.create(name="Boekhouding")
    assert staff.get(reverse("admin:auth_group_change", args=(role.pk,))).status_code == 200
    answer = staff.get(
        "/admin/autocomplete/",
        {"app_label": "auth", "model_name": "group", "field_name": "permissions", "term": "view"},
    )
    assert answer.json()["results"]
