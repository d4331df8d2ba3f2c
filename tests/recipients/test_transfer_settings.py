"""What the settings say of a recipient outside the European Economic Area, and what stops the start."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from privacy.checks.recipients import check_recipients, check_transfers
from privacy.declarations.recipients import Party
from privacy.declarations.safeguards import DAYS, FLAGS, read_conditions, read_mechanisms
from privacy.declarations.transfer_mechanisms import MECHANISMS
from privacy.declarations.transfer_rules import Conditions
from privacy.recipients.transfers import find_transfers
from privacy.web.refusal import Refusal
from som.recipient_settings import RecipientSettings
from tests.commands import wrong_usage
from tests.recipients.outside import CARRIES, IMPORTER

pytestmark = pytest.mark.usefixtures("on_the_day_of_the_vectors")


def carrier(settings: Any, safeguard: str, conditions: str = "", country: str = "US") -> None:
    settings.RECIPIENTS = {"mail": Party(IMPORTER, country, safeguard, conditions)}


@pytest.mark.parametrize(
    "safeguard",
    [
        pytest.param("EU-US Privacy Shield", id="L27"),
        *("EU/VS-privacyschild", "le bouclier de protection des données UE-États-Unis", "Safe Harbor"),
        *("PRIVACY_SHIELD_2016_1250", "Decision (EU) 2016/1250", "Privacy Shield and SCC 2021/914"),
        *("standard contractual clauses 2010/87/EU", "our own guarantees", "", "NONE", "adequacy decision"),
        "ART49_EXPLICIT_CONSENT",
    ],
)
def test_e013_refuses_what_is_unknown_or_void_today(safeguard: str, settings: Any) -> None:
    carrier(settings, safeguard)
    (error, *others) = [message for message in check_recipients(None) if message.id == "privacy.E013"]
    assert others == []
    assert error.is_serious()
    assert IMPORTER in error.msg
    assert safeguard in error.msg
    assert "privacy_transfers" in str(error.hint)


@pytest.mark.parametrize(
    "safeguard",
    [
        pytest.param("EU-US Data Privacy Framework", id="L27-DPF"),
        pytest.param("standard contractual clauses (EU) 2021/914", id="L27-SCC"),
        *("the adequacy decision on the EU-US Data Privacy Framework", "DPF and SCC", "BCR_P"),
        *("modelcontractbepalingen", "standaardcontractbepalingen", "clauses contractuelles types"),
        *(
            "SCC_2021_914",
            "DPF_2023_1795",
            "standard data protection clauses",
            "bindende bedrijfsvoorschriften",
        ),
    ],
)
def test_what_holds_today_starts_also_where_something_is_not_recorded_yet(
    safeguard: str, settings: Any
) -> None:
    carrier(settings, safeguard)
    assert check_recipients(None) == []
    assert {message.id for message in check_transfers(None)} == {"privacy.W017"}
    carrier(settings, safeguard, ",".join(CARRIES.values()))
    assert check_recipients(None) == check_transfers(None) == []


@pytest.mark.parametrize(
    ("country", "safeguard"),
    [("GB", "adequacy decision (EU) 2021/1772"), ("CH", "passend beschermingsniveau")],
)
def test_a_country_that_protects_as_we_do_asks_for_nothing_more(
    country: str, safeguard: str, settings: Any
) -> None:
    carrier(settings, safeguard, country=country)
    assert check_recipients(None) == check_transfers(None) == []


def test_a_list_that_was_checked_long_ago_and_an_end_in_sight_are_no_refusal(settings: Any) -> None:
    carrier(settings, "DPF_2023_1795", "checked=2025-01-01")
    assert check_recipients(None) == []
    assert "more than twelve months" in check_transfers(None)[0].msg
    carrier(settings, "ADEQUACY", country="GB")
    now, soon = (find_transfers(on=day)[0] for day in (date(2026, 11, 22), date(2031, 9, 1)))
    assert (now.verdict.validity, now.until) == ("yes", date(2031, 12, 27))
    assert soon.needs_attention
    assert not soon.is_refused


@pytest.mark.parametrize("bad", ["modul=2", "checked=soon", "checked", "module=", "checked=2026-02-30"])
def test_conditions_that_cannot_be_read_are_named(bad: str, settings: Any) -> None:
    with pytest.raises(Refusal, match=re.escape(bad)):
        read_conditions(["assessed", bad])
    carrier(settings, "SCC_2021_914", f"assessed,{bad}")
    (error,) = check_recipients(None)
    assert bad in error.msg


def test_every_condition_can_be_said() -> None:
    said = read_conditions([*FLAGS, *(f"{day}=2026-05-01" for day in DAYS)])
    everything: dict[str, Any] = {**dict.fromkeys(FLAGS, True), **dict.fromkeys(DAYS, date(2026, 5, 1))}
    assert said == Conditions(**everything)


@pytest.mark.parametrize("country", ["Belgium", "USA", "12", "É1"])
def test_a_country_is_a_code_of_two_letters(country: str, settings: Any) -> None:
    carrier(settings, "SCC_2021_914", ",".join(CARRIES.values()), country=country)
    (error,) = check_recipients(None)
    assert country in error.msg
    assert wrong_usage("privacy_transfers", "--mechanism", "NONE", "--country", country) == 2


def test_the_environment_says_safeguard_conditions_and_the_unions_own_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from environ import Env

    for name, value in (("NAME", IMPORTER), ("COUNTRY", "uk"), ("SAFEGUARD_CONDITIONS", "module=2")):
        monkeypatch.setenv(f"MAIL_CARRIER_{name}", value)
    assert RecipientSettings(Env())["mail"] == Party(IMPORTER, "GB", "", "module=2")


def test_the_conditions_are_not_what_people_are_told() -> None:
    assert "module" not in repr(Party(IMPORTER, "US", "SCC_2021_914", "module=2"))


@pytest.mark.parametrize(
    ("said", "mechanisms"),
    [
        ("adequacy decision (EU) 2023/1795 (DPF); SCC besides", ["DPF_2023_1795", "SCC_2021_914"]),
        ("SCC_OLD", ["SCC_OLD"]),
        ("standard contractual clauses", ["SCC_2021_914"]),
        ("ART49_LEGAL_CLAIMS", ["ART49_LEGAL_CLAIMS"]),
        ("none", ["NONE"]),
        ("we trust them", []),
    ],
)
def test_a_safeguard_names_its_mechanisms(said: str, mechanisms: list[str]) -> None:
    assert read_mechanisms(said) == mechanisms


def test_every_mechanism_is_known_by_its_own_name() -> None:
    assert {slug: read_mechanisms(slug) for slug in MECHANISMS} == {slug: [slug] for slug in MECHANISMS}
