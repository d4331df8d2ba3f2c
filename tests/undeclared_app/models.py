from django.db import models


class Guest(models.Model):
    """Somebody who signed the guest book."""

    subject = models.ForeignKey("privacy.Subject", on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    shoe_size = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"guest {self.pk}"


class Doodle(models.Model):
    """A whole table that nobody spoke for."""

    drawing = models.TextField()

    def __str__(self) -> str:
        return f"doodle {self.pk}"
