"""The suppression list: the memory of a no."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Identifier


class Suppression(models.Model):
    """The memory of a no: it outlives the person's data so that no import or form brings them back.

    ``purpose`` is a slug, or empty for every purpose; ``advertising`` whether that purpose is advertising;
    ``lifted_on`` the day on which they said yes to it again, by themselves. ``name`` is a keyed digest of who
    said it, beside a number only: others may have the same one (``privacy/subjects/names.py``). There is no
    link to a subject on purpose.
    """

    kind = models.CharField(
        _("kind of address"), max_length=5, choices=Identifier.Kind, default=Identifier.Kind.EMAIL
    )
    digest = models.CharField(max_length=100)
    name = models.CharField(_("code of the name"), max_length=100, blank=True)
    purpose = models.SlugField(max_length=40, blank=True)
    advertising = models.BooleanField(_("no to advertising"), default=False)
    since = models.DateField()
    lifted_on = models.DateField(_("until they said yes again"), null=True, blank=True)

    class Meta:
        verbose_name = _("suppression")
        verbose_name_plural = _("suppression list")
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "purpose", "name"], name="suppression_once_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}"
