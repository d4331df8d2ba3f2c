"""Positions as staff work with them: the list and what is red on it, the form, a copy, and closing one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.models import Application, HiringDossier, Position, Stage
from applicants.models.positions import RESERVED_SLUGS
from applicants.urls import urlpatterns
from privacy.subjects.choices import record_restriction
from som.models import User
from tests.applicants.selecting import dieter_applied, elif_applied, mehdi_applied, trainer
from tests.staff.browsing import signed_in, text_of
from tests.staff.people import staff
from tests.staff.sending import opened

pytestmark = pytest.mark.django_db
LIST = "admin:applicants_position_changelist"


@pytest.fixture
def lien(settings: Any, tmp_path: Any) -> User:
    """Somebody who works on selections, signed in once a test asks for it."""
    settings.MEDIA_ROOT = tmp_path
    return staff("Selection")


@pytest.fixture
def client_of_lien(lien: User) -> Client:
    return signed_in(lien)


def ours(lien: User, *, opened_days_ago: int = 10, **facts: Any) -> Position:
    position = trainer(opened=timezone.localdate() - timedelta(days=opened_days_ago), **facts)
    position.hiring_group.add(lien)
    return position


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def at(position: Position, page: str) -> str:
    return reverse(f"admin:applicants_position_{page}", args=(position.pk,))


# --- The list -----------------------------------------------------------------------------------------


def test_who_waits_too_long_and_what_is_open_too_long_stand_in_red(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien, opened_days_ago=200)
    elif_applied(position, on=days_ago(30))
    mehdi_applied(position, on=days_ago(3))
    for page in (text_of(client_of_lien.get(reverse(LIST))), text_of(client_of_lien.get("/admin/"))):
        assert "1 person waits for a word" in page
    assert "too long" in text_of(client_of_lien.get(reverse(LIST)))


def test_whoever_heard_from_us_lately_or_was_hired_does_not_wait_and_a_no_that_was_not_told_does(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien, opened_days_ago=90)
    heard = elif_applied(position, on=days_ago(60))
    Application.objects.filter(pk=heard.pk).update(heard_on=days_ago(5))
    refused = dieter_applied(position, on=days_ago(60))
    Application.objects.filter(pk=refused.pk).update(stage=Stage.NOT_SELECTED)
    hired = mehdi_applied(position, on=days_ago(60))
    Application.objects.filter(pk=hired.pk).update(stage=Stage.HIRED)
    assert "1 person waits for a word" in text_of(client_of_lien.get(reverse(LIST)))
    Application.objects.filter(pk=refused.pk).update(heard_on=days_ago(40))
    assert "waits for a word" not in text_of(client_of_lien.get(reverse(LIST)))


def test_after_how_many_days_is_a_setting(lien: User, client_of_lien: Client, settings: Any) -> None:
    elif_applied(ours(lien), on=days_ago(5))
    assert "waits for a word" not in text_of(client_of_lien.get(reverse(LIST)))
    settings.APPLICANT_SILENCE_DAYS = 5
    assert "waits for a word" in text_of(client_of_lien.get(reverse(LIST)))


def test_a_colleague_of_another_hiring_group_is_told_nothing_of_who_applied(lien: User) -> None:
    position = ours(lien, opened_days_ago=60)
    elif_applied(position, on=days_ago(60))
    other = signed_in(staff("Selection"))
    page = text_of(other.get(reverse(LIST)))
    assert position.title_nl in page
    assert "waits for a word" not in page + text_of(other.get("/admin/"))
    assert other.get(at(position, "close")).status_code == 403
    assert f'href="/en/jobs/{position.slug}/"' in text_of(other.get(at(position, "change")))
    for client, led in ((other, False), (signed_in(lien), True)):
        assert ("Who applied for it" in text_of(client.get(at(position, "change")))) is led
    other.post(at(position, "change"), {"hiring_group": [other.session["_auth_user_id"]]})
    position.refresh_from_db()
    assert list(position.hiring_group.all()) == [lien]


# --- The form -----------------------------------------------------------------------------------------


def test_a_new_position_belongs_to_whoever_makes_it_and_gets_an_address_of_its_title(
    lien: User, client_of_lien: Client
) -> None:
    trainer(slug="medewerker-onthaal")
    form = opened(client_of_lien, reverse("admin:applicants_position_add"), holding="title_nl")
    said = {"title_nl": "Medewerker onthaal", "text_nl": "Je ontvangt mensen.", "place": "Gent"}
    assert form.send(client_of_lien, press="_save", **said).status_code == 302
    made = Position.objects.get(title_nl="Medewerker onthaal")
    assert (made.slug, made.opened_on, made.created_by) == ("medewerker-onthaal-2", None, lien)
    assert list(made.hiring_group.all()) == [lien]


@pytest.mark.parametrize("reserved", RESERVED_SLUGS)
def test_the_address_of_another_page_is_no_address_of_a_position(
    lien: User, client_of_lien: Client, reserved: str
) -> None:
    form = opened(client_of_lien, reverse("admin:applicants_position_add"), holding="title_nl")
    said = {"title_nl": reserved, "text_nl": "Je schrijft berichten.", "place": "Gent"}
    answer = form.send(client_of_lien, press="_save", slug=reserved, **said)
    assert answer.context["adminform"].form.errors == {
        "slug": ["Another page has this address. Choose another one."]
    }
    assert form.send(client_of_lien, press="_save", **said).status_code == 302
    assert Position.objects.get().slug == f"{reserved}-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.update(slug=reserved)


def test_no_page_of_ours_stands_in_the_way_of_a_position() -> None:
    """A page beside those of the positions is reserved."""
    beside = [str(each.pattern) for each in urlpatterns if str(each.pattern).startswith("jobs/")]
    fixed = {path.split("/")[1] for path in beside} - {"", "<slug:slug>"}
    assert fixed == set(RESERVED_SLUGS)


def test_a_position_does_not_open_before_its_pay_is_said(lien: User, client_of_lien: Client) -> None:
    position = ours(lien)
    Position.objects.filter(pk=position.pk).update(opened_on=None, pay_from=None)
    form = opened(client_of_lien, at(position, "change"), holding="title_nl")
    answer = form.send(client_of_lien, press="_save", opened_on=timezone.localdate())
    assert answer.context["adminform"].form.errors == {"pay_from": ["Say the pay before the position opens."]}
    assert form.send(
        client_of_lien, press="_save", opened_on=timezone.localdate(), pay_from="1500"
    ).status_code in (302,)


def test_only_who_works_on_selections_can_be_in_a_hiring_group(client_of_lien: Client, lien: User) -> None:
    elsewhere = staff("Client work")
    form = opened(client_of_lien, reverse("admin:applicants_position_add"), holding="title_nl")
    offered = {
        each for control in form.controls if control.name == "hiring_group" for each in control.offers or []
    }
    assert str(lien.pk) in offered
    assert str(elsewhere.pk) not in offered


def test_the_form_says_what_the_text_understands_and_leads_to_the_page_on_the_website(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien)
    page = text_of(client_of_lien.get(at(position, "change")))
    assert f'href="/en/jobs/{position.slug}/"' in page
    assert page.count("A line that begins with “# ” is a heading") == 3
    Position.objects.update(opened_on=None)
    assert "/jobs/" not in text_of(client_of_lien.get(at(position, "change")))


def test_a_copy_is_a_draft_with_the_words_of_the_earlier_one(lien: User, client_of_lien: Client) -> None:
    earlier = ours(lien, closed_on=timezone.localdate())
    assert client_of_lien.get(at(earlier, "copy")).status_code == 404, "looking at it makes nothing"
    answer = client_of_lien.post(at(earlier, "copy"))
    made = Position.objects.exclude(pk=earlier.pk).get()
    assert answer["Location"] == at(made, "change")
    assert (made.title_nl, made.pay_from, made.opened_on) == (earlier.title_nl, earlier.pay_from, None)
    assert lien in made.hiring_group.all()


# --- Closing ------------------------------------------------------------------------------------------


def test_closing_shows_whom_it_lets_go_and_when_and_does_so_once_the_word_is_typed(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien, blind_first_look=False)
    hired, leaves, stays = (
        dieter_applied(position, on=days_ago(5)),
        elif_applied(position, on=days_ago(5)),
        mehdi_applied(position, on=days_ago(5)),
    )
    Application.objects.filter(pk=hired.pk).update(stage=Stage.HIRED)
    form = opened(client_of_lien, at(position, "close"), holding="seal")
    note, page = text_of(client_of_lien.get(at(position, "close"))).split("Write to them first.")
    order = ["Hired: we hand over", "Dieter Janssens", "We delete their application tonight", "Elif Kaya"]
    order += ["They stay in the reserve", "Mehdi Aerts"]
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert "gone from" not in page, "tonight is told by its heading"
    assert "Nobody decided about 2 people yet" in note
    assert "so that nobody is let go of by accident" in text_of(form.send(client_of_lien, word="ja"))
    position.refresh_from_db()
    assert position.closed_on is None
    assert form.send(client_of_lien, word="forget").status_code == 302
    position.refresh_from_db()
    assert position.closed_on == timezone.localdate()
    assert HiringDossier.objects.get().subject == hired.subject
    assert {hired.pk, leaves.pk, stays.pk} == set(Application.objects.values_list("pk", flat=True))


def test_closing_names_nobody_who_restricted_the_use_of_their_data(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien, blind_first_look=False)
    restricted = elif_applied(position, on=days_ago(5))
    mehdi_applied(position, on=days_ago(5))
    record_restriction(restricted.subject, on=days_ago(0), source="web")
    page = text_of(client_of_lien.get(at(position, "close")))
    assert "Elif" not in page
    assert "Something keeps their data for now, such as a dispute (1)" in page
    assert "1 person whom you do not see" in page
    assert "Mehdi Aerts" in page


def test_an_offer_that_stands_is_a_warning_of_its_own(lien: User, client_of_lien: Client) -> None:
    position = ours(lien, blind_first_look=False)
    offered = elif_applied(position, on=days_ago(5))
    Application.objects.filter(pk=offered.pk).update(stage=Stage.OFFER)
    page = " ".join(text_of(client_of_lien.get(at(position, "close"))).split())
    assert "We offered the position to 1 person, and that offer still stands: Elif Kaya." in page
    assert "Nobody decided about" not in page


def test_closing_a_position_from_which_nobody_goes_tonight_asks_no_word(
    lien: User, client_of_lien: Client
) -> None:
    position = ours(lien)
    mehdi_applied(position, on=days_ago(5))
    form = opened(client_of_lien, at(position, "close"), holding="seal")
    assert "word" not in form.filled()
    assert form.send(client_of_lien).status_code == 302
    position.refresh_from_db()
    assert position.closed_on == timezone.localdate()
    assert client_of_lien.get(at(position, "close")).status_code == 302, "it is closed already"


def test_who_applied_since_the_preview_is_looked_at_first(lien: User, client_of_lien: Client) -> None:
    position = ours(lien)
    form = opened(client_of_lien, at(position, "close"), holding="seal")
    elif_applied(position, on=timezone.localdate())
    form.controls = [*form.controls]
    answer = client_of_lien.post(
        at(position, "close"), {**form.filled().dict(), "word": "forget"}, follow=True
    )
    assert "Something changed meanwhile" in text_of(answer)
    position.refresh_from_db()
    assert position.closed_on is None


def test_a_closed_position_is_read_only(lien: User, client_of_lien: Client) -> None:
    position = ours(lien, closed_on=timezone.localdate())
    assert client_of_lien.get(at(position, "change")).status_code == 200
    client_of_lien.post(at(position, "change"), {"place": "Gent"})
    position.refresh_from_db()
    assert position.place == "Leuven"
