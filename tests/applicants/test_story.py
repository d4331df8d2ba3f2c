"""The whole story of a selection: three people apply, the position closes, and the night of that day takes
what was promised, in every byte, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.instances import Instance, instance
from tests.test_canaries import a_reader, fresh_output, held_anywhere, where

LETTERS = "SELECT state, payload FROM privacy_outboxmessage"


PROOF = {"privacy.identifier.address", "privacy.outboxmessage.content", "privacy.dutyfulfilled.duty"}
"""That a letter left stays thirty days, to see that it did."""


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Instance]:
    with instance(tmp_path / "instance") as made, a_reader(made):
        yield made


def words_of(person: dict[str, Any], *parts: str) -> set[str]:
    """Return the words in what somebody sent for these positions, or for any, and that name them."""
    found = [person[part] for part in parts or ("first", "second") if person[part]]
    return {word for each in found for word in [*each["person"].values(), *each["words"].values()]}


def explain(fresh: Instance, mailbox: str) -> set[str]:
    """Return the labels of what is kept about whoever has that mailbox."""
    said = json.loads(fresh.manage("privacy_explain", mailbox, "--json"))
    assert said.get("remembered", []) == [], "nobody said no"
    kept = [group for subject in said.get("subjects", []) for group in subject["groups"]]
    return {group["label"] for group in kept if group["state"] != "empty"}


def lying_in(fresh: Instance) -> set[str]:
    """Return the names of the stored files."""
    sealed = fresh.var_dir / "media" / "sealed"
    return {str(path.relative_to(sealed)) for path in sealed.rglob("*") if path.is_file()}


@pytest.mark.promise("P21")
@pytest.mark.promise("P24")
@pytest.mark.promise("P25")
def test_the_night_after_the_closing_takes_whom_it_promised_and_nobody_else(fresh: Instance) -> None:
    told = json.loads(fresh_output(fresh, "-m", "tests.applicants.planting"))
    only, reserve, two = (told[who] for who in ("position_only", "reserve", "two_positions"))
    everybody = words_of(only) | words_of(reserve) | words_of(two)
    in_metadata = {part["words"]["author"] for each in told.values() for part in each.values() if part}
    assert held_anywhere(everybody, fresh) == everybody, "planted, and the search finds them"
    assert len(lying_in(fresh)) == 16, "two documents an application, as received and as cleaned"
    assert fresh.query(LETTERS) == [("done", None)] * 4, "delivered, and their words are gone"

    printed = fresh.manage("privacy_sweep")

    assert where(words_of(only), fresh) == {}, "not a byte of who chose this position only"
    assert not any(word in printed for word in everybody)
    kept = words_of(two, "second")
    gone = words_of(two, "first") - kept
    assert where(gone, fresh) == {}, "nor of the one application of who applied twice"
    left = held_anywhere(everybody, fresh)
    assert left == words_of(reserve) | kept
    assert lying_in(fresh) == {*reserve["first"]["files"], *two["second"]["files"]}
    assert in_metadata & left == {reserve["first"]["words"]["author"], two["second"]["words"]["author"]}

    mailboxes = {who: f"{each['first']['person']['mailbox']}@example.org" for who, each in told.items()}
    explained = {who: explain(fresh, mailbox) for who, mailbox in mailboxes.items()}
    assert explained["position_only"] == PROOF, "codes and days, without a word of theirs"
    for who in ("reserve", "two_positions"):
        assert {"applicants.application.dossier", "applicants.document.document"} < explained[who]
    assert json.loads(fresh.manage("privacy_audit", "--json")) == {"ok": True, "findings": []}
    fresh.manage("privacy_sweep", "--as-of", str(timezone.localdate() + timedelta(days=31)))
    assert explain(fresh, mailboxes["position_only"]) == set()
    assert explain(fresh, mailboxes["reserve"]) > PROOF - {"privacy.outboxmessage.content"}
