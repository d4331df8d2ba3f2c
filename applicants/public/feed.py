"""The open positions as an Atom feed (RFC 4287), in the language of its address."""

from __future__ import annotations

from datetime import date, datetime, time
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applicants.models import Position
from applicants.public.openings import list_openings, word, word_pay
from applicants.public.text_blocks import first_paragraph


class OpeningsFeed(Feed):  # type: ignore[type-arg]  # generic for the type checker only
    """The feed of ``jobs/feed/``: a position stands in it while one can apply. Its links lead to
    ``SITE_URL``, whatever host a request names."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        self.language = get_language()
        return super().__call__(request, *args, **kwargs)

    def title(self) -> str:
        """Return whose positions these are."""
        return _("Jobs at %(name)s") % {"name": settings.ORGANISATION_NAME}

    def link(self) -> str:
        """Return the address of the list."""
        return _here("jobs")

    def feed_url(self) -> str:
        """Return the address of the feed itself."""
        return _here("jobs_feed")

    def items(self) -> list[Position]:
        """Return the positions one can apply for today."""
        return list_openings(timezone.localdate())

    def item_title(self, item: Position) -> str:
        """Return the title in the language of the feed, or in Dutch."""
        return word(item, "title").text

    def item_description(self, item: Position) -> str:
        """Return how its text begins, and what it pays."""
        return "\n".join(filter(None, [first_paragraph(word(item, "text").text), word_pay(item)]))

    def item_link(self, item: Position) -> str:
        """Return the address of its page."""
        return _here("job", item.slug)

    def item_guid(self, item: Position) -> str:
        """Return what it is known by, whatever its address becomes."""
        return f"urn:uuid:{item.reference}"

    def item_pubdate(self, item: Position) -> datetime | None:
        """Return when it opened."""
        return _morning(item.opened_on) if item.opened_on else None

    item_updateddate = item_pubdate


def _here(page: str, *names: str) -> str:
    return urljoin(settings.SITE_URL, reverse(page, args=names))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
