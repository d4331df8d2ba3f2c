"""What the client register keeps, why, and for how long."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contacts import models
from contacts.colleagues import find_colleagues
from contacts.purposes import ASSIGNMENT, CLIENT_FILE, CONTACT_PERSON, ENQUIRY
from contacts.register import correct_contact_point, normalise_permitted, require_permitted_at_company
from contacts.terms import (
    KNOWN,
    KNOWN_CONTACT,
    LINKS,
    PART_OF_WORK,
    asked_lately,
    named,
    of_the_file,
    part_of_work,
    working_together,
)
from contacts.vcard import write_jcards, write_vcard
from privacy.declarations import (
    About,
    DeleteRow,
    Months,
    Personal,
    Policy,
    Provided,
    Replace,
    Technical,
    as_long_as,
    condition_of,
    for_period_after,
    open_on,
    register,
    until_objection,
)
from privacy.models import Subject
from privacy.purposes import OFFER

ABOUT_WORK = _("as long as the work it was about goes on")
DATES = _("dates and languages that decide how long, and how, we keep and answer")


@register
class CompanyPolicy(Policy):
    model = models.Company
    collected = "collected_on"
    active = "last_activity_on"
    known_since = "collected_on"
    searched = ("name", "number", "city")
    empty_goes = True
    corrects = ("name", "number", "email", "phone", "street", "postcode", "city", "country")
    details = Personal(
        *corrects,
        keep={ASSIGNMENT: working_together, CLIENT_FILE: until_objection(review=Months(36))},
        provided=Provided.US,  # article 20 speaks of persons, not of organisations
    )
    dates = Technical("last_activity_on", "collected_on", because=DATES)
    links = Technical("batch", because=LINKS)

    def title(self, row: models.Company) -> str:
        return row.name or super().title(row)

    def spelled(self, row: Any, field: str, value: str) -> str:
        if field in ("email", "phone"):
            require_permitted_at_company(row.name, value)
        return value


@register
class ContactPolicy(Policy):
    model = models.Contact
    told = _("Who you are")
    collected = "collected_on"
    active = "last_activity_on"
    known_since = "collected_on"
    searched = ("first_name", "last_name", "city")
    empty_goes = True
    names = ("first_name", "last_name")
    origin = "source"
    from_others = condition_of({"origin__in": (models.people.Origin.STAFF, models.people.Origin.IMPORT)})
    brought_by = "batch"
    language = "language"
    corrects = ("first_name", "last_name", "street", "postcode", "city", "country")
    name = Personal(*corrects, keep=KNOWN, provided=Provided.PERSON)
    provenance = Personal(
        "source",
        keep=KNOWN,
        erase=Replace("-"),  # the database wants a source where the origin is not the person
        provided=Provided.US,
    )
    dates = Technical(
        *("language", "origin", "client_since", "last_activity_on", "collected_on"),
        because=DATES,
        given=("language",),
    )
    links = Technical("company", "batch", "notice", because=LINKS)

    def title(self, row: models.Contact) -> str:
        return row.full_name() or super().title(row)

    def files(self, rows: list[Any]) -> dict[str, bytes]:
        """Return the person as an address book takes them: vCard 4.0 and jCard."""
        return {
            "contact.vcf": "".join(write_vcard(row) for row in rows).encode(),
            "contact.jcard.json": write_jcards(rows).encode(),
        }

    def neighbours(self, subject: Subject) -> QuerySet[Any]:
        return find_colleagues(subject)

    def origins(self, rows: list[Any]) -> list[str]:
        return [
            f"{row.get_origin_display()}: {row.source}" for row in rows if row.source and row.source != "-"
        ]

    def looked_for(self, row: Any) -> list[str]:
        return [row.full_name(), f"{row.last_name} {row.first_name}".strip(), row.street]


@register
class ContactPointPolicy(Policy):
    model = models.ContactPoint
    told = _("How we reach you")
    subject = "contact__subject"
    active = "contact__last_activity_on"
    known_since = "contact__collected_on"
    finds = searched = corrects = ("value",)
    preferred = "preferred"
    reach = Personal(
        *("value", "label"),
        erase=DeleteRow(),
        keep={
            ASSIGNMENT: working_together.via("contact"),
            CONTACT_PERSON: part_of_work.via("contact"),
            ENQUIRY: asked_lately.via("contact"),
            CLIENT_FILE: of_the_file.via("contact") & until_objection(review=Months(24)),
        },
        provided={"value": Provided.PERSON, "label": Provided.PERSON},
    )
    kind_of = Technical(
        *("kind", "preferred", "verified_at"),
        because=_("how the address is used, gone with its row"),
        given=("kind", "preferred"),
    )
    links = Technical("contact", "batch", because=LINKS)

    def short_names(self, row: Any) -> dict[str, str]:
        return {"value": row.kind}

    def spelled(self, row: Any, field: str, value: str) -> str:
        return normalise_permitted(row, value)

    def correct(self, row: int, field: str, old: str, new: str) -> bool:
        return correct_contact_point(row, old, new)


@register
class ContactRolePolicy(Policy):
    model = models.ContactRole
    told = _("What you are for whom")
    subject = "contact__subject"
    active = "contact__last_activity_on"
    known_since = "contact__collected_on"
    part = Personal(
        "role",
        erase=DeleteRow(),
        keep={
            CONTACT_PERSON: as_long_as(PART_OF_WORK, open_on("assignment__closed_on")) & until_objection(),
            ENQUIRY: asked_lately.via("contact"),
            # A role says nothing without the name: it goes with it.
            CLIENT_FILE: of_the_file.via("contact")
            & named.via("contact")
            & until_objection(review=Months(36)),
        },
        provided=Provided.US,
    )
    links = Technical("contact", "assignment", "company", because=LINKS)


@register
class ContactTagPolicy(Policy):
    model = models.ContactTag
    told = _("Tags that we added to your record")
    subject = "contact__subject"
    active = "contact__last_activity_on"
    known_since = "contact__collected_on"
    opinion = Personal(
        "tag",
        erase=DeleteRow(),
        keep=KNOWN_CONTACT,
        provided=Provided.US,
    )
    links = Technical("contact", because=LINKS)


@register
class AssignmentPolicy(Policy):
    model = models.Assignment
    told = _("Work we do or did for you")
    about = (
        About(ASSIGNMENT, open=open_on("closed_on"), people=("subject",)),
        About(
            CONTACT_PERSON,
            open=open_on("closed_on"),
            people=("roles__contact__subject",),
            kept_for=ASSIGNMENT,
        ),
    )
    active = "closed_on"
    empty_goes = True
    work = Personal(
        *("title", "folder"),
        keep={
            ASSIGNMENT: as_long_as(_("as long as the work goes on"), open_on("closed_on")),
            CLIENT_FILE: until_objection(review=Months(36)),
        },
        provided={"title": Provided.PERSON, "folder": Provided.US},
        free_text=("title",),
    )
    dates = Technical("opened_on", "closed_on", because=DATES, given=("opened_on", "closed_on"))
    links = Technical("contact", "company", because=LINKS)

    def title(self, row: models.Assignment) -> str:
        return row.title or super().title(row)


@register
class EnquiryPolicy(Policy):
    model = models.Enquiry
    told = _("What you asked us")
    about = (About(ENQUIRY, open=condition_of({"answered_on__isnull": True}), people=("contact__subject",)),)
    subject = "contact__subject"
    collected = "received_on"
    said = Personal(
        *("question", "answer", *models.Enquiry.SAID),
        erase=DeleteRow(),
        keep={
            ENQUIRY: until_objection()
            & for_period_after("received_on", Months(24), text=_("until two years after you asked"))
        },
    )
    dates = Technical("kind", "channel", "received_on", "answered_on", because=DATES)
    links = Technical("contact", "assignment", because=LINKS)


@register
class InteractionPolicy(Policy):
    model = models.Interaction
    told = _("When we spoke or wrote")
    subject = "contact__subject"
    collected = "held_on"
    said = Personal(
        "note",
        erase=DeleteRow(),
        keep={
            ASSIGNMENT: as_long_as(
                ABOUT_WORK, condition_of({"purpose": ASSIGNMENT.slug}) & open_on("assignment__closed_on")
            ),
            CONTACT_PERSON: as_long_as(
                ABOUT_WORK, condition_of({"purpose": CONTACT_PERSON.slug}) & open_on("assignment__closed_on")
            )
            & until_objection(),
            ENQUIRY: as_long_as(_("because you asked us something"), {"purpose": ENQUIRY.slug})
            & until_objection()
            & for_period_after("held_on", Months(24), text=_("until two years after we spoke")),
            CLIENT_FILE: as_long_as(
                _("because it was about work"), {"purpose__in": (ASSIGNMENT.slug, CONTACT_PERSON.slug)}
            )
            & until_objection()
            & for_period_after("held_on", Months(24), text=_("until two years after we spoke")),
            OFFER: as_long_as(_("because we called you with an offer"), {"purpose": OFFER.slug})
            & until_objection()
            & for_period_after("held_on", Months(12), text=_("until twelve months after that call")),
        },
        provided=Provided.US,
    )
    dates = Technical("channel", "purpose", "held_on", because=DATES)
    links = Technical("contact", "assignment", "enquiry", because=LINKS)


from contacts import policy_of_documents as policy_of_documents  # noqa: E402  (told of last)
