"""Whoever is hired leaves the applicants' file: what they sent is handed over, for four weeks, to whoever
makes their contract."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from applicants.documents import documents_of
from applicants.models import Application, HiringDossier
from applicants.purposes import HIRING
from privacy.dates import day_of
from privacy.files.writing import SealedFile, begin_file
from privacy.outreach import gate

TOLD = ("first_name", "last_name", "email", "phone", "letter", "language")


def hand_over(
    application: Application, *, by: AbstractBaseUser, now: datetime, stored: list[str]
) -> HiringDossier:
    """Return the dossier of whoever is hired: what they told us, and their documents, in one zip. Their
    application is ended, and so are those that are kept for later positions: they need none any more.

    What colleagues thought of them is not handed over. The caller holds the latch, and removes the files
    named in ``stored`` if it fails. ``gate.NotAllowed`` for whoever restricted the use of their data.
    """
    today = day_of(now)
    gate.require_use(application.subject, HIRING, on=today)
    with begin_file() as sealed:
        with zipfile.ZipFile(Sealing(sealed), "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, application)
        name = sealed.keep(suffix=".zip")
    stored.append(name)
    dossier = HiringDossier.objects.create(
        subject=application.subject,
        position=application.position,
        file=name,
        made_on=today,
        made_by_id=by.pk,
    )
    over = Q(pk=application.pk) | Q(position__closed_on__lte=today)
    Application.objects.filter(over, subject=application.subject, ended_on=None).update(ended_on=today)
    return dossier


def _write(archive: zipfile.ZipFile, application: Application) -> None:
    told = {name: getattr(application, name) for name in TOLD}
    told |= {"position": application.position.title(), "applied_on": application.applied_on.isoformat()}
    archive.writestr("application.json", json.dumps(told, ensure_ascii=False, indent=2))
    for number, document in enumerate(documents_of(application), 1):
        ending = PurePath(document.name).suffix.lower()
        ending = ending if ending in (".pdf", ".docx", ".odt") else ""
        content = document.cleaned or document.file
        inside = archive.open(f"{number}-{document.kind}{ending}", "w", force_zip64=True)
        with content.open("rb") as source, inside as target:
            shutil.copyfileobj(source, target)


class Sealing(io.RawIOBase):
    """A file that is sealed while it is written, as the library of archives writes to one."""

    def __init__(self, sealed: SealedFile) -> None:
        super().__init__()
        self._sealed = sealed

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._sealed.write(bytes(data))
