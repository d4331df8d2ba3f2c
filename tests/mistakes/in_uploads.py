"""The mistakes that a colleague could make in taking what people send."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

UPLOADS = "privacy/web/uploads.py"
INTAKE = "privacy/web/intake.py"
BODIES = "som/slow_clients.py"
WAITING = "som/waiting_threads.py"

TESTS = {
    UPLOADS: ["tests/public/test_odd_bodies.py", "tests/files/test_uploads.py"],
    INTAKE: ["tests/public/test_odd_bodies.py", "tests/files/test_uploads.py"],
    BODIES: ["tests/test_waiting_threads.py", "tests/test_slow_clients.py"],
    WAITING: ["tests/test_waiting_threads.py"],
}

MISTAKES = [
    Mutation(
        "a form that is cut off in a file is handed on as if it were whole",
        UPLOADS,
        "self._drop(400)",
        "self.let_go()",
    ),
    Mutation(
        "a body that ends before its length is handed on as if it were whole",
        BODIES,
        'raise OSError("the body ended before its length")',
        "break",
    ),
    Mutation(
        "a form is found too large only when it was read",
        INTAKE,
        "int(length) > accepted.largest_body()",
        "int(length) > 10**12",
    ),
    Mutation(
        "a file is as large as it likes",
        UPLOADS,
        "if start + len(raw_data) > self._accepted.each:",
        "if False:",
    ),
    Mutation(
        "all files together are as large as they like",
        UPLOADS,
        "if self._sum > self._accepted.largest_sum():",
        "if False:",
    ),
    Mutation(
        "what follows a refused file is read to its end",
        UPLOADS,
        "StopUpload(connection_reset=True)",
        "StopUpload(connection_reset=False)",
    ),
    Mutation(
        "a file is what its name says",
        UPLOADS,
        "if self._kind and not self._start.startswith(STARTS[self._kind]):",
        "if self._kind not in ('', *STARTS):",
    ),
    Mutation(
        "a short file is what its name says",
        UPLOADS,
        "        self._refuse_other_kind()\n        try:\n            self.file.finish()",
        "        try:\n            self.file.finish()",
    ),
    Mutation(
        "whoever is nobody sends two hundred megabytes",
        INTAKE,
        "not accepted.allowed(request)",
        "accepted.allowed is None",
    ),
    Mutation(
        "a slow sender holds a connection to the database",
        BODIES,
        "        if self._connection is not None:\n            let_go_of_database()",
        "        return",
    ),
    Mutation(
        "a slow reader holds a connection to the database",
        BODIES,
        "let_go_of_database()  # it is taken",
        "pass  # it is taken",
    ),
    Mutation(
        "hundreds of threads keep a connection each",
        WAITING,
        " and _may_keep()",
        "",
    ),
]
