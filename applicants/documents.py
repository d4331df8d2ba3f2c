"""The documents of an application: which are part of it, one more, one less."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from applicants.consents import confirm_mailbox
from applicants.models import Application, Document
from applicants.presence import require_present
from applicants.sent_forms import SentFile, removing_on_failure, store_files
from privacy.dates import day_of
from privacy.locks import latched


def documents_of(application: Application) -> QuerySet[Document]:
    """Return the documents that are part of the application, oldest first: none that was taken away, and none
    that waits with something sent again."""
    return application.documents.filter(replacement=None, ended_on=None).order_by("pk")


def add_document(
    application: Application, file: SentFile, *, now: datetime, by: AbstractBaseUser | None = None
) -> Document:
    """Add one document to the application, and return it; ``NoLongerThere``."""
    with removing_on_failure() as stored, latched():
        row = require_present(application)
        (document,) = store_files(row, [file], on=day_of(now), stored=stored)
        if by is None:
            confirm_mailbox(row, now=now)
        return document


def remove_document(document: Document, *, now: datetime, by: AbstractBaseUser | None = None) -> None:
    """Take a document away: it is no part of the application any more, and its files go tonight.
    ``NoLongerThere`` where the application is gone."""
    with latched():
        row = require_present(document.application)
        Document.objects.filter(pk=document.pk, ended_on=None).update(ended_on=day_of(now))
        if by is None:
            confirm_mailbox(row, now=now)
