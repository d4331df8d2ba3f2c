from django.apps import AppConfig


class SomConfig(AppConfig):
    name = "som"
    verbose_name = "SOM"
