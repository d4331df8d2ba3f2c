"""The mistakes that a colleague could make in what makes rules of the terms: when a group goes, a row, a
wish; and the books."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

ABOUT = "privacy/retention/tables_of_subject.py"
COMPILE = "privacy/retention/state.py"
KNOWN = "privacy/declarations/terms/while_known.py"
BOOKS = "privacy/declarations/terms/by_law.py"
YEARS = "privacy/declarations/financial_years.py"
RULES = "privacy/retention/rules.py"
CANDIDATES = "privacy/retention/candidates.py"
CHOICES = "privacy/subjects/choices.py"
CHOICE_ROWS = "privacy/subjects/choice_rows.py"

MISTAKES = [
    # --- compile
    Mutation(
        "all purposes must need it",
        COMPILE,
        "reduce(or_, (group.keep[p].needed(group.scope_for(p), today) for p in chosen), Q(pk__in=[]))",
        "reduce(lambda a, b: a & b, (group.keep[p].needed(group.scope_for(p), today) for p in chosen))",
    ),
    Mutation(
        "a released hold still holds",
        COMPILE,
        "        unreleased, subject=subject, covers__in",
        "        subject=subject, covers__in",
    ),
    Mutation("a hold holds every group", COMPILE, 'covers__in=(group.label, ""), ', ""),
    Mutation(
        "a hold on everything holds nothing", COMPILE, 'covers__in=(group.label, "")', "covers=group.label"
    ),
    Mutation("a hold holds before it is placed", COMPILE, ", placed_on__lte=today\n", "\n"),
    Mutation(
        "somebody else's hold holds", COMPILE, "        unreleased, subject=subject, ", "        unreleased, "
    ),
    Mutation(
        "a restriction does not stop erasure",
        COMPILE,
        "    return Q(Exists(holds)) | Q(Exists(restrictions))",
        "    return Q(Exists(holds))",
    ),
    Mutation(
        "a restriction lengthens what only the law kept",
        COMPILE,
        "    if group.only_law_keeps_it:\n        return Q(Exists(holds))\n",
        "",
    ),
    Mutation(
        "a lifted restriction still stands",
        COMPILE,
        "filter(in_force(today), subject=subject, kind=Choice.Kind.RESTRICTION)",
        "filter(subject=subject, kind=Choice.Kind.RESTRICTION)",
    ),
    Mutation(
        "what is gone is erased again every night",
        COMPILE,
        "_base_manager.filter(group.pending(), ",
        "_base_manager.filter(",
    ),
    Mutation(
        "the sweep forgets the holds",
        COMPILE,
        "needed(group, today=today) | held(group, today=today)",
        "needed(group, today=today)",
    ),
    Mutation(
        "a link without a name backwards is overlooked",
        COMPILE,
        "get_fields(include_hidden=True)",
        "get_fields()",
    ),
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
    Mutation(
        "of a person the tables are asked that do not know them",
        ABOUT,
        "strict=False) if there]",
        "strict=False) if not there]",
    ),
    # --- privacy's own records
    Mutation(
        "records about everybody count as knowing this one",
        KNOWN,
        "group.policy.rows_of(subject)",
        "group.model._base_manager.all()",
    ),
    Mutation(
        "an erased person still counts as known", KNOWN, "yield rows.filter(group.pending())", "yield rows"
    ),
    Mutation(
        "a wish goes before the empty row that it emptied",
        KNOWN,
        "if not group.policy.empty_goes:",
        "if group:",
    ),
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
    Mutation(
        "VAT terms bind without a VAT number",
        BOOKS,
        "if settings.VAT_NUMBER or not regime.needs_vat_number]",
        "]",
    ),
    Mutation(
        "the ten years bind what became due before them",
        BOOKS,
        '            condition &= Q(**{f"{chargeable}__gte": regime.chargeable_from}) | unknown\n',
        "            pass\n",
    ),
    Mutation(
        "the ten years start a day late",
        BOOKS,
        '__gte": regime.chargeable_from}',
        '__gt": regime.chargeable_from}',
    ),
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
        "closing if day <= closing else _on",
        "closing if day < closing else _on",
    ),
    Mutation(
        "a date closes everything before it",
        YEARS,
        "yield Stretch(entry.last, yearly)",
        "yield Stretch(entry.last, None)",
    ),
    Mutation(
        "the first yearly closing holds for ever",
        YEARS,
        "            yearly = entry\n",
        "            pass\n",
    ),
    Mutation(
        "a year that is written out closes every twelve months",
        YEARS,
        "yield Stretch(entry.last, None)",
        "yield Stretch(entry.last, yearly)",
    ),
    Mutation(
        "a year that is written out leaves the one before it open",
        YEARS,
        "            yield Stretch(entry.first - timedelta(days=1), yearly)\n",
        "",
    ),
    # --- rows of which nothing is left
    Mutation(
        "a row goes while a purpose still needs it",
        COMPILE,
        "something_left | still_needed | ",
        "something_left | ",
    ),
    Mutation(
        "a row goes while it still holds something",
        COMPILE,
        "something_left | still_needed | ",
        "still_needed | ",
    ),
    Mutation(
        "a row goes while others point at it",
        COMPILE,
        "still_needed | blocked(policy.model)",
        "still_needed",
    ),
    Mutation(
        "a row goes, its links stay",
        RULES,
        "        elif relation.on_delete is models.CASCADE:\n            "
        "referring._raw_delete(referring.db)\n",
        "",
    ),
    # --- choices
    Mutation(
        "a wish leaves the person's own restriction",
        CHOICES,
        "        end_choices(subject, kind=Kind.RESTRICTION, on=on)\n        choice",
        "        choice",
    ),
    Mutation(
        "asked again, the first wish is all there is",
        CHOICE_ROWS,
        "if standing and standing.starts >= on else None",
        "if standing else None",
    ),
    Mutation(
        "a consent does not end the objection to its purpose",
        CHOICES,
        "        end_choices(subject, kind=Kind.OBJECTION, on=on, purpose=purpose)\n        suppression_list",
        "        suppression_list",
    ),
    Mutation(
        "withdrawing one consent withdraws them all",
        CHOICES,
        "ended = end_choices(subject, kind=Kind.CONSENT, on=on, purpose=purpose or None)",
        "ended = end_choices(subject, kind=Kind.CONSENT, on=on)",
    ),
]
