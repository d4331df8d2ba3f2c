"""The forms of accounts and roles in the administration."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from privacy.admin.base.forms import LanguagesByName
from privacy.staff_access.roles import declared_roles
from privacy.subjects.suppression_list import Suppressed, is_row_suppressed
from som.models import User
from som.staff.account_changes import Change, list_addresses, tell_of_change
from som.staff.signing_in_anew import page_to_sign_in_anew, signed_in_anew


class GuardedForm(LanguagesByName, forms.ModelForm):
    """A form of which some fields are saved only after signing in anew; its page sets ``request``."""

    request: HttpRequest
    guarded: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any] | None:
        """Return what was filled in; ``ValidationError`` for a guarded field that changed too long after
        signing in anew."""
        cleaned = super().clean()
        if set(self.guarded) & set(self.changed_data) and not signed_in_anew(self.request):
            text = _("Sign in anew before you change how accounts are opened or what they may do. Then save.")
            link = format_html('<a href="{}">{}</a>', page_to_sign_in_anew(self.request), _("Sign in anew"))
            raise ValidationError(format_html("{} {}", text, link))
        return cleaned


class ColleaguesAddress:
    """The address that somebody else gives an account: none of whoever asked to be forgotten. They may add it
    themselves, on the page of their own account, where its mailbox confirms it."""

    cleaned_data: dict[str, Any]
    changed_data: list[str]

    def clean_email(self) -> str:
        """Return the address; ``ValidationError`` if it is such a one."""
        email: str = self.cleaned_data["email"] or ""
        if email and "email" in self.changed_data and is_row_suppressed([email], name="", others=None):
            own = _("Leave it empty: whose account it is can add it on the page of their own account.")
            raise ValidationError(f"{Suppressed()}. {own}")
        return email


class StaffCreationForm(ColleaguesAddress, GuardedForm, UserCreationForm):
    """A new account, which may sign in to the administration: that is what it is made for. Without an address
    the name is enough."""

    guarded = ("username",)

    class Meta:
        model = User
        fields = ("username", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.is_staff = True


class StaffChangeForm(ColleaguesAddress, GuardedForm, UserChangeForm):
    """An account: who it is of, and what it may do."""

    guarded = ("username", "email", "is_active", "left_on", "is_staff", "is_superuser", "groups")


class StaffPasswordForm(AdminPasswordChangeForm):
    """A password that somebody sets for a colleague, who hears of it."""

    def save(self, commit: bool = True) -> User:
        """Set the password and put the letter that tells of it in the outbox."""
        user: User = super().save(commit)
        tell_of_change(user, Change.PASSWORD, addresses=list_addresses(user))
        return user


class RoleForm(GuardedForm):
    """A role: its name, and what those who have it may do."""

    guarded = ("permissions",)

    class Meta:
        model = Group
        fields = ("name", "permissions")

    def clean_name(self) -> str:
        """Return the name; ``ValidationError`` for one that SOM itself gives its permissions to, unless a
        superuser restores it."""
        name: str = self.cleaned_data["name"]
        declared = {role.name for role in declared_roles()}
        user = cast(User, self.request.user)
        if name in declared and name != self.instance.name and not user.is_superuser:
            raise ValidationError(_("SOM makes the role of this name itself. Choose another name."))
        return name
