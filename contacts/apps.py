from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "contacts"
    verbose_name = _("client register")

    def ready(self) -> None:
        from contacts import incoming_forms
        from privacy.delivery import handlers

        handlers.register_handler(incoming_forms.HANDLER, handler=incoming_forms.take_in_form)
