"""Staff accounts in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from privacy.models import Subject
from som.models import User


class StaffCreationForm(UserCreationForm):
    """A new account; without an address the name is enough."""

    class Meta:
        model = User
        fields = ("username", "email")


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts are not deleted: whoever leaves gets a last working day, and the sweep does the rest."""

    add_form = StaffCreationForm
    list_display = ("username", "is_active", "left_on")
    list_filter = ("is_active",)
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Work"), {"fields": ("is_active", "left_on", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "password1", "password2")}),)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if obj.subject is None:
            obj.subject = Subject.objects.create()
        super().save_model(request, obj, form, change)
