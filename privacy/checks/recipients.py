"""That recipients receive what there is, are safeguarded, and are known by name."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.utils import timezone, translation

from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry
from privacy.recipients.transfers import Transfer, find_transfers


def check_recipients(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E009: a recipient receives groups that there are, and is declared. E013: outside the EEA a mechanism
    that is known and holds today safeguards them (GDPR art. 44-49)."""
    labels = {group.label for group in registry.groups}
    found: list[CheckMessage] = []
    for recipient in recipients.every:
        unknown = [label for label in recipient.labels if label not in labels]
        found += [
            Error(f"{recipient.slug} receives {label}, which is no group.", obj=recipient, id="privacy.E009")
            for label in unknown
        ]
    slugs = {recipient.slug for recipient in recipients.every}
    found += [
        Error(
            f"{', '.join(recipients.given[slug])} is given to {slug}, whom nobody declares.",
            id="privacy.E009",
        )
        for slug in sorted(recipients.given.keys() - slugs)
    ]
    return found + [_refused(transfer) for transfer in _transfers_today() if transfer.is_refused]


def check_transfers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W017: a transfer is recorded wholly, and was looked at lately (GDPR art. 44-49)."""
    hint = "manage.py privacy_transfers lists them; write down what lacks in …_SAFEGUARD_CONDITIONS."
    return [
        Warning(_words(transfer), hint=hint, obj=transfer.recipient, id="privacy.W017")
        for transfer in _transfers_today()
        if transfer.needs_attention and transfer.recipient.country
    ]


def _transfers_today() -> list[Transfer]:
    with translation.override("en"):
        return find_transfers(on=timezone.localdate())


def _refused(transfer: Transfer) -> Error:
    hint = (
        "Name a safeguard that holds today, such as DPF_2023_1795, SCC_2021_914 or ADEQUACY, and correct its "
        "conditions (docs/settings.md); manage.py privacy_transfers lists them all."
    )
    return Error(_words(transfer), hint=hint, obj=transfer.recipient, id="privacy.E013")


def _words(transfer: Transfer) -> str:
    party = transfer.recipient.party
    safeguard = party.safeguard if party else ""
    said = f"with “{safeguard}” as its safeguard" if safeguard else "without a safeguard"
    return f"{transfer.recipient.name} is outside the EEA, {said}: {transfer.verdict.reason}."


def check_recipient_names(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W014: who receives something all the time has a name and a country that people are told (GDPR art.
    13(1)(e)-(f))."""
    hint = (
        "Name it and its country in the settings, or say “-” where you do it yourselves (docs/settings.md)."
    )
    nameless = [
        each for each in recipients.standing if each.party and not (each.party.name and each.party.country)
    ]
    return [
        Warning(f"Nobody knows who {each.slug} is, or where.", hint=hint, obj=each, id="privacy.W014")
        for each in nameless
    ]
