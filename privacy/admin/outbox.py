"""The outbox for staff: a parked message is sent again or dropped; its payload is shown to nobody."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from privacy.admin.base.personal import ReadOnlyAdmin
from privacy.delivery import outbox
from privacy.delivery.troubles import trouble_words
from privacy.models import OutboxMessage


class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ("id", "handler", "state", "attempts", "why", "next_at", "settled_at")
    list_filter = ("state", "handler")
    exclude = ("payload",)
    ordering = ("-pk",)
    actions = ("send_again", "let_go")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMessage]:
        return super().get_queryset(request).defer("payload")

    @admin.display(description=_("trouble"), ordering="trouble")
    def why(self, message: OutboxMessage) -> str:
        """Return in words why the message was not sent; "" if nothing went wrong."""
        return trouble_words(message.trouble)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Return whether the member of staff may send a parked message again or drop it."""
        return bool(request.user.has_perm("privacy.change_outboxmessage"))

    @admin.action(description=_("Send the selected parked messages again"), permissions=["settle"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[OutboxMessage]) -> None:
        """Have the parked messages among ``chosen`` sent again."""
        count = sum(outbox.send_message_again(message, now=timezone.now()) for message in chosen)
        text = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count) % {
            "count": count
        }
        messages.success(request, text)

    @admin.action(description=_("Let the selected messages go: never send them"), permissions=["settle"])
    def let_go(self, request: HttpRequest, chosen: QuerySet[OutboxMessage]) -> None:
        """Drop the messages among ``chosen`` that were not sent."""
        count = sum(outbox.drop_message(message) for message in chosen)
        text = ngettext("%(count)d message is let go.", "%(count)d messages are let go.", count) % {
            "count": count
        }
        messages.success(request, text)
