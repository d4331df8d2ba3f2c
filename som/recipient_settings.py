"""Who runs this association's computers, carries its mail and keeps its books: read from the environment."""

from __future__ import annotations

from environ import Env

from privacy.declarations.recipients import Party

NOBODY = "-"
"""The name that says: nobody else does this, we do it ourselves."""
PREFIXES = {"hosting": "HOSTING", "mail": "MAIL_CARRIER", "accountant": "ACCOUNTANT"}
"""The recipients that each association names itself, by slug."""


def parties(env: Env) -> dict[str, Party | None]:
    """Return who each of ``PREFIXES`` is, by slug; ``None`` for nobody. What the environment does not name is
    left out."""
    named = {slug: env(f"{prefix}_NAME", default="") for slug, prefix in PREFIXES.items()}
    return {
        slug: None if name == NOBODY else _party(env, PREFIXES[slug], name)
        for slug, name in named.items()
        if name
    }


def _party(env: Env, prefix: str, name: str) -> Party:
    return Party(name, env(f"{prefix}_COUNTRY", default="BE").upper(), env(f"{prefix}_SAFEGUARD", default=""))
