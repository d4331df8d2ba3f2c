"""Which tests a mistake is run against: those about its own room, the likeliest to notice first."""

from __future__ import annotations

from tests.mistakes import (
    in_applicants,
    in_cleaning,
    in_importing,
    in_previews,
    in_refusals,
    in_restrictions,
    in_staff_accounts,
    in_telling_others,
    in_time,
    in_transfers,
    in_uploads,
    in_who_asks,
)
from tests.mistakes.in_reaching import OUTREACH, PAGE

# A run stops at the first test that turns red: those that are about the mistake's own room come first.
OF_THE_ENGINE = [
    *(
        f"tests/truth/test_{part}.py"
        for part in ("terms", "books", "states", "whose", "own_records", "true_reasons")
    ),
    "tests/test_financial_years.py",
    "tests/test_terms_dates.py",
    "tests/test_oracle.py",
    "tests/test_holds.py",
]


OF_THE_GATE = [
    "tests/gate/test_vectors.py",
    "tests/gate/test_gate.py",
    "tests/gate/test_noes.py",
    "tests/importing/test_noes_by_number.py",
    "tests/importing/test_noes_in_any_spelling.py",
    "tests/gate/test_letters.py",
    "tests/gate/test_telling.py",
    "tests/gate/test_informing.py",
    "tests/gate/test_informing_a_file.py",
    "tests/gate/test_informing_first_contact.py",
]


ENGINE = ("contacts/policy.py", "contacts/terms.py", "privacy/declarations/", "privacy/retention/")


TESTS_OF = {
    in_time.DATES: ["tests/test_deadlines.py", "tests/truth/test_terms.py", "tests/test_terms_dates.py"],
    in_time.DEADLINES: ["tests/test_deadlines.py"],
    in_time.CLOCK: [
        "tests/requests/test_clock.py",
        "tests/requests/test_clock_calendar.py",
        "tests/requests/test_by_staff.py",
    ],
    in_time.PROPOSALS: ["tests/requests/test_two_people.py", "tests/requests/test_second_person.py"],
    **{
        file: ["tests/requests/test_contested.py", "tests/invoices/test_during_a_restriction.py"]
        for file in (in_restrictions.CONTESTED, in_restrictions.INVOICES, in_restrictions.WRITTEN)
    },
    in_refusals.GROUNDS: ["tests/requests/test_grounds.py"],
    in_refusals.SECOND: ["tests/requests/test_second_person.py"],
    **{
        file: ["tests/requests/test_unconfirmed.py"]
        for file in (in_refusals.UNCONFIRMED, in_refusals.USES, "privacy/policy/requests.py")
    },
    in_refusals.PORTABLE: ["tests/answers/test_portable_per_person.py"],
    in_time.REMINDERS: ["tests/requests/test_reminders.py"],
    OUTREACH: ["tests/staff/test_reaching.py", "tests/staff/test_offer_calls.py"],
    PAGE: ["tests/staff/test_reaching.py", "tests/staff/test_offer_calls.py"],
    "privacy/declarations/letters.py": ["tests/gate/test_telling.py"],
    **{
        file: ["tests/recipients/test_by_hand.py", "tests/recipients/test_notifications.py"]
        for file in in_telling_others.FILES
    },
    in_who_asks.SUBJECTS: [
        "tests/requests/test_who_asks.py",
        "tests/public/test_unconfirmed.py",
        "tests/public/test_known_names.py",
    ],
    in_who_asks.DECISIONS: ["tests/requests/test_who_asks.py", "tests/requests/test_mentioned.py"],
    in_who_asks.AT_ONCE: ["tests/requests/test_who_asks.py", "tests/requests/test_mentioned.py"],
    "privacy/retention/mentions.py": ["tests/requests/test_mentioned.py"],
    in_who_asks.REQUESTS: [
        "tests/recipients/test_by_hand.py",
        "tests/recipients/test_notifications.py",
        "tests/requests/test_who_asks.py",
    ],
    in_who_asks.REDACTION_MARKS: ["tests/answers/test_preparing.py"],
    in_who_asks.DRAFTS: ["tests/answers/test_preparing.py"],
    **{file: ["tests/requests/test_safekeeping.py"] for file in (in_time.SAFEKEEPING, in_time.ACCESS)},
    **dict.fromkeys(in_importing.FILES, in_importing.TESTS),
    **in_applicants.TESTS,
    in_applicants.REVIEWS: ["tests/applicants/test_renewal.py", *OF_THE_ENGINE],
    **in_uploads.TESTS,
    **in_cleaning.TESTS,
    **{
        file: ["tests/recipients/test_transfers.py", "tests/recipients/test_transfer_settings.py"]
        for file in in_transfers.FILES
    },
    **{
        file: [
            f"tests/staff/test_{one}.py" for one in ("staff_rights", "managing_accounts", "stolen_session")
        ]
        for file in in_staff_accounts.OF_COLLEAGUES
    },
    **{
        file: [
            f"tests/staff/test_{about}.py" for about in ("second_factor", "account_changes", "sign_in_limits")
        ]
        for file in in_staff_accounts.OF_ONES_OWN
    },
    in_staff_accounts.LIMITS: ["tests/staff/test_sign_in_limits.py"],
    in_staff_accounts.ADDRESSES: ["tests/staff/test_sign_in_limits.py"],
    in_previews.SUPPOSING: ["tests/requests/test_previews.py"],
    in_previews.ERASURE: ["tests/requests/test_safekeeping.py", "tests/requests/test_previews.py"],
}
"""Which tests notice a mistake in that file, where it is not the engine's."""
