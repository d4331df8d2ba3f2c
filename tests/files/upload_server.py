"""``som.wsgi`` with the pages of ``tests.files.upload_pages`` besides its own, for gunicorn."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
settings.ROOT_URLCONF = "tests.files.upload_pages"

from som.wsgi import application as application  # noqa: E402  (it reads the settings)
