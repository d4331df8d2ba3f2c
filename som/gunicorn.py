"""Gunicorn's settings, shared by ``manage.py stack`` and the container (``gunicorn --config
python:som.gunicorn``)."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path
from typing import Any

from som.child_processes import die_with_parent

workers = 2
worker_class = "som.slow_clients.PatientWorker"
# More slow clients than are to be borne (200), in each worker: one of them may get nearly all.
threads = 256
worker_connections = 2000
graceful_timeout = 10
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  (heartbeat files, in memory)
# Who visited is not written down: an address is personal data (CJEU C-582/14, Breyer).
accesslog = None
# Where we are is said by SITE_URL, never by a header of whoever asks (SCRIPT_NAME, PATH_INFO).
forwarder_headers = ""
loglevel = "warning"
OPEN_FILES = 16_384
"""For each thread a client, what it sends and the database; systems give 1,024 unless they are asked."""


def on_starting(server: Any) -> None:
    """Before anything is served, what this instance keeps is closed to others on the machine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
    from som.startup import close_files

    close_files()
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(wanted, given), most))


def post_fork(server: Any, worker: Any) -> None:
    """A request handler ends with the master, also when that is killed."""
    die_with_parent(signal.SIGKILL, parent=server.pid)
