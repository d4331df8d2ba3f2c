"""The rows of the permission vectors, read into facts."""

from __future__ import annotations

import csv
from datetime import date

from privacy.outreach.rules import Channel, Check, Consent, Facts, Kind, Offer, Sale
from tests.originals import OURS, vectors

TODAY = date(2026, 11, 22)
Row = dict[str, str]

CALLS = {
    "answer_question (open question)": (Kind.RECORD, True, Consent.NONE),
    "answer_question (no open question)": (Kind.RECORD, None, Consent.NONE),
    "assignment (active)": (Kind.RECORD, True, Consent.NONE),
    "assignment (closed 2 years ago)": (Kind.RECORD, False, Consent.NONE),
    "selection procedure (open)": (Kind.RECORD, True, Consent.NONE),
    "selection procedure (closed; only_this_position)": (Kind.RECORD, False, Consent.NONE),
    "talent pool (consent)": (Kind.CONSENT, None, Consent.GIVEN),
    "very good offer": (Kind.ADVERTISING, None, Consent.NONE),
    "very good offer with specific permission given after the listing": (
        Kind.ADVERTISING,
        None,
        Consent.GIVEN,
    ),
}
CONSENTS = {
    "none": Consent.NONE,
    "given": Consent.GIVEN,
    "given (double opt-in)": Consent.GIVEN,
    "given by the child": Consent.GIVEN,
    "withdrawn": Consent.WITHDRAWN,
    "pending (not confirmed)": Consent.PENDING,
    "expired by policy": Consent.EXPIRED,
}


def rows(name: str) -> list[Row]:
    """Return the rows of our copy of the vectors ``name``."""
    with (OURS / "vectors" / name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def originals(name: str) -> list[Row]:
    """Return the rows of the original where it is at hand, else of our copy, with a warning."""
    with vectors(name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def call(row: Row) -> Facts:
    """Return the facts of a row of ``phone_permission.csv``, with offer calls switched on."""
    kind, is_open, consent = CALLS[row["reason"]]
    on, checked = _day(row["call_on"]), _maybe(row["dncm_checked_on"])
    return Facts(
        on=on,
        channel=Channel.PHONE,
        kind=kind,
        open_record=is_open,
        consent=consent,
        consent_on=on if consent is Consent.GIVEN else None,
        objected=row["objected"] == "yes",
        restricted_on=on if row["restricted"] == "yes" else None,
        check=Check(on=checked, listed=row["dncm_listed"] == "yes", since=checked) if checked else None,
        offer=Offer(last_call=_maybe(row["last_offer_call"])),
        offer_calls=True,
    )


def mailing(row: Row) -> Facts:
    """Return the facts of a row of ``email_permission.csv``."""
    consent = CONSENTS[row["consent_state"]]
    age = row["relation"].partition("aged ")[2]
    return Facts(
        on=TODAY,
        channel=Channel.EMAIL,
        kind=Kind.ADVERTISING,
        organisation=row["recipient_type"] == "legal person",
        impersonal=row["address_kind"].startswith("impersonal"),
        consent=consent,
        consent_on=date(2026, 1, 1) if consent is Consent.GIVEN else None,
        age=int(age) if age else None,
        restricted_on=date(2026, 6, 1) if "restriction" in row["relation"] else None,
        objected=row["objected_or_suppressed"] == "yes",
        sale=Sale(
            directly=row["obtained_directly_in_sale"] == "yes",
            no_was_offered=row["optout_offered_at_collection"] == "yes",
        ),
        offer=Offer(
            similar=row["similar_own_offer"] == "yes",
            for_organisation="for the legal person" in row["similar_own_offer"],
        ),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str) -> date | None:
    return None if text == "-" else _day(text)
