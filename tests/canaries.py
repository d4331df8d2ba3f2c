"""Canaries: one random word in every personal field of a person, searched for in every byte afterwards.

Run inside an instance (``python -m tests.canaries NAME``): plants a person and prints, for each group's
label, the canaries of its fields. The fields come from the policies, so that a new one is planted without
anyone thinking of it.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.canaries_of_applicants import applied
from tests.canary_search import word

PLANTED = date(2020, 1, 15)
INVOICED = date(2026, 3, 10)
WITHOUT_SUBJECT = {
    "privacy.suppression.no",
    "privacy.erasureprobe.sought",
    "sessions.session.visit",
    "privacy.ratelimit.count_of",
    "contacts.upload.book",
    "applicants.arrivedfile.waiting",
}
"""Groups that no wish is compared with: the memory of a no, and what goes by itself within days."""
OF_ORGANISATIONS = {"contacts.company.details"}
"""Groups of an organisation's own subject, which a person's wish never touches."""
CARRIES_NO_WORD = {
    "privacy.identifier.address": {"kind", "digest", "claimed", "confirmed"},
    "privacy.choice.wish": {"kind", "purpose", "starts", "ends", "source", "recorded_at"},
    "privacy.hold.ground": {"placed_on", "review_on", "released_on"},
    "contacts.contacttag.opinion": {"tag"},
    "privacy.request.file": {
        *(
            "address",
            "postal",
            "mandate",
            "details",
            "doubt",
            "supplement",
            "extension",
            "proposal",
            "second",
            "draft",
            "ground",
            "answer",
        ),
    },
    "applicants.application.dossier": {"stage"},
    "applicants.stagechange.decision": {"stage"},
    "applicants.evaluation.opinion": {"recommendation"},
    "applicants.interview.talk": {"starts_at"},
    "privacy.correction.evidence": {"old", "new", "reason"},
    "privacy.disclosure.gift": {"given_on", "known_as"},
    "privacy.outboxmessage.content": {"payload"},
    "privacy.accesslog.reading": {"at"},
    "privacy.restricteduse.use": {"ground", "at"},
    "privacy.dutyfulfilled.duty": {"what", "at"},
    "privacy.donotcallcheck.number": {"listed", "checked_on"},
    "privacy.mydatavisit.key": {"address"},
    "som.user.account": {"last_login"},
    "mfa.authenticator.factor": {"type", "created_at", "last_used_at"},
    "account.emailaddress.reach": {"verified", "primary"},
    "som.signinnetwork.visit": {"last_on"},
    "admin.logentry.act": {"action_time", "action_flag"},
}
"""Fields that hold a date, a digest, a link or one of a few fixed words, in which no canary can sit, or are
encrypted."""


def plant(name: str) -> dict[str, dict[str, str]]:
    """Make a person whose every personal field holds a canary; return them by label and field.

    ``NAME@example.org`` finds the person. Their work is done and was invoiced in 2020 and they left our staff
    long ago, so that nothing but a wish, the books and the record of the wish decide about them.
    """
    from privacy.declarations.registry import registry

    rows = _rows(name)
    planted: dict[str, dict[str, str]] = {}
    for group in registry.groups:
        if group.label in WITHOUT_SUBJECT | OF_ORGANISATIONS:
            continue
        row = rows[group.model._meta.label]
        planted[group.label] = {}
        for field in group.fields:
            if field in CARRIES_NO_WORD.get(group.label, ()):
                continue
            canary, value = _valued(row, group.model._meta.get_field(field))
            planted[group.label][field] = canary
            if value is not None:
                group.model._base_manager.filter(pk=row.pk).update(**{field: value})
    return planted


def _valued(row: Any, field: Any) -> tuple[str, Any]:
    """Return a canary for the field of ``row`` and the value that holds it; ``None`` where the row holds one
    already."""
    from django.db import models

    frozen = getattr(row, "canaries", {})
    if field.name in frozen:
        return frozen[field.name], None
    canary = word()
    if isinstance(field, models.EmailField):
        return canary, f"{canary}@example.org"
    if isinstance(field, models.URLField):
        return canary, f"https://example.org/{canary}"
    if isinstance(field, models.CharField | models.TextField):
        return canary, canary
    raise TypeError(f"say in tests/canaries.py how a canary sits in {field}")


def _rows(name: str) -> dict[str, Any]:
    """Make one row of every kind about a new person; return them by the label of their model."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.contrib.admin.models import CHANGE, LogEntry

    from contacts import invoices, register
    from contacts.models import ContactPoint, ContactRole, ContactTag, Tag
    from contacts.models.people import Origin
    from privacy.models import (
        AccessLog,
        Choice,
        Correction,
        Disclosure,
        DoNotCallCheck,
        DutyFulfilled,
        Hold,
        Identifier,
        MyDataVisit,
        OutboxMessage,
        RecipientNotification,
        Request,
        RestrictedUse,
    )
    from som.models import SignInNetwork, User

    frozen = {field: word() for field in ("billed_name", "billed_address", "lines", "document")}
    contact = register.add_contact(
        origin=Origin.STAFF,
        source=word(),
        on=PLANTED,
        emails=[f"{name}@example.org"],
        last_name=frozen["billed_name"],
        street=frozen["billed_address"],
        postcode="3000",
        city="Leuven",
    )
    subject, closed = contact.subject, PLANTED + timedelta(days=60)
    enquiry = register.receive_enquiry(contact, question=word(), on=PLANTED, channel=Choice.Channel.WEB)
    assignment = register.open_assignment(contact, title=word(), on=PLANTED)
    talk = register.record_interaction(
        contact, note=word(), on=PLANTED, channel="phone", purpose="assignment", assignment=assignment
    )
    role = ContactRole.objects.create(contact=contact, assignment=assignment, role=word())
    tagging = ContactTag.objects.create(contact=contact, tag=Tag.objects.get_or_create(name="school")[0])
    point = ContactPoint.objects.create(contact=contact, kind=ContactPoint.Kind.EMAIL, value=word())
    register.close_assignment(assignment, on=closed)
    draft = invoices.draft_invoice(
        assignment, lines=[{"text": frozen["lines"], "quantity": "1", "price": "100.00"}]
    )
    invoice = invoices.issue_invoice(draft, on=INVOICED)
    _write_into(str(invoice.document.name), f"\n% {frozen['document']}\n".encode())
    invoice.canaries = frozen  # type: ignore[attr-defined]

    old = datetime(2020, 2, 1, 12, tzinfo=UTC)
    staff = User.objects.create(
        username=word(), subject=subject, is_active=False, left_on=closed, last_login=old
    )
    entry = LogEntry.objects.create(
        user=staff, action_time=old, object_id=word(), object_repr=word(), action_flag=CHANGE
    )
    consent = Choice.objects.create(
        subject=subject, kind="consent", purpose="newsletter", starts=PLANTED, ends=closed, source="web"
    )
    hold = Hold.objects.create(
        subject=subject, reason=word(), law=word(), placed_on=PLANTED, review_on=closed, released_on=closed
    )
    identifier = Identifier.objects.get(subject=subject)
    factor = Authenticator.objects.create(user=staff, type="totp", data={"secret": word()})
    factor.canaries = {"data": factor.data["secret"]}
    address = EmailAddress.objects.create(user=staff, email=f"{word()}@example.org")
    network = SignInNetwork.objects.create(user=staff, network=word(), last_on=PLANTED)
    request = Request.objects.create(
        reference=word()[:16],
        kind="access",
        state="answered",
        subject=subject,
        channel="web",
        digest=word(),
        address=word(),
        received_at=old,
        confirmed_at=old,
        closed_at=old,
        due_on=closed,
    )
    letter = OutboxMessage.objects.create(
        handler="mail", subject=subject, state="done", payload=word(), next_at=old, settled_at=old
    )
    reading = AccessLog.objects.create(subject=subject, user=staff, purpose="enquiry", what=word(), at=old)
    told = DutyFulfilled.objects.create(subject=subject, what="origin", at=old)
    check = DoNotCallCheck.objects.create(
        subject=subject, digest=word(), listed=False, checked_on=PLANTED, checked_by=staff
    )
    visit = MyDataVisit.objects.create(
        subject=subject, address=word(), link=word(), session=word(), made_at=old, opened_at=old, ends_at=old
    )
    rows: list[Any] = [
        contact,
        point,
        role,
        tagging,
        assignment,
        enquiry,
        talk,
        invoice,
        staff,
        entry,
        consent,
        hold,
        identifier,
    ]
    correction = Correction.objects.create(
        subject=subject,
        request=request,
        label="contacts.contact",
        row=contact.pk,
        field="city",
        old=word(),
        proposed_at=old,
        decided_at=old,
    )
    settled = {"recipient": "claims", "labels": [], "name": word(), "reason": word()}
    given = Disclosure.objects.create(subject=subject, law=word(), given_on=PLANTED, **settled)
    passed = RecipientNotification.objects.create(
        subject=subject, what="erased", state="told", opened_on=PLANTED, settled_on=closed, **settled
    )
    use = RestrictedUse.objects.create(
        subject=subject, what=word(), ground="claims", reason=word(), at=old, recorded_by=staff
    )
    rows += [use, given, passed, factor, address, request, letter, reading, told, check, visit, correction]
    rows += [network, *applied(subject, staff, on=PLANTED, at=old)]
    return {row._meta.label: row for row in rows}


def _write_into(name: str, more: bytes) -> None:
    """Put ``more`` at the end of a stored file: seal it anew under the same name."""
    from django.core.files.storage import default_storage

    from privacy.files.writing import begin_file, place_of

    with default_storage.open(name) as stored, begin_file() as sealed:
        sealed.write(stored.read() + more)
        default_storage.delete(name)
        place_of(name).unlink(missing_ok=True)  # within a transaction it waits for the commit
        sealed.keep_as(name)


def main(names: list[str]) -> None:
    """Plant somebody for each of ``names`` in this instance, which becomes one whose clock may be turned."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    django.setup()
    from privacy.models import Instance

    Instance.objects.update(demo=True)
    json.dump({name: plant(name) for name in names}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
