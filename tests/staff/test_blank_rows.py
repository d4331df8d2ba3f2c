"""When a row in a table counts as filled in, and which list begins with an empty choice."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from privacy.admin.base.forms import StaffForm, list_values
from privacy.admin.base.inlines import RowForm

COLOURS = [("red", "red"), ("Others", [("blue", "blue")])]
OFFERED = ["red", "blue"]


class Row(RowForm, forms.Form):
    colour = forms.ChoiceField(choices=COLOURS)
    size = forms.ChoiceField(choices=[("s", "s"), ("m", "m")], initial="m")
    day = forms.DateField()
    count = forms.IntegerField(required=False, initial=1)
    name = forms.CharField(required=False, strip=False)


UNTOUCHED = {"colour": "", "size": "m", "day": "", "count": "1", "name": ""}


def row(**sent: Any) -> Row:
    return Row(UNTOUCHED | sent, empty_permitted=True, use_required_attribute=False)


@pytest.mark.parametrize(
    "sent",
    [{}, {"day": " "}, {"count": ""}, {"name": "  "}, {"colour": "red"}, {"colour": "red", "day": "\t"}],
)
def test_it_is_blank(sent: dict[str, str]) -> None:
    assert not row(**sent).has_changed()
    assert row(**sent).is_valid()


@pytest.mark.parametrize(
    ("sent", "filled"),
    [
        ({"colour": "blue"}, ["colour"]),
        ({"size": "s", "name": "x"}, ["size", "name"]),
        ({"name": " x"}, ["name"]),
        ({"colour": "red", "day": "2026-11-30", "name": " "}, ["colour", "day"]),
    ],
)
def test_it_is_filled_in(sent: dict[str, str], filled: list[str]) -> None:
    assert row(**sent).changed_data == filled


def test_a_row_of_which_nothing_but_the_first_choice_is_asked_is_filled_in_by_it() -> None:
    class Only(RowForm, forms.Form):
        colour = forms.ChoiceField(choices=COLOURS)

    assert Only({"colour": "red"}, empty_permitted=True, use_required_attribute=False).has_changed()


def test_spaces_in_a_row_that_was_there_are_a_change() -> None:
    assert Row(UNTOUCHED | {"count": " "}, initial={"count": 2, "size": "m"}).changed_data == ["count"]


@pytest.mark.parametrize(
    ("stands_at", "offered"),
    [(None, ["", *OFFERED]), ("", ["", *OFFERED]), ("green", ["", *OFFERED]), ("blue", OFFERED)],
)
def test_a_list_begins_with_an_empty_choice_unless_it_stands_at_another(
    stands_at: str | None, offered: list[str]
) -> None:
    class Asked(StaffForm):
        colour = forms.ChoiceField(choices=COLOURS)
        also = forms.MultipleChoiceField(choices=COLOURS)
        way = forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect)

    form = Asked(initial={"colour": stands_at})
    assert list_values(form.fields["colour"]) == offered
    assert [list(form.fields[name].choices) for name in ("also", "way")] == [COLOURS, COLOURS]  # type: ignore[attr-defined]
