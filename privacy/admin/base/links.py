"""Links from one record to another, as lists and pages of staff show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from privacy.staff_access.titles import page_of, title_of


def format_link(title: object, address: str) -> SafeString:
    """Return ``title`` as a link to ``address``."""
    return format_html('<a href="{}">{}</a>', address, title)


def format_links(links: Iterable[tuple[str, str]]) -> SafeString:
    """Return titles, each with its address, as links with commas between; "" for none."""
    return format_html_join(", ", '<a href="{1}">{0}</a>', links)


def format_row_link(row: Model | None) -> SafeString:
    """Return the title of ``row`` as a link to its page; a dash for none, or one the reader may not see."""
    return format_link(title_of(row), page_of(row)) if row else SafeString("–")
