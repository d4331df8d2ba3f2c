"""What privacy adds to the sidebar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from privacy import models
from privacy.admin.base.navigation import Section

SECTIONS = (
    Section(
        _("Privacy"),
        80,
        (
            (models.Request, "shield_person"),
            (models.Task, "task_alt"),
            (models.Hold, "lock"),
            (models.Disclosure, "ios_share"),
            (models.RecipientNotification, "forward"),
            (models.Choice, "how_to_vote"),
            (models.AccessLog, "visibility"),
        ),
    ),
    Section(
        _("Evidence"),
        90,
        (
            (models.SweepRun, "cleaning_services"),
            (models.LedgerEntry, "menu_book"),
            (models.OutboxMessage, "outbox"),
        ),
    ),
)
