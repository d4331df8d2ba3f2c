"""The mistakes that a colleague could make in the terms, conditions and periods of the policy language."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

TERM = "privacy/declarations/terms/base.py"
WISHES = "privacy/declarations/terms/by_choice.py"
SPANS = "privacy/declarations/terms/by_time.py"
CONDITIONS = "privacy/declarations/conditions.py"
REVIEWS = "privacy/retention/reviews.py"
PERIODS = "privacy/dates.py"
CHOICES = "privacy/models/choices.py"

MISTAKES = [
    # --- conditions on a date and on texts
    Mutation(
        "lately counts a day too long",
        CONDITIONS,
        'Q(**{f"{path}__gt": self.period.cutoff(today)})',
        'Q(**{f"{path}__gte": self.period.cutoff(today)})',
    ),
    Mutation(
        "an unknown date is never lately",
        CONDITIONS,
        'lately = Q(**{f"{path}__isnull": True}) | Q',
        "lately = Q",
    ),
    Mutation(
        "a person is told that lately never ends",
        CONDITIONS,
        "return day_of(counted_from) + self.period if counted_from else None",
        "return None",
    ),
    Mutation(
        "all of the texts must be filled in",
        CONDITIONS,
        'reduce(or_, (Q(**{f"{prefix}{field}__gt": ""})',
        'reduce(and_, (Q(**{f"{prefix}{field}__gt": ""})',
    ),
    Mutation(
        "one of several conditions will do",
        CONDITIONS,
        "reduce(and_, (condition.q(prefix, today)",
        "reduce(or_, (condition.q(prefix, today)",
    ),
    # --- terms
    Mutation(
        "an unknown date no longer keeps",
        SPANS,
        'return Q(**{f"{path}__isnull": True}) | dated_after',
        "return dated_after",
    ),
    Mutation(
        "any became all",
        TERM,
        "reduce(or_, (term.needed(scope, today) for term in self.terms))",
        "reduce(and_, (term.needed(scope, today) for term in self.terms))",
    ),
    Mutation(
        "all became any",
        TERM,
        "reduce(and_, (term.needed(scope, today) for term in self.terms))",
        "reduce(or_, (term.needed(scope, today) for term in self.terms))",
    ),
    Mutation(
        "of any, only the first two are asked",
        TERM,
        "reduce(or_, (term.needed(scope, today) for term in self.terms))",
        "reduce(or_, (term.needed(scope, today) for term in self.terms[:2]))",
    ),
    Mutation(
        "of all, only the first two are asked",
        TERM,
        "reduce(and_, (term.needed(scope, today) for term in self.terms))",
        "reduce(and_, (term.needed(scope, today) for term in self.terms[:2]))",
    ),
    Mutation(
        "a person is told of the first two of any",
        TERM,
        "days = [term.ends(scope, row, choices) for term in self.terms]",
        "days = [term.ends(scope, row, choices) for term in self.terms[:2]]",
    ),
    Mutation(
        "a person is told of the first two of all",
        TERM,
        "(term.ends(scope, row, choices) for term in self.terms) if day is not None",
        "(term.ends(scope, row, choices) for term in self.terms[:2]) if day is not None",
    ),
    Mutation(
        "a choice that ended still counts",
        CHOICES,
        "Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gt=today))",
        "Q(starts__lte=today)",
    ),
    Mutation("a choice counts on the day it ended", CHOICES, "Q(ends__gt=today))", "Q(ends__gte=today))"),
    Mutation("a choice counts from the day after", CHOICES, "Q(starts__lte=today)", "Q(starts__lt=today)"),
    Mutation("a choice for tomorrow counts today", CHOICES, "return Q(starts__lte=today) & (", "return ("),
    Mutation(
        "anybody's choice counts: a wish reaches a company",
        WISHES,
        "in_force(today), subject=OuterRef(scope.subject))",
        "in_force(today))",
    ),
    Mutation(
        "an objection to one purpose ends them all",
        WISHES,
        'Q(kind=Kind.OBJECTION, purpose__in=(scope.purpose.slug, ""))',
        "Q(kind=Kind.OBJECTION)",
    ),
    Mutation(
        "an objection to everything is overheard",
        WISHES,
        'purpose__in=(scope.purpose.slug, ""))',
        "purpose=scope.purpose.slug)",
    ),
    Mutation(
        "a wish reaches data collected after it",
        WISHES,
        "    return wish & Q(starts__gte=OuterRef(scope.collected))\n",
        "    return wish\n",
    ),
    Mutation(
        "a wish misses data collected the same day",
        WISHES,
        "    return wish & Q(starts__gte=OuterRef(",
        "    return wish & Q(starts__gt=OuterRef(",
    ),
    Mutation(
        "a wish misses data collected on an unknown day",
        WISHES,
        'Q(starts__gte=Coalesce(OuterRef(scope.collected), F("starts")))',
        "Q(starts__gte=OuterRef(scope.collected))",
    ),
    Mutation(
        "either condition of a choice became both",
        WISHES,
        "objection_q(scope) | erasure_q(scope))",
        "objection_q(scope) & erasure_q(scope))",
    ),
    Mutation(
        "both conditions of a choice became either",
        WISHES,
        "filter(which, in_force(today), ",
        "filter(which | in_force(today), ",
    ),
    Mutation(
        "until objection hears no wish",
        WISHES,
        "objection_q(scope) | erasure_q(scope))",
        "objection_q(scope))",
    ),
    Mutation(
        "until objection hears no objection",
        WISHES,
        "objection_q(scope) | erasure_q(scope))",
        "erasure_q(scope))",
    ),
    Mutation(
        "renewal that nobody answered is ignored",
        WISHES,
        "            given = given.filter(starts__gt=self.renew.cutoff(today))\n",
        "            pass\n",
    ),
    Mutation(
        "silence always ends a consent",
        WISHES,
        '        if self.renew and self.silence == "erase":\n            given',
        "        if self.renew:\n            given",
    ),
    Mutation(
        "a consent stands against a later no",
        WISHES,
        "in_force(today), ~Exists(ended), kind",
        "in_force(today), kind",
    ),
    Mutation(
        "a no of last year ends this year's consent",
        WISHES,
        '            starts__gte=OuterRef("starts"),\n',
        "",
    ),
    Mutation(
        "a consent to one purpose serves every other",
        WISHES,
        ", kind=Kind.CONSENT, purpose=scope.purpose.slug\n",
        ", kind=Kind.CONSENT\n",
    ),
    Mutation(
        "as long as forgets that it hears the wish",
        SPANS,
        "        so = self.condition.q(self.prefix, today)\n"
        "        return so & ~chosen(scope, today, erasure_q(scope)) if self.hears_wish else so",
        "        return self.condition.q(self.prefix, today)",
    ),
    Mutation(
        "as long as any forgets that it hears the wish",
        SPANS,
        "after, today))))\n        return so & ~chosen(scope, today, erasure_q(scope)) if self.hears_wish "
        "else so",
        "after, today))))\n        return so",
    ),
    Mutation(
        "as long as any looks at everybody's rows",
        SPANS,
        'objects.filter(**{back.field.name: OuterRef(f"{before}pk")})',
        "objects.all()",
    ),
    Mutation("as long as any starts from the wrong row", SPANS, 'OuterRef(f"{before}pk")', 'OuterRef("pk")'),
    Mutation(
        "as long as any forgets its condition", SPANS, "rows.filter(self.condition.q(after, today))", "rows"
    ),
    Mutation(
        "a moment counts by the hour, not by its local day",
        SPANS,
        "datetime.combine(cutoff + timedelta(days=1), time.min)",
        "datetime.combine(cutoff, time.min)",
    ),
    Mutation(
        "on the last day it is gone already",
        SPANS,
        '        return Q(**{f"{path}__gt": cutoff})',
        '        return Q(**{f"{path}__gt": cutoff + timedelta(days=1)})',
    ),
    Mutation(
        "on the first day gone it is still there",
        SPANS,
        '        return Q(**{f"{path}__gt": cutoff})',
        '        return Q(**{f"{path}__gte": cutoff})',
    ),
    Mutation(
        "a person is told of the shorter of two",
        TERM,
        "None if None in days else max(day for day in days if day)",
        "None if None in days else min(day for day in days if day)",
    ),
    Mutation(
        "a person is told of a wish that ended",
        WISHES,
        "(choice.starts for choice in choices if choice.ends is None)",
        "(choice.starts for choice in choices)",
    ),
    # --- conditions
    Mutation(
        "open with an unknown closing is not open",
        CONDITIONS,
        '(Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__gt": today}))',
        'Q(**{f"{path}__gt": today})',
    ),
    Mutation(
        "what closes today is still open",
        CONDITIONS,
        'Q(**{f"{path}__gt": today}))',
        'Q(**{f"{path}__gte": today}))',
    ),
    Mutation(
        "a talk about no work is about open work",
        CONDITIONS,
        "return exists_q(prefix, self.field) & (",
        "return (",
    ),
    Mutation(
        "only the last of several lookups counts", CONDITIONS, "condition &= exists_q", "condition = exists_q"
    ),
    # --- periods
    Mutation(
        "the cutoff undoes a month by going back",
        PERIODS,
        "        while day + timedelta(days=1) + self <= today:\n            day += timedelta(days=1)\n",
        "",
    ),
    Mutation("the cutoff is a day early", PERIODS, "while day + self > today:", "while day + self >= today:"),
    Mutation(
        "months are thirty days",
        PERIODS,
        "relativedelta(months=self.months, days=self.days)\n        except",
        "timedelta(days=30 * self.months + self.days)\n        except",
    ),
    Mutation(
        "nobody looks at people never heard of",
        REVIEWS,
        "return rest | (never & _dated_until(group, policy.known_since, cutoff))",
        "return rest",
    ),
]
