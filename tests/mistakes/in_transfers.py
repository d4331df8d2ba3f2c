"""The mistakes that a colleague could make in judging transfers outside the EEA (GDPR art. 44-49)."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

RULES = "privacy/declarations/transfer_rules.py"
TABLE = "privacy/declarations/transfer_mechanisms.py"
READING = "privacy/declarations/safeguards.py"
CONFIGURED = "privacy/recipients/transfers.py"
FILES = (RULES, TABLE, READING, CONFIGURED)

MISTAKES = [
    Mutation("what fell still carries", TABLE, "if known.ends and on >= known.ends:", "if False:"),
    Mutation("it carries on the day of the judgment", TABLE, "on >= known.ends:", "on > known.ends:"),
    Mutation("it carries before it was adopted", TABLE, "if on < known.starts:", "if False:"),
    Mutation("one country's framework serves all", TABLE, "if known.only and", "if False and"),
    Mutation("what nobody knows is taken for a mechanism", TABLE, "if known is None:", "if not mechanism:"),
    Mutation("anybody may rely on the framework", RULES, "if not known.listed:", "if False:"),
    Mutation("a look at the list is good for ever", RULES, "on >= known.checked + LIST_CHECK", "False"),
    Mutation("clauses without a module are whole", RULES, "if not known.module:", "if False:"),
    Mutation("the law of the country does not matter", RULES, "if not known.assessed:", "if False:"),
    Mutation("old contracts may change", RULES, " or not known.unchanged:", ":"),
    Mutation("an exception may be the rule", RULES, "if not known.occasional:", "if False:"),
    Mutation("the void one of two is overlooked", READING, "if slug in named]", "if slug in named][-1:]"),
    Mutation("an unchecked list is no gap", CONFIGURED, " and not conditions.checked:", " and False:"),
]
