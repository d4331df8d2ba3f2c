"""The mistakes that a colleague could make where two do something at the same moment (``tests/races``).

On SQLite a transaction keeps every other from writing, so some mistakes show on PostgreSQL only: those stand
apart, and are run where ``DATABASE_URL`` names a server.
"""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

LATCH = "privacy/locks.py"
SWEEP = "privacy/retention/sweep.py"
REGISTER = "contacts/register.py"
SEEN = "privacy/admin/base/stale_form_guard.py"
MOMENT = "privacy/locks.py"
EXPORT = "privacy/export/archive.py"
PACKAGE = "privacy/requests/download.py"
OUTBOX = "privacy/delivery/outbox.py"
WORKER = "privacy/delivery/outbox_worker.py"
MAIL = "privacy/delivery/letters.py"
VISITS = "privacy/my_data/visits.py"
REQUESTS = "privacy/requests/intake.py"
STANDING = "privacy/requests/standing.py"
DOWNLOAD = "privacy/export/download.py"
SMTP = "privacy/delivery/smtp.py"
CLOSING = "privacy/requests/closing.py"

RACES = {
    **{file: ["tests/races/test_sweep.py"] for file in (LATCH, SWEEP, REGISTER)},
    SEEN: ["tests/races/test_forms.py"],
    **{file: ["tests/races/test_export.py"] for file in (MOMENT, EXPORT, PACKAGE, DOWNLOAD)},
    **{file: ["tests/races/test_mail.py"] for file in (OUTBOX, WORKER, MAIL, SMTP)},
    VISITS: ["tests/races/test_requests.py"],
    CLOSING: ["tests/races/test_requests.py"],
    REQUESTS: ["tests/races/test_requests.py"],
    STANDING: ["tests/answers/test_second_persons.py"],
}
"""Which tests notice one of these mistakes, by its file."""

MISTAKES = [
    Mutation(
        "the latch is left out",
        LATCH,
        "    with transaction.atomic():\n        Latch.objects.select_for_update().get(pk=1)\n        yield",
        "    yield",
    ),
    Mutation(
        "a chunk is erased after the latch is let go",
        SWEEP,
        "        ids = again.still_due(keys) if again else keys\n",
        "        ids = again.still_due(keys) if again else keys\n    with nullcontext():\n",
    ),
    Mutation(
        "work is begun for somebody without a name",
        REGISTER,
        "if known is None or (_named(party) and",
        "if known is None and (",
    ),
    Mutation(
        "a copy is read statement by statement", MOMENT, "    if connection.in_atomic_block:", "    if True:"
    ),
    Mutation(
        "a copy that an erasure overtook is kept",
        EXPORT,
        "    if SweepRun.objects.filter(pk__gt=since, subject=subject.pk).exists():",
        "    if False:",
    ),
    Mutation(
        "a copy is put in place without the latch",
        EXPORT,
        "        with latched():  # an erasure comes",
        "        if True:  # an erasure comes",
    ),
    Mutation(
        "a stored file that went is a fault",
        EXPORT,
        "    except FileNotFoundError as error:",
        "    except KeyError as error:",
    ),
    Mutation(
        "a package has a name in a folder",
        DOWNLOAD,
        "tempfile.TemporaryFile()",
        "tempfile.NamedTemporaryFile()",
    ),
    Mutation("a letter is not said to leave", SMTP, "            outbox.mark_as_leaving(message)\n", ""),
    Mutation(
        "the gate is not asked when a letter leaves",
        SMTP,
        "            if not permission.allowed:\n                raise Refused",
        "            if False:\n                raise Refused",
    ),
    Mutation(
        "who leases no more sends all the same",
        OUTBOX,
        "    if not leased_message(message.pk, message.leased_until).update(",
        "    if False and not leased_message(message.pk, message.leased_until).update(",
    ),
    Mutation("what arrived after all is told as not sent", WORKER, " or _arrived(message)", ""),
    Mutation(
        "what was stopped under way tells nothing of it",
        OUTBOX,
        'default=Value("under-way")',
        'default=F("trouble")',
    ),
    Mutation(
        "two workers take one letter",
        WORKER,
        "claimed = _waiting(now).filter(pk=number)",
        "claimed = OutboxMessage.objects.filter(pk=number)",
    ),
    Mutation(
        "what another tab forgot is asked for all the same",
        VISITS,
        "recorded_at__gte=since\n    ).exists():",
        "recorded_at__gte=since\n    ).exists() and False:",
    ),
    Mutation(
        "an answered request is closed without a second look",
        CLOSING,
        "request = answered.filter(pk=number).first()",
        "request = Request.objects.filter(pk=number).first()",
    ),
    Mutation(
        "the second behind one mailbox gets the first's request",
        STANDING,
        "        same = same.exclude(Exists(said), subject__isnull=False)\n",
        "",
    ),
]
ON_A_SERVER = [
    Mutation(
        "the latch is looked at and not taken",
        LATCH,
        "Latch.objects.select_for_update().get(pk=1)",
        "Latch.objects.get(pk=1)",
    ),
    Mutation(
        "the form does not wait for the latch",
        REQUESTS,
        "        with latched():  # after what",
        "        if True:  # after what",
    ),
    Mutation(
        "whether a letter may leave is asked beside the latch",
        SMTP,
        "        with latched():\n            permission",
        "        if True:\n            permission",
    ),
    Mutation(
        "a new row is saved without the latch",
        SEEN,
        '        if request.method != "POST":',
        '        if request.method != "POST" or not object_id:',
    ),
]
