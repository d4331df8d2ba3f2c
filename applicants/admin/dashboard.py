"""What the applicants' file adds to the first page: positions that are open too long, and people who wait for
a word of ours."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.admin.position_state import is_open_too_long, word_state, word_unheard
from applicants.models import Position
from applicants.models.positions import open_positions
from applicants.selection.silence import count_unheard
from privacy.admin.base.dashboard import SHOWN, Card, Queue, QueueRow
from privacy.staff_access.visibility import is_privacy_role


def neglected_positions(request: HttpRequest, today: date) -> Queue:
    """Return the open positions of the reader's hiring groups that ask for something: open too long, past
    their last day, or with applicants who heard nothing for too long."""
    user: Any = request.user
    found = open_positions(today)
    mine = list(found if is_privacy_role(user) else found.filter(hiring_group__in=[user.pk]))
    unheard = count_unheard(mine, today=today)
    rows = [_row(each, unheard[each.pk], today) for each in mine if _asks(each, unheard[each.pk], today)]
    link = f"{reverse('admin:applicants_position_changelist')}?closed_on__isempty=1"
    nothing = _("No applicant waits too long for a word of ours, and no position is open too long.")
    return Queue(_("Positions"), rows[:SHOWN], len(rows[SHOWN:]), link, nothing)


def _asks(position: Position, unheard: int, today: date) -> bool:
    over = position.closes_on is not None and position.closes_on < today
    return bool(unheard) or over or is_open_too_long(position, today=today)


def _row(position: Position, unheard: int, today: date) -> QueueRow:
    page = reverse("admin:applicants_position_selection", args=(position.pk,))
    light = word_unheard(unheard) if unheard else word_state(position, today=today)
    return QueueRow(position.title(), page, [], light)


CARDS = (Card(22, ("applicants.view_position",), neglected_positions),)
