"""The closing of the benchmark's selection and the sweep of that night, written by hand for these tables and
this policy alone: the limit to aim by.

The same rows and files go, with the same traces, run lines and ledger lines, in transactions of 2,000 rows
under the latch (``hand_sweep.py``), and every file that went is unlinked. It looks at nobody before it
closes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import connection, transaction

from benchmarks.hand_steps import Step, blanked, deleted, filled
from benchmarks.hand_sweep import HandSweep

FEWEST = 5
SENT = ("first_name", "last_name", "phone", "letter", "wording", "fingerprint", "email", "stage")
CONSENTED = """EXISTS (SELECT 1 FROM privacy_choice WHERE subject_id = a.subject_id AND kind = 'consent'
    AND purpose = 'reserve' AND starts <= :today AND (ends IS NULL OR ends > :today))"""
OVER = f"""(a.ended_on <= :today OR (p.closed_on <= :today
    AND NOT (a.choice = 'reserve' AND {CONSENTED})))"""
OF_APPLICATION = """JOIN applicants_application a ON a.id = t.application_id
    JOIN applicants_position p ON p.id = a.position_id"""
OF_ITSELF = "JOIN applicants_application a ON a.id = t.id JOIN applicants_position p ON p.id = t.position_id"
FILES = """SELECT file FROM applicants_document WHERE id IN (SELECT id FROM batch) AND file <> ''
    UNION ALL SELECT cleaned FROM applicants_document WHERE id IN (SELECT id FROM batch) AND cleaned <> ''"""


def _of_application(name: str, group: str, *before: str) -> Step:
    """Return the step that deletes the rows of a table that belongs to an application which is over."""
    table = f"applicants_{name}"
    return Step(
        label=f"applicants.{name}.{group}",
        table=table,
        joins=OF_APPLICATION,
        where=OVER,
        subject="a.subject_id",
        erase=(*before, deleted(table)),
    )


STEPS = (
    Step(
        label="applicants.application.dossier",
        table="applicants_application",
        joins=OF_ITSELF,
        where=f"{filled('t', *SENT)} AND {OVER}",
        erase=(blanked("applicants_application", *SENT),),
    ),
    _of_application(
        "document",
        "document",
        f"INSERT INTO privacy_filetodelete (name) {FILES}",
        f"DELETE FROM privacy_storedfile WHERE name IN ({FILES})",
    ),
    _of_application("stagechange", "decision"),
    _of_application("evaluation", "opinion"),
    _of_application("interview", "talk"),
    Step(
        label="applicants.application",
        table="applicants_application",
        joins=OF_ITSELF,
        where=f"NOT {filled('t', *SENT)} AND {OVER}",
        erase=(deleted("applicants_application"),),
        holdable=False,
    ),
    Step(
        label="privacy.identifier.address",
        table="privacy_identifier",
        where="NOT EXISTS (SELECT 1 FROM applicants_application a WHERE a.subject_id = t.subject_id)",
        erase=(deleted("privacy_identifier"),),
    ),
)


def close_and_sweep(position: int, *, today: date, room: Path) -> int:
    """Close the position with that key, erase what is due, and unlink the files below ``room``; return how
    many statements the sweep took."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE applicants_position SET closed_on = %s WHERE id = %s AND closed_on IS NULL",
            [today, position],
        )
        cursor.execute(
            """INSERT INTO applicants_positioncount (position_id, about, key, count)
               SELECT %s, 'stage', stage, COUNT(*) FROM applicants_application
               WHERE position_id = %s AND stage NOT IN ('', 'received') GROUP BY stage""",
            [position, position],
        )
        cursor.execute(
            "UPDATE applicants_positioncount SET count = NULL WHERE position_id = %s AND count < %s",
            [position, FEWEST],
        )
    sweep = UnlinkingSweep(today, steps=STEPS, reviews=())
    sweep.room = room
    sweep.run()
    return sweep.statements


class UnlinkingSweep(HandSweep):
    """A sweep that unlinks the files of what went, before their names are struck off."""

    room: Path

    def remove_files(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM privacy_filetodelete")
            names = [name for (name,) in cursor.fetchall()]
        for name in names:
            (self.room / name).unlink(missing_ok=True)
        super().remove_files()
