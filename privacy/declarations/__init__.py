"""The policy language: purposes, legal bases, policies, groups, terms, erasers, recipients, letters,
and their registry.

What goes wrong here goes wrong everywhere at once, without a word: a term that is read differently by the
database and by a person keeps too much or erases too much (``tests/oracle.py`` compares both readings).
"""

from privacy.dates import Days, Months, Years
from privacy.declarations.conditions import condition_of, filled, in_period_after, open_on
from privacy.declarations.erasers import Blank, DeleteFile, DeleteRow, Never, Replace
from privacy.declarations.financial_years import Regime
from privacy.declarations.letters import Letter, declare_letters
from privacy.declarations.open_records import About
from privacy.declarations.policies import Personal, Policy, Provided, Technical
from privacy.declarations.purposes import Assessment, Basis, Purpose
from privacy.declarations.recipients import Party, Progress, Recipient, Role
from privacy.declarations.registry import impersonal, register
from privacy.declarations.terms.base import Term
from privacy.declarations.terms.by_law import years_after_financial_year
from privacy.declarations.terms.vocabulary import (
    as_long_as,
    as_long_as_any,
    for_period_after,
    indefinitely,
    until_objection,
    while_consent,
)
from privacy.declarations.terms.while_known import while_known

__all__ = [
    "About",
    "Assessment",
    "Basis",
    "Blank",
    "Days",
    "DeleteFile",
    "DeleteRow",
    "Letter",
    "Months",
    "Never",
    "Party",
    "Personal",
    "Policy",
    "Progress",
    "Provided",
    "Purpose",
    "Recipient",
    "Regime",
    "Replace",
    "Role",
    "Technical",
    "Term",
    "Years",
    "as_long_as",
    "as_long_as_any",
    "condition_of",
    "declare_letters",
    "filled",
    "for_period_after",
    "impersonal",
    "in_period_after",
    "indefinitely",
    "open_on",
    "register",
    "until_objection",
    "while_consent",
    "while_known",
    "years_after_financial_year",
]
