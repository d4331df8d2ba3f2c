"""An objection by the public form: nothing is preset, and what goes and when is said before it is confirmed
(L23)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.models import Request
from tests.cast import louise, noor
from tests.mydata.guest import words
from tests.requests.visitor import FORM, Visitor, mails

pytestmark = pytest.mark.django_db

LOUISE = "louise@example.be"
ENGLISH = f"/en{FORM}"


def presets(text: str) -> list[str]:
    """The radio buttons that are chosen as the page comes."""
    return re.findall(r'<input type="radio" name="(\w+)"[^>]* checked', text)


@pytest.mark.parametrize("query", ["", "?kind=objection", "?kind=withdrawal", "?kind=objection&purpose="])
def test_l23_nothing_is_preset(query: str) -> None:
    page = Visitor().get(f"{FORM}{query}").text
    assert 'name="objection"' in page
    assert [name for name in presets(page) if name != "kind"] == []


def test_l23_a_link_that_names_a_use_opens_at_it() -> None:
    page = Visitor().get(f"{FORM}?kind=objection&purpose=client-file").text
    assert re.search(r'name="objection" value="client-file"[^>]* checked', page)


def test_l23_without_a_choice_the_form_asks_in_words_and_nothing_is_kept() -> None:
    louise()
    answer = Visitor().fill_in("objection", LOUISE, form=ENGLISH)
    assert answer.status_code == 422
    assert "Choose what it is about: one use, or all of them." in answer.text
    assert 'href="#id_objection' in answer.text, "the summary leads to the question"
    assert not Request.objects.exists()


def test_l23_other_rights_are_asked_no_use() -> None:
    assert Visitor().fill_in("access", LOUISE).status_code == 200


def test_l23_whoever_changes_their_answers_finds_their_own_choice() -> None:
    visitor = Visitor()
    check = visitor.fill_in("objection", LOUISE, use="all")
    carried = check.context["carried"]
    form = visitor.post(FORM, answers=carried, change="1").text
    assert re.search(r'name="objection" value="all"[^>]* checked', form)


@pytest.mark.parametrize("use", ["client-file", "all"])
def test_l23_the_check_page_and_the_first_letter_say_what_goes_and_when(use: str) -> None:
    louise()
    visitor = Visitor()
    tomorrow = timezone.localdate() + timedelta(days=1)
    check = visitor.fill_in("objection", LOUISE, use=use, form=ENGLISH)
    text = words(check)
    assert date_format(tomorrow, "l j F Y") in text
    assert "How we reach you" in text
    assert "nobody can bring it back" in text
    visitor.post(ENGLISH, answers=check.context["carried"])
    (mail,) = mails(LOUISE, "confirm-request")
    assert mail["language"] == "en"
    for letter in (
        render_letter("confirm-request", language="en", context=mail["context"])[1],
        render_html_part("confirm-request", title="-", language="en", context=mail["context"]),
    ):
        assert date_format(tomorrow, "j F Y") in letter
        assert "How we reach you" in letter
    link = mail["context"]["link"].removeprefix("http://testserver")
    assert date_format(tomorrow, "l j F Y") in words(visitor.get(link)), "and where it is confirmed"


def test_l23_an_answer_to_be_approved_by_staff_promises_no_erasure_tonight() -> None:
    visitor = Visitor()
    check = visitor.fill_in("access", LOUISE, form=ENGLISH)
    assert "What happens when you confirm" not in check.text
    visitor.post(ENGLISH, answers=check.context["carried"])
    (mail,) = mails(LOUISE, "confirm-request")
    assert mail["context"]["ends"] == []


def test_l23_one_use_names_less_than_all_of_them() -> None:
    visitor = Visitor()
    one = visitor.fill_in("objection", LOUISE, use="enquiry").context["ends"]
    every = visitor.fill_in("objection", LOUISE, use="all").context["ends"]
    assert set(one) < set(every)


def test_l23_it_says_the_same_of_an_address_that_we_do_not_know() -> None:
    noor()
    texts = [
        words(Visitor().fill_in("objection", address, use="all")).replace(address, "")
        for address in ("noor@example.org", "nobody@example.org")
    ]
    assert texts[0] == texts[1]


def test_the_words_are_of_the_language_of_the_page() -> None:
    assert "Hoe we je bereiken" in words(Visitor().fill_in("objection", LOUISE, use="all"))


@pytest.mark.parametrize("asked", ["objection", "details"])
@pytest.mark.parametrize("language", ["", "/fr", "/en"])
def test_what_some_right_cannot_do_without_is_never_called_optional(language: str, asked: str) -> None:
    page = Visitor().get(f"{language}{FORM}")
    label = re.search(
        rf"<(?:legend|label[^>]*)>{re.escape(str(page.context['form'][asked].label))}(.*?)</", page.text, re.S
    )
    assert label is not None
    assert "optional" not in label[1]


@pytest.mark.parametrize("use", ["enquiry", "all"])
def test_the_letter_says_that_a_question_that_waits_is_not_answered_any_more(use: str) -> None:
    contact = noor()
    day = date_format(contact.enquiries.get().received_on, "j F Y")
    visitor = Visitor()
    visitor.ask("objection", "noor@example.org", use=use)
    visitor.confirm("noor@example.org")
    (mail,) = mails("noor@example.org", "answer-done")
    said = render_letter("answer-done", language="nl", context=mail["context"])[1]
    assert "Dit komt er dus niet meer" in said
    assert day in said


def test_the_letter_says_nothing_of_a_question_that_was_answered() -> None:
    contact = noor()
    contact.enquiries.update(answered_on=timezone.localdate())
    visitor = Visitor()
    visitor.ask("objection", "noor@example.org", use="all")
    visitor.confirm("noor@example.org")
    (mail,) = mails("noor@example.org", "answer-done")
    assert len(mail["context"]["did"]) == 2
