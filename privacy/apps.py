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
        from privacy.declarations.letters import declare_letters, letters
        from privacy.declarations.recipients import recipients
        from privacy.declarations.registry import registry
        from privacy.delivery import handlers, paper, smtp
        from privacy.delivery.catalogue import PRIVACY_LETTERS
        from privacy.rights.registered import find_rights

        checks.register_all()
        handlers.register_handler(handlers.MAIL, handler=smtp.hand_over_mail)
        handlers.register_handler(handlers.PAPER, handler=paper.wait_for_post)
        declare_letters(*PRIVACY_LETTERS)
        autodiscover_modules("letters", register_to=letters)
        autodiscover_modules("policy", register_to=registry)
        autodiscover_modules("processors", register_to=recipients)
        find_rights()
