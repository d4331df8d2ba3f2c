"""French writes the first day of a month as an ordinal, "1er mars"; no format of Django can say that."""

from __future__ import annotations

import re

from django.utils import dateformat
from django.utils.translation import get_language

_DAY_AND_MONTH = re.compile(r"(?<!\\)j(?= [FMN])")


class DateFormat(dateformat.DateFormat):
    """Django's own, with that ordinal."""

    def format(self, formatstr: str) -> str:
        """Return the day or moment as ``formatstr`` says."""
        if getattr(self.data, "day", 0) == 1 and (get_language() or "").startswith("fr"):
            formatstr = _DAY_AND_MONTH.sub(r"1\\e\\r", formatstr)
        return super().format(formatstr)


def write_first_of_month() -> None:
    """Let every template and page of Django write days so: all of them ask ``dateformat``."""
    dateformat.DateFormat = DateFormat  # type: ignore[misc]
