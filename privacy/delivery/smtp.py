"""A letter is given to the mail server, or comes back with the kind of trouble it met.

What a server says when it refuses quotes the address: only the kind of trouble is kept.

A letter can arrive twice, where a worker was killed between the server's yes and its own note of it. Its
Message-ID is then the same, by which mail programs show it once.
"""

from __future__ import annotations

import contextlib
import smtplib
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from privacy.db.disk_full import is_disk_full
from privacy.declarations.letters import letters
from privacy.delivery import outbox
from privacy.delivery.handlers import NotHandedOver, Permanent, Refused, Transient
from privacy.delivery.letter_text import render_html_part, render_letter
from privacy.delivery.letters import (
    find_record_named,
    normalise_one_address,
    permission_to_send,
    record_as_told,
    tells_of_right_to_object,
)
from privacy.delivery.source_facts import facts_to_carry
from privacy.locks import latched
from privacy.models import OutboxMessage

PERMANENT = 500
"""An SMTP reply from here on says that trying again will not help (RFC 5321, 4.2.1)."""


def hand_over_mail(message: OutboxMessage, payload: dict[str, Any]) -> None:
    """Write the letter and give it to the mail server; raises ``Transient`` or ``Permanent``.

    The gate is asked again: who said no while the letter waited gets it no more (``Refused``). It is asked
    under the latch, when the server listens already: from there the letter counts as gone.
    """
    about = payload.pop("about", "")
    first = tells_of_right_to_object(message.subject, payload["template"], payload["context"])
    source = facts_to_carry(
        payload["template"],
        to=payload["to"],
        language=payload["language"],
        subject=message.subject,
        on=timezone.localdate(),
    )
    mail = compose_mail(message, **payload, first=first, source=source)
    connection = get_connection()
    try:
        connection.open()
        with latched():
            permission = permission_to_send(
                payload["template"],
                to=payload["to"],
                subject=message.subject,
                about=find_record_named(about),
                written=True,
            )
            if not permission.allowed:
                raise Refused(permission.code)
            outbox.mark_as_leaving(message)
        connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        raise _trouble(min(codes), "mail-address-refused") from None
    except smtplib.SMTPDataError as refused:
        raise _trouble(refused.smtp_code, "mail-content-refused") from None
    except smtplib.SMTPResponseException:
        # The server does not want us, whoever the letter is for: somebody mends that, and no letter need wait
        # for a person.
        raise Transient("mail-server-refuses-us") from None
    except OSError as error:
        raise Transient("disk-full" if is_disk_full(error) else "mail-server-away") from None
    finally:
        # The letter is in good hands once the server took it: a farewell that fails must not send it again.
        with contextlib.suppress(OSError):
            connection.close()
    record_as_told(
        payload["template"],
        to=message.subject,
        first=first,
        at=timezone.now(),
        with_source=source is not None,
    )


def compose_mail(
    message: OutboxMessage,
    *,
    template: str,
    to: str,
    language: str,
    context: dict[str, Any],
    first: bool = False,
    source: dict[str, Any] | None = None,
) -> EmailMultiAlternatives:
    """Return the mail as it goes out for ``message``: headers, plain text and HTML, in ``language``.

    The ``first`` to a person has the right to object below it, apart from everything else (GDPR art. 21(4)),
    and where somebody else gave us their data, its ``source`` (art. 14(3)(b)).
    ``Incomplete`` if it refuses or postpones without its mandatory parts.
    """
    sender = settings.DEFAULT_FROM_EMAIL
    facts = context | {"first": first, "told_source": source}
    title, text = render_letter(template, language=language, context=facts)
    mail = EmailMultiAlternatives(
        subject=title,
        body=text,
        from_email=formataddr((settings.ORGANISATION_NAME, sender)),
        to=[normalise_one_address(to)],
        reply_to=[sender],
        headers={
            "Message-ID": message_id(message),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )
    html = render_html_part(template, title=title, language=language, context=facts)
    mail.attach_alternative(html, "text/html")
    if event := context.get(letters.named(template).calendar):
        mail.attach(_attach_event(event))
    return mail


def _attach_event(event: str) -> MIMEText:
    """Return an event for a calendar as the part of a mail (RFC 6047)."""
    part = MIMEText(event, "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="invitation.ics")
    return part


def message_id(message: OutboxMessage) -> str:
    """Return the Message-ID of ``message``, the same at every attempt; a database begun anew gives other
    ones."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return f"<{message.pk}.{message.made_at.timestamp():.6f}@{domain}>"


def _trouble(code: int, slug: str) -> NotHandedOver:
    return Permanent(slug) if code >= PERMANENT else Transient(slug)
