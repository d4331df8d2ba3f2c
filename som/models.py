"""Staff: the people who work with the data are people in it too."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Whoever leaves is set inactive with a last day; the sweep does the rest."""

    subject = models.ForeignKey(
        "privacy.Subject", on_delete=models.PROTECT, null=True, blank=True, editable=False
    )
    # Nullable, so that an erased account frees its name and two erased accounts do not collide.
    username = models.CharField(  # noqa: DJ001
        _("user name"), max_length=150, unique=True, null=True, validators=[UnicodeUsernameValidator()]
    )
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="nl", choices=[("nl", "nl"), ("fr", "fr"), ("en", "en")]
    )
    is_staff = models.BooleanField(_("may sign in to the administration"), default=False)
    is_active = models.BooleanField(_("works here"), default=True)
    left_on = models.DateField(_("last working day"), null=True, blank=True)
    joined_at = models.DateTimeField(_("account made"), auto_now_add=True)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return f"user {self.pk}"

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name


class SignInNetwork(models.Model):
    """A network from which a member of staff signed in: whoever guesses from elsewhere does not lock it out.

    ``network`` is a keyed digest: it recognises a network, and names none.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="networks")
    network = models.CharField(_("code of the network"), max_length=128)
    last_on = models.DateField(_("last signed in from there"))

    class Meta:
        verbose_name = _("network of a member of staff")
        verbose_name_plural = _("networks of staff")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "network"], name="one_row_a_network")
        ]

    def __str__(self) -> str:
        return f"network {self.pk}"
