"""The form of a position."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from applicants.first_look import has_applications
from applicants.models import Position
from applicants.models.positions import RESERVED_SLUGS
from applicants.purposes import SELECTION
from privacy.admin.base.forms import StaffModelForm
from privacy.staff_access.visibility import permission_name

LONGEST_SLUG = 80


class PositionForm(StaffModelForm):
    """A position; its address is made of its title where none is typed."""

    class Meta:
        model = Position
        exclude = ("closed_on",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Empty: made of the title.")
        for name in ("text_nl", "text_fr", "text_en", "criteria"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 4 if name == "criteria" else 10
            if name in self.fields and name != "criteria":
                self.fields[name].help_text = _(
                    "An empty line begins a new paragraph. A line that begins with “# ” is a heading, one "
                    "with “- ” an item of a list. Other signs stay as they are typed."
                )

        position = self.instance
        if "blind_first_look" in self.fields and position.blind_first_look and has_applications(position):
            self.fields["blind_first_look"].disabled = True

    def clean_slug(self) -> str:
        """Return the address that was typed, or a free one made of the title."""
        typed: str = self.cleaned_data.get("slug") or ""
        return typed or _free_slug(slugify(self.data.get("title_nl", "")) or "vacature")


def list_selectors() -> Any:
    """Return the members of staff who work on selections, and so may be in a hiring group."""
    accounts: Any = get_user_model()._default_manager
    found = accounts.with_perm(
        permission_name(SELECTION.slug), backend="django.contrib.auth.backends.ModelBackend"
    )
    return found.filter(is_staff=True).order_by("first_name", "last_name", "username")


def _free_slug(stem: str) -> str:
    there = Position.objects.filter(slug__startswith=stem[:70]).values_list("slug", flat=True)
    taken = {*there, *RESERVED_SLUGS}
    tries = (stem[:LONGEST_SLUG] if number == 1 else f"{stem[:70]}-{number}" for number in range(1, 1_000))
    return next(each for each in tries if each not in taken)
