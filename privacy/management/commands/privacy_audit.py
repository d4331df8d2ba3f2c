"""``manage.py privacy_audit``: look for promises that are not kept."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.management.base import AnsweringCommand
from privacy.proof.audit import audit_promises


class Command(AnsweringCommand):
    help = (
        "Look for what should not be: a broken ledger, a sweep that did not run, traces that do not "
        "match, leftover files."
    )
    requires_system_checks = ()  # what the checks would refuse is among the findings

    def handle(self, *, as_json: bool, **options: Any) -> None:
        findings = audit_promises(now=timezone.now())
        document = {"ok": not findings, "findings": [{"what": f.what, "where": f.where} for f in findings]}
        self.answer(
            document,
            words="\n".join(f"{f.where}: {f.what}" for f in findings) or _("All is well."),
            as_json=as_json,
        )
