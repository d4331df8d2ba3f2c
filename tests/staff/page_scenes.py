"""Pages of staff with a form of their own, each with what is filled in there and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from contacts.models import Assignment, Contact, Interaction, Upload
from privacy.models import Disclosure, Hold, RecipientNotification, Request
from privacy.recipients import disclosures
from privacy.rights import corrections
from som.models import User
from tests.cast import amina, brecht, enquiry_of, noor
from tests.staff.forms_filled import SECRET
from tests.staff.test_hold_page import SAID, placed
from tests.staff.test_request_page import ask

Sent = tuple[str, str, dict[str, Any], Callable[[], Any], Any]
"""The address, a field of the form or its ``do``, what is filled in, what is looked at after, and what stands
there then."""

DAY = timezone.localdate() + timedelta(days=100)
WHY = {"reason": "A dispute", "law": "GDPR art. 17(3)(e)"}


def at(name: str, *numbers: int, subject: object = None) -> str:
    return reverse(f"admin:{name}", args=numbers) + (f"?subject={subject}" if subject else "")


def stored(row: Model, *names: str) -> Callable[[], Any]:
    def look() -> Any:
        return type(row)._base_manager.values_list(*names, flat=len(names) == 1).get(pk=row.pk)

    return look


def of(model: type[Model], *names: str) -> Callable[[], Any]:
    return lambda: model._base_manager.values_list(*names, flat=len(names) == 1).get()


def note() -> Sent:
    contact = noor()
    said = {"note": "Belde terug.", "channel": "phone", "began": "they"}
    return at("contacts_contact_page", contact.pk), "note", said, of(Interaction, "note"), "Belde terug."


def reason_to_call() -> Sent:
    contact = noor()
    said = {"reason": f"enquiry-{enquiry_of(contact).pk}", "point": contact.points.get().pk}
    return at("contacts_contact_reach", contact.pk), "reach", said, of(Interaction, "channel"), "email"


def what_was_said() -> Sent:
    contact = amina()
    point, work = contact.points.get(kind="phone"), contact.assignments.get()
    facts = {"purpose": "assignment", "assignment": work, "channel": "phone", "held_on": timezone.localdate()}
    talk = contact.interactions.create(**facts, note="")
    page = at("contacts_contact_reached", contact.pk, point.pk, talk.pk)
    return page, "note", {"note": "Afgesproken."}, stored(talk, "note"), "Afgesproken."


def an_answer() -> Sent:
    question = enquiry_of(noor())
    said = {"answer": "Zeker.", "how": "phone"}
    return at("contacts_enquiry_answer", question.pk), "answer", said, stored(question, "answer"), "Zeker."


def work_of_a_question() -> Sent:
    page = at("contacts_enquiry_answer", enquiry_of(noor()).pk)
    return page, "assign", {"title": "Klasbezoek"}, of(Assignment, "title"), "Klasbezoek"


def upload() -> Sent:
    file = SimpleUploadedFile("boek.csv", b"Voornaam,E-mailadres\nHanne,hanne@example.org\n")
    return (
        at("contacts_importbatch_add"),
        "source",
        {"file": file, "source": "klanten 2020"},
        of(Upload, "source"),
        "klanten 2020",
    )


def a_request() -> Sent:
    return (
        at("privacy_request_add"),
        "kind",
        {"address": "noor@example.org"},
        of(Request, "address"),
        "noor@example.org",
    )


def a_hold() -> Sent:
    page = at("privacy_hold_add", subject=noor().subject_id)
    return (
        page,
        "everything",
        {"labels": [SAID], "linked": [], **WHY, "review_on": DAY},
        of(Hold, "covers", "reason"),
        (SAID, "A dispute"),
    )


def looked_at_again() -> Sent:
    hold = placed(noor())
    return (
        at("privacy_hold_change", hold.pk),
        "review",
        {"review_on": DAY + timedelta(days=1)},
        stored(hold, "review_on"),
        DAY + timedelta(1),
    )


def released() -> Sent:
    hold = placed(noor())
    return (
        at("privacy_hold_change", hold.pk),
        "release",
        {"reason": "It is over"},
        stored(hold, "release_reason"),
        "It is over",
    )


def given_to_others() -> Sent:
    said = {"recipient": "claims", "name": "Advocaten Voorbeeld", "labels": [SAID], **WHY}
    page = at("privacy_disclosure_add", subject=noor().subject_id)
    return page, "recipient", said, of(Disclosure, "name", "labels"), ("Advocaten Voorbeeld", [SAID])


def passed_on() -> Sent:
    contact, today = noor(), timezone.localdate()
    disclosures.record_disclosure(
        contact.subject,
        "claims",
        [SAID],
        on=today,
        today=today,
        name="Advocaten Voorbeeld",
        reason="A dispute",
        law="x",
    )
    facts = {
        "subject": contact.subject,
        "recipient": "claims",
        "name": "Advocaten Voorbeeld",
        "labels": [SAID],
    }
    notification = RecipientNotification.objects.create(
        **facts, what=RecipientNotification.What.choices[0][0], opened_on=today
    )
    page = at("privacy_recipientnotification_change", notification.pk)
    return (
        page,
        "state",
        {"state": "told", "reason": "By mail"},
        stored(notification, "state", "reason"),
        ("told", "By mail"),
    )


def requested(kind: str = "access") -> tuple[Request, str]:
    noor()
    asked = ask("noor@example.org", kind)
    return asked, at("privacy_request_change", asked.pk)


def prepared() -> Sent:
    asked, page = requested()
    return (
        page,
        "prepare",
        {"words": "Tot binnenkort."},
        lambda: asked.steps.filter(what="prepared").count(),
        1,
    )


def question() -> Sent:
    asked, page = requested()
    said = {"about": "clarification", "question": "Welk jaar?"}
    return page, "ask", said, lambda: asked.suspensions.count(), 1


def more_time() -> Sent:
    asked, page = requested()
    return (
        page,
        "extend",
        {"reasons": "Het zijn er veel."},
        stored(asked, "extended_on"),
        timezone.localdate(),
    )


def on_paper() -> Sent:
    asked, page = requested()
    return (
        page,
        "on-paper",
        {"postal": "Noor\nDorpsstraat 1"},
        lambda: "Dorpsstraat" in stored(asked, "postal")(),
        True,
    )


def refusal() -> Sent:
    asked, page = requested()
    return (
        page,
        "refuse",
        {"ground": "unfounded", "unfounded-why": "Het gaat over de buurman."},
        lambda: str(stored(asked, "proposal")()).startswith('["refuse"'),
        True,
    )


def approval() -> Sent:
    _asked, page = requested("erasure")
    return page, "approve", {"word": "forget"}, lambda: Contact.objects.count(), 0


def a_correction() -> Sent:
    asked, page = requested("rectification")
    assert asked.subject
    place = next(
        each.name for each in corrections.correctable_fields(asked.subject) if each.name.endswith("last_name")
    )
    return (
        page,
        "stage",
        {"field": place, "value": "Hendriks"},
        lambda: [each.new for each in corrections.current_corrections(asked)],
        ["Hendriks"],
    )


def a_statement() -> Sent:
    asked, page = requested("rectification")
    return page, "state", {"statement": "Zo was het."}, stored(asked, "supplement"), "Zo was het."


def a_password() -> Sent:
    user = brecht()

    def opens() -> bool:
        return User.objects.get(pk=user.pk).check_password(SECRET)

    return (
        at("auth_user_password_change", user.pk),
        "password1",
        {"password1": SECRET, "password2": SECRET},
        opens,
        True,
    )


OFFICER = [
    note,
    an_answer,
    work_of_a_question,
    reason_to_call,
    what_was_said,
    upload,
    a_request,
    a_hold,
    looked_at_again,
    released,
    given_to_others,
    passed_on,
]
OFFICER += [prepared, question, more_time, on_paper, refusal, approval, a_correction, a_statement]
