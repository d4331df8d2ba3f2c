"""Commands as people run them: the JSON they answer with, or why they could not."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class


def answer(*command: str) -> Any:
    """Return what ``manage.py COMMAND… --json`` prints, parsed."""
    out = io.StringIO()
    call_command(*command, "--json", stdout=out)
    return json.loads(out.getvalue())


def words(*command: str) -> str:
    """Return what ``manage.py COMMAND…`` prints."""
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def refusal(*command: str) -> str:
    """Return why ``manage.py COMMAND…`` exits with 1; it must print nothing on standard output."""
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command(*command, stdout=out)
    assert refused.value.returncode == 1
    assert out.getvalue() == ""
    return str(refused.value)


def wrong_usage(*command: str) -> int:
    """Return the code with which ``manage.py COMMAND…`` exits before it does anything, because it was asked
    wrongly."""
    app = get_commands()[command[0]]
    with pytest.raises(SystemExit) as ended:
        load_command_class(app, command[0]).run_from_argv(["manage.py", *command])
    return int(str(ended.value.code))
