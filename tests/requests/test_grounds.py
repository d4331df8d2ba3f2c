"""On which grounds a right can be refused: those of its own article, shown by facts (L13, L14)."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.utils import timezone

from privacy.models import Request
from privacy.requests import four_eyes
from privacy.requests.four_eyes import REFUSE
from privacy.rights.base import Right
from privacy.rights.grounds import EXCESSIVE, Reasons
from privacy.rights.registered import every_right, right_named
from privacy.web.refusal import Refusal
from tests.cast import noor
from tests.requests.arriving import asked, member
from tests.requests.deciding import mark_of, reasons_for

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"
RIGHTS = every_right()
EARLIER = {
    "requests": "SOM-2222-3333 van 2 november 2026.",
    "answers": "Op 5 november 2026, met een kopie.",
    "why": "Je schreef dat je ons werk wilt geven tot we betalen.",
}


def propose(request: Request, reasons: Reasons) -> None:
    four_eyes.propose_decision(
        request, REFUSE, by=member(), fingerprint=mark_of(request), reasons=reasons, now=timezone.now()
    )


@pytest.mark.parametrize(
    ("kind", "foreign"),
    [("access", "claims"), ("erasure", "others")],
    ids=["L13 access on 17(3)(e)", "L13 erasure on 15(4)"],
)
def test_l13_a_ground_of_another_right_is_neither_offered_nor_taken(kind: str, foreign: str) -> None:
    noor()
    request = asked(kind, NOOR)
    offered = right_named(kind).grounds_for_refusal
    assert offered
    assert foreign not in [ground.slug for ground in offered]
    with pytest.raises(Refusal, match=foreign):
        propose(request, Reasons(foreign, dict.fromkeys(("harm", "left_out", "dispute", "need"), "x")))
    assert not Request.objects.get().proposal


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.kind)
def test_every_pair_of_a_right_and_a_ground_that_is_not_its_own_is_refused(right: Right) -> None:
    noor()
    request = asked("access", NOOR)
    Request.objects.update(kind=right.kind)
    request.refresh_from_db()
    every = {ground.slug: ground for each in RIGHTS for ground in each.grounds_for_refusal}
    own = {ground.slug for ground in right.grounds_for_refusal}
    assert own <= set(every)
    for slug in every.keys() - own:
        with pytest.raises(Refusal, match=slug):
            propose(request, Reasons(slug, {fact.slug: "x" for fact in every[slug].facts}))
    for slug in own:
        propose(request, Reasons(slug, {fact.slug: "x" for fact in every[slug].facts}))


def test_two_rights_offer_what_they_share_in_the_same_order() -> None:
    for one, other in combinations(RIGHTS, 2):
        first = [ground.slug for ground in one.grounds_for_refusal]
        second = [ground.slug for ground in other.grounds_for_refusal]
        assert [slug for slug in first if slug in second] == [slug for slug in second if slug in first]


def test_every_ground_asks_for_facts() -> None:
    grounds = [ground for right in RIGHTS for ground in right.grounds_for_refusal]
    assert [ground.slug for ground in grounds if not ground.facts] == []


@pytest.mark.parametrize("lacking", sorted(EARLIER), ids=lambda slug: f"L14 {slug}")
def test_l14_manifestly_excessive_takes_each_of_its_facts(lacking: str) -> None:
    noor()
    request = asked("access", NOOR)
    for left in ("", "   "):
        with pytest.raises(Refusal, match=r"\w"):
            propose(request, Reasons("excessive", EARLIER | {lacking: left}))
    propose(request, Reasons("excessive", EARLIER))


def test_l14_the_letter_tells_which_requests_when_and_how_they_were_answered() -> None:
    noor()
    request = asked("access", NOOR)
    assert {fact.slug for fact in EXCESSIVE.facts} == set(EARLIER)
    propose(request, Reasons("excessive", EARLIER, "Nog dit."))
    told = four_eyes.current_proposal(request, fingerprint=mark_of(request))
    assert told
    assert told.ground == "excessive"
    assert "kennelijk buitensporig" in told.reasons
    for said in (*EARLIER.values(), "Nog dit."):
        assert said in told.reasons


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.kind)
def test_the_facts_of_every_ground_reach_the_letter(right: Right) -> None:
    noor()
    request = asked("access", NOOR)
    Request.objects.update(kind=right.kind)
    request.refresh_from_db()
    for ground in right.grounds_for_refusal:
        propose(request, reasons_for(request, "Dit is het feit.", ground=ground.slug))
        found = four_eyes.current_proposal(request, fingerprint=mark_of(request))
        assert found
        assert found.reasons.count("Dit is het feit.") == len(ground.facts)
