"""What a project refuses to start with, as Django system checks: a field that nobody declared, or a
declaration against the law.

``PrivacyConfig.ready`` calls ``register_all``. Without that call the world would be open: whatever nobody
declared would be kept for ever.
"""

from __future__ import annotations

from django.core.checks import Tags, register

from privacy.checks.closed_world import check_fields
from privacy.checks.columns import check_erasers, check_paths
from privacy.checks.file_keys import check_file_keys, check_file_system, check_stored_keys
from privacy.checks.financial_years import check_financial_years
from privacy.checks.lawfulness import check_legal_bases, check_provenance, check_reviews
from privacy.checks.letters import check_letters
from privacy.checks.organisation import check_enterprise_number
from privacy.checks.recipients import check_recipient_names, check_recipients, check_transfers
from privacy.checks.roles import check_roles
from privacy.checks.silences import check_silences
from privacy.checks.site_address import check_site_address, check_site_is_ours
from privacy.checks.translations import check_translations

TAG = "privacy"
CHECKS = (
    check_fields,
    check_legal_bases,
    check_provenance,
    check_erasers,
    check_paths,
    check_translations,
    check_recipients,
    check_transfers,
    check_letters,
    check_reviews,
    check_financial_years,
    check_silences,
    check_file_keys,
    check_site_address,
    check_roles,
)
DEPLOYMENT_CHECKS = (check_site_is_ours, check_recipient_names, check_enterprise_number, check_file_system)
"""Run by ``manage.py check --deploy`` only."""
DATABASE_CHECKS = (check_stored_keys,)
"""Run by ``manage.py migrate`` and ``manage.py check --database default`` only."""


def register_all() -> None:
    """Register the checks of the declarations with Django; once or more, they run once."""
    for check in CHECKS:
        register(check, TAG)
    for check in DEPLOYMENT_CHECKS:
        register(check, TAG, deploy=True)
    for check in DATABASE_CHECKS:
        register(check, Tags.database)
