"""Whether two names can be one person's: equal but for case, accents and order, or one says less than the
other."""

from __future__ import annotations

from privacy.subjects.names import fold_name


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
    and Janneke are two people: joining two at one address cannot be taken back, a second contact can.
    """
    if are_same_name(first, second):
        return True
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


def _words(name: str) -> list[str]:
    return sorted(fold_name(name).split())
