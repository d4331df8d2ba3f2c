"""How long is told as the law's only where a law names it: a term that we chose never poses as law."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from contacts.models import Contact
from privacy.declarations.purposes import Basis, Purpose
from privacy.declarations.registry import registry
from privacy.declarations.terms.by_law import YearsAfterFinancialYear
from privacy.notice.text import notice_text, purpose_text
from privacy.retention.explanation import explain
from privacy.rights.registered import every_right
from privacy.subjects import choices
from privacy.wording.durations import retention_words
from tests.cast import TODAY, pieter
from tests.commands import words
from tests.requests.arriving import approve, asked
from tests.requests.visitor import mails

pytestmark = pytest.mark.django_db

OURS = "The law asks for this, but not for how long: the term is our own choice."


def counted_by_law(purpose: Purpose) -> bool:
    terms = [group.keep[purpose] for group in registry.groups if purpose in group.keep]
    return all(any(isinstance(part, YearsAfterFinancialYear) for part in term.parts()) for term in terms)


def test_a_term_of_less_than_a_month_has_no_example() -> None:
    with override("en"):
        said = [retention_words(group, purpose) for group in registry.groups for purpose in group.keep]
    short = [line for each in said for line in each.lines if "day" in line]
    assert short
    assert [each.example for each in said if each.example.endswith("March 2026.")] == []
    assert [each for each in said if each.example], "longer ones have one"


def test_the_notice_says_that_the_law_obliges_us_only_of_the_books() -> None:
    obliged = "The law obliges us to keep this"
    with override("en"):
        said = {
            purpose.slug: obliged in purpose_text(purpose).obligatory
            for purpose in registry.purposes.values()
            if purpose.basis is Basis.LEGAL_OBLIGATION
        }
    assert said == {slug: counted_by_law(registry.purposes[slug]) for slug in said}
    assert {slug for slug, law in said.items() if law} == {"bookkeeping"}
    assert len(said) > 2


def test_an_explanation_says_of_each_term_whose_it_is() -> None:
    subject = pieter().subject
    choices.record_objection(subject, "offer", on=TODAY, source="web")
    terms = {
        (each.group.label, reason.purpose.slug): reason.own_term
        for each in explain(subject, today=TODAY)
        for reason in each.reasons
    }
    assert terms["contacts.invoice.billed_to", "bookkeeping"] is False
    assert terms["privacy.choice.wish", "requests"] is True
    assert not any(own for (_label, slug), own in terms.items() if slug in ("enquiry", "client-file"))
    assert words("privacy_explain", "pieter@example.be").count("de termijn is onze eigen keuze") > 0


def test_the_letter_after_an_erasure_does_too() -> None:
    pieter()
    approve(asked("erasure", "pieter@example.be", language="en"))
    (letter,) = mails("pieter@example.be", "answer-erasure")
    kept = {line["why"]: line["term_source"] for line in letter["context"]["kept"]}
    assert kept["keeping our books and invoices"] == ""
    assert kept["proving that we respected your rights"] == OURS
    assert not Contact.objects.exclude(last_name="").exists()


def test_nobody_is_offered_to_object_to_the_memory_of_their_no() -> None:
    """It would forget the very no; their own yes lifts it."""
    assert registry.purposes["suppression"].keeps_a_no
    offered = {purpose.slug for right in every_right() for purpose in right.uses_to_choose()}
    assert offered
    assert not offered & {"suppression", "no-advertising"}
    with override("en"):
        told = next(section for section in notice_text().after if section.slug == "objection")
    assert not any("remembering" in paragraph for paragraph in told.paragraphs)


def test_the_memory_of_a_no_is_told_with_its_law_or_its_weighing() -> None:
    with override("en"):
        law, interest = (purpose_text(registry.purposes[slug]) for slug in ("no-advertising", "suppression"))
    assert (bool(law.law), bool(law.weighing)) == (True, False)
    assert (interest.law, len(interest.weighing)) == ("", 3)
    for told in (law, interest):
        (kept,) = told.kept
        mailbox, number = kept.duration.lines
        assert mailbox == "For an e-mail address, until you say yes again yourself."
        assert number.startswith("For a phone number, until two years after you said no,")
        assert "code of the name" in kept.data[0]
