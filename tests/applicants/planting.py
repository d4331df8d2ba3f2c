"""Run inside an instance (``python -m tests.applicants.planting``): three people apply with real documents,
for a position that closes today; prints what to look for of each, as JSON.

``position_only`` wants to be considered for that position only; ``reserve`` for later ones too;
``two_positions`` for this one only, and for another that stays open.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

PEOPLE = {"position_only": "position", "reserve": "reserve", "two_positions": "position"}


def plant() -> dict[str, dict[str, Any]]:
    """Return, for each of ``PEOPLE``, the words in all they sent and all that was written about them for the
    position that closes (``first``) and for the one that stays open (``second``), and the names of their
    stored files."""
    from django.test import override_settings
    from django.utils import timezone

    from applicants.closing_preview import preview_closing
    from applicants.document_cleaning import clean_document, list_waiting_documents
    from applicants.models import Document
    from applicants.positions import close_position
    from privacy.delivery.outbox_worker import drain_outbox
    from privacy.models import Instance
    from tests.applicants.selecting import lien, trainer

    Instance.objects.update(demo=True)
    now, today = timezone.now(), timezone.localdate()
    opened = today - timedelta(days=40)
    closing, staying = trainer(opened=opened), trainer(slug="onthaal", opened=opened)
    colleague = lien()
    told: dict[str, dict[str, Any]] = {}
    for who, choice in PEOPLE.items():
        told[who] = {"first": _apply(closing, choice, by=colleague), "second": {}}
    again = told["two_positions"]["first"]
    told["two_positions"]["second"] = _apply(staying, "position", by=colleague, known=again)
    for number in list_waiting_documents(now=now):
        assert clean_document(number, now=now), "a real document is copied clean"
    files: dict[int, list[str]] = {}
    for document in Document.objects.all():
        files.setdefault(document.application_id, []).extend(
            [str(document.file.name), str(document.cleaned.name)]
        )
    for person in told.values():
        for part in filter(None, person.values()):
            part["files"] = files[part.pop("number")]
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert drain_outbox(now=timezone.now()) == len(files)
    close_position(closing, seal=preview_closing(closing, on=today).seal, by=colleague, now=timezone.now())
    return told


def _apply(position: Any, choice: str, *, by: Any, known: dict[str, Any] | None = None) -> dict[str, Any]:
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from applicants.applications import receive_application
    from applicants.consents import confirm_mailbox
    from applicants.models import Evaluation, Interview
    from applicants.sent_forms import SentFile, SentForm
    from applicants.stages import move_to_stage
    from privacy.delivery.letters import send_letter
    from tests.applicants.papers import docx, pdf
    from tests.canary_search import word

    now = timezone.now()
    own = known["person"] if known else {name: word() for name in ("first_name", "last_name", "mailbox")}
    words = {name: word() for name in ("letter", "cv", "author", "name", "remarks", "criterion", "place")}
    papers = (
        ("cv", f"{words['name']}.pdf", pdf(words["cv"], author=words["author"])),
        ("letter", f"{words['name']}.docx", docx(words["letter"])),
    )
    form = SentForm(
        first_name=own["first_name"],
        last_name=own["last_name"],
        email=f"{own['mailbox']}@example.org",
        letter=words["letter"],
        choice=choice,
        wording="Zo koos ik het",
        files=tuple(SentFile(kind=kind, name=name, content=ContentFile(text)) for kind, name, text in papers),
    )
    application = receive_application(position, form, now=now).application
    confirm_mailbox(application, now=now)
    move_to_stage(application, "interview", by=by, now=now)
    Evaluation.objects.create(
        application=application,
        evaluator=by,
        scores=[{"criterion": words["criterion"], "score": 4}],
        remarks=words["remarks"],
        written_at=now,
    )
    Interview.objects.create(application=application, starts_at=now, place=words["place"])
    send_letter(
        "my-data",
        to=application.email,
        language="nl",
        context={"link": "https://som.example.org/", "expires_at": now.isoformat()},
        subject=application.subject,
    )
    return {"person": own, "words": words, "number": application.pk}


def main() -> None:
    """Plant them in this instance, which becomes one whose clock may be turned."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    django.setup()
    json.dump(plant(), sys.stdout)


if __name__ == "__main__":
    main()
