"""Who runs this association's computers, carries its mail and keeps its books: read from the environment, for
each recipient by its slug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from environ import Env

if TYPE_CHECKING:
    from privacy.declarations import Party

NOBODY = "-"
"""The name that says: nobody else does this, we do it ourselves."""
PREFIXES = {"mail": "MAIL_CARRIER"}
"""What the names of variables begin with, where that is not the slug in capitals."""


def variable_prefix(slug: str) -> str:
    """Return what the names of the variables about the recipient with that slug begin with, such as
    ``ACCOUNTANT``."""
    return PREFIXES.get(slug, slug.upper().replace("-", "_"))


class RecipientSettings:
    """The parties that the environment names, by the slug of the recipient: ``None`` where it says that
    nobody does this. A slug of which the environment says nothing is not in it."""

    def __init__(self, env: Env) -> None:
        self._env = env

    def __contains__(self, slug: str) -> bool:
        return bool(self._read(slug, "NAME"))

    def __getitem__(self, slug: str) -> Party | None:
        # They load tables, which settings come before.
        from privacy.declarations import Party
        from privacy.declarations.countries import country_code

        name = self._read(slug, "NAME")
        country = country_code(self._read(slug, "COUNTRY", default="BE"))
        safeguard, conditions = self._read(slug, "SAFEGUARD"), self._read(slug, "SAFEGUARD_CONDITIONS")
        return None if name == NOBODY else Party(name, country, safeguard, conditions)

    def _read(self, slug: str, what: str, *, default: str = "") -> str:
        return str(self._env(f"{variable_prefix(slug)}_{what}", default=default))
