"""Several people issue at the same moment: every number is given once, and none is skipped."""

from __future__ import annotations

from pathlib import Path

from tests.instances import instance

DRAFTS, PROCESSES = 36, 4

SEED = """
from datetime import date
from contacts.invoices import issue_invoice
from tests.invoices.clients import a_person, draft_for
issue_invoice(draft_for(a_person()), on=date(2026, 2, 1))
print("ids", *[draft_for(a_person()).pk for _ in range({drafts})])
"""


def test_processes_that_issue_at_once_give_each_number_once(tmp_path: Path) -> None:
    with instance(tmp_path) as office:
        seeded = office.manage("shell", "--no-imports", "-c", SEED.format(drafts=DRAFTS))
        ids = next(line for line in seeded.splitlines() if line.startswith("ids")).split()[1:]
        assert len(ids) == DRAFTS
        clerks = [office.start("-m", "tests.invoices.issuer", *ids[n::PROCESSES]) for n in range(PROCESSES)]
        printed = [clerk.communicate(timeout=120)[0] for clerk in clerks]
        assert [clerk.returncode for clerk in clerks] == [0] * PROCESSES, printed
        assert any("refused" in output for output in printed)  # a refusal gives its number back
        rows = office.query("SELECT number, document FROM contacts_invoice ORDER BY number")
        assert [number for number, _document in rows] == [f"2026-{n:04d}" for n in range(1, DRAFTS + 2)]
        stored = {
            str(path.relative_to(office.var_dir / "media/sealed"))
            for path in (office.var_dir / "media").rglob("*.pdf")
        }
        assert stored == {document for _number, document in rows}
