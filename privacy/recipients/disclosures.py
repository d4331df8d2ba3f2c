"""Data given by hand to somebody outside, such as an invoice to the tax administration: written down each
time.

Only whoever is declared (``privacy/declarations/recipients.py``) is given something (P29), and only the
groups it is declared to receive. Of a person whose data are put aside nothing is given but for the exceptions
of GDPR art. 18(2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from privacy.declarations.recipients import Recipient, recipients
from privacy.declarations.registry import registry
from privacy.evidence import ledger
from privacy.locks import latched
from privacy.models import Choice, Disclosure, Subject
from privacy.models.choices import in_force
from privacy.web.refusal import Refusal


class DisclosureRefused(Refusal):
    """This may not be given."""


class NameMissing(DisclosureRefused):
    """It is not known who received it."""

    def __init__(self) -> None:
        super().__init__(_("Write the name of who received it."))


def record_disclosure(
    subject: Subject,
    slug: str,
    labels: Iterable[str],
    *,
    on: date,
    reason: str,
    law: str,
    today: date,
    name: str = "",
    by: AbstractBaseUser | None = None,
) -> Disclosure:
    """Write down that the groups with ``labels`` of ``subject`` were given on that day; return it.

    ``name`` is needed where the recipient has none of its own. ``DisclosureRefused``, in words, for whoever
    is not declared, for groups that it does not receive, for a day to come, without a reason, and while the
    person's data are put aside.
    """
    recipient = recipient_by_hand(slug)
    given = list(dict.fromkeys(labels))
    called = name.strip() or (recipient.party.name if recipient.party else "") or _own_name(recipient)
    if not called:
        raise NameMissing
    if not given or any(not recipient.takes(label) for label in given):
        raise DisclosureRefused(_("%(name)s does not receive these data.") % {"name": called})
    for label in given:
        registry.group(label)
    if on > today:
        raise DisclosureRefused(_("Choose today or a day that is past."))
    if not reason.strip() or not law.strip():
        raise DisclosureRefused(_("Write why, and by which law."))
    with latched():
        aside = Choice.objects.filter(in_force(on), subject=subject, kind=Choice.Kind.RESTRICTION)
        if not recipient.despite_restriction and aside.exists():
            raise DisclosureRefused(_("These data are put aside: they may not be given (GDPR art. 18(2))."))
        disclosure = Disclosure.objects.create(
            subject=subject,
            recipient=slug,
            name=called,
            labels=given,
            known_as=_known_as(subject),
            given_on=on,
            reason=reason.strip(),
            law=law.strip(),
            recorded_by=by,  # type: ignore[misc]
        )
        facts = {"recipient": slug, "given_on": on.isoformat(), "by": by.pk if by else None}
        ledger.append_entry("disclosed", disclosure=disclosure.pk, subject=str(subject.pk), **facts)
    return disclosure


def recipient_by_hand(slug: str) -> Recipient:
    """Return whom staff may give something to, by its slug; ``DisclosureRefused`` if nobody like that
    is declared or here."""
    for recipient in recipients.here:
        if recipient.slug == slug and recipient.by_hand:
            return recipient
    raise DisclosureRefused(_("Only who is declared may receive something."))


def _known_as(subject: Subject) -> str | None:
    """Return the names that ``subject`` has in our records; ``None`` where there is none."""
    named = [policy for policy in registry.policies if policy.names and policy.subject == "subject"]
    rows = [(policy, row) for policy in named for row in policy.rows_of(subject).order_by("pk")]
    names = [" ".join(str(getattr(row, name) or "") for name in policy.names).strip() for policy, row in rows]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _own_name(recipient: Recipient) -> str:
    """Return the name that a recipient has everywhere, such as the tax administration's."""
    return "" if recipient.each_has_a_name else recipient.name
