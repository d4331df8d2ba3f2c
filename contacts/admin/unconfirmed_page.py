"""What a form said of somebody besides the question: a member of staff takes it into the record, or not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from contacts import unconfirmed
from contacts.admin.outreach_page import answer_erased
from contacts.models import Contact, Enquiry
from contacts.purposes import ENQUIRY
from contacts.register import ErasedMeanwhile
from contacts.unconfirmed import Claim
from privacy.admin.base.forms import StaffForm
from privacy.admin.base.links import format_link
from privacy.admin.base.page_context import build_page_context
from privacy.staff_access import visibility
from privacy.staff_access.titles import page_of, title_of
from privacy.web.refusal import Refusal


class SaidForm(StaffForm):
    """Each thing that the form said, to be ticked; nothing is ticked before somebody does."""

    taken = forms.MultipleChoiceField(
        label=gettext_lazy("Take into the record"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, claims: dict[str, tuple[Claim, str]]) -> None:
        super().__init__(data)
        self.claims = claims
        self.fields["taken"].choices = [(key, words) for key, (_claim, words) in claims.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[Claim]:
        """Return the claims that were ticked."""
        return [self.claims[key][0] for key in self.cleaned_data["taken"]]


def unconfirmed_page(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the form of the question ``pk`` said besides it, or settle that as it was posted."""
    enquiry = _enquiry(model_admin, request, pk)
    form = SaidForm(request.POST if request.method == "POST" else None, claims=_claims(enquiry))
    if not form.claims:
        messages.info(request, gettext("Nothing in this form waits to be confirmed."))
        return redirect("admin:contacts_enquiry_change", enquiry.pk)
    if form.is_valid():
        try:
            unconfirmed.settle_said(enquiry, form.chosen(), on=timezone.localdate())
        except ErasedMeanwhile:
            return answer_erased(request)
        except Refusal as no:
            form.add_error("taken", str(no))
        else:
            messages.success(request, gettext("What you ticked is in the record; the rest is gone."))
            return redirect(page_of(enquiry.contact))
    visibility.log_reading(
        enquiry, user=request.user, now=timezone.now(), today=timezone.localdate(), purpose=ENQUIRY
    )
    title = gettext("What a form said of %(name)s") % {"name": title_of(enquiry.contact)}
    context = {
        **build_page_context(model_admin, request, title=title),
        "form": form,
        "enquiry": enquiry,
        "back": page_of(enquiry.contact),
    }
    return TemplateResponse(request, "admin/contacts/enquiry/unconfirmed.html", context)


def format_unconfirmed(enquiry: Enquiry) -> SafeString:
    """Return the way to what the form of ``enquiry`` said besides the question, naming its kinds only; a dash
    for nothing."""
    said = unconfirmed.list_said(enquiry)
    if not said and not unconfirmed.list_claimed_addresses(enquiry.contact):
        return SafeString("–")
    words = ", ".join(_words_of_field(claim.key) for claim in said) or gettext("an address of somebody else")
    return format_link(capfirst(words), reverse("admin:contacts_enquiry_unconfirmed", args=(enquiry.pk,)))


def _claims(enquiry: Enquiry) -> dict[str, tuple[Claim, str]]:
    """Return what can be ticked: by a key that changes with the value, the claim and its words."""
    found = {}
    for claim in unconfirmed.list_said(enquiry):
        words = f"{capfirst(_words_of_field(claim.key))}: {claim.value}"
        found[f"{claim.key}={claim.value}"] = (claim, words)
    for claim in unconfirmed.list_claimed_addresses(enquiry.contact):
        words = gettext("%(address)s is theirs too, beside who has it already") % {"address": claim.value}
        found[f"{claim.key}={claim.value}"] = (claim, words)
    return found


def _words_of_field(name: str) -> str:
    return str(Enquiry._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _enquiry(model_admin: Any, request: HttpRequest, pk: int) -> Enquiry:
    """Return the question; 404 for whom it is not there, 403 for who may not change the person."""
    enquiry: Enquiry | None = model_admin.get_object(request, str(pk))
    if enquiry is None:
        raise Http404
    who = visibility.visible_to(
        Contact.objects.filter(pk=enquiry.contact_id), user=request.user, today=timezone.localdate()
    )
    if not who.exists():
        raise Http404
    may_change = model_admin.has_change_permission(request, enquiry)
    if not (
        may_change and request.user.has_perm("contacts.change_contact")
    ) or ENQUIRY not in visibility.purposes_of(request.user):
        raise PermissionDenied
    return enquiry
