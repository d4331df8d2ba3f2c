"""Every setting, read from the environment with django-environ; nothing else reads the environment.

Without any variable this is the embedded instance: SQLite in WAL mode, files and queue below ``VAR_DIR``.
``docker-compose.yml`` shows the served one. The variables are listed in ``docs/settings.md``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from som.database_settings import add_options
from som.keys import read_or_make_key
from som.logs import LOGGING as LOGGING
from som.private_files import UMASK, make_private_folder
from som.recipient_settings import RecipientSettings
from som.staff import content_security
from som.staff.sign_in_settings import *  # noqa: F403  (each of them is a setting)
from som.staff.unfold_settings import UNFOLD as UNFOLD

# Before anything is written: only the user this runs as reads what it writes.
os.umask(UMASK)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# A path that is not whole begins where the program lies, from whatever folder it is started.
VAR_DIR = (BASE_DIR / env("VAR_DIR", default="var")).resolve()
KEYS_DIR = VAR_DIR / "keys"
QUEUE_DIR = VAR_DIR / "queue"
TMP_DIR = VAR_DIR / "tmp"
# Whatever this program writes aside lies where an erasure is proved, and on the same disk as the file
# queue, whose messages pass through here on their way to the worker.
tempfile.tempdir = str(TMP_DIR)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or read_or_make_key("secret", folder=KEYS_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "som.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # After those whose pages in the administration som replaces by its own.
    "som",
    "privacy",
    "contacts",
    "applicants",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "som.staff.pages.OwnOriginMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "privacy.web.intake.IntakeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "som.staff.pages.StaffPageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "som.staff.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "som.urls"
WSGI_APPLICATION = "som.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "som.context.organisation",
                "som.staff.navigation.style_account_pages",
            ]
        },
    }
]

# --- Database -----------------------------------------------------------------------------------------

DATABASES = {
    "default": add_options(
        env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'som.sqlite3'}"), folder=BASE_DIR
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "som.User"

# --- Background work ----------------------------------------------------------------------------------

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_TIMEZONE = "Europe/Brussels"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
else:
    # Whoever fills in a form does not wait for a broker that is away: the beat finds the work without it.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 1.0}
CELERY_BEAT_SCHEDULE = {
    "retention sweep": {"task": "privacy.tasks.nightly_sweep", "schedule": crontab(hour=3, minute=10)},
    "reminders of requests": {
        "task": "privacy.tasks.remind_of_requests",
        "schedule": crontab(hour=6, minute=30),
    },
    "search after erasures": {"task": "privacy.tasks.nightly_search", "schedule": crontab(hour=3, minute=40)},
    "where data came from": {"task": "privacy.tasks.inform_in_time", "schedule": crontab(hour=6, minute=40)},
    "leftover files": {"task": "privacy.tasks.remove_files", "schedule": 60.0},
    "outbox": {"task": "privacy.tasks.drain_outbox", "schedule": 60.0},
    "documents of applicants": {"task": "applicants.tasks.clean_documents", "schedule": 60.0},
    "renewal of the reserve": {
        "task": "applicants.tasks.ask_reserve",
        "schedule": crontab(hour=6, minute=50),
    },
    "address books": {"task": "contacts.tasks.work_on_uploads", "schedule": 60.0},
}

# --- Counters -----------------------------------------------------------------------------------------

# For counting attempts to sign in, shared by all processes; a copy of people's data it must never become.
CACHES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CELERY_BROKER_URL}
    if CELERY_BROKER_URL.startswith("redis")
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "counters"),
        # Beyond these some go at random; a few hundred invented names must not make room for more guesses.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
CACHES["default"]["KEY_FUNCTION"] = "som.cache_keys.digest_cache_key"

# --- Languages, time, files ---------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
FORMAT_MODULE_PATH = "som.formats"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

MEDIA_ROOT = BASE_DIR / env("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "privacy.files.storage.FileRoom"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / env("STATIC_ROOT", default=str(VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_HANDLERS = ["privacy.web.uploads.SealedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form without its files
# A virus scanner to ask, clamd: the path of its socket, or tcp://host:port. Empty: none.
CLAMAV_SOCKET = env("CLAMAV_SOCKET", default="")

# --- The organisation and its policy ------------------------------------------------------------------

ORGANISATION_NAME = env("ORGANISATION_NAME", default="vzw DiversLeuven (Samen Onderwijs Maken)")
ORGANISATION_NUMBER = env("ORGANISATION_NUMBER", default="")
ORGANISATION_ADDRESS = env("ORGANISATION_ADDRESS", default="Prof. Van Overstraetenplein 1, 3000 Leuven")
ORGANISATION_EMAIL = env("ORGANISATION_EMAIL", default="hallo@samenonderwijsmaken.be")
DATA_PROTECTION_OFFICER = env("DATA_PROTECTION_OFFICER", default="")
VAT_NUMBER = env("VAT_NUMBER", default="")
RECIPIENTS = RecipientSettings(env)
FINANCIAL_YEAR_CLOSINGS = env.list("FINANCIAL_YEAR_CLOSINGS", default=["12-31"])

# A call with an offer is advertising, with a law and a list of its own (WER VI.110-115): off unless switched
# on.
ALLOW_OFFER_CALLS = env.bool("ALLOW_OFFER_CALLS", default=False)
# What becomes of an applicant in the reserve who does not answer whether they still want to be: "review" puts
# it before a person, "erase" lets them go on that day.
RESERVE_SILENCE = env("RESERVE_SILENCE", default="review")
# After so many days without a word of ours an applicant stands in red on the list and the first page.
APPLICANT_SILENCE_DAYS = env.int("APPLICANT_SILENCE_DAYS", default=21)

# Where, besides the database and the stored files, something of an erased person is looked for.
SEARCHED_FOLDERS = env.list(
    "SEARCHED_FOLDERS",
    default=[str(VAR_DIR / name) for name in ("queue", "tmp", "counters", "ledger", "logs")],
)
LEDGER_URL = env("LEDGER_URL", default=f"file://{VAR_DIR / 'ledger'}")
# An entry is ``name:hex``; the newest comes first and the older ones still find people.
FILE_KEYS = env.list("FILE_KEYS", default=[]) or [f"own:{read_or_make_key('files', folder=KEYS_DIR)}"]
DIGEST_KEYS = env.list("DIGEST_KEYS", default=[]) or [f"own:{read_or_make_key('digest', folder=KEYS_DIR)}"]
LEDGER_KEY = env("LEDGER_KEY", default="") or read_or_make_key("ledger", folder=KEYS_DIR)

# Who hears complaints (GDPR art. 13(2)(d), 77): named in every notice, answer and refusal.
AUTHORITY = {
    "name": _("Data Protection Authority"),
    "address": _("Drukpersstraat 35, 1000 Brussels"),
    "phone": "+32 (0)2 274 48 00",
    "website": _("https://www.dataprotectionauthority.be"),
}

# --- Mail ---------------------------------------------------------------------------------------------

# Without EMAIL_URL mail goes to a local folder, never to a console log.
_mail = env.email_url("EMAIL_URL", default="filemail://")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"] or ""
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT", default=20.0)  # seconds for each answer of the mail server
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ORGANISATION_EMAIL

# --- Sign-in ------------------------------------------------------------------------------------------

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Transport security -------------------------------------------------------------------------------

# An instance that answers to a name of its own speaks HTTPS only. On loopback, where one is tried, no
# certificate exists.
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
HTTPS = env.bool("HTTPS", default=not DEBUG and not LOOPBACK.issuperset(ALLOWED_HOSTS))
# Where links in letters lead. No request says so: whoever sends one could send others astray.
SITE_URL_SAID = env("SITE_URL", default="")
SITE_URL = SITE_URL_SAID or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}/" if HTTPS and ALLOWED_HOSTS else "http://localhost:8000/"
)
# The pages lie below its path, whatever a header says.
FORCE_SCRIPT_NAME = urlsplit(SITE_URL).path.rstrip("/")
FORM_MINIMUM_SECONDS = env.float(
    "FORM_MINIMUM_SECONDS", default=2.0
)  # whoever is faster is shown their answers once more
ERASURE_NEEDS_TWO = env.bool("ERASURE_NEEDS_TWO", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
# Others learn nothing. With "no-referrer" browsers would post our own forms with an origin of "null".
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": content_security.PUBLIC}
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in content_security.REFUSED_FEATURES}
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=HTTPS)
# Browsers know passkeys on https and, for trying, on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
VISIT_COOKIE_NAME = "__Host-my-data" if HTTPS else "my-data"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_PATH = "/accounts/"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
X_FRAME_OPTIONS = "DENY"

for _folder in (VAR_DIR, QUEUE_DIR / "messages", QUEUE_DIR / "control", TMP_DIR, MEDIA_ROOT):
    make_private_folder(_folder)
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
