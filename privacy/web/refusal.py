"""What is answered to whoever asks for something that cannot be done: one exception, with a sentence."""

from __future__ import annotations


class Refusal(Exception):
    """A person cannot have what they ask, and its one argument says so in their language, naming nobody.

    Pages and commands catch this and nothing wider. A ``ValueError`` is a mistake of the caller: it is logged
    and never read as a sentence (``docs/decisions/0018-a-refusal-is-a-sentence.md``).
    """
