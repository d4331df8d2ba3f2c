from django.apps import AppConfig


class SomConfig(AppConfig):
    name = "som"
    verbose_name = "SOM"

    def ready(self) -> None:
        from som.staff import second_factor

        second_factor.connect_signals()
