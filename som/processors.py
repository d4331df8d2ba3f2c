"""Who runs this program's computers and carries its mail (GDPR art. 28)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from privacy.dates import day_of
from privacy.declarations import Party, Progress, Recipient
from privacy.models import OutboxMessage, Subject


class Hosting(Recipient):
    """Everything lies on its computers. Whoever runs SOM on a machine of their own has none."""

    slug = "hosting"
    called = _("the company that runs our computers")
    why = _("running the computers on which this program works")

    def usual(self) -> Party | None:
        # Reached under a name of its own, an instance is most often on somebody else's machine: say so until
        # it is named.
        return Party() if settings.HTTPS else None

    def after_erasure(self, labels: Collection[str]) -> Progress:
        return Progress.DONE if labels else Progress.NOTHING  # what we erase is on its computers


class MailCarrier(Recipient):
    slug = "mail"
    called = _("the company that carries our mail")
    why = _("bringing our letters to your mailbox")
    receives = ("privacy.outboxmessage.content", "account.emailaddress.reach")
    data = _("your e-mail address and the letters that we mail you")

    def usual(self) -> Party | None:
        elsewhere = (
            settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend")
            and settings.EMAIL_HOST not in settings.LOOPBACK
        )
        return Party(settings.EMAIL_HOST) if elsewhere else None

    def dates(self, subject: Subject) -> list[date]:
        sent = OutboxMessage.objects.filter(
            subject=subject, handler="mail", state=OutboxMessage.State.DONE, settled_at__isnull=False
        )
        return sorted({day_of(at) for at in sent.values_list("settled_at", flat=True) if at})
