"""What the administration calls a row above its page."""

from __future__ import annotations

from django import template
from django.db.models import Model

register = template.Library()


@register.filter
def numbered(what: object) -> str:
    """Return what the page calls a row (``title_shown``), or the words for one that knows itself by its
    number only, in the reader's language; all else as it is."""
    if title := getattr(what, "title_shown", ""):
        return str(title)
    if isinstance(what, Model) and str(what).endswith(f" {what.pk}"):
        return f"{what._meta.verbose_name} {what.pk}"
    return str(what)
