"""People, the organisations they stand for, and how to reach them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from contacts.models.imports import ImportBatch
from privacy.models import Subject
from privacy.subjects.identifiers import spaced_phone


class Origin(models.TextChoices):
    """Where a record came from. The first four are the person's own act; the others need a source (art.
    14)."""

    QUESTION = "question", _("asked us a question")
    ASSIGNMENT = "assignment", _("gave us an assignment")
    APPLICATION = "application", _("applied for a position")
    NEWSLETTER = "newsletter", _("subscribed to the newsletter")
    STAFF = "staff", _("entered by staff")
    IMPORT = "import", _("imported from an earlier client file")


OWN_ACTS = (Origin.QUESTION, Origin.ASSIGNMENT, Origin.APPLICATION, Origin.NEWSLETTER)


BELGIUM = frozenset({"", "be", "belgi\u00eb", "belgie", "belgique", "belgium"})
"""How people write where nearly everybody we know lives; most write nothing."""


class Address(models.Model):
    """A postal address, written as people write it."""

    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)

    class Meta:
        abstract = True

    def lines(self) -> list[str]:
        """Return the address as it goes on an envelope, without empty lines."""
        place = f"{self.postcode} {self.city}".strip()
        return [line for line in (self.street, place, self.country) if line]

    def missing_parts(self) -> list[str]:
        """Return the names of the parts without which a letter or an invoice does not arrive; a postcode is
        asked only in Belgium."""
        asked = ["street", "city"]
        if self.country.strip().casefold() in BELGIUM:
            asked.insert(1, "postcode")
        fields = {field.name: field for field in self._meta.fields}
        return [str(fields[name].verbose_name) for name in asked if not getattr(self, name).strip()]


class Company(Address):
    """An organisation we know, with its own subject: a person's wish never touches it, nor the reverse."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, editable=False, related_name="companies")
    name = models.CharField(_("name"), max_length=200, db_index=True)
    number = models.CharField(_("enterprise number"), max_length=20, blank=True)
    email = models.EmailField(_("general e-mail address"), blank=True)
    phone = models.CharField(_("general phone number"), max_length=40, blank=True)
    last_activity_on = models.DateField(_("last activity"), null=True, blank=True, db_index=True)
    collected_on = models.DateField(_("known since"))
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="companies",
    )

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        indexes = [models.Index(Lower("name"), name="company_name_lower")]

    def __str__(self) -> str:
        return f"company {self.pk}"


class Contact(Address):
    """A person we know: a client, somebody's contact person, or somebody who asked a question."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, editable=False, related_name="contacts")
    company = models.ForeignKey(
        Company,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("company"),
        related_name="contacts",
    )
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True, db_index=True)
    language = models.CharField(
        _("language"), max_length=2, default="nl", choices=[("nl", "nl"), ("fr", "fr"), ("en", "en")]
    )
    origin = models.CharField(_("origin"), max_length=11, choices=Origin)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Who or what gave us these data, if not the person."),
    )
    notice = models.ForeignKey(
        "privacy.NoticeVersion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    client_since = models.DateField(_("in the client file since"), null=True, blank=True)
    last_activity_on = models.DateField(_("last activity"), null=True, blank=True, db_index=True)
    collected_on = models.DateField(_("known since"))
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="contacts"
    )

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=[o.value for o in Origin]), name="contact_has_an_origin"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[o.value for o in OWN_ACTS]) | ~Q(source=""),
                name="contact_source_if_not_the_person",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class ContactPoint(models.Model):
    """An e-mail address or phone number of a person. ``value`` is normalised (a phone: E.164) and looked up
    with ``=``; a number that cannot be parsed is kept as written."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("e-mail address")
        PHONE = "phone", _("phone number")

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, verbose_name=_("contact"), related_name="points"
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    value = models.CharField(_("address or number"), max_length=254, db_index=True)
    label = models.CharField(_("label"), max_length=60, blank=True)
    preferred = models.BooleanField(_("preferred"), default=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="points"
    )

    class Meta:
        verbose_name = _("way to reach a contact")
        verbose_name_plural = _("ways to reach contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind", "value"], name="contactpoint_once_per_contact"
            ),
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=Q(preferred=True), name="contactpoint_one_preferred"
            ),
            models.CheckConstraint(condition=~Q(value=""), name="contactpoint_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"contact point {self.pk}"

    def written(self) -> str:
        """Return the address or number as people read it: a number in groups."""
        return spaced_phone(self.value) if self.kind == self.Kind.PHONE else self.value


class ContactRole(models.Model):
    """What a person is for an assignment or a company: contact person, director, …"""

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, verbose_name=_("contact"), related_name="roles"
    )
    assignment = models.ForeignKey(
        "contacts.Assignment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("assignment"),
        related_name="roles",
    )
    company = models.ForeignKey(
        Company,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("company"),
        related_name="roles",
    )
    role = models.CharField(_("role"), max_length=100)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(assignment__isnull=True, company__isnull=False)
                | Q(assignment__isnull=False, company__isnull=True),
                name="role_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"role {self.pk}"


class Tag(models.Model):
    """A word that staff group contacts by. It says nothing of anyone until it is put on somebody."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.name


class ContactTag(models.Model):
    """A tag put on a person: an opinion about them, so personal data."""

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, verbose_name=_("contact"), related_name="taggings"
    )
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, verbose_name=_("tag"), related_name="taggings")

    class Meta:
        verbose_name = _("tag on a contact")
        verbose_name_plural = _("tags on contacts")
        constraints = [models.UniqueConstraint(fields=["contact", "tag"], name="contacttag_once")]

    def __str__(self) -> str:
        return f"tagging {self.pk}"
