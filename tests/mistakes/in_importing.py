"""The mistakes that a colleague could make in reading address books: a number made up, a no not heard, two
people made one, a text looked at again and again."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

NUMBERS = "privacy/subjects/identifiers.py"
PHONES = "privacy/subjects/written_phones.py"
EMAILS = "privacy/subjects/written_emails.py"
CARD = "contacts/importing/card.py"
REGIONS = "contacts/importing/regions.py"
NOES = "contacts/importing/noes.py"
WRITER = "contacts/importing/batch_writer.py"
STORE = "contacts/importing/store.py"
MATCHING = "contacts/importing/matching.py"
NAMES = "privacy/subjects/compared_names.py"
UNDO = "contacts/importing/undo.py"
MANY = "privacy/subjects/many_objections.py"
REDACTION = "privacy/export/redaction.py"

MISTAKES = [
    Mutation(
        "a number with a digit less is somebody else's",
        NUMBERS,
        "phonenumbers.is_valid_number(number) and",
        "phonenumbers.is_possible_number(number) and",
    ),
    Mutation("an extension is lost", NUMBERS, " and not number.extension:", ":"),
    Mutation("every country is Belgium", CARD, "return region_of(self.country)", 'return "BE"'),
    Mutation("an unknown country is Belgium", REGIONS, 'UNKNOWN = ""', 'UNKNOWN = "BE"'),
    Mutation("of two numbers the second is a note", PHONES, "not (apart or (before and good))", "True"),
    Mutation(
        "what stands beside a number is lost",
        PHONES,
        "zip(pieces, notes, strict=True)",
        'zip(pieces, [""] * len(pieces), strict=True)',
    ),
    Mutation("part of a quoted name is a mailbox", EMAILS, """if '"@' in text:""", "if False:"),
    Mutation("a word that we do not know is a no", NOES, "if _fold(cell) in _NO_NO else", "if False else"),
    Mutation("a no is told and not remembered", STORE, "chunk.record_noes()", "pass"),
    Mutation(
        "a no is remembered and not told",
        WRITER,
        "self._noes.append((person, entry.noes))\n                self._tell_noes(entry)",
        "self._noes.append((person, entry.noes))",
    ),
    Mutation("father and son are one", MATCHING, "            if alike:", "            if False:"),
    Mutation(
        "nobody compares father and son", WRITER, "self._doubles.append((person, match.alike[0]))", "pass"
    ),
    Mutation("a mobile number is a household's", MATCHING, " and not any(map(is_mobile, shared))", ""),
    Mutation(
        "the family name first is somebody else",
        NAMES,
        ' or _words(" ".join(first)) == _words(" ".join(second))',
        "",
    ),
    Mutation("a couple is one of the two", NAMES, "(people_named(first) or people_named(second))", "False"),
    Mutation("a couple brings back one of the two", MATCHING, "(*fitting, *part)", "fitting"),
    Mutation("Thomas Jan at a landline is Jan Thomas", MATCHING, "if turned and", "if False and"),
    Mutation(
        "the no of a file keeps whom it brought",
        UNDO,
        "used = used.exclude(source=Choice.Source.IMPORT)",
        "used = used",
    ),
    Mutation(
        "of many at once the number has no name",
        MANY,
        "name = codes[0] if codes else",
        'name = "" if codes else',
    ),
    Mutation("a long word is looked at from each letter", REDACTION, r"(?<![\w.+-])[\w.+-]++@", r"[\w.+-]+@"),
]
TESTS = [
    "tests/test_patterns.py",
    "tests/test_readings.py",
    "tests/test_identifiers.py",
    "tests/importing/test_table_reached.py",
    "tests/importing/test_store_relatives.py",
    "tests/importing/test_store_names.py",
    "tests/importing/test_store_couples.py",
    "tests/importing/test_store_noes.py",
]
FILES = (NUMBERS, PHONES, EMAILS, CARD, REGIONS, NOES, WRITER, STORE, MATCHING, NAMES, UNDO, MANY, REDACTION)
