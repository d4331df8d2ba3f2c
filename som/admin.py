"""Staff accounts and roles in the administration."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from privacy.admin.base.prefilled import PrefilledForm
from privacy.admin.base.saved_message import SavedMessage
from privacy.models import Subject
from som.models import User
from som.staff import rights
from som.staff.account_changes import replace_address
from som.staff.forms import RoleForm, StaffChangeForm, StaffCreationForm, StaffPasswordForm
from som.staff.signing_in_anew import after_signing_in_anew, page_to_sign_in_anew, signed_in_anew

# allauth's own pages would show the secret of a second factor.
admin.site.unregister((Group, EmailAddress, Authenticator))

RIGHTS = ("is_active", "left_on", "is_staff", "is_superuser", "groups")
OWN_ADDRESS = ("email",)
"""What somebody changes of their own account on its own page, after signing in anew."""


class GuardedAdmin(SavedMessage, ModelAdmin):
    """A page whose form is a ``GuardedForm``."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.request = request
        return form


@admin.register(User)
class StaffAdmin(PrefilledForm, UserAdmin, GuardedAdmin):
    """Accounts are not deleted: whoever leaves gets a last working day, and the sweep does the rest."""

    form = StaffChangeForm
    add_form = StaffCreationForm
    change_password_form = StaffPasswordForm
    list_display = ("username", "is_active", "left_on")
    list_filter = ("is_active",)
    readonly_fields = ("last_login", "joined_at")
    # Rights come with a role, so that what somebody may do can be told in a word.
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Work"), {"fields": RIGHTS}),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "password1", "password2")}),)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or rights.may_touch_account(_actor(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return what is only shown: of one's own account its rights and its address, to others than a
        superuser who is one."""
        fields = [*super().get_readonly_fields(request, obj)]
        if obj is not None and obj.pk == request.user.pk:
            return [*fields, *RIGHTS, *OWN_ADDRESS]
        return fields if _actor(request).is_superuser else [*fields, "is_superuser"]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Return a field that offers, and takes, only what ``request.user`` may grant."""
        if db_field.name == "groups":
            kwargs["queryset"] = rights.grantable_roles(_actor(request)).order_by("name")
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let whoever makes an account sign in anew before they fill anything in."""
        if request.method == "GET" and self.has_add_permission(request) and not signed_in_anew(request):
            return redirect(page_to_sign_in_anew(request))
        return super().add_view(request, form_url, extra_context)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Set the password of a colleague after signing in anew; one's own is changed where the old one is
        asked."""
        if unquote(id) == str(request.user.pk):
            return redirect("account_change_password")
        with transaction.atomic():
            guarded = after_signing_in_anew(super().user_change_password)
            return cast(HttpResponse, guarded(request, id, form_url))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if obj.subject is None:
            obj.subject = Subject.objects.create()
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            replace_address(request, obj, before=before)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the roles, and warn of an account with which nobody gets any further."""
        super().save_related(request, form, formsets, change)
        if change and (trouble := _trouble_of(form.instance)):
            messages.warning(request, trouble)


@admin.register(Group)
class RoleAdmin(PrefilledForm, GroupAdmin, GuardedAdmin):
    """Roles: what those who have one may see and do."""

    form = RoleForm
    filter_horizontal = ()
    autocomplete_fields = ("permissions",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or rights.may_touch_role(_actor(request), obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or rights.may_touch_role(_actor(request), obj))

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        """Return a field that takes only what ``request.user`` may grant."""
        if db_field.name == "permissions" and request is not None:
            kwargs["queryset"] = rights.grantable_permissions(_actor(request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Permission)
class PermissionAdmin(ModelAdmin):
    """Only looked up, to make a role."""

    search_fields = ("name", "codename")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Permission]:
        return rights.grantable_permissions(_actor(request)).order_by("pk")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether ``request.user`` makes roles, for whom permissions are looked up."""
        return request.user.has_perms(("auth.add_group", "auth.change_group"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _trouble_of(account: User) -> str:
    """Return why whoever signs in with ``account``, if it is in use, gets no work to see; "" if they do."""
    if not account.is_active:
        return ""
    if not account.is_staff:
        return gettext("This account may not sign in to the administration yet: tick that box if it should.")
    if not account.is_superuser and not account.groups.exists():
        return gettext("This account has no role yet: whoever signs in with it sees no work.")
    return ""


def _actor(request: HttpRequest) -> User:
    return cast(User, request.user)
