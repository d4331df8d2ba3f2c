"""Second persons, planted wherever one record can touch two people: none of them comes out with another's
data.

One house: three people at one organisation, two of them behind one mailbox, who work on one assignment of
which the organisation is billed; they stand in each other's talks and questions, and one has work and an
invoice of their own.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from contacts import invoices, register
from contacts.models import Assignment, Company, Contact, ContactPoint, ContactRole
from contacts.models.people import Origin
from privacy.models import Choice, Request
from privacy.requests import decisions, intake
from privacy.requests.answers import answer_as_sent
from privacy.subjects.suppression_list import is_suppressed
from privacy.web.refusal import Refusal
from tests.cast import TODAY
from tests.mydata.guest import PAGE, Guest, words
from tests.requests.arriving import SITE, approve, asked, member
from tests.requests.visitor import Visitor, last_link, mails

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P37")]

HOUSE = "balie@debrug.example.be"


@dataclass(frozen=True)
class Person:
    """Words that are nobody else's. ``mailbox`` is what they write from; that of the desk is shared."""

    first: str
    last: str
    mailbox: str
    phone: str
    street: str

    @property
    def secret(self) -> tuple[str, ...]:
        """What must not come out with another: not in any spelling that a copy may have."""
        own = () if self.mailbox == HOUSE else (self.mailbox,)
        return (self.first, self.last, self.phone, self.phone.removeprefix("+32"), self.street, *own)


ELS = Person("Elsbeth", "Quaegebeur", HOUSE, "+3216550201", "Distelstraat 4")
TOM = Person("Thomasz", "Wiśniewski", HOUSE, "+3216550202", "Klaverlaan 9")
RIA = Person("Riabelle", "Zonnekeyn", "ria.zonnekeyn@example.org", "+3216550203", "Meersdreef 31")
EVERYBODY = (ELS, TOM, RIA)


@pytest.fixture(autouse=True)
def _patient(settings: Any) -> None:
    settings.FORM_MINIMUM_SECONDS = 0
    settings.SITE_URL = SITE


@pytest.fixture(autouse=True)
def house() -> dict[Person, Contact]:
    company = register.add_company(
        name="Basisschool De Brug",
        on=TODAY,
        email="info@debrug.example.be",
        street="Dorpsplein 1",
        postcode="3000",
        city="Leuven",
    )
    people = {person: _known(person, company) for person in EVERYBODY}
    shared = register.open_assignment(company, title="Taalbeleid", on=TODAY)
    for person, contact in people.items():
        ContactRole.objects.create(contact=contact, assignment=shared, role="contactpersoon")
        ContactRole.objects.create(contact=contact, company=company, role="onthaal")
        others = " en ".join(
            f"{each.first} {each.last} ({each.phone}, {each.mailbox})"
            for each in EVERYBODY
            if each is not person
        )
        said = f"Samen met {others} beslist. Vooral {_another(person).first} wil dit."
        register.record_interaction(
            contact, note=said, on=TODAY, channel="phone", purpose="assignment", assignment=shared
        )
        register.receive_enquiry(
            contact, question=f"Mag {others} ook komen?", on=TODAY, channel=Choice.Channel.WEB
        )
    own = register.open_assignment(people[ELS], title=f"Coaching van {TOM.first} {TOM.last}", on=TODAY)
    _billed(shared, f"Sessie met {RIA.first} {RIA.last}")
    _billed(own, "Coaching")
    return people


def _billed(work: Assignment, text: str) -> None:
    invoices.issue_invoice(
        invoices.draft_invoice(work, lines=[{"text": text, "quantity": "1", "price": "100.00"}]), on=TODAY
    )


def _known(person: Person, company: Company) -> Contact:
    contact = register.add_contact(
        origin=Origin.QUESTION,
        on=TODAY,
        emails=[person.mailbox],
        phones=[person.phone],
        first_name=person.first,
        last_name=person.last,
        street="Dorpsplein 1",
        postcode="3000",
        city="Leuven",
    )
    contact.street, contact.company = person.street, company
    contact.save()
    return contact


def _another(person: Person) -> Person:
    return EVERYBODY[EVERYBODY.index(person) - 1]


def of_others(person: Person, text: str) -> list[str]:
    """The words of other people that stand in ``text``."""
    low = text.lower()
    return [
        secret
        for other in EVERYBODY
        if other is not person
        for secret in other.secret
        if secret.lower() in low
    ]


def texts_of(package: bytes) -> str:
    """Everything readable in a zip, names of files too."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        return "\n".join(
            [*names, *(archive.read(name).decode() for name in names if not name.endswith(".pdf"))]
        )


def given(person: Person, contact: Contact, kind: str) -> str:
    """What ``person`` gets as an answer: the letter and the copy."""
    request = asked(kind, person.mailbox)
    decisions.choose_subject(request, contact.subject, by=member())
    approve(request)
    request.refresh_from_db()
    copy = Guest().post(last_link(person.mailbox, f"answer-{kind}"))
    return texts_of(copy.getvalue()) + "\n".join(answer_as_sent(request) or ())


def test_an_invoice_to_oneself_is_given_as_it_was_sent_and_one_to_the_organisation_to_none(
    house: dict[Person, Contact],
) -> None:
    _billed(Assignment.objects.get(contact=house[ELS]), f"Sessie met {TOM.first}")
    copies = {person: given(person, house[person], "access") for person in EVERYBODY}
    assert f"Sessie met {TOM.first}" in copies[ELS], "it is on the paper that she has"
    assert [person for person, text in copies.items() if f"Sessie met {RIA.first}" in text] == []


@pytest.mark.parametrize(
    ("person", "kind"),
    [*((person, "access") for person in EVERYBODY), (ELS, "portability")],
    ids=lambda each: getattr(each, "first", each),
)
def test_no_answer_has_a_word_of_anybody_else(
    person: Person, kind: str, house: dict[Person, Contact]
) -> None:
    text = given(person, house[person], kind)
    assert person.last in text
    assert person.phone in text
    assert of_others(person, text) == []


@pytest.mark.parametrize("person", [TOM, RIA], ids=lambda person: person.first)
def test_the_letter_to_who_has_nothing_to_take_along_has_no_word_of_anybody_else(
    person: Person, house: dict[Person, Contact]
) -> None:
    request = asked("portability", person.mailbox)
    decisions.choose_subject(request, house[person].subject, by=member())
    approve(request)
    (letter,) = mails(person.mailbox, "answer-portability-none")
    assert of_others(person, str(letter)) == []


def test_my_data_shows_nobody_else(house: dict[Person, Contact]) -> None:
    guest = Guest()
    page = guest.enter(RIA.mailbox)
    shown = page.text + guest.get(f"{PAGE}correct/?about=contacts.contact").text
    shown += texts_of(guest.act("download").getvalue())
    shown += texts_of(guest.act("download", portable="1").getvalue())
    assert RIA.last in words(page)
    assert "Basisschool De Brug" in shown, "for whom one works is one's own"
    assert of_others(RIA, shown) == []


# --- One mailbox, two people ----------------------------------------------------------------------------


def chosen(kind: str, person: Person, contact: Contact) -> Request:
    """Let whoever reads the shared mailbox ask, follow the link, and staff find out that it is ``person``."""
    visitor = Visitor()
    visitor.ask(kind, HOUSE, use="all" if kind == "objection" else "")
    status = visitor.confirm(HOUSE)
    assert of_others(RIA, status.text) == [], "the page names nobody of those behind the mailbox"
    request = Request.objects.get(kind=kind)
    assert request.subject is None, "the link proves the mailbox, not which of two people reads it"
    assert request.state == Request.State.OPEN
    decisions.choose_subject(request, contact.subject, by=member())
    return request


def test_of_two_behind_one_mailbox_who_asks_gets_their_own(house: dict[Person, Contact]) -> None:
    approve(chosen("access", TOM, house[TOM]))
    text = texts_of(Guest().post(last_link(HOUSE, "answer-access")).getvalue())
    assert TOM.last in text
    assert of_others(TOM, text) == []


def test_of_two_behind_one_mailbox_only_who_asked_is_forgotten(house: dict[Person, Contact]) -> None:
    register.close_assignment(house[TOM].roles.exclude(assignment=None).get().assignment, on=TODAY)  # type: ignore[arg-type]
    request = chosen("erasure", TOM, house[TOM])
    approve(request)
    request.refresh_from_db()
    assert not Contact.objects.filter(last_name=TOM.last).exists()
    assert Contact.objects.get(last_name=ELS.last).points.filter(value=HOUSE).exists()
    assert Choice.objects.get(kind="erasure").subject == house[TOM].subject
    assert of_others(TOM, "\n".join(answer_as_sent(request) or ())) == []
    assert intake.only_subject_with(HOUSE) is None or intake.only_subject_with(HOUSE) == house[ELS].subject


def test_of_two_behind_one_mailbox_only_who_objected_is_left_alone_and_the_mailbox_is(
    house: dict[Person, Contact],
) -> None:
    request = chosen("objection", TOM, house[TOM])
    assert is_suppressed(HOUSE), "until it is known who asked, nobody is written to there"
    assert not Choice.objects.exists()
    approve(request)
    assert Choice.objects.get(kind="objection").subject == house[TOM].subject
    (letter,) = mails(HOUSE, "answer-done")
    assert of_others(TOM, str(letter)) == []


@pytest.mark.parametrize("kind", ["access", "erasure", "objection"])
def test_nobody_else_is_chosen_for_a_mailbox_than_who_has_it(kind: str, house: dict[Person, Contact]) -> None:
    request = asked(kind, HOUSE)
    with pytest.raises(Refusal, match="adres"):
        decisions.choose_subject(request, house[RIA].subject, by=member())
    assert Request.objects.get(pk=request.pk).subject is None


def test_the_second_behind_one_mailbox_is_heard_while_the_first_is_being_answered(
    house: dict[Person, Contact],
) -> None:
    first = chosen("access", TOM, house[TOM])
    visitor = Visitor()
    visitor.ask("access", HOUSE)
    visitor.confirm(HOUSE)
    second = Request.objects.exclude(pk=first.pk).get()
    assert (second.subject, second.state) == (None, Request.State.OPEN)
    visitor.ask("access", HOUSE)
    assert Request.objects.count() == 2, "one of whom nobody said yet whom it is about is returned"
    decisions.choose_subject(second, house[ELS].subject, by=member())
    approve(second)
    text = texts_of(Guest().post(last_link(HOUSE, "answer-access")).getvalue())
    assert ELS.last in text
    assert of_others(ELS, text) == []


def test_both_behind_one_mailbox_ask_the_same_and_each_has_a_request(house: dict[Person, Contact]) -> None:
    now = timezone.now()

    def ask(contact: Contact) -> Request:
        about: dict[str, Any] = {
            "kind": "access",
            "address": HOUSE,
            "channel": "letter",
            "subject": contact.subject,
        }
        return intake.record_received_request(**about, received_at=now, now=now, site=SITE)

    one, two = ask(house[ELS]), ask(house[TOM])
    assert one != two
    assert ask(house[ELS]) == one
    approve(one)
    assert Request.objects.get(pk=two.pk).state == Request.State.OPEN
    approve(two)
    for person in (ELS, TOM):
        assert ContactPoint.objects.filter(contact=house[person], value=HOUSE).exists()
    links = [
        mail["context"]["link"].removeprefix("http://testserver") for mail in mails(HOUSE, "answer-access")
    ]
    assert len(links) == 2
    for person, link in zip((ELS, TOM), links, strict=True):
        text = texts_of(Guest().post(link).getvalue())
        assert person.last in text
        assert of_others(person, text) == []
