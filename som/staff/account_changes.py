"""Whoever's account it is hears of each change of an address, the password or a factor.

What can go wrong here is that somebody else makes the change, and that only they are told of it. So the
letter goes to all addresses that the account had before the change, also to one that it takes away.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from privacy.delivery import letters
from privacy.subjects.identifiers import normalise_email
from privacy.web.refusal import Refusal
from som.models import User


class Change(Enum):
    """What changed, as the letter says it."""

    ADDRESS_ADDED = _("An e-mail address was added. It counts once it is confirmed.")
    ADDRESS_CONFIRMED = _("A new e-mail address was confirmed. A new password can now be asked for with it.")
    ADDRESS_REMOVED = _("An e-mail address was removed.")
    MAIN_ADDRESS = _("Another e-mail address became the main one.")
    PASSWORD = _("The password was changed.")
    FACTOR_ADDED = _("An authenticator app or a passkey was added.")
    FACTOR_REMOVED = _("An authenticator app or a passkey was removed.")
    RECOVERY_CODES = _("New recovery codes were made. The earlier ones no longer work.")


def list_addresses(user: User) -> set[str]:
    """Return the addresses of an account in their normal spelling, confirmed or not, that can be mailed."""
    written = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    return {address for each in written if (address := _mailable(each))}


def tell_of_change(user: User, change: Change, *, addresses: set[str]) -> None:
    """Put a letter that says ``change`` in the outbox for each of ``addresses``, in the language of
    ``user``."""
    with translation.override(user.language):
        facts = {"change": str(change.value), "changed_at": timezone.now().isoformat()}
    for address in sorted(addresses):
        letters.send_letter(
            "staff-change", to=address, language=user.language, context=facts, subject=user.subject
        )


def replace_address(request: HttpRequest, user: User, *, before: User | None) -> None:
    """Ask at the new address of ``user``, which somebody else filled in, whether it is theirs, and tell it at
    those of ``before``.

    The address that it replaces opens the account no more; the new one does once it is confirmed.
    """
    addresses = list_addresses(before) if before else set()
    if before and before.email:
        EmailAddress.objects.filter(user=user, email__iexact=before.email).delete()
    if user.email:
        EmailAddress.objects.add_email(request, user, user.email, confirm=True).set_as_primary(
            conditional=True
        )
    change = Change.MAIN_ADDRESS if user.email else Change.ADDRESS_REMOVED
    tell_of_change(user, change, addresses=addresses)


def connect_signals() -> None:
    """Tell of each change that a member of staff makes on the pages of their own account."""
    account.email_added.connect(_address_added, dispatch_uid=__name__)
    account.email_confirmed.connect(_address_confirmed, dispatch_uid=__name__)
    account.email_removed.connect(_address_removed, dispatch_uid=__name__)
    account.email_changed.connect(_main_address_changed, dispatch_uid=__name__)
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_changed, dispatch_uid=__name__)
    mfa.authenticator_added.connect(_factor_added, dispatch_uid=__name__)
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid=__name__)
    mfa.authenticator_reset.connect(_codes_made, dispatch_uid=__name__)


def _mailable(address: str) -> str:
    """Return ``address`` in its normal spelling, or nothing for one that no letter can go to."""
    try:
        return normalise_email(address)
    except Refusal:
        return ""


def _address_added(*, user: User, email_address: EmailAddress, **_others: Any) -> None:
    before = list_addresses(user) - {_mailable(email_address.email)}
    tell_of_change(user, Change.ADDRESS_ADDED, addresses=before)


def _address_confirmed(*, email_address: EmailAddress, **_others: Any) -> None:
    user = email_address.user
    before = list_addresses(user) - {_mailable(email_address.email)}
    tell_of_change(user, Change.ADDRESS_CONFIRMED, addresses=before)


def _address_removed(*, user: User, email_address: EmailAddress, **_others: Any) -> None:
    before = list_addresses(user) | {_mailable(email_address.email)} - {""}
    tell_of_change(user, Change.ADDRESS_REMOVED, addresses=before)


def _main_address_changed(*, user: User, **_others: Any) -> None:
    tell_of_change(user, Change.MAIN_ADDRESS, addresses=list_addresses(user))


def _password_changed(*, user: User, **_others: Any) -> None:
    tell_of_change(user, Change.PASSWORD, addresses=list_addresses(user))


def _factor_added(*, user: User, authenticator: Authenticator, **_others: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they come with the first factor
        tell_of_change(user, Change.FACTOR_ADDED, addresses=list_addresses(user))


def _factor_removed(*, user: User, authenticator: Authenticator, **_others: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # they go with the last factor
        tell_of_change(user, Change.FACTOR_REMOVED, addresses=list_addresses(user))


def _codes_made(*, user: User, **_others: Any) -> None:
    tell_of_change(user, Change.RECOVERY_CODES, addresses=list_addresses(user))
