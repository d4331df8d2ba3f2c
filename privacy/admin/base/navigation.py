"""The sidebar of the administration, as each app declares its part: ``SECTIONS`` in its
``admin/navigation.py``."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from privacy.declarations.purposes import Words


@dataclass(frozen=True)
class Section:
    """A part of the sidebar.

    ``order``  where it stands: the lowest number comes first
    ``lists``  the models whose lists it shows, each with the name of an icon (Material Symbols). A model
               without
               pages, or that a member of staff may not see, is left out. A list that holds less than the
               table says its name in ``list_title`` of its admin.
    """

    title: Words
    order: int
    lists: tuple[tuple[type[Model], str], ...]
