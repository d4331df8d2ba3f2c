"""Signing in as a browser does, with a password and a second factor."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa import app_settings as mfa
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from som.models import User
from tests.cast import brecht

PASSWORD = "een lange zin die niemand raadt"
LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
CODE_AGAIN = "/accounts/2fa/reauthenticate/"
PASSWORD_AGAIN = "/accounts/reauthenticate/"


def bookkeeper_with_password() -> User:
    """Brecht, who may do everything here and has a password."""
    made = brecht()
    made.is_superuser = True
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(client: Client, *, password: str = PASSWORD, name: str = "brecht", **facts: Any) -> Any:
    """Send the form of signing in; ``facts`` are of the connection."""
    return client.post(LOGIN, {"login": name, "password": password, "next": "/admin/"}, **facts)


def app_of(user: User) -> str:
    """Give ``user`` an authenticator app; return its secret."""
    secret: str = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def code_of(secret: str, *, later: int = 0) -> str:
    """The code that the app shows now, or that many times later."""
    counter = int(time.time()) // mfa.TOTP_PERIOD + later
    code: str = totp.format_hotp_value(totp.hotp_value(secret, counter))
    return code
