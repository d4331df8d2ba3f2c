"""The project: settings, URLs, background work and health. It knows every app; no app knows it."""

from som.celery import app as celery_app

__all__ = ["celery_app"]
