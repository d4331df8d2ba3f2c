"""The nouns of the policy language: purposes, and which fields they need for how long.

Each app has one ``policy.py`` with a ``Policy`` for each of its models. Everything else - sweep, export,
notice, access, explanation - is a reading of these sentences (``docs/policy.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property, reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from privacy.declarations.conditions import Condition
from privacy.declarations.erasers import Blank, DeleteFile, DeleteRow, Eraser
from privacy.declarations.open_records import About
from privacy.declarations.purposes import Basis, Purpose, Words
from privacy.declarations.terms.base import Scope, Term

if TYPE_CHECKING:
    from privacy.models import Subject


class Provided(StrEnum):
    """Who gave us a field (GDPR art. 20(1), WP242 rev.01): the person, what they did as we saw it, or
    ourselves."""

    PERSON = "person"
    OBSERVED = "observed"
    US = "us"


class Personal:
    """Fields that live and die together: which purposes need them, each for how long, and what "gone" means.

    Without ``erase`` a text is blanked, a file removed; ``DeleteRow()`` takes the whole row; a dictionary
    says it field by field. ``provided`` says who gave them, in the same two ways. ``on_consent`` is a
    condition on rows that rest on the person's consent, though something else keeps them. ``free_text`` are
    the fields in which others may be spoken of; without it, every text without a limit.
    """

    def __init__(
        self,
        *fields: str,
        keep: dict[Purpose, Term],
        erase: Eraser | dict[str, Eraser] | None = None,
        provided: Provided | dict[str, Provided] | None = None,
        on_consent: dict[str, Any] | None = None,
        free_text: tuple[str, ...] | None = None,
    ) -> None:
        self.fields = fields
        self.keep = keep
        self.erase = erase
        self.provided = provided
        self.on_consent = on_consent or {}
        self.free_text = free_text


class Technical:
    """Fields that say nothing of a person, and why that is so. ``given`` are those of them that the person
    told us."""

    def __init__(self, *fields: str, because: Words, given: tuple[str, ...] = ()) -> None:
        self.fields = fields
        self.because = because
        self.given = given


class Group:
    """One ``Personal`` declaration bound to its policy: the unit that is kept, held or erased."""

    def __init__(self, *, policy: Policy, name: str, personal: Personal) -> None:
        self.policy = policy
        self.model = policy.model
        self.name = name
        self.fields = personal.fields
        self.keep = personal.keep
        self._erase = personal.erase
        self._free_text = personal.free_text
        self.provided = personal.provided
        self.on_consent = personal.on_consent
        self.label = f"{policy.model._meta.label_lower}.{name}"

    def __repr__(self) -> str:
        return f"<{self.label}>"

    @property
    def deletes_row(self) -> bool:
        """Whether erasing the group takes the whole row."""
        return isinstance(self._erase, DeleteRow)

    @cached_property
    def erasers(self) -> dict[str, Eraser]:
        """Return what "gone" means for each field (for a whole row: for each of its files)."""
        if isinstance(self._erase, DeleteRow):
            return {
                f.name: DeleteFile()
                for f in self.model._meta.concrete_fields
                if isinstance(f, models.FileField)
            }
        chosen = self._erase if isinstance(self._erase, dict) else dict.fromkeys(self.fields, self._erase)
        return {name: chosen.get(name) or _usual_eraser(self.model, name) for name in self.fields}

    @cached_property
    def free_text(self) -> tuple[str, ...]:
        """Return the fields in which other people may be spoken of (GDPR art. 15(4))."""
        if self._free_text is not None:
            return self._free_text
        return tuple(
            name for name in self.fields if isinstance(self.model._meta.get_field(name), models.TextField)
        )

    def pending(self) -> Q:
        """Return the condition under which a row still holds something of the group."""
        if self.deletes_row:
            return ~Q(pk__in=[])
        fields = ((self.model._meta.get_field(name), eraser) for name, eraser in self.erasers.items())
        return reduce(or_, (eraser.pending(field) for field, eraser in fields))  # type: ignore[arg-type]

    def scope_for(self, purpose: Purpose) -> Scope:
        """Return where the term of ``purpose`` is read."""
        policy = self.policy
        return Scope(purpose, self.model, policy.subject, policy.collected, self.label)

    @cached_property
    def only_law_keeps_it(self) -> bool:
        """Whether no purpose but a legal obligation ever kept this group."""
        return all(purpose.basis is Basis.LEGAL_OBLIGATION for purpose in self.keep)


def _usual_eraser(model: type[models.Model], name: str) -> Eraser:
    return DeleteFile() if isinstance(model._meta.get_field(name), models.FileField) else Blank()


class Policy:
    """What we keep in one model, and about whom; ``@register`` lets it speak for the model.

    ``subject``     path to ``privacy.Subject``, or ``None`` with ``subject_because``
    ``collected``   path to the date that an erasure wish is compared with; without one, all came before it
    ``active``      path to the date from which review periods count
    ``known_since`` path to the date that they count from while ``active`` is not known
    ``finds``       fields whose value finds a person
    ``finds_if``    what must be so of a row before it finds one, such as that its address was confirmed
    ``preferred``   field that says which of several rows that find a person is used first
    ``searched``    texts whose words staff find a row by (``privacy/db/word_index.py``)
    ``about``       when a row is open, and whom one may contact about it for what
                    (``privacy/outreach/gate.py``)
    ``empty_goes``  delete a row once all its groups are empty and no row refers to it
    ``names``       fields that name a person, the family name last
    ``origin``      field that says who gave us the row, where that is not the person (GDPR art. 14)
    ``from_others`` which rows came from somebody else, so that the person must be told of it
    ``foreseen``    which rows go because somebody decided so after they were shown whom it concerns: however
                    many these are, the sweep does not stop before them
    ``brought_by``  path to the file that brought a row together with others, of whom one task is opened
    ``language``    field with the language that the person reads
    ``withheld``    fields that a person is not given: secrets of ours, and what is there to protect others
    ``reasoning``   fields in which staff wrote their reasons for our file alone: they are in no copy
    ``told``        what the person reads above these rows in My data; the model's plural says it otherwise
    ``corrects``    personal fields that the person can have corrected (GDPR art. 16)
    ``about_rights`` whether the rows record that rights were exercised: people read of them in sum
    """

    model: ClassVar[type[models.Model]]
    subject: ClassVar[str | None] = "subject"
    subject_because: ClassVar[Words] = ""
    collected: ClassVar[str | None] = None
    active: ClassVar[str | None] = None
    known_since: ClassVar[str | None] = None
    finds: ClassVar[tuple[str, ...]] = ()
    finds_if: ClassVar[Mapping[str, Any]] = MappingProxyType({})
    preferred: ClassVar[str | None] = None
    searched: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[tuple[About, ...]] = ()
    empty_goes: ClassVar[bool] = False
    names: ClassVar[tuple[str, ...]] = ()
    origin: ClassVar[str | None] = None
    from_others: ClassVar[Condition | None] = None
    foreseen: ClassVar[Condition | None] = None
    brought_by: ClassVar[str | None] = None
    language: ClassVar[str | None] = None
    withheld: ClassVar[tuple[str, ...]] = ()
    reasoning: ClassVar[tuple[str, ...]] = ()
    told: ClassVar[Words] = ""
    corrects: ClassVar[tuple[str, ...]] = ()
    about_rights: ClassVar[bool] = False

    def __init__(self) -> None:
        declared = {
            name: value for klass in reversed(type(self).__mro__) for name, value in vars(klass).items()
        }
        self.groups = [
            Group(policy=self, name=n, personal=v) for n, v in declared.items() if isinstance(v, Personal)
        ]
        self.technical = [value for value in declared.values() if isinstance(value, Technical)]

    @property
    def label(self) -> str:
        """Return the label of the model, which a row deleted for being empty is traced under."""
        return self.model._meta.label_lower

    @property
    def about_people(self) -> bool:
        """Return whether the rows tell of a person, and not only of how they exercised their rights."""
        return bool(self.subject and self.groups) and not self.about_rights

    def rows_of(self, subject: Any) -> models.QuerySet[Any]:
        """Return the rows about ``subject``, a data subject or an expression for one; none where the policy
        leads to nobody."""
        rows = self.model._base_manager
        return rows.filter(**{self.subject: subject}) if self.subject else rows.none()

    def title(self, row: Any) -> str:
        """Return what staff recognise ``row`` by, in their language: what it is and its number, unless the
        policy knows better. The row itself says only its number, so that no log names anyone."""
        return f"{capfirst(row._meta.verbose_name)} {row.pk}"

    def title_for(self, row: Any, *, reader: Any) -> str:
        """Return what the member of staff ``reader`` recognises ``row`` by; an app whose rows not all may see
        by name overrides this, and lets ``title`` name nobody."""
        return self.title(row)

    def seen_if(self, *, user: Any, today: date) -> Q:
        """Return the condition on rows under which ``user`` sees them, besides having a purpose for them; the
        privacy role sees all. An app whose rows are for a few colleagues only overrides this."""
        return Q()

    def files(self, rows: list[Any]) -> dict[str, bytes]:
        """Return further files for the person's export, by name; a policy with a better format overrides
        this."""
        return {}

    def own_page(self, row: Any) -> tuple[str, str] | None:
        """Return the address of a page of the person's own about ``row``, for whoever showed who they are,
        and the words of the link there, in the active language; ``None`` without one."""
        return None

    def neighbours(self, subject: Subject) -> models.QuerySet[Any] | None:
        """Return rows of others whose first name alone tells who they are to ``subject``: colleagues, for
        instance."""
        return None

    def worded(self, field: str, value: Any) -> str:
        """Return in words, in the active language, what only this app can read; "" for what reads by
        itself."""
        return ""

    def origins(self, rows: list[Any]) -> list[str]:
        """Return, in the active language, where these rows came from if not from the person (GDPR art.
        15(1)(g))."""
        return []

    def has_reasoning(self, row: Any) -> bool:
        """Return whether staff wrote something in ``reasoning`` of ``row``."""
        return any(getattr(row, name) for name in self.reasoning)

    def short_names(self, row: Any) -> dict[str, str]:
        """Return the name by which each field of ``row`` that can be corrected is asked for, by field."""
        return {name: name for name in self.corrects}

    def spelled(self, row: Any, field: str, value: str) -> str:
        """Return ``value`` as ``field`` of ``row`` keeps it; ``Refusal`` if it cannot."""
        return value

    def correct(self, row: int, field: str, old: str, new: str) -> bool:
        """Write ``new`` in ``field`` of the row with that number where ``old`` still stands; return whether
        it did."""
        return self.model._base_manager.filter(pk=row, **{field: old}).update(**{field: new}) > 0

    def looked_for(self, row: Any) -> list[str]:
        """Return what is looked for once ``row`` is erased: what finds its person, and what they wrote.

        A policy whose words lead to somebody only together overrides this.
        """
        texts = [
            name
            for group in self.groups
            for name in group.fields
            if isinstance(self.model._meta.get_field(name), models.TextField)
        ]
        return [getattr(row, name) or "" for name in (*self.finds, *texts)]
