"""What a list says of a person at a glance: in words, with a tone as a second sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from privacy.models import Choice, Hold, Subject
from privacy.models.choices import in_force
from privacy.staff_access.other_files import is_known_file, is_known_use
from privacy.staff_access.visibility import User
from privacy.subjects.contested import contested_fields, subjects_contesting
from privacy.wording.words import field_words, purpose_words

WARNING, DANGER, INFO = "warning", "danger", "info"


@dataclass(frozen=True)
class Badge:
    """A few words and a tone: info, warning or danger."""

    text: str
    tone: str


def badges_for(subjects: Iterable[Any], *, user: User, today: date) -> dict[Any, list[Badge]]:
    """Return the badges of each subject (by its key) for ``user``, in five statements for any number of them;
    none that tells of a file which ``user`` does not work with."""
    keys = list(subjects)
    found: dict[Any, list[Badge]] = defaultdict(list)
    kinds = (Choice.Kind.ERASURE, Choice.Kind.RESTRICTION, Choice.Kind.OBJECTION)
    chosen = Choice.objects.filter(in_force(today), subject__in=keys, kind__in=kinds)
    for choice in chosen.order_by("kind", "purpose", "pk"):
        badge = _chosen(choice)
        if choice.purpose and not is_known_use(choice.purpose, user=user):
            continue
        if badge not in found[choice.subject_id]:
            found[choice.subject_id].append(badge)
    holds = Hold.objects.filter(
        Q(released_on=None) | Q(released_on__gt=today), subject__in=keys, placed_on__lte=today, request=None
    )
    covered = holds.order_by("subject", "covers").values_list("subject", "covers").distinct()
    known = [subject for subject, covers in covered if not covers or is_known_file(covers, user=user)]
    for subject in dict.fromkeys(known):
        found[subject].append(Badge(_("kept by a hold"), WARNING))
    for subject in Subject.objects.filter(pk__in=keys, deceased_on__isnull=False).values_list(
        "pk", flat=True
    ):
        found[subject].append(Badge(_("died: do not contact"), DANGER))
    for subject, text in _contested(keys, user).items():
        found[subject].append(Badge(text, WARNING))
    return found


def _chosen(choice: Choice) -> Badge:
    """Return what a person chose; of an objection to what, and how it came to us."""
    if choice.kind == Choice.Kind.ERASURE:
        return Badge(_("asked to be forgotten"), DANGER)
    if choice.kind == Choice.Kind.RESTRICTION:
        return Badge(_("restricted: do not use"), DANGER)
    use = purpose_words(choice.purpose) if choice.purpose else _("every use that they may object to")
    said = {"use": use, "source": choice.get_source_display()}
    return Badge(_("objected to: %(use)s (%(source)s)") % said, WARNING)


def _contested(subjects: list[Any], user: User) -> dict[Any, str]:
    """Return by person what they say is wrong, in words: each field that ``user`` may know of, or only that
    something is."""
    fields: dict[Any, list[str]] = {subject: [] for subject in subjects_contesting(subjects)}
    for each in contested_fields(subjects):
        if not is_known_file(each.label, user=user):
            continue
        fields.setdefault(each.subject_id, []).append(field_words(each.label, each.row, each.field))
    something = _("says that something is wrong")
    return {
        subject: _("says that this is wrong: %(fields)s") % {"fields": ", ".join(dict.fromkeys(words))}
        if words
        else something
        for subject, words in fields.items()
    }
