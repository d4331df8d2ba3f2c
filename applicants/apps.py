from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicantsConfig(AppConfig):
    name = "applicants"
    verbose_name = _("applicants")

    def ready(self) -> None:
        from applicants import incoming_forms
        from privacy.delivery import handlers

        handlers.register_handler(incoming_forms.HANDLER, handler=incoming_forms.take_in_application)
