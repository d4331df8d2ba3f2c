"""Background work: one Celery app, whose worker and beat refuse to start on what the checks call an error."""

from __future__ import annotations

import os
import signal

import django
from celery import Celery
from celery.signals import beat_embedded_init, beat_init, worker_init

from som import queue
from som.child_processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")

queue.use_file_queue()
app = Celery("som")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_if_broken(**_: object) -> None:
    """Run the system checks before the first task; Celery itself only looks whether they can run."""
    django.setup()
    from som import startup

    startup.refuse_if_broken()
    startup.close_files()


_started_by = os.getpid()
"""The worker's process id, as the beat that is forked from it still knows it."""


@beat_embedded_init.connect
def follow_the_worker(**_: object) -> None:
    """The beat inside a worker is a process of its own: let it end with the worker however that ends."""
    die_with_parent(signal.SIGKILL, parent=_started_by)
