from django.apps import AppConfig


class SomConfig(AppConfig):
    name = "som"
    verbose_name = "SOM"

    def ready(self) -> None:
        from som.staff import account_changes, second_factor

        account_changes.connect_signals()
        second_factor.connect_signals()
