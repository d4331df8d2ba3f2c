"""The settings of nginx that we ship: nothing that people send lies on its disk, and no form is too large for
it that we take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from privacy.web.uploads import NO_FILES, AcceptedFiles
from tests.proxy import SHIPPED


def said(name: str) -> str:
    [value] = re.findall(rf"(?m)^\s*{name} ([^;]+);", SHIPPED.read_text())
    return str(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("proxy_request_buffering", "off"),
        ("proxy_max_temp_file_size", "0"),
        ("proxy_set_header X-Forwarded-For", "$remote_addr"),
        ("proxy_set_header X-Forwarded-Proto", "$scheme"),
        ("proxy_set_header Host", "$host"),
    ],
)
def test_nothing_is_spooled_and_what_we_trust_is_said_by_the_proxy(name: str, value: str) -> None:
    assert said(name) == value


def test_nobody_who_visits_is_written_down() -> None:
    assert set(re.findall(r"access_log ([^;]+);", SHIPPED.read_text())) == {"off"}
    assert said("error_log").endswith(" crit")


def test_the_proxy_takes_the_largest_form_and_hardly_more() -> None:
    largest = max(accepted.largest_body() for accepted in accepted_anywhere(get_resolver()))
    limit = int(said("client_max_body_size").removesuffix("m")) * 1024 * 1024
    assert largest <= limit < largest + 2 * 1024 * 1024


def accepted_anywhere(pattern: URLPattern | URLResolver) -> Iterator[AcceptedFiles]:
    """What each view says that it takes."""
    if isinstance(pattern, URLPattern):
        callback: Any = pattern.callback
        yield getattr(callback, "accepted_files", NO_FILES)
        return
    for each in pattern.url_patterns:
        yield from accepted_anywhere(each)
