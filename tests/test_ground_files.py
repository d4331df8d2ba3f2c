"""What the repository promises about itself: locks without hosts, settings that are documented, containers
that add up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from som.recipient_settings import variable_prefix

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = (ROOT / "som" / "settings.py").read_text()
READ = set(re.findall(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)\"""", SETTINGS))
RECIPIENT_VARIABLES = ("NAME", "COUNTRY", "SAFEGUARD", "SAFEGUARD_CONDITIONS")
NAMED_BY_EACH = ("hosting", "mail", "accountant")
READ |= {f"{variable_prefix(slug)}_{what}" for slug in NAMED_BY_EACH for what in RECIPIENT_VARIABLES}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_pins_with_hashes_and_names_no_host(name: str) -> None:
    lock = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][\w.\[\],-]*==\S+", lock, re.MULTILINE)
    assert len(pins) > 20
    assert lock.count("--hash=sha256:") >= len(pins)
    assert re.findall(r"://|index-url|find-links|trusted-host", lock) == []


def _direct_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {re.split(r"[\[<>=~ ]", each)[0].lower() for each in listed}


def test_every_dependency_is_locked() -> None:
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE))
    assert {name for name in _direct_dependencies() if name not in locked} == set()


def test_every_dependency_is_justified() -> None:
    named = set(
        re.findall(r"^\| `([a-z0-9-]+)`", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    )
    assert named == _direct_dependencies()


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    first_cells = re.findall(r"^\| (`[^|]+) \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    documented = {name for cell in first_cells for name in re.findall("`([A-Z_]+)`", cell)}
    assert "DATABASE_URL" in READ
    assert documented == READ


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for app in ("som", "privacy", "contacts", "applicants")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"os\.getenv|os\.environ(\[|\.get)", path.read_text())
    }
    assert readers == set()


def _compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def test_the_served_instance_has_all_its_parts() -> None:
    compose = _compose()
    assert {"web", "worker", "beat", "postgres", "redis", "mail"} <= set(compose["services"])
    for name, service in compose["services"].items():
        assert "restart" in service, name
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"], name
        for other, how in service.get("depends_on", {}).items():
            waits_for_health = how["condition"] == "service_healthy"
            assert not waits_for_health or "test" in compose["services"][other]["healthcheck"], (name, other)


def test_the_served_instance_gets_only_settings_that_exist_and_no_secret_from_a_file() -> None:
    compose = _compose()
    given = compose["services"]["web"]["environment"]
    assert set(given) <= READ
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if "SECRET" in name or "PASSWORD" in name:
                assert value.startswith("${"), name


def test_the_example_environment_holds_settings_only() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named - {"POSTGRES_PASSWORD"} <= READ
    assert {"SECRET_KEY", "POSTGRES_PASSWORD"} <= named


def test_the_image_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER som"]
    assert lines.index("USER som") > max(
        number for number, line in enumerate(lines) if line.startswith("COPY")
    )


def test_in_the_image_the_program_is_readable_for_the_user_it_runs_as() -> None:
    """Root builds it, and what this program writes it keeps to the user who writes."""
    image = (ROOT / "Dockerfile").read_text()
    built, _mark, rest = image.partition("chmod -R a+rX /srv/som /srv/static")
    assert "collectstatic" in built
    assert "compile_translations" in built
    assert "USER som" in rest
    assert "install -d -o som -g som -m 0700 /var/lib/som /var/lib/som-ledger" in built


def test_deployment_checks_are_silent_for_an_instance_with_a_name_of_its_own(tmp_path: Path) -> None:
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    served = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "ALLOWED_HOSTS": "som.example.org",
        "DEBUG": "0",
        "SITE_URL": "https://som.example.org",
        "HOSTING_NAME": "Voorbeeldhosting",
        "ORGANISATION_NUMBER": "0123.456.749",
    }
    done = subprocess.run(
        check, cwd=ROOT, env=served, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_translations_compile_without_gettext(tmp_path: Path, settings: Any) -> None:
    from django.core.management import call_command

    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "reason"\nmsgstr "reden"\n'
    )
    settings.LOCALE_PATHS = [tmp_path]
    call_command("compile_translations")
    assert [entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))] == ["reden"]
