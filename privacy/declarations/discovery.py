"""What apps bring along, found by the name of a module as Django finds their ``admin``: no list of apps to
keep."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def declared_by_apps(module: str, name: str) -> Iterator[Any]:
    """Yield what the constant ``name`` lists in ``module`` of each installed app, in the order of
    ``INSTALLED_APPS``. An app without that module brings nothing.

    Raises ``AttributeError`` for a module that lacks the constant: a name that was misspelt would bring
    nothing in silence.
    """
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, module):
            yield from getattr(import_module(f"{app.name}.{module}"), name)
