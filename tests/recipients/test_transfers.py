"""Data leave the European Economic Area only by a mechanism that holds for that country, importer and day
(GDPR art. 44-49)."""

from __future__ import annotations

import csv
import re
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from privacy.declarations.adequacy import DECISIONS
from privacy.declarations.countries import EEA, OUTSIDE
from privacy.declarations.recipients import Party
from privacy.declarations.safeguards import FLAGS
from privacy.declarations.transfer_mechanisms import MECHANISMS, judge_transfer
from privacy.declarations.transfer_rules import Conditions, Validity
from tests.commands import answer, words, wrong_usage
from tests.originals import OURS, vectors
from tests.recipients.outside import IMPORTER
from tests.recipients.test_transfer_settings import carrier

pytestmark = pytest.mark.usefixtures("on_the_day_of_the_vectors")


def rows(path: Any) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def asked(row: dict[str, str]) -> list[str]:
    """Return how the case of a vector is put to the command."""
    said = row["condition"]
    country = {"any third country": "XX", "UK": "GB"}.get(row["importer_country"], row["importer_country"])
    flags = {
        "listed": bool(re.search("(?<!NOT )on the (DPF )?list|self-certified", said)),
        "module": "module recorded" in said,
        "assessed": "SCC_2021" in row["mechanism"] and "TIA missing" not in said,
        "unchanged": "unchanged" in said,
        "approved": "approved" in said,
    }
    days = {
        "--concluded": re.search(r"(?:concluded|contract) (\d{4}-\d\d-\d\d)", said),
        "--checked": re.search(r"list check (\d{4}-\d\d-\d\d)", said),
    }
    return [
        *("--on", row["as_of"], "--mechanism", row["mechanism"], "--country", country),
        *(word for flag, is_so in flags.items() if is_so for word in ("--with", flag)),
        *(word for option, day in days.items() if day for word in (option, day[1])),
    ]


OWN = OURS / "vectors" / "transfer_mechanisms.csv"


@pytest.mark.parametrize("row", rows(OWN), ids=lambda row: row["id"])
def test_a_transfer_is_judged_as_its_vector_says(row: dict[str, str]) -> None:
    found = answer("privacy_transfers", *asked(row))
    assert found["valid"] == row["valid"], found
    assert found["reason"]


def test_the_original_vectors_agree_where_they_are_at_hand() -> None:
    originals = rows(vectors("transfer_mechanisms.csv"))
    assert {row["id"] for row in originals} >= {row["id"] for row in rows(OWN)}
    for row in originals:
        assert answer("privacy_transfers", *asked(row))["valid"] == row["valid"], row["id"]


def valid(mechanism: str, on: str, country: str = "US", *, all_said: bool = True, **facts: Any) -> str:
    """Return whether the mechanism carries a transfer, with everything that it may ask in place."""
    said = dict.fromkeys(FLAGS, all_said) | facts
    verdict = judge_transfer(
        mechanism, country=country, on=date.fromisoformat(on), conditions=Conditions(**said)
    )
    return str(verdict.validity)


@pytest.mark.parametrize(
    ("mechanism", "country", "last_day_without", "first_day"),
    [
        ("PRIVACY_SHIELD_2016_1250", "US", "2016-07-11", "2016-07-12"),
        ("SCC_2021_914", "XX", "2021-06-26", "2021-06-27"),
        ("DPF_2023_1795", "US", "2023-07-09", "2023-07-10"),
        ("ADEQUACY", "KR", "2021-12-16", "2021-12-17"),
    ],
)
def test_a_mechanism_carries_from_the_day_of_its_decision(
    mechanism: str, country: str, last_day_without: str, first_day: str
) -> None:
    assert valid(mechanism, last_day_without, country) == "no"
    assert valid(mechanism, first_day, country) == "yes"


@pytest.mark.parametrize(
    ("mechanism", "country", "last_day", "first_day_without", "facts"),
    [
        ("SAFE_HARBOUR_2000_520", "US", "2015-10-05", "2015-10-06", {}),
        ("PRIVACY_SHIELD_2016_1250", "US", "2020-07-15", "2020-07-16", {}),
        ("SCC_OLD", "XX", "2021-09-26", "2021-09-27", {"unchanged": False, "concluded": date(2019, 3, 1)}),
        ("SCC_OLD", "XX", "2022-12-27", "2022-12-28", {"concluded": date(2021, 9, 26)}),
        ("ADEQUACY", "GB", "2031-12-27", "2031-12-28", {}),
    ],
)
def test_a_mechanism_that_ended_carries_nothing_from_that_day(
    mechanism: str, country: str, last_day: str, first_day_without: str, facts: dict[str, Any]
) -> None:
    assert valid(mechanism, last_day, country, **facts) == "yes"
    assert valid(mechanism, first_day_without, country, **facts) == "no"


def test_a_look_at_the_list_is_good_for_twelve_months() -> None:
    checked = date(2025, 11, 22)
    assert valid("DPF_2023_1795", "2026-11-21", checked=checked) == "yes"
    assert valid("DPF_2023_1795", "2026-11-22", checked=checked) == "review"
    assert valid("DPF_2023_1795", "2025-11-21", checked=checked) == "incomplete"


def test_an_exception_carries_what_is_not_repeated() -> None:
    assert valid("ART49_EXPLICIT_CONSENT", "2026-11-22") == "yes"
    assert valid("ART49_EXPLICIT_CONSENT", "2026-11-22", occasional=False) == "no"


def test_the_thirty_of_the_european_economic_area_are_no_transfer() -> None:
    assert len(EEA) == 30
    assert {valid("NONE", "2026-11-22", country) for country in EEA} == {"not_a_transfer"}
    assert {valid("NONE", "2026-11-22", country) for country in OUTSIDE} == {"no"}
    assert (valid("NONE", "2021-06-27", "GB"), valid("NONE", "2021-06-28", "GB")) == ("not_a_transfer", "no")


def test_every_country_with_an_adequacy_decision_has_a_name() -> None:
    assert DECISIONS.keys() <= OUTSIDE


@given(
    mechanism=st.sampled_from(sorted(MECHANISMS)),
    country=st.sampled_from(sorted(OUTSIDE | {"XX"})),
    on=st.dates(date(1999, 1, 1), date(2040, 1, 1)),
    said=st.fixed_dictionaries({flag: st.booleans() for flag in FLAGS}),
    more=st.sampled_from(FLAGS),
)
def test_knowing_more_of_a_transfer_never_forbids_it(
    mechanism: str, country: str, on: date, said: dict[str, bool], more: str
) -> None:
    """The order of the answers is that of how much carries: no, incomplete, review, yes."""
    rank = [Validity.NO, Validity.INCOMPLETE, Validity.REVIEW, Validity.YES, Validity.NOT_A_TRANSFER]

    def judged(conditions: dict[str, bool]) -> int:
        facts: dict[str, Any] = {**conditions, "concluded": date(2019, 3, 1)}
        known = Conditions(**facts)
        return rank.index(judge_transfer(mechanism, country=country, on=on, conditions=known).validity)

    assert judged(said) <= judged(said | {more: True})


@given(name=st.text(max_size=30).filter(lambda name: name not in MECHANISMS))
def test_what_is_no_mechanism_carries_nothing(name: str) -> None:
    assert valid(name, "2026-11-22") == "no"


# --- The command --------------------------------------------------------------------------------------


def test_the_command_lists_who_receives_what_and_whether_it_may(settings: Any) -> None:
    settings.RECIPIENTS = {
        "hosting": Party("Voorbeeldhosting bv", "NL"),
        "mail": Party(IMPORTER, "US", "DPF and SCC", "checked=2026-05-01"),
    }
    found = answer("privacy_transfers", "--on", "2026-11-22")
    listed = {(each["recipient"], each["mechanism"]): each["valid"] for each in found["transfers"]}
    assert found["on"] == "2026-11-22"
    assert listed.pop(("hosting", "NONE")) == "not_a_transfer"
    assert listed.pop(("mail", "DPF_2023_1795")) == "yes"
    assert listed.pop(("mail", "SCC_2021_914")) == "incomplete"
    assert set(listed.values()) == {"not_a_transfer"}  # those that Belgium has of its own
    table = words("privacy_transfers")
    assert [line.split("  ")[0] for line in table.splitlines()][:2] == ["Voorbeeldhosting bv", IMPORTER]
    assert answer("privacy_transfers", "--on", "2023-07-09")["transfers"][1]["valid"] == "no"


def test_the_command_explains_also_what_the_start_refuses(settings: Any) -> None:
    carrier(settings, "EU-US Privacy Shield")
    (refused,) = [e for e in answer("privacy_transfers")["transfers"] if e["recipient"] == "mail"]
    assert (refused["valid"], refused["mechanism"]) == ("no", "PRIVACY_SHIELD_2016_1250")
    assert "C-311/18" in refused["reason"]


def test_a_question_about_one_names_both_mechanism_and_country() -> None:
    for half in (["--mechanism", "NONE"], ["--country", "US"], ["--with", "listed"]):
        with pytest.raises(CommandError, match="--mechanism") as refused:
            call_command("privacy_transfers", *half)
        assert refused.value.returncode == 2
    assert wrong_usage("privacy_transfers", "--with", "magic") == 2
    assert wrong_usage("privacy_transfers", "--on", "yesterday") == 2


# --- While it runs ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_transfer_that_is_refused_while_it_runs_shows_in_health(client: Client, settings: Any) -> None:
    carrier(settings, "DPF_2023_1795")
    assert "transfers" not in client.get("/healthz/").json()
    carrier(settings, "EU-US Privacy Shield")
    answered = client.get("/healthz/")
    assert answered.status_code == 503
    assert answered.json()["transfers"] == ["mail"]
