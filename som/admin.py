"""Staff accounts in the administration."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from privacy.models import Subject
from som.models import User

# allauth's own pages would show the secret of a second factor.
admin.site.unregister((Group, EmailAddress, Authenticator))


class StaffCreationForm(UserCreationForm):
    """A new account; without an address the name is enough."""

    class Meta:
        model = User
        fields = ("username", "email")


@admin.register(User)
class StaffAdmin(UserAdmin, ModelAdmin):
    """Accounts are not deleted: whoever leaves gets a last working day, and the sweep does the rest."""

    form = UserChangeForm
    add_form = StaffCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "is_active", "left_on")
    list_filter = ("is_active",)
    readonly_fields = ("last_login", "joined_at")
    # Rights come with a role, so that what somebody may do can be told in a word.
    filter_horizontal = ()
    autocomplete_fields = ("groups",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Work"), {"fields": ("is_active", "left_on", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "password1", "password2")}),)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if obj.subject is None:
            obj.subject = Subject.objects.create()
        super().save_model(request, obj, form, change)


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin):
    """Roles: what those who have one may see and do."""

    filter_horizontal = ()
    autocomplete_fields = ("permissions",)


@admin.register(Permission)
class PermissionAdmin(ModelAdmin):
    """Only looked up, to make a role."""

    search_fields = ("name", "codename")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
