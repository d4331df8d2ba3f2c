"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "som.settings")
django_application = get_wsgi_application()

from som.slow_clients import guard_requests  # noqa: E402  (the apps are loaded by the line above)
from som.startup import refuse_if_broken  # noqa: E402

refuse_if_broken()
application = guard_requests(django_application)
