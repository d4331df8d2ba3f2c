"""Names in the cache: what is counted there is counted per network address or user name, which it must not
hold."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def digest_cache_key(key: str, prefix: str, version: int) -> str:
    """Return ``key`` as 160 bits of HMAC-SHA-256 (FIPS 198-1) with this instance's own secret,
    hexadecimal."""
    said = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:40]
