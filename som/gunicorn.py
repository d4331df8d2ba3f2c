"""Gunicorn's settings, shared by ``manage.py stack`` and the container (``gunicorn --config
python:som.gunicorn``)."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

from som.child_processes import die_with_parent

workers = 2
worker_class = "som.slow_clients.PatientWorker"
# So many slow clients are borne in each worker: a thread that waits costs some 100 kB.
threads = 64
graceful_timeout = 10
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  (heartbeat files, in memory)
# Who visited is not written down: an address is personal data (CJEU C-582/14, Breyer).
accesslog = None
loglevel = "warning"


def post_fork(server: Any, worker: Any) -> None:
    """A request handler ends with the master, also when that is killed."""
    die_with_parent(signal.SIGKILL, parent=server.pid)
