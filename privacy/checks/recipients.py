"""That recipients receive what there is, are safeguarded, and are known by name."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry


def check_recipients(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E009: a recipient receives groups that there are, and is declared. E013: outside the EEA something
    safeguards them (GDPR art. 44-49)."""
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
    for recipient in recipients.here:
        if recipient.leaves_the_eea and recipient.party and not recipient.party.safeguard:
            hint = (
                "Say what safeguards the data there, such as an adequacy decision or standard clauses "
                "(docs/settings.md)."
            )
            found.append(
                Error(
                    f"{recipient.name} is outside the EEA, without a safeguard.",
                    hint=hint,
                    obj=recipient,
                    id="privacy.E013",
                )
            )
    return found


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
