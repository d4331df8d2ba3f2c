from django.utils.translation import gettext_lazy as _

from contacts.purposes import ENQUIRY
from privacy.declarations import Personal, Policy, register, until_objection
from tests.undeclared_app.models import Guest


@register
class GuestPolicy(Policy):
    model = Guest
    who = Personal(
        "name", keep={ENQUIRY: until_objection() & until_objection(text=_("as long as we work together"))}
    )
