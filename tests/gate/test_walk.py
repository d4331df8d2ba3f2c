"""Nobody passes by the gate: every place that reads people is walked, and filters or says why it need not."""

from __future__ import annotations

import ast
import re

import pytest

from tests.gate import readings
from tests.gate.exempt import EXEMPT
from tests.gate.readings import Place


def exemption(place: Place) -> str:
    """Return which exemption covers ``place``; "" if none does."""
    return next((name for name in EXEMPT if f"{place.name}.".startswith(f"{name}.")), "")


def test_every_place_that_reads_people_asks_who_may_be_shown_or_says_why_not() -> None:
    found = readings.places()
    assert any(place.filtered for place in found)
    open_doors = [
        (place.name, sorted(place.tables)) for place in found if not place.filtered and not exemption(place)
    ]
    assert open_doors == [], (
        "filter with visible_to, usable_for or may_contact, or give a reason in tests/gate/exempt.py"
    )


def test_every_exemption_is_still_needed() -> None:
    needed = {exemption(place) for place in readings.places() if not place.filtered}
    assert set(EXEMPT) - needed == set()


def test_one_module_can_send_mail() -> None:
    assert readings.senders() == {"privacy.delivery.smtp"}


@pytest.mark.promise("P12")
def test_a_number_or_address_stands_on_three_pages_of_staff_which_ask_the_gate() -> None:
    pages = readings.ROOT / "templates/admin"
    shown = {
        path.name
        for path in pages.rglob("*.html")
        if re.search(r"(point|number)s?\.value|(tel|mailto):", path.read_text())
    }
    assert shown == {"reached.html", "look_up.html", "answer.html"}
    trees = dict(readings.sources())
    views = {
        node.name: ast.unparse(node)
        for module in ("outreach_page", "answer_page")
        for node in ast.walk(trees[f"contacts.admin.{module}"])
        if isinstance(node, ast.FunctionDef)
    }
    using = {name for name, source in views.items() if any(page in source for page in shown)}
    assert using == {"reached_page", "look_up_page", "_shown"}
    assert all("may_reach(" in views[name] for name in ("reached_page", "look_up_page", "_ways"))
    assert all("log_reading(" in views[name] for name in using)


def test_a_new_view_a_form_and_a_method_that_forget_are_found() -> None:
    source = """
class Book(View):
    def get(self, request):
        return render(request, Contact.objects.all())

class Choose(forms.Form):
    who = forms.ModelChoiceField(queryset=Contact._default_manager.all())

def listed(user):
    return visible_to(Contact.objects.all(), user=user)

def add(name):
    return Contact.objects.create(first_name=name)
"""
    found = {
        place.name: place.filtered
        for place in readings._inside("x", ast.parse(source), {"Contact"})
        if place.tables
    }
    assert found == {"x.Book.get": False, "x.Choose": False, "x.listed": True}
