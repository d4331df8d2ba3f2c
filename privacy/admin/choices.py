"""What people chose, read only; and holds, which staff place and release with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy import holds
from privacy.admin.personal import PersonalAdmin, ReadOnlyAdmin
from privacy.models import Choice, Hold
from privacy.registry import registry


@admin.register(Choice)
class ChoiceAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "purpose", "starts", "ends", "source")
    list_filter = ("kind", "purpose")


class HoldForm(forms.ModelForm):
    """A hold covers a declared group or everything."""

    class Meta:
        model = Hold
        fields = ("subject", "covers", "reason", "law", "review_on", "release_reason")

    def clean_covers(self) -> str:
        """Refuse a label that no policy declares: a hold on nothing would hold nothing."""
        covers: str = self.cleaned_data["covers"]
        if covers and covers not in {group.label for group in registry.groups}:
            raise ValidationError(_("No group has that label."))
        return covers


@admin.register(Hold)
class HoldAdmin(PersonalAdmin):
    """Placing is adding; writing a reason for release releases."""

    form = HoldForm
    list_display = ("id", "covers", "law", "placed_on", "review_on", "released_on")
    raw_id_fields = ("subject",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("subject", "covers", "reason", "law", "review_on") if obj else ("release_reason",)

    def has_change_permission(self, request: HttpRequest, obj: Hold | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.released_on is None)

    def save_model(self, request: HttpRequest, obj: Hold, form: Any, change: bool) -> None:
        today = timezone.localdate()
        if not change:
            placed = holds.place(
                obj.subject,
                reason=obj.reason,
                law=obj.law,
                on=today,
                review_on=obj.review_on,
                covers=obj.covers,
                by=request.user if request.user.is_authenticated else None,
            )
            obj.pk = placed.pk
        elif obj.release_reason:
            holds.release(obj, on=today, reason=obj.release_reason)
