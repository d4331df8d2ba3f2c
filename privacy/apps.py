"""The app: its checks, and the declarations of every app found and closed."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "privacy"
    verbose_name = _("privacy")

    def ready(self) -> None:
        from privacy import checks
        from privacy.declarations.recipients import recipients
        from privacy.declarations.registry import registry
        from privacy.delivery import letters, smtp  # noqa: F401  (who hands over mail and paper)

        checks.register_all()
        autodiscover_modules("policy", register_to=registry)
        autodiscover_modules("processors", register_to=recipients)
