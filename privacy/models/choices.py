"""What a data subject chose: consents, objections, wishes to be forgotten, restrictions."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class Choice(models.Model):
    """A choice of a data subject, in force from ``starts`` up to but not on ``ends``."""

    class Kind(models.TextChoices):
        CONSENT = "consent", _("consent")
        OBJECTION = "objection", _("objection")
        ERASURE = "erasure", _("asked to be forgotten")
        RESTRICTION = "restriction", _("restriction")

    class Channel(models.TextChoices):
        WEB = "web", _("web form")
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        LETTER = "letter", _("letter")

    class Source(models.TextChoices):
        """How a choice came to us: by a ``Channel``, or in an address book that somebody else kept."""

        WEB = "web", _("web form")
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        LETTER = "letter", _("letter")
        IMPORT = "import", _("address book")

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, verbose_name=_("data subject"), related_name="choices"
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    purpose = models.SlugField(_("purpose"), max_length=40, blank=True, help_text=_("Empty: every purpose."))
    starts = models.DateField(_("in force from"))
    ends = models.DateField(_("in force until"), null=True, blank=True)
    source = models.CharField(_("channel"), max_length=6, choices=Source)
    wording = models.TextField(_("wording"), blank=True, help_text=_("The sentence the person saw."))
    request = models.ForeignKey(
        "privacy.Request",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("request"),
        related_name="choices",
    )
    lifting = models.ForeignKey(
        "privacy.OutboxMessage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("letter that says it ends"),
        help_text=_("A restriction ends when this letter has left (GDPR art. 18(3))."),
        related_name="+",
    )
    lifts_on = models.DateField(_("ends then, if the letter has left"), null=True, blank=True, editable=False)
    notice = models.ForeignKey(
        "privacy.NoticeVersion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("version of the notice"),
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded on"), auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="choice_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "purpose"],
                condition=Q(ends__isnull=True),
                name="choice_one_in_force",
            ),
        ]
        # The person first: SQLite, without statistics, would otherwise walk all wishes for every row.
        indexes = [models.Index(fields=["subject", "kind", "starts"], name="choice_of_subject")]

    def __str__(self) -> str:
        return f"choice {self.pk}"


def in_force(today: date) -> Q:
    """Return the condition under which a choice counts on ``today``."""
    return Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gt=today))
