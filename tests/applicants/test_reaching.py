"""Whom of the applicants we may reach, about what: the rows of the permission vectors that are about
applicants, each by its id, on records and through the gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from applicants.models import Application, Keep, Position, ReserveContact
from applicants.outreach import (
    NotAbout,
    NotInReserve,
    begin_reserve_contact,
    may_reach_about_selection,
    may_reach_from_reserve,
    record_reserve_outcome,
)
from applicants.presence import NoLongerThere
from contacts.models import Contact
from privacy.models import Choice, Instance
from privacy.nightly import sweep_and_follow_up
from privacy.outreach import gate
from privacy.outreach.permission import Permission
from privacy.outreach.rules import Channel, Offer, Sale
from privacy.purposes import OFFER
from privacy.subjects import choices
from tests.applicants.selecting import (
    OPENED,
    dieter_applied,
    elif_applied,
    left_of,
    lien,
    mehdi_applied,
    trainer,
)
from tests.gate import vectors

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
CLOSED = date(2026, 6, 15)
PHONE = {row["id"]: row for row in vectors.rows("phone_permission.csv")}
MAIL = {row["id"]: row for row in vectors.rows("email_permission.csv")}


def reception(*, on: date = TODAY) -> Position:
    """Another position, which is open on that day."""
    return trainer(slug="onthaal", opened=on)


def in_reserve() -> Application:
    """Mehdi, in the reserve; the selection he applied in is over."""
    return mehdi_applied(trainer(closed_on=CLOSED))


# --- The rows of the vectors ----------------------------------------------------------------------------


def in_an_open_selection() -> Permission:
    return may_reach_about_selection(elif_applied(trainer()), channel=Channel.PHONE, on=TODAY)


def in_a_closed_selection_for_this_position_only() -> Permission:
    application = elif_applied(trainer(closed_on=CLOSED))
    from_reserve = may_reach_from_reserve(application, channel=Channel.PHONE, on=TODAY)
    assert (from_reserve.allowed, from_reserve.code) == (False, "no-consent"), "nor about a later one"
    return may_reach_about_selection(application, channel=Channel.PHONE, on=TODAY)


def in_the_reserve() -> Permission:
    return may_reach_from_reserve(in_reserve(), channel=Channel.PHONE, on=TODAY)


CALLS: dict[str, Callable[[], Permission]] = {
    "C05": in_an_open_selection,
    "C06": in_a_closed_selection_for_this_position_only,
    "C07": in_the_reserve,
}


@pytest.mark.promise("P12")
@pytest.mark.promise("P22")
@pytest.mark.promise("P24")
@pytest.mark.parametrize("number", CALLS)
def test_an_applicant_is_called_as_the_row_says(number: str) -> None:
    row = PHONE[number]
    assert row["call_on"] == TODAY.isoformat()
    assert CALLS[number]().allowed is (row["allowed"] == "yes"), row["why"]


def test_every_row_about_applicants_is_here() -> None:
    about = ("selection", "talent pool")
    assert {each for each, row in PHONE.items() if row["reason"].startswith(about)} == set(CALLS)
    assert {each for each, row in MAIL.items() if row["relation"] == "applicant"} == {"M10"}


@pytest.mark.promise("P15")
def test_m10_an_applicant_is_no_customer_and_gets_no_advertising() -> None:
    row, application = MAIL["M10"], in_reserve()
    assert row["consent_state"] == "none"
    found = gate.may_contact(
        application.subject,
        channel=Channel.EMAIL,
        purpose=OFFER,
        on=TODAY,
        address=application.email,
        offer=Offer(similar=True),
        sale=Sale(directly=row["obtained_directly_in_sale"] == "yes", no_was_offered=False),
    )
    assert found.allowed is (row["newsletter_allowed"] == "yes")
    assert found.code == "no-consent", "the consent to the reserve is none to this"


# --- About the selection that goes on -------------------------------------------------------------------


@pytest.mark.promise("P14")
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.EMAIL])
def test_a_selection_is_a_reason_until_the_day_it_closes_or_they_withdraw(channel: Channel) -> None:
    application = elif_applied(trainer())
    assert may_reach_about_selection(application, channel=channel, on=TODAY).code == "open"
    Application.objects.filter(pk=application.pk).update(ended_on=TODAY)
    assert may_reach_about_selection(application, channel=channel, on=TODAY - DAY).allowed
    assert may_reach_about_selection(application, channel=channel, on=TODAY).code == "closed"
    Application.objects.filter(pk=application.pk).update(ended_on=None)
    Position.objects.update(closed_on=TODAY)
    assert may_reach_about_selection(application, channel=channel, on=TODAY - DAY).allowed
    assert may_reach_about_selection(application, channel=channel, on=TODAY).code == "closed"


def test_whoever_restricted_their_data_or_asked_to_be_forgotten_is_not_reached_about_it() -> None:
    application = elif_applied(trainer())
    choices.record_restriction(application.subject, on=TODAY, source=Choice.Channel.WEB)
    assert may_reach_about_selection(application, channel=Channel.PHONE, on=TODAY).code == "restricted"
    other = dieter_applied(trainer(slug="onthaal"))
    choices.record_erasure_wish(other.subject, on=TODAY, source=Choice.Channel.WEB)
    assert not may_reach_about_selection(other, channel=Channel.PHONE, on=TODAY).allowed


def test_what_is_open_with_an_applicant_is_their_application_and_nothing_of_the_client_file() -> None:
    application = elif_applied(trainer())
    assert [row for row, _purpose in gate.open_records(application.subject, on=TODAY)] == [application]
    assert not Contact.objects.filter(subject=application.subject).exists()


# --- From the reserve ------------------------------------------------------------------------------------


@pytest.mark.promise("P22")
def test_a_contact_from_the_reserve_names_its_position_and_is_written_down_once() -> None:
    application, position, evaluator = in_reserve(), reception(), lien()
    begun = [
        begin_reserve_contact(application, position, channel=Channel.PHONE, by=evaluator, on=TODAY)
        for _press in range(5)
    ]
    (kept,) = ReserveContact.objects.all()
    assert {each.pk for each in begun} == {kept.pk}
    assert (kept.position, kept.held_on, kept.channel, kept.by) == (position, TODAY, "phone", evaluator)
    assert record_reserve_outcome(kept, "Heeft interesse, solliciteert zelf.")
    kept.refresh_from_db()
    assert kept.note == "Heeft interesse, solliciteert zelf."
    again = begin_reserve_contact(application, position, channel=Channel.PHONE, by=evaluator, on=TODAY)
    assert again.pk != kept.pk


@pytest.mark.promise("P22")
def test_it_is_about_an_open_position_other_than_the_one_they_applied_for() -> None:
    application, by = in_reserve(), lien()
    closed, draft = trainer(slug="dicht", closed_on=TODAY), trainer(slug="ontwerp", opened=None)
    still_open = mehdi_applied(reception(), subject=application.subject)
    for row, position in (
        (application, closed),
        (application, draft),
        (application, application.position),
        (still_open, still_open.position),
    ):
        with pytest.raises(NotAbout):
            begin_reserve_contact(row, position, channel=Channel.EMAIL, by=by, on=TODAY)
    assert not ReserveContact.objects.exists()


@pytest.mark.promise("P24")
def test_whoever_chose_one_position_only_is_never_contacted_about_another() -> None:
    position, by = reception(), lien()
    for application in (elif_applied(trainer(slug="een")), dieter_applied(trainer(slug="twee"))):
        with pytest.raises(NotInReserve):
            begin_reserve_contact(application, position, channel=Channel.EMAIL, by=by, on=TODAY)
    unconfirmed = elif_applied(trainer(slug="drie"), choice=Keep.RESERVE)
    with pytest.raises(gate.NotAllowed) as refused:
        begin_reserve_contact(unconfirmed, position, channel=Channel.EMAIL, by=by, on=TODAY)
    assert refused.value.permission.code == "no-consent"
    assert not ReserveContact.objects.exists()


@pytest.mark.promise("P24")
def test_with_two_choices_it_is_what_they_are_in_the_reserve_with_that_counts() -> None:
    application = in_reserve()
    only = elif_applied(trainer(slug="een"))
    Application.objects.filter(pk=only.pk).update(subject=application.subject)
    with pytest.raises(NotInReserve):
        begin_reserve_contact(only, reception(), channel=Channel.EMAIL, by=lien(), on=TODAY)


@pytest.mark.parametrize("silence", ["review", "erase"])
def test_a_consent_that_ran_out_is_no_reason_where_silence_ends_it(silence: str, settings: object) -> None:
    settings.RESERVE_SILENCE = silence  # type: ignore[attr-defined]
    application, year_later = in_reserve(), OPENED.replace(year=2027)
    before = may_reach_from_reserve(application, channel=Channel.EMAIL, on=year_later - DAY)
    assert before.allowed
    after = may_reach_from_reserve(application, channel=Channel.EMAIL, on=year_later)
    assert after.code == ("consent" if silence == "review" else "expired")


@pytest.mark.promise("P22")
def test_after_a_no_nobody_is_reached_and_what_was_written_down_goes_with_it() -> None:
    Instance.objects.update(demo=True)
    application, position, by = in_reserve(), reception(), lien()
    begin_reserve_contact(application, position, channel=Channel.EMAIL, by=by, on=TODAY, note="Gemaild.")
    choices.record_withdrawal(application.subject, "reserve", on=TODAY)
    with pytest.raises(gate.NotAllowed) as refused:
        begin_reserve_contact(application, position, channel=Channel.EMAIL, by=by, on=TODAY)
    assert refused.value.permission.code in ("withdrawn", "objected")
    sweep_and_follow_up(today=TODAY)
    assert not ReserveContact.objects.exists()
    assert left_of(application) == {}


def test_an_application_that_ended_reaches_nobody() -> None:
    application = in_reserve()
    Application.objects.filter(pk=application.pk).update(ended_on=TODAY)
    with pytest.raises(NoLongerThere):
        begin_reserve_contact(application, reception(), channel=Channel.EMAIL, by=lien(), on=TODAY)


@pytest.mark.promise("P22")
def test_a_contact_from_the_reserve_is_kept_for_the_reserve_alone() -> None:
    Instance.objects.update(demo=True)
    going_on = mehdi_applied(trainer())
    begin_reserve_contact(going_on, reception(), channel=Channel.EMAIL, by=lien(), on=TODAY, note="Gemaild.")
    sweep_and_follow_up(today=TODAY)
    assert ReserveContact.objects.exists()
    choices.record_withdrawal(going_on.subject, "reserve", on=TODAY)
    sweep_and_follow_up(today=TODAY)
    assert not ReserveContact.objects.exists()
    assert left_of(going_on) == {"application": 1}, "the selection goes on"
