"""Nothing starts with what nobody declared: checks are registered by a call, and every program runs them."""

from __future__ import annotations

import inspect
import os
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.checks.registry import registry as registered

from privacy import checks
from privacy.apps import PrivacyConfig
from tests.instances import Instance


def test_starting_registers_every_check_by_a_call_and_not_by_an_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A linter may take away an import for its side effect, and the closed world with it."""
    assert "checks.register_all()" in inspect.getsource(PrivacyConfig.ready)
    every: set[Any] = {*checks.CHECKS, *checks.DATABASE_CHECKS}
    deployment: set[Any] = set(checks.DEPLOYMENT_CHECKS)
    assert every <= registered.registered_checks
    assert deployment <= registered.deployment_checks
    written = {
        check
        for module in pkgutil.iter_modules(checks.__path__)
        for name, check in vars(import_module(f"privacy.checks.{module.name}")).items()
        if name.startswith("check_")
    }
    assert every | deployment == written, "a check that is written is registered"
    monkeypatch.setattr(registered, "registered_checks", set())
    monkeypatch.setattr(registered, "deployment_checks", set())
    for module in pkgutil.iter_modules(checks.__path__):
        import_module(f"privacy.checks.{module.name}")
    assert not registered.registered_checks
    checks.register_all()
    assert registered.registered_checks == every
    assert registered.deployment_checks == deployment


PROGRAMS = {
    "check": ("manage.py", "check"),
    "stack": ("manage.py", "stack", "--bind", "127.0.0.1:0"),
    "sweep": ("manage.py", "privacy_sweep"),
    "server": ("-c", "import som.wsgi"),
    "worker": ("-m", "celery", "-A", "som", "worker", "--pool", "solo"),
}


@pytest.mark.promise("P1")
@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_starts_with_a_field_that_nobody_declared(program: str, tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "CELERY_BROKER_URL": "filesystem://"}
    environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/none.sqlite3"
    broken = Instance({**environment, "DJANGO_SETTINGS_MODULE": "tests.undeclared_app.settings"}, port=0)
    started = broken.start(*PROGRAMS[program])
    output, _rest = started.communicate(timeout=60)
    assert started.returncode != 0, output
    assert "undeclared_app.Guest.shoe_size is not declared" in output
    assert "undeclared_app.Doodle has no policy" in output
    assert "Guest.name" not in output
    assert broken.processes() == []


def test_the_same_programs_start_without_that_field(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
    }
    sound = Instance(environment, port=0)
    for program in ("check", "server"):
        started = sound.start(*PROGRAMS[program])
        output, _rest = started.communicate(timeout=60)
        assert started.returncode == 0, output
