"""The closed world, and the law, as system checks: a project whose declarations are not whole does not
start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext, override

from privacy.dates import Months
from privacy.declarations.conditions import hops
from privacy.declarations.policies import Group, Policy
from privacy.declarations.purposes import Basis, Purpose, Words
from privacy.declarations.recipients import recipients
from privacy.declarations.registry import registry
from privacy.declarations.terms.base import AllOf, Term
from privacy.declarations.terms.by_choice import WhileConsent
from privacy.declarations.terms.by_time import AsLongAs, ForPeriodAfter, Indefinitely
from privacy.export.portability import asks_to_be_said
from privacy.models import Subject
from privacy.retention.state import links_to

TAG = "privacy"
SHORTEST_MONTH = date(2026, 2, 1)


@register(TAG)
def every_field_is_declared(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E001: each concrete field of each installed model is Personal, or Technical, or its model is
    impersonal."""
    found: list[CheckMessage] = []
    for model in apps.get_models():
        policy = registry.policy_for(model)
        if policy:
            found += _undeclared(policy)
        elif model._meta.label_lower not in registry.impersonal:
            hint = "Declare a Policy in the app's policy.py, or call impersonal() with a reason."
            found.append(
                Error(f"{model._meta.label} has no policy.", hint=hint, obj=model, id="privacy.E001")
            )
    return found


@register(TAG)
def purposes_keep_to_the_law(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E002, E003, E004: each legal basis hears what the law says it must hear, and has its grounds written
    down."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for purpose, term in group.keep.items():
            fault = _fault_in_law(purpose, term, group)
            if fault:
                number, message = fault
                found.append(Error(f"{group.label}: {message}", obj=group.model, id=f"privacy.{number}"))
    return found


@register(TAG)
def who_provided_it_is_said(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E012: what is kept on consent or contract says who provided it, or nobody could take along what is
    theirs (GDPR art. 20)."""
    hint = "Say provided=Provided.PERSON, .OBSERVED or .US, or field by field."
    silent = [group for group in registry.groups if asks_to_be_said(group)]
    return [
        Error(f"{group.label} does not say who provided it.", hint=hint, obj=group.model, id="privacy.E012")
        for group in silent
    ]


@register(TAG)
def erasers_fit_their_columns(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E005: what an eraser writes breaks no column. E008: deleting a row drags nobody else's data along."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for name, eraser in group.erasers.items():
            fault = _eraser_fault(group, name, eraser)
            if fault:
                found.append(
                    Error(
                        f"{group.label}: {name} cannot be erased: {fault}.",
                        obj=group.model,
                        id="privacy.E005",
                    )
                )
        if group.deletes_row:
            found += [
                Error(
                    f"{group.label} deletes rows that {child._meta.label} needs.",
                    hint=(
                        "Blank the fields and set empty_goes, so that the row goes when nothing refers to it."
                    ),
                    obj=group.model,
                    id="privacy.E008",
                )
                for child in _dragged_along(group.model)
            ]
    return found


@register(TAG)
def paths_lead_somewhere(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E006: subject and dates are where the policy says. E007: as_long_as keeps to to-one paths."""
    found: list[CheckMessage] = []
    for policy in registry.policies:
        fault = _subject_fault(policy) or _collected_fault(policy)
        if fault:
            found.append(Error(f"{policy.model._meta.label}: {fault}", obj=policy.model, id="privacy.E006"))
        for group in policy.groups:
            for term in group.keep.values():
                found += _path_faults(group, term)
    return found


@register(TAG)
def words_are_there_in_every_language(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E009: what a person is told about a purpose or a term is there in each of the project's languages."""
    found: list[CheckMessage] = []
    for said in sorted({str_in("en", words) for words in _all_words()}):
        missing = [code for code, _name in settings.LANGUAGES if code != "en" and not _translated(said, code)]
        if missing:
            hint = "Translate it in locale/, then run `make translations`."
            found.append(
                Error(f"No words in {', '.join(missing)} for “{said}”.", hint=hint, id="privacy.E009")
            )
    return found


@register(TAG)
def recipients_are_whole(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """E009: a recipient receives groups that there are. E013: outside the EEA something safeguards them (GDPR
    art. 44-49)."""
    labels = {group.label for group in registry.groups}
    found: list[CheckMessage] = []
    for recipient in recipients.every:
        unknown = [label for label in recipient.receives if label not in labels]
        found += [
            Error(f"{recipient.slug} receives {label}, which is no group.", obj=recipient, id="privacy.E009")
            for label in unknown
        ]
    for recipient in recipients.here:
        if recipient.leaves_the_eea and recipient.party and not recipient.party.safeguard:
            hint = (
                "Say what safeguards the data there, such as an adequacy decision or standard clauses "
                "(docs/settings.md)."
            )
            found.append(
                Error(
                    f"{recipient.name} is outside the EEA, without a safeguard.",
                    hint=hint,
                    obj=recipient,
                    id="privacy.E013",
                )
            )
    return found


@register(TAG, deploy=True)
def recipients_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W014: who receives something all the time has a name and a country that people are told (GDPR art.
    13(1)(e)-(f))."""
    hint = (
        "Name it and its country in the settings, or say “-” where you do it yourselves (docs/settings.md)."
    )
    nameless = [
        each for each in recipients.standing if each.party and not (each.party.name and each.party.country)
    ]
    return [
        Warning(f"Nobody knows who {each.slug} is, or where.", hint=hint, obj=each, id="privacy.W014")
        for each in nameless
    ]


@register(TAG)
def nothing_lasts_unseen(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """W011: what has no known end is looked at by a human now and then, or says why it lasts."""
    found: list[CheckMessage] = []
    for group in registry.groups:
        for purpose, term in group.keep.items():
            parts = term.parts()
            endless = parts[0].endless
            if endless and not any(part.review or isinstance(part, Indefinitely) for part in parts):
                found.append(
                    Warning(
                        f"{group.label}: kept for {purpose.slug} with no end and no review.",
                        obj=group.model,
                        id="privacy.W011",
                    )
                )
            if any(part.review for part in parts) and not group.policy.active:
                found.append(
                    Warning(
                        f"{group.label}: a review has no date to count from (active).",
                        obj=group.model,
                        id="privacy.W011",
                    )
                )
    return found


def _undeclared(policy: Policy) -> Iterator[CheckMessage]:
    declared = [name for group in policy.groups for name in group.fields] + [
        n for t in policy.technical for n in t.fields
    ]
    own = {field.name for field in policy.model._meta.concrete_fields}
    plain = {
        policy.model._meta.pk.name if policy.model._meta.pk else "",
        (policy.subject or "").split("__")[0],
    }
    for name in sorted(own - set(declared) - plain):
        hint = (
            f"Name it in a Personal(…) or, with a reason, in a Technical(…) of "
            f"{type(policy).__module__}.{type(policy).__name__}."
        )
        yield Error(
            f"{policy.model._meta.label}.{name} is not declared.",
            hint=hint,
            obj=policy.model,
            id="privacy.E001",
        )
    for name in sorted(set(declared) - own):
        yield Error(
            f"{policy.model._meta.label}.{name} is declared but is no field.",
            obj=policy.model,
            id="privacy.E001",
        )
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield Error(
            f"{policy.model._meta.label}.{name} is declared twice.", obj=policy.model, id="privacy.E001"
        )


def _fault_in_law(purpose: Purpose, term: Term, group: Group) -> tuple[str, str] | None:
    parts = term.parts()
    listens = any(part.listens for part in parts)
    if purpose.basis is Basis.CONSENT and not any(isinstance(part, WhileConsent) for part in parts):
        return "E002", f"{purpose.slug} rests on consent but does not ask for one (while_consent)."
    if purpose.basis is Basis.LEGITIMATE_INTEREST and group.policy.subject is None and not _is_brief(term):
        return (
            "E003",
            f"{purpose.slug} cannot hear anybody: the policy has no subject, and no period of a month at "
            f"most.",
        )
    if purpose.basis is Basis.LEGITIMATE_INTEREST and group.policy.subject is not None and not listens:
        return (
            "E003",
            f"{purpose.slug} rests on a legitimate interest but hears no objection (until_objection).",
        )
    if purpose.basis is Basis.LEGITIMATE_INTEREST and purpose.assessment is None:
        return "E003", f"{purpose.slug} rests on a legitimate interest that nobody has assessed in writing."
    if purpose.basis is Basis.LEGAL_OBLIGATION and listens:
        return "E004", f"{purpose.slug} is a legal obligation, which no wish ends."
    if purpose.basis is Basis.LEGAL_OBLIGATION and not purpose.law:
        return "E004", f"{purpose.slug} is a legal obligation but names no law."
    return None


def _is_brief(term: Term) -> bool:
    """Return whether the term is over before an objection must be answered (GDPR art. 12(3)): data in which
    nobody is looked up hear nobody's no, and go sooner than it could be acted on."""
    if isinstance(term, AllOf):
        return any(_is_brief(each) for each in term.terms)
    return isinstance(term, ForPeriodAfter) and SHORTEST_MONTH + term.period <= SHORTEST_MONTH + Months(1)


def _eraser_fault(group: Group, name: str, eraser: Any) -> str | None:
    try:
        return str(fault) if (fault := eraser.fault(group.model._meta.get_field(name))) else None
    except FieldDoesNotExist:
        return None  # E001 says so already
    except TypeError:
        return "this eraser is for whole rows"


def _dragged_along(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for relation in links_to(model):
        child: Any = relation.related_model
        policy = registry.policy_for(child)
        if relation.on_delete is models.PROTECT or (
            relation.on_delete is models.CASCADE and policy and policy.groups
        ):
            yield child


def _subject_fault(policy: Policy) -> str | None:
    if policy.subject is None:
        return None if policy.subject_because else "has no subject, and no reason for that (subject_because)."
    try:
        fields = hops(policy.model, policy.subject)
    except FieldDoesNotExist as error:
        return f"subject: {error}."
    to_one = all(f.many_to_one or f.one_to_one for f in fields)
    return (
        None
        if to_one and fields[-1].related_model is Subject
        else "subject does not lead to one privacy.Subject."
    )


def _collected_fault(policy: Policy) -> str | None:
    for name, path in (("collected", policy.collected), ("active", policy.active)):
        try:
            fields = hops(policy.model, path) if path else []
        except FieldDoesNotExist as error:
            return f"{name}: {error}."
        if fields and not isinstance(fields[-1], models.DateField):
            return f"{name} does not lead to a date."
        if name == "collected" and any(getattr(f, "null", True) for f in fields):
            return "collected may be unknown (NULL), so no wish could be compared with it."
    return None


def _path_faults(group: Group, term: Term) -> Iterator[CheckMessage]:
    for part in term.parts():
        for path in part.paths() if len(part.parts()) == 1 else []:
            try:
                many = any(field.one_to_many or field.many_to_many for field in hops(group.model, path))
            except FieldDoesNotExist as error:
                yield Error(f"{group.label}: {error}.", obj=group.model, id="privacy.E007")
                continue
            if many and isinstance(part, AsLongAs):
                hint = "Say as_long_as_any(text, path, condition)."
                yield Error(
                    f"{group.label}: as_long_as crosses the to-many path {path}.",
                    hint=hint,
                    obj=group.model,
                    id="privacy.E007",
                )


def _all_words() -> Iterable[Words]:
    for purpose in registry.purposes.values():
        yield from (purpose.words, purpose.basis.words)
        if purpose.assessment:
            yield from (purpose.assessment.interest, purpose.assessment.necessity, purpose.assessment.balance)
    for group in registry.groups:
        for term in group.keep.values():
            yield from term.words()
    for policy in registry.policies:
        yield from (technical.because for technical in policy.technical)
        if policy.subject_because:
            yield policy.subject_because
    yield from registry.impersonal.values()
    for recipient in recipients.every:
        yield from (
            words
            for words in (recipient.called, recipient.why, recipient.data, recipient.role.words)
            if words
        )


def str_in(language: str, words: Words) -> str:
    """Return ``words`` in ``language``."""
    with override(language):
        return str(words)


def _translated(said: str, language: str) -> bool:
    with override(language):
        return gettext(said) != said
