"""What the lists of people and of organisations share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from privacy.admin.base.personal import PersonalAdmin
from privacy.models import Subject


class PartyAdmin(PersonalAdmin):
    """Somebody or some organisation with a subject of their own, made with the row."""

    subject_kind = Subject.Kind.PERSON

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.subject = Subject.objects.create(kind=self.subject_kind)
            obj.collected_on = timezone.localdate()
        super().save_model(request, obj, form, change)
