"""Using restricted data on a ground of the law: only what an app lets, with the ground in writing, and logged
(GDPR art. 18(2)).

The person's consent is asked at the gate; here stand the three grounds that need none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.dates import day_of
from privacy.evidence import ledger
from privacy.models import Choice, RestrictedUse, Subject
from privacy.models.choices import in_force
from privacy.web.refusal import Refusal


@dataclass(frozen=True)
class WrittenGround:
    """On which ground of art. 18(2) restricted data are used, why in words, and who says so."""

    ground: str
    reason: str
    by: AbstractBaseUser | None = None

    def __post_init__(self) -> None:
        if self.ground not in RestrictedUse.Ground.values or not self.reason.strip():
            raise Refusal(_("Choose a ground of GDPR art. 18(2), and write why it applies."))


def record_restricted_use(
    subject: Subject, made: Model, written: WrittenGround, *, now: datetime
) -> RestrictedUse:
    """Write down that ``made`` was made of the restricted data of ``subject`` on that ground, and return
    it."""
    what = f"{made._meta.label_lower} {made.pk}"
    use = RestrictedUse.objects.create(
        subject=subject,
        what=what,
        ground=written.ground,
        reason=written.reason.strip(),
        at=now,
        recorded_by_id=written.by.pk if written.by else None,
    )
    ledger.append_entry(
        "restricted-use",
        subject=str(subject.pk),
        what=what,
        ground=written.ground,
        by=written.by.pk if written.by else None,
    )
    return use


def use_is_recorded(subject: Subject, made: Model) -> bool:
    """Return whether a ground was written down for ``made`` since the restriction of ``subject`` began that
    stands now."""
    standing = Choice.objects.filter(
        in_force(timezone.localdate()), subject=subject, kind=Choice.Kind.RESTRICTION
    ).first()
    uses = RestrictedUse.objects.filter(subject=subject, what=f"{made._meta.label_lower} {made.pk}")
    return standing is not None and any(day_of(use.at) >= standing.starts for use in uses)
