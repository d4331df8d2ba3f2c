"""The mistakes that a colleague could make in the rules of who may be called, written to or mailed."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

PERMISSION = "privacy/outreach/rules.py"

MISTAKES = [
    Mutation(
        "yes is the default", PERMISSION, '    return _no("no-consent")\n', '    return _yes("consent")\n'
    ),
    Mutation(
        "a restriction is overlooked",
        PERMISSION,
        "    if facts.restricted_on and not consented_since_restriction(facts):\n",
        "    if False:\n",
    ),
    Mutation(
        "any consent lifts a restriction",
        PERMISSION,
        "return facts.consent_on >= facts.restricted_on",
        "return True",
    ),
    Mutation(
        "a restricted person may agree to advertising",
        PERMISSION,
        "facts.kind is Kind.ADVERTISING\n        or facts.consent is not",
        "facts.consent is not",
    ),
    Mutation("an objection is overlooked", PERMISSION, "    if facts.objected:\n", "    if False:\n"),
    Mutation(
        "a soft opt-in beats a withdrawal",
        PERMISSION,
        "    if facts.consent is Consent.WITHDRAWN:\n",
        "    if False:\n",
    ),
    Mutation("at twelve one consents", PERMISSION, "AGE_OF_CONSENT = 13", "AGE_OF_CONSENT = 12"),
    Mutation(
        "at thirteen one does not consent yet",
        PERMISSION,
        "facts.age < AGE_OF_CONSENT",
        "facts.age <= AGE_OF_CONSENT",
    ),
    Mutation(
        "an unknown age counts as too young",
        PERMISSION,
        "facts.age is not None and facts.age <",
        "(facts.age or 0) <",
    ),
    Mutation(
        "a closed record is called about", PERMISSION, "    if not facts.open_record:\n", "    if False:\n"
    ),
    Mutation(
        "no record is needed to call", PERMISSION, "    if facts.open_record is None:\n", "    if False:\n"
    ),
    Mutation(
        "a consent never confirmed counts",
        PERMISSION,
        "    if facts.consent is Consent.GIVEN:\n",
        "    if facts.consent in (Consent.GIVEN, Consent.PENDING):\n",
    ),
    Mutation("a bought list will do", PERMISSION, "            and facts.sale.directly\n", ""),
    Mutation("nobody need offer to say no", PERMISSION, "            and facts.sale.no_was_offered\n", ""),
    Mutation("any offer is similar", PERMISSION, "            and facts.offer.similar\n", ""),
    Mutation(
        "a named address at a firm is the firm's",
        PERMISSION,
        "facts.organisation and facts.impersonal and",
        "facts.organisation and",
    ),
    Mutation(
        "an offer for private persons goes to a firm",
        PERMISSION,
        "facts.impersonal and facts.offer.for_organisation:",
        "facts.impersonal:",
    ),
    Mutation("offer calls are on", PERMISSION, "    if not facts.offer_calls:\n", "    if False:\n"),
    Mutation(
        "a look at the list counts for a month and a day",
        PERMISSION,
        "CHECK_COUNTS_FOR = Days(30)",
        "CHECK_COUNTS_FOR = Days(31)",
    ),
    Mutation(
        "on the thirtieth day a look no longer counts",
        PERMISSION,
        "facts.on <= facts.check.on + CHECK",
        "facts.on < facts.check.on + CHECK",
    ),
    Mutation(
        "a look of tomorrow counts today",
        PERMISSION,
        "if not facts.check.on <= facts.on <=",
        "if not facts.on <=",
    ),
    Mutation(
        "an offer every eleven months", PERMISSION, "CALL_ONCE_IN = Months(12)", "CALL_ONCE_IN = Months(11)"
    ),
    Mutation(
        "a year later is too soon", PERMISSION, "+ CALL_ONCE_IN > facts.on", "+ CALL_ONCE_IN >= facts.on"
    ),
    Mutation(
        "who is on the list is called",
        PERMISSION,
        "    if facts.check.listed and not _agreed",
        "    if False and not _agreed",
    ),
    Mutation(
        "an older permission beats the list",
        PERMISSION,
        "return facts.consent_on >= (check.since or check.on)",
        "return True",
    ),
]
