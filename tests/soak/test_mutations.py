"""Every mistake that a colleague could make in the engine turns a test red."""

from __future__ import annotations

import pytest

from tests.mistakes.mutation import Mutation
from tests.mutations import ALL, ROOT, applied, copy_of_the_tree, run, shared_mould


@pytest.mark.parametrize("mutation", ALL, ids=lambda mutation: mutation.mistake)
def test_the_mistake_can_still_be_made(mutation: Mutation) -> None:
    text = (ROOT / mutation.file).read_text(encoding="utf-8")
    assert applied(mutation, text) != text


@pytest.mark.soak
def test_every_mistake_turns_a_test_red() -> None:
    with shared_mould(), copy_of_the_tree() as tree:
        untouched = run(None, tree)
        assert not untouched.killed, f"red without any mistake: {untouched.by}"
        survivors = [mutation.mistake for mutation in ALL if not run(mutation, tree).killed]
    assert survivors == []
