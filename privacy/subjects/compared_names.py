"""Whether two names can be one person's: equal but for case, accents and order, or one says less than the
other."""

from __future__ import annotations

from functools import lru_cache

from privacy.subjects.names import BETWEEN_PEOPLE, fold_name
from privacy.subjects.written_names import split_full_name


def are_same_name(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two pairs of first and last name are the same words, in any order and division: many
    address books write the family name first."""
    return is_same_order(first, second) or _words(" ".join(first)) == _words(" ".join(second))


def is_same_order(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two pairs of first and last name read the same, however they are divided over the pair."""
    return fold_name(" ".join(first)) == fold_name(" ".join(second))


def may_be_one_person(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether two pairs of first and last name can be one person's.

    A blank says nothing; an initial or the first of several first names says less (J., Jan: Jan Willem). Jan
    and Janneke are two people: joining two at one address cannot be taken back, a second contact can. Nor is
    a couple (Jan en Els) one of the two.
    """
    if are_same_name(first, second):
        return True
    if (any(first) and any(second)) and (people_named(first) or people_named(second)):
        return False
    (a_first, a_last), (b_first, b_last) = ((fold_name(x), fold_name(y)) for x, y in (first, second))
    if not (a_first or a_last) or not (b_first or b_last):
        return True
    if a_last and b_last and a_last != b_last:
        return False
    if not a_first or not b_first:
        return bool(a_last and b_last)
    shorter, longer = sorted(
        (a_first.split(), b_first.split()), key=lambda words: (len(words), len(words[0]))
    )
    return all(
        word == other or (len(word) == 1 and other.startswith(word))
        for word, other in zip(shorter, longer, strict=False)
    )


def is_one_of_several(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell whether one of two names is that of several people, and the other can be one of these."""
    several, other = people_named(first), second
    if not several:
        several, other = people_named(second), first
    if not several or people_named(other) or not any(other):
        return False
    return any(may_be_one_person(each, other) for each in several)


def people_named(name: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the first and the last name of each person in a ``name`` of several (Jan en Els Peeters; Jan
    Peeters & Els Maes), in every way to read them; nothing for the name of one."""
    return _people_named(" ".join(name), name[1])


@lru_cache(maxsize=4096)
def _people_named(name: str, last: str) -> list[tuple[str, str]]:
    parts = [part for part in BETWEEN_PEOPLE.split(fold_name(name)) if part]
    if len(parts) < 2:
        return []
    found = [split_full_name(part) for part in parts]
    # The family name of all stands with the last of them.
    family = fold_name(last)
    if BETWEEN_PEOPLE.search(family) or not family:
        family = found[-1][1]
    return [each for each in found if each[1]] + [(part, family) for part in parts[:-1]]


def _words(name: str) -> list[str]:
    return sorted(fold_name(name).split())
