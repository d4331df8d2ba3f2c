"""What a member of staff has to do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy.models.subjects import Subject


class Task(models.Model):
    """Something a person must do or decide by ``due_on``; what it is about is told in numbers only."""

    class Kind(models.TextChoices):
        INFORM = "inform", _("tell the person where their data came from (art. 14)")
        DUPLICATE = "duplicate", _("two people at one address: the same person?")
        MAILBOX = "mailbox", _("an organisation has an address that looks like somebody's: whose is it?")
        REVIEW = "review", _("still needed? decide and give the next date")
        FUSE = "fuse", _("the sweep stopped before erasing unusually much")
        REQUEST = "request", _("a request nears its last day, or is past it: answer it")
        UNCONFIRMED = "unconfirmed", _("requests were never confirmed: look at them before they go")
        HOLD = "hold", _("a hold is due to be looked at: lengthen or release it")
        LEFTOVER = "leftover", _("something of an erased person was found: look, and take it away")
        FORWARD = "forward", _("tell who received the data that they changed (art. 19)")
        MESSAGE = "message", _("a message could not be sent: send it again or let it go")
        POST = "post", _("a letter on paper: print it and post it")
        UNSENT = (
            "unsent",
            _("a letter may not be sent and was not: does the person have to hear it in another way?"),
        )

    kind = models.SlugField(_("kind"), max_length=20, choices=Kind)
    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("data subject"),
        related_name="tasks",
    )
    label = models.CharField(_("label"), max_length=100, blank=True)
    row = models.BigIntegerField(_("row number"), default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("for whom"),
        related_name="+",
    )
    due_on = models.DateField(_("to do by"), db_index=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "label", "row"],
                condition=Q(done_on__isnull=True),
                name="task_open_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "label", "row"],
                condition=Q(done_on__isnull=True, subject__isnull=True),
                name="task_open_once_about_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"
