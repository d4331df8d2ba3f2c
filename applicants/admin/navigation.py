"""What the applicants' file adds to the sidebar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from applicants import models
from privacy.admin.base.navigation import Section

SECTIONS = (
    Section(_("Applicants"), 20, ((models.Position, "work_outline"), (models.Application, "group_add"))),
)
