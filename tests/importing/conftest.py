"""What a reader says of a row is asserted in English, whatever language the association speaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

READERS = {"test_table", "test_table_rows", "test_vcard", "test_vcard_broken"}


@pytest.fixture(autouse=True)
def readers_speak_english(request: pytest.FixtureRequest) -> Iterator[None]:
    language = "en" if request.module.__name__.rpartition(".")[2] in READERS else translation.get_language()
    with translation.override(language):
        yield
