"""Template filters: labels of data, slugs of purposes and citations of laws in the reader's language."""

from __future__ import annotations

from django import template

from privacy.delivery import troubles
from privacy.outreach.permission import permission_words
from privacy.wording import words

register = template.Library()

register.filter("data", words.label_words)
register.filter("purpose", words.purpose_words)
register.filter("cited", words.citation_words)
register.filter("listed", words.list_words)
register.filter("trouble", troubles.trouble_words)
register.filter("answer", permission_words)
