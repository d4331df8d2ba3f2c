"""The mistakes that a colleague could make in the engine, each as a change of one line (``tests/mutations.py``)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.gate.mistakes import MISTAKES


@dataclass(frozen=True)
class Mutation:
    """One mistake: in ``file``, ``old`` (which stands there once) became ``new``; ``mistake`` says it in words."""

    mistake: str
    file: str
    old: str
    new: str


TERM = "privacy/term.py"
WISHES = "privacy/wishes.py"
SPANS = "privacy/spans.py"
CONDITIONS = "privacy/conditions.py"
COMPILE = "privacy/compile.py"
KNOWN = "privacy/known.py"
PERIODS = "privacy/periods.py"
BOOKS = "privacy/financial_term.py"
YEARS = "privacy/financial_years.py"
RULES = "privacy/rules.py"
CANDIDATES = "privacy/candidates.py"
THERE_IS = "privacy/there_is.py"
CHOICES = "privacy/choices.py"

MUTATIONS = [
    # --- terms
    Mutation("an unknown date no longer keeps", SPANS, 'return Q(**{f"{path}__isnull": True}) | dated_after', "return dated_after"),
    Mutation(
        "any became all",
        TERM,
        "return self.terms[0].needed(scope, today) | self.terms[1].needed(scope, today)",
        "return self.terms[0].needed(scope, today) & self.terms[1].needed(scope, today)",
    ),
    Mutation(
        "all became any",
        TERM,
        "return self.terms[0].needed(scope, today) & self.terms[1].needed(scope, today)",
        "return self.terms[0].needed(scope, today) | self.terms[1].needed(scope, today)",
    ),
    Mutation(
        "a choice that ended still counts",
        WISHES,
        "Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gt=today))",
        "Q(starts__lte=today)",
    ),
    Mutation("a choice counts on the day it ended", WISHES, "Q(ends__gt=today))", "Q(ends__gte=today))"),
    Mutation("a choice counts from the day after", WISHES, "Q(starts__lte=today)", "Q(starts__lt=today)"),
    Mutation("a choice for tomorrow counts today", WISHES, "return Q(starts__lte=today) & (", "return ("),
    Mutation(
        "anybody's choice counts: a wish reaches a company", WISHES, "in_force(today), subject=OuterRef(scope.subject))", "in_force(today))"
    ),
    Mutation(
        "an objection to one purpose ends them all",
        WISHES,
        'Q(kind=Kind.OBJECTION, purpose__in=(scope.purpose.slug, ""))',
        "Q(kind=Kind.OBJECTION)",
    ),
    Mutation("an objection to everything is overheard", WISHES, 'purpose__in=(scope.purpose.slug, ""))', "purpose=scope.purpose.slug)"),
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
    Mutation("until objection hears no wish", WISHES, "objection_q(scope) | erasure_q(scope))", "objection_q(scope))"),
    Mutation("until objection hears no objection", WISHES, "objection_q(scope) | erasure_q(scope))", "erasure_q(scope))"),
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
    Mutation("a consent stands against a later no", WISHES, "in_force(today), ~Exists(ended), kind", "in_force(today), kind"),
    Mutation("a no of last year ends this year's consent", WISHES, ', starts__gte=OuterRef("starts")\n', "\n"),
    Mutation(
        "a consent to one purpose serves every other",
        WISHES,
        "kind=Kind.CONSENT, purpose=scope.purpose.slug)\n        if",
        "kind=Kind.CONSENT)\n        if",
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
        "after, today))))\n        return so & ~chosen(scope, today, erasure_q(scope)) if self.hears_wish else so",
        "after, today))))\n        return so",
    ),
    Mutation(
        "as long as any looks at everybody's rows", SPANS, 'objects.filter(**{back.field.name: OuterRef(f"{before}pk")})', "objects.all()"
    ),
    Mutation("as long as any starts from the wrong row", SPANS, 'OuterRef(f"{before}pk")', 'OuterRef("pk")'),
    Mutation("as long as any forgets its condition", SPANS, "rows.filter(self.condition.q(after, today))", "rows"),
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
    Mutation("what closes today is still open", CONDITIONS, 'Q(**{f"{path}__gt": today}))', 'Q(**{f"{path}__gte": today}))'),
    Mutation("a talk about no work is about open work", CONDITIONS, "return exists_q(prefix, self.field) & (", "return ("),
    Mutation("only the last of several lookups counts", CONDITIONS, "condition &= exists_q", "condition = exists_q"),
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
    # --- compile
    Mutation(
        "all purposes must need it",
        COMPILE,
        "reduce(or_, (group.keep[p].needed(Scope(group, p), today) for p in chosen), Q(pk__in=[]))",
        "reduce(lambda a, b: a & b, (group.keep[p].needed(Scope(group, p), today) for p in chosen))",
    ),
    Mutation(
        "a released hold still holds",
        COMPILE,
        "Q(ThereIs(Hold, unreleased, subject=subject, ",
        "Q(ThereIs(Hold, subject=subject, ",
    ),
    Mutation("a hold holds every group", COMPILE, 'covers__in=(group.label, ""), ', ""),
    Mutation("a hold on everything holds nothing", COMPILE, 'covers__in=(group.label, "")', "covers=group.label"),
    Mutation("a hold holds before it is placed", COMPILE, ", placed_on__lte=today)", ")"),
    Mutation("somebody else's hold holds", COMPILE, "(Hold, unreleased, subject=subject, ", "(Hold, unreleased, "),
    Mutation(
        "a restriction does not stop erasure",
        COMPILE,
        "    return stands | Q(ThereIs(Choice, in_force(today), subject=subject, kind=Choice.Kind.RESTRICTION))",
        "    return stands",
    ),
    Mutation("a restriction lengthens what only the law kept", COMPILE, "    if group.only_law_keeps_it:\n        return stands\n", ""),
    Mutation(
        "a lifted restriction still stands",
        COMPILE,
        "(Choice, in_force(today), subject=subject, kind=Choice.Kind.RESTRICTION)",
        "(Choice, subject=subject, kind=Choice.Kind.RESTRICTION)",
    ),
    Mutation("what is gone is erased again every night", COMPILE, "_base_manager.filter(pending(group), ", "_base_manager.filter("),
    Mutation(
        "the sweep forgets the holds",
        COMPILE,
        "needed(group, today=today) | held(group, today=today)",
        "needed(group, today=today)",
    ),
    Mutation("a link without a name backwards is overlooked", COMPILE, "get_fields(include_hidden=True)", "get_fields()"),
    Mutation(
        "not either is read as not both",
        COMPILE,
        "and_ if condition.connector == Q.OR else or_",
        "or_ if condition.connector == Q.OR else and_",
    ),
    Mutation(
        "a chunk is erased without being asked again",
        CANDIDATES,
        "cursor.execute(question, [bounds[p] if p is FIRST or p is LAST else p for p in params])",
        "cursor.execute('SELECT 1')",
    ),
    Mutation("either condition of a choice became both", THERE_IS, 'f" {connector} ".join', '" AND ".join'),
    Mutation("both conditions of a choice became either", THERE_IS, 'f" {connector} ".join', '" OR ".join'),
    Mutation("an unknown date takes the first wish along", THERE_IS, 'f"COALESCE({', 'f"NULLIF({'),
    # --- privacy's own records
    Mutation(
        "records about everybody count as knowing this one",
        KNOWN,
        "_base_manager.filter(**{group.policy.subject: subject})",
        "_base_manager.all()",
    ),
    Mutation("an erased person still counts as known", KNOWN, "yield rows.filter(pending(group))", "yield rows"),
    Mutation("a wish goes before the empty row that it emptied", KNOWN, "if not group.policy.empty_goes:", "if group:"),
    # --- the books
    Mutation(
        "a draft without a date is not kept",
        BOOKS,
        'return reduce(or_, asked, Q(**{f"{self.prefix}{self.field}__isnull": True}))',
        "return reduce(or_, asked)",
    ),
    Mutation(
        "the shortest of the law's terms wins",
        BOOKS,
        'return reduce(or_, asked, Q(**{f"{self.prefix}{self.field}__isnull": True}))',
        'return reduce(lambda a, b: a & b, asked) | Q(**{f"{self.prefix}{self.field}__isnull": True})',
    ),
    Mutation("VAT terms bind without a VAT number", BOOKS, "if settings.VAT_NUMBER or not regime.needs_vat_number]", "]"),
    Mutation(
        "the ten years bind what became due before them",
        BOOKS,
        '            condition &= Q(**{f"{chargeable}__gte": regime.chargeable_from}) | unknown\n',
        "            pass\n",
    ),
    Mutation("the ten years start a day late", BOOKS, '__gte": regime.chargeable_from}', '__gt": regime.chargeable_from}'),
    Mutation(
        "the books let go a day early",
        YEARS,
        "return date.fromordinal(gone) if gone else None",
        "return date.fromordinal(gone + 1) if gone else None",
    ),
    Mutation(
        "years count from the document, not its financial year",
        YEARS,
        "return _on(closings.closing_for(issued).year + 1 + self.years, 1, 1)",
        "return _on(issued.year + 1 + self.years, 1, 1)",
    ),
    Mutation(
        "the day of closing belongs to the next year",
        YEARS,
        "return closing if day <= closing else _on",
        "return closing if day < closing else _on",
    ),
    # --- rows of which nothing is left
    Mutation("a row goes while a purpose still needs it", COMPILE, "something_left | still_needed | ", "something_left | "),
    Mutation("a row goes while it still holds something", COMPILE, "something_left | still_needed | ", "still_needed | "),
    Mutation(
        "a row goes while others point at it",
        COMPILE,
        "still_needed | blocked(policy.model)",
        "still_needed",
    ),
    Mutation(
        "a row goes, its links stay",
        RULES,
        "        elif relation.on_delete is models.CASCADE:\n            referring._raw_delete(referring.db)\n",
        "",
    ),
    # --- choices
    Mutation(
        "a wish leaves the person's own restriction",
        CHOICES,
        "        _end_all(subject, kind=Kind.RESTRICTION, on=on)\n        choice",
        "        choice",
    ),
    Mutation("asked again, the first wish is all there is", CHOICES, "if standing and standing.starts >= on:", "if standing:"),
    Mutation(
        "a consent does not end the objection to its purpose",
        CHOICES,
        "        _end_all(subject, kind=Kind.OBJECTION, on=on, purpose=purpose)\n        noes",
        "        noes",
    ),
    Mutation(
        "withdrawing one consent withdraws them all",
        CHOICES,
        "ended = _end_all(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None)",
        "ended = _end_all(subject, kind=Kind.CONSENT, on=on)",
    ),
]
MUTATIONS += [Mutation(*mistake) for mistake in MISTAKES]
