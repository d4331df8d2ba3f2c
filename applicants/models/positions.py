"""The positions that people apply for."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

RESERVED_SLUGS = ("feed",)
"""What other pages have in the place of a position's address (``urls.py``)."""


class Position(models.Model):
    """A position that people apply for.

    A draft until ``opened_on``; open until the day it is closed, ``closed_on``, whatever last day
    (``closes_on``) was announced. The pay stands in it before it opens (directive (EU) 2023/970, art. 5). A
    title or text that is missing in a language is read in Dutch.

    Each constraint carries its words, and as their code the field that they stand at.
    """

    class Contract(models.TextChoices):
        PERMANENT = "permanent", _("permanent contract")
        FIXED_TERM = "fixed-term", _("fixed-term contract")
        REPLACEMENT = "replacement", _("replacement contract")
        STUDENT = "student", _("student job")
        SELF_EMPLOYED = "self-employed", _("self-employed")
        INTERNSHIP = "internship", _("internship")
        VOLUNTEER = "volunteer", _("volunteer work")

    class PayPer(models.TextChoices):
        HOUR = "hour", _("an hour")
        MONTH = "month", _("a month")
        YEAR = "year", _("a year")

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address of the page"), max_length=80, unique=True)
    title_nl = models.CharField(_("title in Dutch"), max_length=120)
    title_fr = models.CharField(_("title in French"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    text_nl = models.TextField(_("text in Dutch"))
    text_fr = models.TextField(_("text in French"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    place = models.CharField(_("place of work"), max_length=120)
    contract = models.CharField(_("contract"), max_length=13, choices=Contract, default=Contract.PERMANENT)
    hours = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True)
    pay_from = models.DecimalField(
        _("gross pay, or the lowest"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In euro. It is announced before the first talk; past pay is never asked."),
    )
    pay_to = models.DecimalField(_("the highest"), max_digits=9, decimal_places=2, null=True, blank=True)
    pay_per = models.CharField(_("pay is per"), max_length=5, choices=PayPer, default=PayPer.MONTH)
    opened_on = models.DateField(_("opened"), null=True, blank=True, help_text=_("Empty: still a draft."))
    closes_on = models.DateField(_("last day to apply"), null=True, blank=True)
    answer_by = models.DateField(_("everybody hears from us by"), null=True, blank=True)
    closed_on = models.DateField(_("closed"), null=True, blank=True, db_index=True)
    hiring_group = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        verbose_name=_("hiring group"),
        help_text=_("Only they see who applies."),
        related_name="+",
    )
    criteria = models.TextField(
        _("what we look at"),
        blank=True,
        help_text=_("A line for each; every evaluator gives each a mark from 1 to 5."),
    )
    blind_first_look = models.BooleanField(
        _("blind first look"),
        default=True,
        help_text=_("Name, address and files are hidden from an evaluator until their score is saved."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("made by"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="position_slug_is_free",
                violation_error_message=_("Another page has this address. Choose another one."),
                violation_error_code="slug",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(pay_from__isnull=False),
                name="position_says_its_pay",
                violation_error_message=_("Say the pay before the position opens."),
                violation_error_code="pay_from",
            ),
            models.CheckConstraint(
                condition=Q(pay_to__isnull=True) | Q(pay_to__gte=F("pay_from")),
                name="position_pay_from_low_to_high",
                violation_error_message=_("The highest pay is not below the lowest."),
                violation_error_code="pay_to",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closes_on__gte=F("opened_on")),
                name="position_last_day_after_opening",
                violation_error_message=_("The last day to apply is not before the opening."),
                violation_error_code="closes_on",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="position_closes_after_opening",
                violation_error_message=_("A position closes on the day it was opened or later."),
                violation_error_code="closed_on",
            ),
        ]

    def __str__(self) -> str:
        return self.title()  # about nobody: a person reads it in My data, and staff in messages

    def validate_constraints(self, exclude: Any = None) -> None:
        """Raise ``ValidationError`` with the words of each broken constraint at the field that it names."""
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as found:
            fields = {field.name for field in self._meta.fields}
            said: dict[str, list[ValidationError]] = {}
            for place, errors in found.error_dict.items():
                for each in errors:
                    said.setdefault(each.code if each.code in fields else place, []).append(each)
            raise ValidationError(said) from found

    def title(self, language: str | None = None) -> str:
        """Return the title in ``language``, the active one without it; in Dutch where it has none."""
        return self._in(language, "title")

    def text(self, language: str | None = None) -> str:
        """Return the text in ``language``, the active one without it; in Dutch where it has none."""
        return self._in(language, "text")

    def is_open(self, today: date) -> bool:
        """Return whether the position is open on ``today``: what closes on a day is open no longer that
        day."""
        started = self.opened_on is not None and self.opened_on <= today
        return started and (self.closed_on is None or self.closed_on > today)

    def is_over(self, today: date) -> bool:
        """Return whether the position was closed on ``today`` or before."""
        return self.closed_on is not None and self.closed_on <= today

    def takes_applications(self, today: date) -> bool:
        """Return whether one may still apply on ``today``: it is open, and its last day has not passed."""
        return self.is_open(today) and (self.closes_on is None or self.closes_on >= today)

    def _in(self, language: str | None, field: str) -> str:
        code = (language or get_language() or "nl")[:2]
        return getattr(self, f"{field}_{code}", "") or getattr(self, f"{field}_nl")


def open_positions(today: date) -> models.QuerySet[Position]:
    """Return the positions that are open on ``today``, the one that closes first above."""
    closes_later = Q(closed_on__isnull=True) | Q(closed_on__gt=today)
    found = Position.objects.filter(closes_later, opened_on__lte=today)
    return found.order_by(F("closes_on").asc(nulls_last=True), "pk")
