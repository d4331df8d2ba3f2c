"""The mistakes that a colleague could make in the gate, and in the memory of a no."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

GATE, MAIL, CHOICES, LIST, NOES = (
    f"privacy/{name}.py"
    for name in (
        "outreach/gate",
        "delivery/letters",
        "subjects/choices",
        "outreach/do_not_call",
        "subjects/suppression_list",
    )
)

SMTP = "privacy/delivery/smtp.py"
RULES = "privacy/outreach/rules.py"

MISTAKES = [
    Mutation(
        "a good address is nothing but itself where a no is looked for",
        "privacy/subjects/suppression_list.py",
        "read.emails | read_every_email(value)",
        "read.emails",
    ),
    Mutation(
        "an objection to one thing is one to all",
        GATE,
        'return choice.purpose in (purpose.slug, "")',
        "return True",
    ),
    Mutation(
        "an objection to everything is overheard",
        GATE,
        'return choice.purpose in (purpose.slug, "")',
        "return choice.purpose == purpose.slug",
    ),
    Mutation(
        "an objection ends a contract", GATE, "    if purpose.basis is Basis.CONTRACT:\n", "    if False:\n"
    ),
    Mutation(
        "a wish to be forgotten leaves the newsletter",
        GATE,
        "choice.kind == Choice.Kind.ERASURE and",
        "False and",
    ),
    Mutation(
        "the memory of a no is not asked", GATE, " or _is_remembered(subject, address, purpose, on=on),", ","
    ),
    Mutation("a remembered no to anything is one to this", NOES, "purpose__in={purpose, EVERYTHING}))", "))"),
    Mutation(
        "a remembered no to everything is overheard",
        NOES,
        "purpose__in={purpose, EVERYTHING}))",
        "purpose=purpose))",
    ),
    Mutation(
        "a yes of their own lifts no memory",
        CHOICES,
        "        suppression_list.lift_suppressions(addresses, purpose=purpose, names=names, on=on)\n",
        "",
    ),
    Mutation(
        "a yes to one thing lifts the no to all",
        NOES,
        "digest=no.digest,\n            purpose=purpose,",
        "digest=no.digest,\n            purpose=EVERYTHING,",
    ),
    Mutation("a number is remembered for ever", NOES, "no.kind == PHONE and no.since", "False and no.since"),
    Mutation("a mailbox is forgotten as a number is", NOES, "no.kind == PHONE and no.since", "no.since"),
    Mutation(
        "a no with a number is everybody's",
        NOES,
        "        return not self.numbers[number]",
        "        return True or not self.numbers[number]",
    ),
    Mutation(
        "a no with a number is nobody's",
        NOES,
        "        return not self.numbers[number]",
        "        return False and not self.numbers[number]",
    ),
    Mutation("a number alone brings somebody back", NOES, "bool(said_no) and stored is not None", "False"),
    Mutation("a no with a number bars every row", NOES, "and not any(others)", ""),
    Mutation(
        "the yes of a colleague lifts the no",
        NOES,
        "        if not _is_of(no, no.kind, names):\n",
        "        if False:\n",
    ),
    Mutation(
        "a colleague may be called with an offer after a no",
        NOES,
        "no.kind != PHONE or no.advertising or",
        "no.kind != PHONE or",
    ),
    Mutation(
        "a cell is read in one way only",
        NOES,
        "    return every_reading(value)\n",
        "    return Readings(frozenset(), frozenset())\n",
    ),
    Mutation(
        "what cannot be stored is compared with nothing",
        "contacts/importing/entries.py",
        "    entry.unstored = _other_readings(card, entry)\n",
        "",
    ),
    Mutation(
        "an objection is answered though its address stands in a text",
        "privacy/requests/at_once.py",
        "bool(seen.candidates or seen.mentions)",
        "bool(seen.candidates)",
    ),
    Mutation(
        "nobody looks before we say that there is nothing",
        "privacy/requests/decisions.py",
        "(len(seen.candidates) > 1 or bool(seen.mentions) or unlooked)",
        "(len(seen.candidates) > 1 or unlooked)",
    ),
    Mutation(
        "an address is found in a longer one",
        "privacy/retention/mentions.py",
        "if whole.search(str(getattr(row, name)))",
        "if True",
    ),
    Mutation("a no after a yes is forgotten", NOES, ".update(lifted_on=None, since=on)", ".update(since=on)"),
    Mutation(
        "a no to everything leaves what was lifted",
        NOES,
        "every = {} if purpose == EVERYTHING else",
        "every =",
    ),
    Mutation(
        "staff say yes for who said no", CHOICES, "        if not own_act and (", "        if False and ("
    ),
    Mutation(
        "staff say yes for an address that said no",
        CHOICES,
        "            or suppression_list.suppressions_in_force("
        "addresses, purpose=purpose, names=names, on=on)\n",
        "",
    ),
    Mutation(
        "staff say yes where it was only objected",
        CHOICES,
        "_said_no(subject, purpose)\n            or suppression_list",
        "suppression_list",
    ),
    Mutation(
        "nobody says yes after a no, not even themselves",
        CHOICES,
        "        if not own_act and (",
        "        if (",
    ),
    Mutation(
        "a corrected address forgets the yes",
        CHOICES,
        "            suppression_list.lift_suppressions("
        "addresses, purpose=yes.purpose, names=names, on=on)\n",
        "            continue\n",
    ),
    Mutation(
        "a corrected address forgets the no",
        CHOICES,
        "in (yes.purpose, suppression_list.EVERYTHING)\n",
        "in ()\n",
    ),
    Mutation(
        "a no of last year ends this year's consent",
        GATE,
        "given is None or day >= given for day",
        "True for day",
    ),
    Mutation(
        "an old consent beats a newer no",
        GATE,
        "given is None or day >= given for day",
        "given is None for day",
    ),
    Mutation(
        "a consent to anything is one to this",
        GATE,
        "choice.kind == Choice.Kind.CONSENT and choice.purpose == purpose.slug\n",
        "choice.kind == Choice.Kind.CONSENT\n",
    ),
    Mutation(
        "a withdrawn consent counts", GATE, "    if newest.ends and newest.ends <= on:\n", "    if False:\n"
    ),
    Mutation("a consent never runs out", GATE, "newest.starts + period <= on for", "False for"),
    Mutation(
        "somebody else's record opens the door",
        GATE,
        "return rows.filter(pk__in=one.union(*others) if others else one)",
        "return rows",
    ),
    Mutation(
        "a letter that closes its question is stopped by that",
        GATE,
        "on=on, or_closed=closed_by_us)",
        "on=on)",
    ),
    Mutation(
        "what closed its question goes whatever became of it",
        GATE,
        "    find = _needed if or_closed else _open\n",
        "    if or_closed:\n        return True\n    find = _open\n",
    ),
    Mutation("any open record will do for any purpose", GATE, "        if about.purpose is purpose\n", ""),
    Mutation(
        "whoever asked to be forgotten is still called about an organisation's work",
        GATE,
        "    if about.kept_for and _wished_gone(subject, on=on):\n",
        "    if False:\n",
    ),
    Mutation(
        "an organisation's work must be kept for its contact person",
        GATE,
        "keeps = [about.kept_for or about.purpose]",
        "keeps = [about.purpose]",
    ),
    Mutation("a look at one number counts for all", LIST, ", digest__in=keyed_digests(number))", ")"),
    Mutation(
        "somebody else's look counts",
        LIST,
        "CallCheck.objects.filter(subject=subject, ",
        "CallCheck.objects.filter(",
    ),
    Mutation("a number once listed stays so", LIST, "        if not listed:\n            break\n", ""),
    Mutation(
        "a choice of tomorrow counts today",
        GATE,
        "Choice.objects.filter(subject=subject, starts__lte=on)",
        "Choice.objects.filter(subject=subject)",
    ),
    Mutation(
        "the gate is not asked again at the hand-over",
        SMTP,
        "        raise Refused(permission.code)\n",
        "        pass\n",
    ),
    Mutation(
        "a letter is written whatever the gate says",
        MAIL,
        "        raise gate.NotAllowed(permission)\n",
        "        pass\n",
    ),
    Mutation(
        "what the letter told is not written down",
        "privacy/declarations/letters.py",
        "objection + ([self.tells] if self.tells else [])",
        "objection",
    ),
    Mutation(
        "what the list says tomorrow is kept today", LIST, "    if checked_on > today:\n", "    if False:\n"
    ),
    Mutation(
        "looked up again, the first look is all there is",
        LIST,
        "if newest and (newest.listed, newest.checked_on) == (",
        "if newest or () == (",
    ),
    # --- where the data came from
    Mutation(
        "whoever was not told where their data came from is called",
        RULES,
        'return _no("not-told") if found.allowed and facts.untold else found',
        "return found",
    ),
    Mutation(
        "a letter that tells it is stopped because it was not told",
        GATE,
        "channel is not Channel.MEETING and not tells_source and ",
        "channel is not Channel.MEETING and ",
    ),
    Mutation(
        "the letter about the source goes to any of somebody's addresses",
        "privacy/subjects/lookup.py",
        'order_by(*first, "pk")',
        'order_by("pk")',
    ),
    Mutation(
        "the letter about the source goes to an address that somebody else reads",
        "privacy/subjects/lookup.py",
        "                    and find_holders(value) == [subject]\n",
        "",
    ),
]
