"""Each form of the administration: who may save it, and one thing to fill in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model

from applicants.models import Position
from contacts import invoices, register
from contacts.models import Assignment, Company, Contact, Enquiry, Interaction, Invoice, Tag
from contacts.models.people import Origin
from privacy.models import Task
from som.models import User
from tests.applicants.selecting import trainer
from tests.cast import TODAY, amina, brecht, enquiry_of, noor, school

WORK, BOOKS, PRIVACY, ADMINISTRATOR, DIRECTOR = (
    "Client work",
    "Bookkeeping",
    "Privacy officer",
    "Administrator",
    "director",
)


def draft() -> Invoice:
    """An invoice that is not issued yet."""
    return invoices.draft_invoice(
        amina().assignments.get(), lines=[{"text": "Coaching", "quantity": "3", "price": "80.00"}]
    )


def dear(contact: Contact) -> Contact:
    """The same, with a tag and a part in somebody's work: a row in each table of their page."""
    contact.taggings.create(tag=Tag.objects.create(name="school"))
    contact.roles.create(
        assignment=register.open_assignment(school(), title="Leesclub", on=TODAY), role="directie"
    )
    return contact


@dataclass(frozen=True)
class Case:
    """A form of ``model``: who may use it, what is filled in, and, of a change, the row and what else may
    change with it; ``besides`` is filled in as well, and stored in another row. ``warned`` is what the page
    says besides that it is saved."""

    model: type[Model]
    who: tuple[str, ...]
    filled: Callable[[], dict[str, Any]]
    row: Callable[[], Model] | None = None
    stored: dict[str, Any] = field(default_factory=dict)
    follows: frozenset[str] = frozenset()
    besides: dict[str, Any] = field(default_factory=dict)
    warned: tuple[str, ...] = ()

    @property
    def form(self) -> tuple[str, str]:
        """The label of the model, and whether it adds or changes."""
        return self.model._meta.label_lower, "change" if self.row else "add"


def given(**values: Any) -> Callable[[], dict[str, Any]]:
    """Fill in these."""
    return lambda: values


def our_position() -> Position:
    """A position of everybody's."""
    position = trainer()
    position.hiring_group.set(User.objects.all())
    return position


def new_position() -> dict[str, Any]:
    """A draft, with what one needs to say."""
    return {"title_nl": "Onthaal", "text_nl": "Je ontvangt mensen.", "place": "Gent"}


NO_ROLE = ("This account has no role yet: whoever signs in with it sees no work.",)
USERS = (ADMINISTRATOR, PRIVACY, DIRECTOR)
CLIENTS = (WORK, PRIVACY, DIRECTOR)
SELECTORS = ("Selection", PRIVACY, DIRECTOR)
LINES = "Workshop; 2; 450.00"
LINES_STORED = [{"text": "Workshop", "quantity": "2", "price": "450.00"}]
SECRET = "een lange zin om mee binnen te komen"
CASES = [
    Case(Contact, CLIENTS, given(city="Gent"), lambda: dear(amina())),
    Case(
        Contact,
        CLIENTS,
        given(last_name="Haddad"),
        stored={"origin": Origin.QUESTION},
        besides={"reason": "question", "reason_text": "Wanneer?"},
    ),
    Case(Company, CLIENTS, given(city="Gent"), school),
    Case(Company, CLIENTS, given(name="Bibliotheek")),
    Case(Tag, CLIENTS, given(name="Scholen"), lambda: Tag.objects.create(name="school")),
    Case(Tag, CLIENTS, given(name="Scholen")),
    Case(Assignment, CLIENTS, given(title="Leesclub"), lambda: amina().assignments.get()),
    Case(Assignment, CLIENTS, lambda: {"contact": noor().pk, "title": "Leesclub", "opened_on": TODAY}),
    Case(Enquiry, CLIENTS, given(question="Mag ik morgen langskomen?"), lambda: enquiry_of(noor())),
    Case(Enquiry, CLIENTS, lambda: {"contact": noor().pk, "question": "Wanneer?", "received_on": TODAY}),
    Case(Interaction, CLIENTS, given(note="Toch niet."), lambda: amina().interactions.get()),
    Case(
        Invoice,
        (BOOKS, PRIVACY, DIRECTOR),
        given(lines=LINES),
        draft,
        {"lines": LINES_STORED},
        frozenset({"amount", "vat"}),
    ),
    Case(
        Invoice,
        (PRIVACY, DIRECTOR),
        lambda: {"assignment": amina().assignments.get().pk, "lines": LINES},
        stored={"lines": LINES_STORED},
    ),
    Case(
        Task,
        (PRIVACY, DIRECTOR),
        given(done_on=TODAY),
        lambda: Task.objects.create(kind=Task.Kind.INFORM, label="x", due_on=TODAY),
    ),
    Case(Position, SELECTORS, given(place="Gent"), our_position),
    Case(Position, SELECTORS, new_position, stored={"slug": "onthaal"}),
    Case(User, USERS, given(first_name="Bieke"), brecht, follows=frozenset({"subject"}), warned=NO_ROLE),
    Case(
        User,
        USERS,
        given(username="bieke", password1=SECRET, password2=SECRET),
        stored={"password1": None, "password2": None},
    ),
    Case(Group, (ADMINISTRATOR, DIRECTOR), given(name="Kassa"), lambda: Group.objects.create(name="Verkoop")),
    Case(Group, (ADMINISTRATOR, DIRECTOR), given(name="Kassa")),
]
# Forms with a page of their own, each with the test that sends it.
ELSEWHERE = {
    ("applicants.application", "change"): "test_selection_application: an evaluation, a stage, a letter",
    ("contacts.importbatch", "add"): "test_each_page_sends: an upload",
    ("privacy.request", "add"): "test_each_page_sends: a request is recorded",
    ("privacy.hold", "add"): "test_each_page_sends: a hold is placed",
    ("privacy.hold", "change"): "test_each_page_sends: looked at again, released",
    ("privacy.disclosure", "add"): "test_each_page_sends: given to others",
    ("privacy.recipientnotification", "change"): "test_each_page_sends: passed on",
}
