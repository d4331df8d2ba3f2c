"""A letter is given to the mail server, or comes back with the kind of trouble it met."""

from __future__ import annotations

import contextlib
import smtplib
from typing import Any

from django.core.mail import get_connection
from django.utils import timezone

from privacy.delivery import outbox
from privacy.delivery.letters import letter, permission_for, record_named
from privacy.locks import latched
from privacy.models import OutboxMessage
from privacy.subjects import duties_told as telling

PERMANENT = 500
"""An SMTP reply from here on says that trying again will not help (RFC 5321, 4.2.1)."""


@outbox.handles("mail")
def hand_over(message: OutboxMessage, payload: dict[str, Any]) -> None:
    """Write the letter and give it to the mail server; raises ``outbox.Transient`` or ``outbox.Permanent``.

    The gate is asked again: who said no while the letter waited gets it no more (``outbox.Refused``). It is
    asked under the latch, when the server listens already: from there the letter counts as gone.
    """
    about = payload.pop("about", "")
    first = telling.is_first(message.subject)
    mail = letter(message, **payload, first=first)
    connection = get_connection()
    try:
        connection.open()
        with latched():
            permission = permission_for(
                payload["template"], to=payload["to"], subject=message.subject, about=record_named(about)
            )
            if not permission.allowed:
                raise outbox.Refused(permission.code)
            outbox.leaves(message)
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        raise _trouble(min(codes), "mail-address-refused") from None
    except smtplib.SMTPDataError as refused:
        raise _trouble(refused.smtp_code, "mail-content-refused") from None
    except smtplib.SMTPResponseException:
        # The server does not want us, whoever the letter is for: somebody mends that, and no letter need wait
        # for a person.
        raise outbox.Transient("mail-server-refuses-us") from None
    except OSError:
        raise outbox.Transient("mail-server-away") from None
    finally:
        # The letter is in good hands once the server took it: a farewell that fails must not send it again.
        with contextlib.suppress(OSError):
            connection.close()
    telling.note(message.subject, template=payload["template"], first=first, at=timezone.now())


def _trouble(code: int, slug: str) -> outbox.NotHandedOver:
    return outbox.Permanent(slug) if code >= PERMANENT else outbox.Transient(slug)
