"""The project's own settings, and one more app."""

from som.settings import *  # noqa: F403

INSTALLED_APPS += ["tests.undeclared_app"]  # noqa: F405
