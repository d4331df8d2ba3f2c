"""What is stored as a label, a slug or a citation, in words that people read, in the active language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.policies import Group, Policy
from privacy.declarations.purposes import Words
from privacy.declarations.registry import registry


def group_words(group: Group) -> str:
    """Return which data a group holds: the kind of record, and those of its fields that we gave words of
    their own."""
    return _with_fields(capfirst(str(group.model._meta.verbose_name_plural)), group)


def group_words_for_subject(group: Group, *, in_full: bool = False) -> str:
    """Return the same for the person whom the data are about, as My data has it above them; of what we keep
    about their rights the fields only ``in_full``, as the notice tells it."""
    if not group.policy.told:
        return group_words(group)
    told = str(group.policy.told)
    return told if group.policy.about_rights and not in_full else _with_fields(told, group)


def filled_words(rows: Iterable[tuple[Group, models.Model]]) -> list[str]:
    """Return which data ``rows`` hold for the person whom they are about: a line a kind of record, with those
    of its fields that are filled in."""
    found: dict[str, dict[str, None]] = {}
    for group, row in rows:
        filled = [name for name in _named_fields(group) if getattr(row, name) not in (None, "")]
        words = found.setdefault(title_of_part(group.policy), {})
        words.update(dict.fromkeys(words_of_field(group.policy, row, name) for name in filled))
    return [_joined(kind, words) for kind, words in found.items()]


def _with_fields(kind: str, group: Group) -> str:
    return _joined(kind, [str(_verbose_name(group.policy, name)) for name in _named_fields(group)])


def _named_fields(group: Group) -> list[str]:
    """Return the fields of ``group`` that we gave words of our own."""
    if group.model.__module__.startswith(("django.", "allauth.")):
        return []
    fields = [group.model._meta.get_field(name) for name in group.fields]
    return [f.name for f in fields if isinstance(f, models.Field) and isinstance(f.verbose_name, Promise)]


def _joined(kind: str, words: Iterable[str]) -> str:
    listed = ", ".join(dict.fromkeys(words))
    return _("%(kind)s: %(fields)s") % {"kind": kind, "fields": listed} if listed else kind


OTHER_LABELS = {"privacy.storedfile": gettext_lazy("stored files that belong to nothing")}
"""What a sweep counts that no policy declares (``privacy/retention/orphans.py``)."""


def label_words(label: str, *, to_subject: bool = False) -> str:
    """Return the words of a group by its label, or of a kind of record by that of its model; with
    ``to_subject`` as the person reads them whom the data are about.

    A label that nobody declares any more is returned as it is: old evidence outlives its declaration.
    """
    for policy in registry.policies:
        if policy.label == label:
            return (
                title_of_part(policy) if to_subject else capfirst(str(policy.model._meta.verbose_name_plural))
            )
        for group in policy.groups:
            if group.label == label:
                return group_words_for_subject(group) if to_subject else group_words(group)
    return str(OTHER_LABELS.get(label, label))


def field_words(label: str, number: int, field: str) -> str:
    """Return the field ``field`` of the row ``number`` of the records ``label`` in words; of a row that is
    gone as far as its kind says."""
    policy = next(policy for policy in registry.policies if policy.label == label)
    row = policy.model._base_manager.filter(pk=number).first()
    return words_of_field(policy, row, field) if row else str(_verbose_name(policy, field))


def words_of_field(policy: Policy, row: models.Model, field: str) -> str:
    """Return ``field`` of ``row`` in words: of an address or a number, which of the two it is."""
    if policy.short_names(row).get(field, field) != field and hasattr(row, "get_kind_display"):
        return str(row.get_kind_display())
    return str(_verbose_name(policy, field))


def _verbose_name(policy: Policy, field: str) -> Words:
    return policy.model._meta.get_field(field).verbose_name  # type: ignore[union-attr]


def purpose_words(slug: str) -> str:
    """Return a purpose in words by its slug; one that nobody declares any more is returned as it is."""
    purpose = registry.purposes.get(slug)
    return str(purpose.words) if purpose else slug


_LAWS: dict[str, Words] = {
    "GDPR": gettext_lazy("GDPR"),
    "WER": gettext_lazy("Code of Economic Law"),
    "WIB 92": gettext_lazy("Income Tax Code 1992"),
    "W.BTW": gettext_lazy("VAT Code"),
    "KB 4-4-2003": gettext_lazy("Royal Decree of 4 April 2003"),
    "law of 20 November 2022": gettext_lazy("law of 20 November 2022"),
}
_LAW = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _LAWS))})(?!\w)")


def citation_words(law: str) -> str:
    """Return a citation with each law under the name that people know in the active language: AVG, RGPD;
    WER, CDE."""
    return _LAW.sub(lambda found: str(_LAWS[found[0]]), law)


def list_words(items: Iterable[Words]) -> str:
    """Return ``items`` as one enumeration, with the semicolon as the active language sets it."""
    return _("; ").join(map(str, items))


def confirmation_word() -> str:
    """Return the word that is typed to confirm that somebody is to be forgotten, by them or by whoever
    approves it."""
    return _("forget")


def is_confirmation_word(typed: str) -> bool:
    """Return whether ``typed`` is that word, in capitals or not."""
    return typed.strip().casefold() == confirmation_word().casefold()


def title_of_part(policy: Policy) -> str:
    """Return what a person reads above the rows of ``policy``."""
    return str(policy.told) or capfirst(str(policy.model._meta.verbose_name_plural))
