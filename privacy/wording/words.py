"""What is stored as a label, a slug or a citation, in words that people read, in the active language."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.policies import Group
from privacy.declarations.registry import registry
from privacy.outreach.rules import WHY, Permission

TROUBLES: dict[str, Promise] = {
    "mail-address-refused": gettext_lazy("the mail server does not know the address"),
    "mail-content-refused": gettext_lazy("the mail server refused the letter"),
    "mail-server-refuses-us": gettext_lazy("the mail server does not accept mail from us"),
    "mail-server-away": gettext_lazy("the mail server did not answer"),
    "print-and-post": gettext_lazy("it goes by post: print it"),
    "worker-died": gettext_lazy("the program stopped each time it tried"),
    "no-handler": gettext_lazy("nothing here sends messages of this kind"),
    "unreadable": gettext_lazy("it cannot be read: is its key still there?"),
    "under-way": gettext_lazy("it was stopped when the mail server had it perhaps already"),
    "failed": gettext_lazy("a fault in the program"),
}
"""Why a message of the outbox did not leave, by the slug that is kept of it."""


def data_words(group: Group) -> str:
    """Return which data a group holds: the kind of record, and those of its fields that we gave words of their own."""
    return _with_fields(capfirst(str(group.model._meta.verbose_name_plural)), group)


def told_words(group: Group) -> str:
    """Return the same for the person whom the data are about, as My data has it above them."""
    if not group.policy.told:
        return data_words(group)
    of_rights = group.model._meta.app_label == "privacy"
    return str(group.policy.told) if of_rights else _with_fields(str(group.policy.told), group)


def _with_fields(kind: str, group: Group) -> str:
    fields = [group.model._meta.get_field(name) for name in group.fields]
    ours = not group.model.__module__.startswith(("django.", "allauth."))
    words = [str(f.verbose_name) for f in fields if ours and isinstance(f, models.Field) and isinstance(f.verbose_name, Promise)]
    return f"{kind}: {', '.join(dict.fromkeys(words))}" if words else kind


def label_words(label: str) -> str:
    """Return the words of a group by its label, or of a kind of record by that of its model.

    A label that nobody declares any more is returned as it is: old evidence outlives its declaration.
    """
    for policy in registry.policies:
        if policy.label == label:
            return capfirst(str(policy.model._meta.verbose_name_plural))
        for group in policy.groups:
            if group.label == label:
                return data_words(group)
    return label


def purpose_words(slug: str) -> str:
    """Return a purpose in words by its slug; one that nobody declares any more is returned as it is."""
    purpose = registry.purposes.get(slug)
    return str(purpose.words) if purpose else slug


def cited(law: str) -> str:
    """Return a citation with the regulation under the name that people know: AVG in Dutch, RGPD in French."""
    return law.replace("GDPR", _("GDPR"))


def trouble_words(code: str) -> str:
    """Return in words why a message did not leave."""
    return str(WHY[code][0] if code in WHY else TROUBLES.get(code, code))


def answer_words(permission: Permission) -> str:
    """Return why the gate allows or refuses, and where that rule stands: a law, or a promise of ours (P…)."""
    rule = cited(permission.rule)
    where = _("our privacy policy, %(rule)s") % {"rule": rule} if rule.startswith("P1") else rule
    return f"{permission.reason} ({where})"


def confirming_word() -> str:
    """Return the word that is typed to confirm that somebody is to be forgotten, by them or by whoever approves it."""
    return _("forget")


def confirms(typed: str) -> bool:
    """Return whether ``typed`` is that word, in capitals or not."""
    return typed.strip().casefold() == confirming_word().casefold()
