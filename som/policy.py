"""Staff are people too; and the tables of Django's own apps."""

from __future__ import annotations

from types import MappingProxyType

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from privacy.declarations import (
    Basis,
    Days,
    DeleteRow,
    Months,
    Personal,
    Policy,
    Purpose,
    Technical,
    as_long_as,
    for_period_after,
    impersonal,
    register,
)
from privacy.models import Subject
from som.models import SignInNetwork, User

SECURITY = Purpose(
    "security",
    Basis.LEGAL_OBLIGATION,
    _("keeping what we hold safe, and knowing who did what"),
    law="GDPR art. 32",
)


@register
class UserPolicy(Policy):
    model = User
    told = _("Your account with us")
    names = ("first_name", "last_name")
    language = "language"
    withheld = ("password",)
    account = Personal(
        *("username", "first_name", "last_name", "email", "password", "last_login"),
        keep={
            SECURITY: as_long_as(_("as long as you work here"), {"is_active": True})
            | for_period_after("left_on", Months(12), text=_("until a year after your last working day"))
        },
    )
    rights = Technical(
        "is_staff",
        "is_active",
        "is_superuser",
        "left_on",
        "joined_at",
        "language",
        because=_("what an account may do, and since when"),
    )

    def title(self, row: User) -> str:
        return row.get_full_name() or row.username or super().title(row)

    def neighbours(self, subject: Subject) -> QuerySet[User]:
        """Everybody here: a first name in a note is one of them more often than not."""
        return User.objects.all()


@register
class LogEntryPolicy(Policy):
    """Entries name rows by kind and number; they concern the member of staff who acted."""

    model = LogEntry
    told = _("What you changed in our administration")
    subject = "user__subject"
    act = Personal(
        *("action_time", "object_id", "object_repr", "action_flag", "change_message"),
        erase=DeleteRow(),
        keep={SECURITY: for_period_after("action_time", Months(12), text=_("until a year after the act"))},
    )
    links = Technical(
        "user", "content_type", because=_("links between records, without meaning of their own")
    )


@register
class SessionPolicy(Policy):
    model = Session
    subject = None
    subject_because = _(
        "a session is a random key; whose it is stands encoded inside, for as long as it lives"
    )
    visit = Personal(
        *("session_key", "session_data"),
        erase=DeleteRow(),
        keep={SECURITY: for_period_after("expire_date", Days(1), text=_("until the day after it expires"))},
    )
    life = Technical("expire_date", because=_("when it expires"))


@register
class AuthenticatorPolicy(Policy):
    """Secrets of authenticator apps, passkeys and recovery codes: gone with the last working day."""

    model = Authenticator
    told = _("With what you sign in, besides your password")
    subject = "user__subject"
    factor = Personal(
        *("type", "data", "created_at", "last_used_at"),
        erase=DeleteRow(),
        keep={SECURITY: as_long_as(_("as long as you work here"), {"user__is_active": True})},
    )
    link = Technical("user", because=_("links between records, without meaning of their own"))


@register
class EmailAddressPolicy(Policy):
    """The addresses that a new password is mailed to."""

    model = EmailAddress
    told = _("The address that a new password is sent to")
    subject = "user__subject"
    finds = ("email",)
    finds_if = MappingProxyType({"verified": True})  # anybody's address can be typed here
    reach = Personal(
        *("email", "verified", "primary"),
        erase=DeleteRow(),
        keep={SECURITY: as_long_as(_("as long as you work here"), {"user__is_active": True})},
    )
    link = Technical("user", because=_("links between records, without meaning of their own"))


@register
class SignInNetworkPolicy(Policy):
    """The networks from which a member of staff is not locked out by whoever guesses elsewhere."""

    model = SignInNetwork
    told = _("Networks that you signed in from")
    subject = "user__subject"
    withheld = ("network",)
    visit = Personal(
        *("network", "last_on"),
        erase=DeleteRow(),
        keep={
            SECURITY: as_long_as(_("as long as you work here"), {"user__is_active": True})
            & for_period_after(
                "last_on", Months(6), text=_("until six months after you last signed in from there")
            )
        },
    )
    link = Technical("user", because=_("links between records, without meaning of their own"))


impersonal("account.EmailConfirmation", because=_("digests of random links"))
impersonal(
    "auth.Permission",
    "auth.Group",
    "contenttypes.ContentType",
    because=_("what may be done in this program, not who does it"),
)
