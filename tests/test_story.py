"""The story that the program is for: somebody asks to be forgotten, and the rest follows by itself on the
right day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage

from contacts import register
from contacts.models import Assignment, Contact, ContactPoint, Enquiry, Interaction, Invoice
from privacy.models import Choice, Instance, Subject, Suppression
from privacy.subjects.lookup import find_subjects
from som.models import User
from tests.commands import answer, refusal
from tests.instances import instance

CALLBACKS = "django_capture_on_commit_callbacks"
BILLED_TO = {
    "label": "contacts.invoice.billed_to",
    "purpose": "bookkeeping",
    "law": "WER art. III.86, III.88",
    "until": "2033-12-31",
}


@pytest.fixture
def people(db: None) -> dict[str, str]:
    people: dict[str, str] = answer("demo")["people"]
    return people


@pytest.fixture
def act(django_capture_on_commit_callbacks: Any) -> Any:
    """Run a command as if its transaction had been committed."""

    def run(*command: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return answer(*command)

    return run


def contact_at(email: str) -> Contact:
    return Contact.objects.get(subject=find_subjects(email)[0])


def states(email: str, *options: str) -> dict[str, set[str]]:
    """Return the states in which each label is, of the one person at that address."""
    (subject,) = answer("privacy_explain", email, *options)["subjects"]
    found: dict[str, set[str]] = {}
    for group in subject["groups"]:
        found.setdefault(group["label"], set()).add(group["state"])
    return found


def numbers() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


# --- Who was invoiced -----------------------------------------------------------------------------------


@pytest.mark.promise("P10")
@pytest.mark.promise("P11")
def test_whoever_was_invoiced_is_forgotten_but_for_what_the_law_has_us_keep(
    people: dict[str, str], act: Any
) -> None:
    email = people["client_invoiced"]
    contact = contact_at(email)
    subject, invoice = contact.subject, Invoice.objects.get(subject=contact.subject)
    assert contact.last_name
    assert contact.street
    assert contact.points.count() == 2
    assert contact.enquiries.exists()
    assert contact.interactions.exists()

    document = act("privacy_erase", email)

    assert {
        "contacts.contact.name",
        "contacts.contactpoint.reach",
        "contacts.enquiry.said",
        "contacts.interaction.said",
    } <= set(document["erased"])
    kept = {entry["label"]: entry for entry in document["kept"]}
    assert set(kept) == {"contacts.invoice.billed_to", "privacy.choice.wish", "privacy.identifier.address"}
    assert kept["contacts.invoice.billed_to"] == BILLED_TO
    for gone in (Contact, Assignment, Enquiry, Interaction, ContactPoint):
        path = "subject" if gone in (Contact, Assignment) else "contact__subject"
        assert not gone._base_manager.filter(**{path: subject}).exists()
    after = Invoice.objects.get(pk=invoice.pk)
    assert (after.billed_name, after.billed_address, after.number) == (
        invoice.billed_name,
        invoice.billed_address,
        invoice.number,
    )
    assert default_storage.exists(str(after.document.name))
    wish = Choice.objects.get(subject=subject)
    assert (wish.kind, wish.wording) == (Choice.Kind.ERASURE, "")
    assert Suppression.objects.exists()


@pytest.mark.promise("P11")
def test_the_invoice_keeps_its_name_to_the_last_day_and_loses_it_on_the_next(
    people: dict[str, str], act: Any
) -> None:
    email = people["client_invoiced"]
    invoice = Invoice.objects.get(subject=find_subjects(email)[0])
    act("privacy_erase", email)

    act("privacy_sweep", "--as-of", "2033-12-31")
    kept = Invoice.objects.get(pk=invoice.pk)
    assert kept.billed_name
    assert kept.lines
    assert default_storage.exists(str(invoice.document.name))
    assert states(email, "--as-of", "2033-12-31")["contacts.invoice.billed_to"] == {"kept"}

    swept = act("privacy_sweep", "--as-of", "2034-01-01")
    assert {line["label"]: line["erased"] for line in swept["lines"]}["contacts.invoice.billed_to"] == 1
    bare = Invoice.objects.get(pk=invoice.pk)
    assert (bare.billed_name, bare.billed_address, bare.lines, bare.document.name) == ("", "", [], "")
    assert (bare.number, bare.amount) == (invoice.number, invoice.amount), "the amounts stay in the books"
    assert not default_storage.exists(str(invoice.document.name))

    again = act("privacy_sweep", "--as-of", "2034-01-01")
    assert [line for line in again["lines"] if line["erased"] or line["due"]] == []
    assert find_subjects(email) == [], "nothing leads to the person any more"


def test_asking_again_erases_nothing_more(people: dict[str, str], act: Any) -> None:
    email = people["client_invoiced"]
    first = act("privacy_erase", email)
    assert first["erased"]
    before = numbers()
    second = act("privacy_erase", email)
    assert second["erased"] == []
    assert second["kept"] == first["kept"]
    assert {label: n for label, n in numbers().items() if before[label] != n} == {
        "privacy.SweepRun": before["privacy.SweepRun"] + 1
    }


# --- Who works with us --------------------------------------------------------------------------------


@pytest.mark.promise("P8")
@pytest.mark.promise("P19")
def test_while_the_work_goes_on_a_wish_waits_and_is_told_why(people: dict[str, str], act: Any) -> None:
    email = people["client_active"]
    document = act("privacy_erase", email)
    kept = {entry["label"]: entry for entry in document["kept"]}
    for label in (
        "contacts.contact.name",
        "contacts.contactpoint.reach",
        "contacts.assignment.work",
        "contacts.interaction.said",
    ):
        assert (kept[label]["purpose"], kept[label]["until"]) == ("assignment", None)
    for day in ("2034-01-01", "2099-12-31"):
        act("privacy_sweep", "--as-of", day)
        assert contact_at(email).last_name == "Verhaegen"
        assert contact_at(email).points.count() == 2
        (subject,) = answer("privacy_explain", email, "--as-of", day)["subjects"]
        (name,) = [group for group in subject["groups"] if group["label"] == "contacts.contact.name"]
        assert name["state"] == "kept"
        assert [(reason["purpose"], reason["basis"], reason["until"]) for reason in name["reasons"]] == [
            ("assignment", "contract", None)
        ]


@pytest.mark.promise("P9")
@pytest.mark.promise("P10")
def test_when_the_work_ends_the_waiting_wish_acts_by_itself(people: dict[str, str], act: Any) -> None:
    email = people["client_active"]
    act("privacy_erase", email)
    contact = contact_at(email)
    assignment = contact.assignments.get()
    closing = assignment.opened_on.replace(year=assignment.opened_on.year + 1)
    register.close_assignment(assignment, on=closing)

    act(
        "privacy_sweep",
        "--as-of",
        (closing.replace(day=closing.day - 1) if closing.day > 1 else closing).isoformat(),
    )
    if closing.day > 1:
        assert contact_at(email).last_name == "Verhaegen", "the day before, the work still goes on"
    act("privacy_sweep", "--as-of", closing.isoformat())

    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert not ContactPoint.objects.filter(contact=contact.pk).exists()
    assert not Assignment.objects.filter(pk=assignment.pk).exists()
    assert find_subjects(email) == []


@pytest.mark.promise("P9")
def test_without_a_wish_a_past_client_stays_and_an_old_question_goes(
    people: dict[str, str], act: Any
) -> None:
    act("privacy_sweep", "--as-of", "2040-01-01")
    assert contact_at(people["client_past"]).last_name == "Dumont"
    assert find_subjects(people["enquirer"]) == [], "two years after the question nothing is left"


# --- The demo association -----------------------------------------------------------------------------


def test_the_demo_loads_once_and_stays_small(people: dict[str, str]) -> None:
    before = numbers()
    own = {
        label: n
        for label, n in before.items()
        if label.split(".")[0] in ("contacts", "applicants", "privacy", "som")
    }
    assert own["contacts.Contact"] >= 4
    assert max(own.values()) <= 50
    assert answer("demo")["people"] == people
    assert numbers() == before
    staff = answer("demo")["staff"]
    assert User.objects.get(username=staff["username"]).check_password(staff["password"])


def test_the_demo_brings_nobody_back_who_was_erased(people: dict[str, str], act: Any) -> None:
    act("privacy_erase", people["client_past"])
    assert find_subjects(people["client_past"]) == []
    before = numbers()
    answer("demo")
    assert find_subjects(people["client_past"]) == []
    assert numbers() == before


def test_the_demo_is_never_mixed_with_real_people(db: None) -> None:
    assert Instance.objects.filter(demo=False).exists()
    Subject.objects.create()
    before = numbers()
    assert refusal("demo", "--json")
    assert numbers() == before
    assert not Instance.objects.filter(demo=True).exists()


# --- As whole programs --------------------------------------------------------------------------------


@pytest.mark.promise("P10")
def test_the_story_as_real_commands(tmp_path: Path) -> None:
    with instance(tmp_path / "instance") as fresh:

        def run(*command: str, code: int = 0) -> Any:
            done = fresh.start("manage.py", *command, "--json")
            output, _ = done.communicate(timeout=60)
            assert done.returncode == code, output
            return json.loads(output) if code == 0 else output

        email = run("demo")["people"]["client_invoiced"]
        assert "billed_to" not in str(run("privacy_erase", email)["erased"])
        run("privacy_sweep", "--as-of", "2033-12-31")
        assert fresh.query("SELECT count(*) FROM contacts_invoice WHERE billed_name <> ''") == [(1,)]
        ((name,),) = fresh.query("SELECT document FROM contacts_invoice WHERE billed_name <> ''")
        (file,) = (fresh.var_dir / "media").rglob(Path(name).name)
        others = {path for path in (fresh.var_dir / "media").rglob("*") if path.is_file()} - {file}
        run("privacy_sweep", "--as-of", "2034-01-01")
        assert fresh.query("SELECT count(*) FROM contacts_invoice WHERE billed_name <> ''") == [(0,)]
        assert not file.exists()
        assert others == {path for path in (fresh.var_dir / "media").rglob("*") if path.is_file()}
        left = run("privacy_explain", email)
        assert left["subjects"] == []
        assert {no["purpose"] for no in left["remembered"]} == {"suppression"}
        run("privacy_erase", email, code=1)
        run("privacy_sweep", "--as-of", "tomorrow", code=2)
        run("privacy_erase", code=2)
        assert run("privacy_audit") == {"ok": True, "findings": []}
