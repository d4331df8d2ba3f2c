"""How long Belgian law wants an issued invoice kept. This table is data: a new law is a new line here,
nothing else.

Not in it: the ten years of income tax law (WIB 92 art. 315 as changed by the law of 20 November 2022, from
assessment year 2023). The law of 18 December 2025 brought them back to seven, retroactively from the same
assessment year, so there is no document to which the ten years still apply, and keeping longer than the law
asks has no ground. Whether VAT Code art. 60 was cut back too is not settled: until an accountant confirms it,
its ten years stand for organisations with a VAT number. Without one, our invoices are no VAT documents.

Where two terms end on the same day the first in this order is named to the person.
"""

from __future__ import annotations

from datetime import date

from privacy.declarations import Regime

INVOICE_REGIMES: tuple[Regime, ...] = (
    Regime(slug="wer-iii-88", law="WER art. III.86, III.88", years=7, counted_from="year-after-closing"),
    Regime(slug="wib-315", law="WIB 92 art. 315", years=7, counted_from="closing"),
    Regime(
        slug="wbtw-60-before-2023",
        law="W.BTW art. 60",
        years=7,
        counted_from="year-after-document",
        chargeable_to=date(2023, 1, 1),
        needs_vat_number=True,
    ),
    Regime(
        slug="wbtw-60",
        law="W.BTW art. 60 (law of 20 November 2022)",
        years=10,
        counted_from="year-after-document",
        chargeable_from=date(2023, 1, 1),
        needs_vat_number=True,
    ),
)
