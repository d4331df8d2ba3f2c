"""The answer to read (GDPR art. 15(1) and (2)): all that the law has us tell, and every record in words.

The same for paper and screen: ``statement_html.py`` and ``statement_pdf.py`` only draw it. All of it in the
active language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy.declarations.registry import registry
from privacy.export.dossier import Dossier
from privacy.export.record_words import facts_in_words, shown_fields
from privacy.notice.text import notice_text
from privacy.recipients.received import Receipt
from privacy.retention.summary import Item, lines_staying
from privacy.wording.durations import own_term_words
from privacy.wording.values import format_full_day
from privacy.wording.words import citation_words, label_words, list_words, title_of_part


@dataclass(frozen=True)
class Table:
    """A table with a heading for each column."""

    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Part:
    """A part of the answer: sentences, then points, a table, or records as pairs of a name and a value."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    table: Table | None = None
    records: list[list[tuple[str, str]]] = field(default_factory=list)


@dataclass(frozen=True)
class Statement:
    """The whole answer."""

    title: str
    lead: str
    facts: list[tuple[str, str]]
    parts: list[Part]


def make_statement(dossier: Dossier) -> Statement:
    """Return the answer for the person of ``dossier``; where there is nothing, it says so: that is an answer
    too."""
    told = {section.slug: section for section in notice_text().after}
    about = [
        Part(told[slug].title, told[slug].paragraphs, told[slug].items)
        for slug in ("rights", "objection", "complaint", "decisions")
    ]
    parts = [
        _kept(dossier),
        *_records(dossier),
        _left_out(dossier),
        _origins(dossier),
        _recipients(dossier),
        _no(dossier),
        *about,
    ]
    known = any(dossier.tables.values())
    return Statement(
        title=_("What we know about you"),
        lead=_("Yes, we have data about you. Here is all of it, why we keep it and until when.")
        if known
        else _("We looked, and we have no data about you."),
        facts=[
            (_("Made on"), format_full_day(dossier.today)),
            (
                _("By"),
                ", ".join(
                    part for part in (settings.ORGANISATION_NAME, settings.ORGANISATION_ADDRESS) if part
                ),
            ),
            (_("Questions"), settings.ORGANISATION_EMAIL),
        ],
        parts=[part for part in parts if part is not None],
    )


def _kept(dossier: Dossier) -> Part | None:
    items = lines_staying(dossier.explained, ours=True)
    if not items:
        return None
    headings = [_("Which data"), _("Why we keep it"), _("Until when")]
    rows = [
        [_what(item), _why(item), _until(item)]
        for item in sorted(items, key=lambda item: item.label.startswith("privacy."))
    ]
    lead = _("Each line is one reason. What no reason needs any more is erased the next night.")
    return Part(_("Why we keep it, and until when"), [lead], table=Table(headings, rows))


def _what(item: Item) -> str:
    count = ngettext("%(count)d record", "%(count)d records", item.rows) % {"count": item.rows}
    return f"{item.what} ({count})"


def _why(item: Item) -> str:
    purpose = registry.purposes.get(item.purpose)
    if purpose is None:
        return " ".join(
            part for part in (f"{capfirst(str(item.why))}.", citation_words(item.law or "")) if part
        )
    where = list_words(citation_words(law) for law in (purpose.basis.article, item.law) if law)
    ground = _("On the ground of %(basis)s (%(article)s).") % {"basis": purpose.basis.words, "article": where}
    return f"{capfirst(str(item.why))}. {ground}"


def _until(item: Item) -> str:
    return f"{_last_day(item)} {own_term_words()}" if item.own_term else _last_day(item)


def _last_day(item: Item) -> str:
    if item.until:
        return _("Until %(day)s, that day included.") % {"day": format_full_day(item.until)}
    if not item.purpose and not item.law:
        return "–"
    return f"{capfirst(str(item.text))}." if item.text else _("As long as that reason lasts.")


def _records(dossier: Dossier) -> Iterator[Part]:
    """Yield a part for each kind of record that has words; what only the program reads is named in one."""
    unsaid = []
    for policy in sorted(dossier.policies, key=lambda policy: policy.about_rights):
        fields = shown_fields(policy)
        rows = dossier.tables[policy.label]
        records = [facts for row in rows if (facts := facts_in_words(policy.model, row, fields))]
        if records:
            yield Part(title_of_part(policy), records=records)
        else:
            unsaid.append(f"{title_of_part(policy)}: {len(rows)}")
    if unsaid:
        lead = _(
            "These records hold our own work, and codes that our program reads. They stand in the file "
            "data.json, as all the rest does."
        )
        yield Part(_("What else there is"), [lead], unsaid)


def _left_out(dossier: Dossier) -> Part | None:
    said, items = _others_left_out(dossier.redacted)
    if dossier.reasoning:
        said.append(
            _(
                "We also left out the reasons that our staff wrote for our own file: they can be about "
                "others, or about a dispute (GDPR art. 15(4)). The law and the days are still there."
            )
        )
        items += [f"{label_words(label)}: {count}" for label, count in dossier.reasoning.items()]
    return Part(_("What we left out"), said, items) if said else None


def _others_left_out(redacted: dict[str, int]) -> tuple[list[str], list[str]]:
    """Return how often others were left out and why, in sentences and by kind of record; nothing if never."""
    count = sum(redacted.values())
    if not count:
        return [], []
    said = ngettext(
        "In %(count)d place we left out who somebody else is, or how to reach them.",
        "In %(count)d places we left out who somebody else is, or how to reach them.",
        count,
    )
    why = _(
        "Their privacy counts as much as yours (GDPR art. 15(4)). It says “%(mark)s” there. All that is "
        "about you is still there."
    )
    items = [f"{label_words(label)}: {times}" for label, times in redacted.items()]
    return [said % {"count": count}, why % {"mark": _("[left out]")}], items


def _origins(dossier: Dossier) -> Part:
    if dossier.origins:
        return Part(
            _("Where your data come from"),
            [_("Not all of it comes from you. This is who or what gave it to us:")],
            dossier.origins,
        )
    return Part(
        _("Where your data come from"), [_("From yourself, and from what we noted of our contact with you.")]
    )


def _recipients(dossier: Dossier) -> Part:
    """Return who else received something, by name, and what leaves the European Economic Area (GDPR art.
    15(1)(c) and (2))."""
    section = next(section for section in notice_text().after if section.slug == "recipients")
    headings = [_("Who"), _("What for, and which data"), _("When, as far as we know")]
    rows = [[_who(each), _received(each), _days(each)] for each in dossier.receipts]
    return Part(
        section.title, section.paragraphs, section.items, table=Table(headings, rows) if rows else None
    )


def _who(receipt: Receipt) -> str:
    recipient = receipt.recipient
    where = f" ({recipient.country})" if recipient and recipient.country else ""
    return f"{capfirst(receipt.name)}{where}: {recipient.role.words}." if recipient else f"{receipt.name}."


def _received(receipt: Receipt) -> str:
    recipient = receipt.recipient
    everything = recipient is not None and not recipient.by_hand and not recipient.receives
    kinds = list_words(dict.fromkeys(label_words(label) for label in receipt.labels))
    what = (
        _("all that we keep about you") if everything else (str(recipient.data) if recipient else "") or kinds
    )
    return f"{capfirst(receipt.why)}. {capfirst(what)}."


def _days(receipt: Receipt) -> str:
    return ", ".join(format_full_day(each) for each in receipt.dates) or _("For as long as we keep it.")


def _no(dossier: Dossier) -> Part | None:
    """Return which codes are kept to remember a no, what for and until when."""
    if not dossier.remembered:
        return None
    said = _(
        "You said no to us before. To remember that, we keep a code made of your address, from which the "
        "address cannot be read."
    )
    headings = [_("Which code"), _("Why we keep it"), _("Until when")]
    rows = [
        [
            _("%(code)s: no to “%(about)s” (%(day)s)")
            % {
                "code": capfirst(no.code_words()),
                "about": no.about_words(),
                "day": format_full_day(no.since),
            },
            f"{capfirst(no.basis_words())}.",
            f"{capfirst(no.term_words())}.",
        ]
        for no in dossier.remembered
    ]
    return Part(_("Your no"), [said], table=Table(headings, rows))
