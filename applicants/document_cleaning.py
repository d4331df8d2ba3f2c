"""Every document that arrives is looked at by the worker: scanned where there is a scanner, and copied clean.

Each is claimed with a lease, so that two workers do not do it at once, and one that died is followed by
another. A scanner that is away refuses nothing and lets nothing through: the document waits, and says so.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet

from applicants.cleaning.bounded import NoPlace
from applicants.cleaning.clean import CleanResult, clean
from applicants.cleaning.judge import judge
from applicants.cleaning.reasons import SCANNER_AWAY
from applicants.cleaning.refused import Why
from applicants.cleaning.virus_scan import Scanned, ScannerAway, scan
from applicants.models import Document
from privacy.locks import latched

log = logging.getLogger(__name__)
State = Document.State
LEASE = timedelta(minutes=15)
AGAIN = timedelta(minutes=2)
"""When a document is looked at again that the scanner did not answer about."""


def list_waiting_documents(*, now: datetime) -> list[int]:
    """Return the primary keys of the documents that nobody looks at yet, oldest first."""
    return list(_waiting(now).order_by("pk").values_list("pk", flat=True))


def clean_document(number: int, *, now: datetime) -> bool:
    """Look at the document with that primary key, if it waits and nobody else does; return whether it was
    ours and is settled."""
    lease = now + LEASE
    if not _waiting(now).filter(pk=number).update(leased_until=lease):
        return False
    ours = Document.objects.filter(pk=number, leased_until=lease)
    document = ours.first()
    try:
        return document is not None and _settle(document, _look_into(document), lease=lease)
    except ScannerAway as away:
        log.error("the virus scanner does not answer (%s): document %s waits", away, number)
        ours.update(why=SCANNER_AWAY, leased_until=now + AGAIN)
    except NoPlace:
        ours.update(leased_until=None)
    except Exception as error:
        # Whatever is wrong with this one, the next is looked at; this one when its lease is over.
        log.error("document %s could not be looked at: %s", number, type(error).__name__)
    return False


def held_up() -> QuerySet[Document]:
    """Return the documents that wait because the scanner does not answer: somebody has to look at it."""
    return Document.objects.filter(state=State.WAITING, why=SCANNER_AWAY)


def nudge_cleaning() -> None:
    """Ask a worker to look at what waits now. A broker that does not answer is no harm: the beat comes
    anyway."""
    try:
        current_app.send_task("applicants.tasks.clean_documents", ignore_result=True, retry=False)
    except Exception as error:
        log.warning("the worker could not be nudged: %s", type(error).__name__)


def _look_into(document: Document) -> tuple[CleanResult, str]:
    """Return the clean copy of ``document``, or why there is none, and its kind."""
    with document.file.open("rb") as source:
        if scan(source) is Scanned.FOUND:
            return CleanResult(None, why=Why.VIRUS), ""
        found = judge(source, name=document.name)
        if not found.kind:
            return CleanResult(None, why=found.why), ""
        return clean(source, found.kind), found.kind


def _settle(document: Document, looked: tuple[CleanResult, str], *, lease: datetime) -> bool:
    """Keep what came of it, unless the document went or somebody else took it meanwhile."""
    result, kind = looked
    with latched():  # so that no erasure comes between the look and the copy
        ours = Document.objects.filter(pk=document.pk, leased_until=lease)
        if not ours.exists():
            return False
        facts = {"leased_until": None, "pages": result.pages or None, "left_out": result.left_out}
        if result.clean is None:
            return bool(ours.update(state=State.REFUSED, why=result.why or "", **facts))
        document.cleaned.save(f"copy.{kind}", ContentFile(result.clean), save=False)
        return bool(ours.update(state=State.CLEAN, why="", cleaned=document.cleaned.name, **facts))


def _waiting(now: datetime) -> QuerySet[Document]:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return Document.objects.filter(free, state=State.WAITING)
