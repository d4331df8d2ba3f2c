"""Every page of staff there is, read from the administration itself: what lands later is walked too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice, product
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin
from django.db.models import ForeignKey, ManyToManyField, Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

MOST = 4
"""So many pages at most of one pattern: pages about several rows are asked for a few of them."""
NOBODY = 987654321
"""The number of a row that is not there."""
CHANGING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|name="_?seal" value="[^"]*"'  # made anew each time
    r"|\d+[.,]\d+(?=\s*(?:ms|s\b|sec|\())|\(\d+[.,]\d+[^)]*\)"  # how long it took
)


def name_of(model: type[Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def lists() -> list[tuple[type[Model], str]]:
    """The address of the list of every table."""
    return [(model, reverse(name_of(model, "changelist"))) for model in admin.site._registry]


def pages_about(rows: Iterable[Model]) -> Iterator[tuple[str, str]]:
    """Every page that is about one row or more, for each of ``rows`` whose table it is of; with the same page
    about nothing that is there."""
    rows = list(rows)
    for pattern in admin.site.get_urls():
        for each in getattr(pattern, "url_patterns", [pattern]):
            kinds = [type(one).__name__ for one in each.pattern.converters.values()]
            if not each.name or not kinds or each.name == "view_on_site":
                continue
            free = [_numbers(rows, each.name, kind, at) for at, kind in enumerate(kinds)]
            for numbers in islice(product(*free), MOST):
                absent = [uuid4() if isinstance(one, UUID) else NOBODY for one in numbers]
                with suppress(NoReverseMatch):
                    yield (
                        reverse(f"admin:{each.name}", args=numbers),
                        reverse(f"admin:{each.name}", args=absent),
                    )


def _numbers(rows: list[Model], name: str, kind: str, at: int) -> list[Any]:
    """What may stand at place ``at`` of the address of the page ``name``: numbers of rows of its own table
    first, then of any."""
    own = [row for row in rows if name.startswith(f"{row._meta.app_label}_{row._meta.model_name}_")]
    some = own if at == 0 else rows
    if kind == "UUIDConverter":
        return [row.reference for row in some if hasattr(row, "reference")]
    return list(dict.fromkeys(row.pk for row in some if isinstance(row.pk, int)))


def questions(word: str, rows: Iterable[Model], subjects: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Every way to ask for ``word``, ``rows`` or ``subjects``: search of each list, completion of each field,
    the palette, and forms that an address fills in; each with the same question about nothing that is
    there."""
    other = f"kn{uuid4().hex[:14]}"
    for model, address in lists():
        if admin.site._registry[model].search_fields:
            yield f"{address}?q={word}", f"{address}?q={other}"
    palette = reverse("admin:search")
    yield f"{palette}?s={word}&extended=1", f"{palette}?s={other}&extended=1"
    for model, field in linked_fields():
        asked = {"app_label": model._meta.app_label, "model_name": str(model._meta.model_name)}
        begin = f"{reverse('admin:autocomplete')}?{urlencode(asked | {'field_name': field})}"
        yield f"{begin}&term={word}", f"{begin}&term={other}"
    first = {type(row): row for row in rows}
    for model, _address in lists():
        with suppress(NoReverseMatch):
            add = reverse(name_of(model, "add"))
            known = [
                field for field in model._meta.get_fields() if isinstance(field, ForeignKey | ManyToManyField)
            ]
            filled = {
                field.name: first[field.related_model].pk for field in known if field.related_model in first
            }
            nobody = dict.fromkeys(filled, NOBODY)
            if filled:
                yield f"{add}?{urlencode(filled)}", f"{add}?{urlencode(nobody)}"
            for subject in subjects:
                yield f"{add}?subject={subject.pk}", f"{add}?subject={uuid4()}"


def linked_fields() -> list[tuple[type[Model], str]]:
    """The fields of every table with an administration that lead to a table with one."""
    return [
        (model, field.name)
        for model in admin.site._registry
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField) and field.related_model in admin.site._registry
    ]


def lookups(model: type[Model], deep: int = 3) -> Iterator[tuple[str, Any]]:
    """Every path of lookups from ``model`` to a field, over at most ``deep`` tables, with that field."""

    def walk(at: type[Model], before: str, left: int, seen: frozenset[Any]) -> Iterator[tuple[str, Any]]:
        for field in at._meta.get_fields():
            if field.is_relation:
                target = field.related_model
                if left and target and target not in seen and target is not at:
                    name = f"{before}{field.name}"
                    yield name, field
                    yield from walk(target, f"{name}__", left - 1, seen | {at})
            else:
                yield f"{before}{field.name}", field

    yield from walk(model, "", deep, frozenset())


def told(client: Client, address: str, **posted: Any) -> tuple[int, str]:
    """The status of the page at ``address`` and all that it says: text, file, and the headers that tell."""
    client.cookies.pop("messages", None)
    answer: Any = client.post(address, posted) if posted else client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{name}: {value}" for name, value in answer.items() if name in TELLING)
    said = [str(each) for each in answer.wsgi_request._messages] if answer.status_code == 302 else []
    return answer.status_code, "\n".join([body.decode("utf-8", "replace"), headers, *said])


TELLING = ("Location", "Content-Disposition", "HX-Trigger")


def alike(answer: tuple[int, str], *names: object) -> tuple[int, str]:
    """``answer`` without what differs from time to time, and without ``names``, which the question said."""
    status, text = answer
    for name in sorted(map(str, names), key=len, reverse=True):
        if len(name) > SHORT:
            text = text.replace(name, "…")
        elif name:  # a number stands in other places too
            text = re.sub(rf"([“/]|value=\"|[?&;]\w+=){re.escape(name)}(?=[”/&\"])", r"\1…", text)
    return status, CHANGING.sub("", text)


SHORT = 6
