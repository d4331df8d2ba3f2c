"""The policy read row by row, in plain Python: what the engine must agree with (DESIGN §3, the truth table).

Nothing here calls the engine. It takes the declarations as data (which fields, which purposes, which terms
with which numbers), loads the rows, and decides one row at a time with its own calendar: months are counted
on the fingers, financial years are walked day by day. Where it and the engine differ, one of the two misread
the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from privacy.declarations.policies import Policy
from privacy.declarations.purposes import Purpose
from privacy.declarations.registry import registry
from privacy.models import Choice, Hold
from tests.almanac import book_ends, plus
from tests.declared_sentences import Sentence, gone_values, is_never, sentences
from tests.rows import Model, Row, Tables

Erased = set[tuple[str, Any]]
HORIZON = timedelta(days=366 * 80)


@dataclass
class Oracle(Tables):
    """All rows of all declared tables, and what the policy says of each."""

    def sentences(self) -> list[Sentence]:
        return [sentence for policy in registry.policies for sentence in sentences(policy)]

    # --- the four states -------------------------------------------------------------------------------

    def states(self, sentence: Sentence, today: date) -> dict[Any, str]:
        """Return the state of the group in every row of its table."""
        return {
            pk: self.state(sentence, row, today) for pk, row in self.tables[sentence.policy.model].items()
        }

    def state(self, sentence: Sentence, row: Row, today: date) -> str:
        if not self.pending(sentence, row):
            return "empty"
        if self.needed_by(sentence, row, today):
            return "kept"
        return "held" if self.held(sentence, row, today) else "due"

    def needed_by(self, sentence: Sentence, row: Row, today: date) -> list[Purpose]:
        """Return the purposes that need the group of this row on ``today``."""
        return [p for p, term in sentence.personal.keep.items() if self.needs(term, p, sentence, row, today)]

    def held(self, sentence: Sentence, row: Row, today: date) -> bool:
        """A hold on the subject and group; a restriction, unless only the law ever kept the group."""
        for hold in self._of(row, sentence, Hold):
            placed, released = hold.values["placed_on"], hold.values["released_on"]
            if (
                hold.values["covers"] in ("", sentence.label)
                and placed <= today
                and (released is None or today < released)
            ):
                return True
        if all(purpose.basis.value == "legal-obligation" for purpose in sentence.personal.keep):
            return False
        choices = self._of(row, sentence, Choice)
        wishes = [
            c.values["starts"]
            for c in choices
            if c.values["kind"] == "erasure" and c.values["starts"] <= today
        ]
        restrictions = [c for c in choices if c.values["kind"] == "restriction" and _in_force(c, today)]
        # The person's own later wish to be forgotten ends their restriction.
        return any(not any(wish >= r.values["starts"] for wish in wishes) for r in restrictions)

    def pending(self, sentence: Sentence, row: Row) -> bool:
        if sentence.deletes_row:
            return True
        return any(
            row.values[name] not in gone_values(sentence, name)
            for name in sentence.personal.fields
            if not is_never(sentence, name)
        )

    def last_day(self, sentence: Sentence, purpose: Purpose, row: Row, today: date) -> date | None:
        """Return the last day on which ``purpose``, which needs the row today, will; ``None`` if there is no
        end in sight."""
        term = sentence.personal.keep[purpose]
        kept, gone = today, today + HORIZON
        if self.needs(term, purpose, sentence, row, gone):
            return None
        while (gone - kept).days > 1:
            middle = kept + (gone - kept) // 2
            kept, gone = (
                (middle, gone) if self.needs(term, purpose, sentence, row, middle) else (kept, middle)
            )
        return kept

    # --- the terms, line by line of the truth table ----------------------------------------------------

    def needs(self, term: Any, purpose: Purpose, sentence: Sentence, row: Row, today: date) -> bool:
        """Return whether ``term`` says that ``purpose`` needs the row on ``today``."""
        match type(term).__name__:
            case "AnyOf":
                return any(self.needs(part, purpose, sentence, row, today) for part in term.terms)
            case "AllOf":
                return all(self.needs(part, purpose, sentence, row, today) for part in term.terms)
            case "UntilObjection":
                return not self._objected(purpose, sentence, row, today) and not self._wished_gone(
                    sentence, row, today
                )
            case "WhileConsent":
                return any(
                    self._stands(c, term, purpose, sentence, row, today)
                    for c in self._of(row, sentence, Choice)
                )
            case "AsLongAs":
                reached = self.walk([row], term.prefix[:-2]) if term.prefix else [row]
                so = any(self._is_so(term.condition, one, today) for one in reached)
                return so and not (term.hears_wish and self._wished_gone(sentence, row, today))
            case "AsLongAsAny":
                so = any(
                    self._is_so(term.condition, one, today)
                    for one in self.walk([row], term.prefix + term.path)
                )
                return so and not (term.hears_wish and self._wished_gone(sentence, row, today))
            case "ForPeriodAfter":
                day = _local_day(self.value(row, term.prefix + term.field))
                return day is None or today < plus(day, months=term.period.months, days=term.period.days)
            case "YearsAfterFinancialYear":
                return self._books(term, row, today)
            case "Indefinitely":
                return True
            case "WhileKnown":
                return self.subject_of(row, sentence.policy) in self._known()
        raise AssertionError(f"the truth table has no line for {type(term).__name__}")

    def _objected(self, purpose: Purpose, sentence: Sentence, row: Row, today: date) -> bool:
        return any(_is_objection(c, purpose) and _in_force(c, today) for c in self._of(row, sentence, Choice))

    def _wished_gone(self, sentence: Sentence, row: Row, today: date) -> bool:
        collected = (
            _local_day(self.value(row, sentence.policy.collected)) if sentence.policy.collected else None
        )
        wishes = [
            c
            for c in self._of(row, sentence, Choice)
            if c.values["kind"] == "erasure" and _in_force(c, today)
        ]
        return any(collected is None or wish.values["starts"] >= collected for wish in wishes)

    def _stands(
        self, choice: Row, term: Any, purpose: Purpose, sentence: Sentence, row: Row, today: date
    ) -> bool:
        if (
            choice.values["kind"] != "consent"
            or choice.values["purpose"] != purpose.slug
            or not _in_force(choice, today)
        ):
            return False
        given = choice.values["starts"]
        for other in self._of(row, sentence, Choice):
            no = _is_objection(other, purpose) or other.values["kind"] == "erasure"
            if no and _in_force(other, today) and other.values["starts"] >= given:
                return False
        if term.renew is None or term.silence != "erase":
            return True
        return today < plus(given, months=term.renew.months, days=term.renew.days)

    def _is_so(self, condition: Any, row: Row, today: date) -> bool:
        if type(condition).__name__ == "Together":
            return all(self._is_so(part, row, today) for part in condition.conditions)
        if type(condition).__name__ == "Filled":
            holder, _name = self.holder(row, condition.fields[0])
            return holder is not None and any(holder.values[f.split("__")[-1]] for f in condition.fields)
        if type(condition).__name__ == "InPeriodAfter":
            holder, name = self.holder(row, condition.field)
            if holder is None:
                return False
            day, period = holder.values[name], condition.period
            return day is None or today < plus(day, months=period.months, days=period.days)
        if type(condition).__name__ == "OpenOn":
            holder, name = self.holder(row, condition.field)
            return holder is not None and (holder.values[name] is None or holder.values[name] > today)
        for path, lookup, wanted in condition.lookups:
            holder, name = self.holder(row, path)
            if holder is None:
                return False
            value = holder.values[name if name in holder.values else f"{name}_id"]
            if not {
                "exact": value == wanted,
                "in": lookup == "in" and value in wanted,
                "isnull": (value is None) == wanted,
            }[lookup]:
                return False
        return True

    def _books(self, term: Any, row: Row, today: date) -> bool:
        issued = self.value(row, term.prefix + term.field)
        chargeable = self.value(row, term.prefix + term.chargeable)
        return issued is None or any(today < end for end in book_ends(issued, chargeable, term.regimes))

    # --- about whom ------------------------------------------------------------------------------------

    def subject_of(self, row: Row, policy: Policy) -> UUID | None:
        if policy.subject is None:
            return None
        holder, name = self.holder(row, policy.subject)
        return None if holder is None else holder.values[f"{name}_id"]

    def _of(self, row: Row, sentence: Sentence, model: Model) -> list[Row]:
        """Return the choices or holds of the person, or the company, that the row is about."""
        subject = self.subject_of(row, sentence.policy)
        return self.pointing(model, "subject_id").get(subject, []) if subject else []

    def _known(self) -> set[UUID | None]:
        if "known" not in self.cache:
            others = [s for s in self.sentences() if s.policy.subject and not s.speaks_of_knowing()]
            rows = ((s, row) for s in others for row in self.tables[s.policy.model].values())
            # A row that goes once it is empty is known until it is gone.
            known = {
                self.subject_of(row, s.policy)
                for s, row in rows
                if s.policy.empty_goes or self.pending(s, row)
            }
            self.cache["known"] = known - {None}
        return self.cache["known"]  # type: ignore[no-any-return]

    # --- erasing ---------------------------------------------------------------------------------------

    def erase(self, today: date, *, subject: UUID | None = None) -> Erased:
        """Erase what is due (of one person), again and again until nothing is; return labels and keys."""
        erased: Erased = set()
        while found := set(self._due(today, subject)):
            erased |= {(label, pk) for label, pk, _sentence, _model in found}
            for _label, pk, sentence, model in found:
                if sentence is None or sentence.deletes_row:
                    self.delete(model, pk)
                else:
                    for name in sentence.personal.fields:
                        self.tables[model][pk].values[name] = gone_values(sentence, name)[0]
            self.cache.clear()
        return erased

    def _due(self, today: date, subject: UUID | None) -> Iterator[tuple[str, Any, Sentence | None, Model]]:
        for policy in registry.policies:
            said, model = sentences(policy), policy.model
            for pk, row in self.tables[model].items():
                if subject and self.subject_of(row, policy) != subject:
                    continue
                for one in said:
                    if self.state(one, row, today) == "due" and not (
                        one.deletes_row and self.referred_to(model, pk)
                    ):
                        yield one.label, pk, one, model
                nothing_left = all(
                    not self.pending(one, row) and not self.needed_by(one, row, today) for one in said
                )
                if policy.empty_goes and nothing_left and not self.referred_to(model, pk):
                    yield model._meta.label_lower, pk, None, model


# --- small readings -----------------------------------------------------------------------------------


def _in_force(choice: Row, today: date) -> bool:
    ends = choice.values["ends"]
    return choice.values["starts"] <= today and (ends is None or today < ends)


def _is_objection(choice: Row, purpose: Purpose) -> bool:
    return choice.values["kind"] == "objection" and choice.values["purpose"] in ("", purpose.slug)


def _local_day(value: Any) -> date | None:
    return value.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if isinstance(value, datetime) else value
