from django.apps import AppConfig


class SomConfig(AppConfig):
    name = "som"
    verbose_name = "SOM"

    def ready(self) -> None:
        from privacy.delivery import handlers
        from som.formats.french import write_first_of_month
        from som.staff import account_changes, password_reset, second_factor, sign_in_limits

        write_first_of_month()
        account_changes.connect_signals()
        second_factor.connect_signals()
        sign_in_limits.connect_signals()
        handlers.register_handler(password_reset.HANDLER, handler=password_reset.send_password_links)
