"""The mistakes that a colleague could make in who lets whom in: the factor of a session, signing in anew, and
the rights that staff give each other."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

RIGHTS = "som/staff/rights.py"
ADMIN = "som/admin.py"
FACTOR = "som/staff/second_factor.py"
ACCOUNTS = "som/staff/accounts.py"
CHANGES = "som/staff/account_changes.py"
FORMS = "som/staff/forms.py"
LIMITS = "som/staff/sign_in_limits.py"
ADDRESSES = "privacy/web/rate_limits.py"
POLICY = "som/policy.py"

OF_COLLEAGUES = (RIGHTS, ADMIN, FORMS)
OF_ONES_OWN = (FACTOR, ACCOUNTS, CHANGES, POLICY)

MISTAKES = [
    Mutation(
        "the factor of the account opens every session of it",
        FACTOR,
        "user_id=request.user.pk, pk__in=request.session.get(GIVEN, [])",
        "user_id=request.user.pk",
    ),
    Mutation(
        "a factor that was removed still counts",
        FACTOR,
        "return bool(given.exists())",
        "return bool(request.session.get(GIVEN))",
    ),
    Mutation(
        "whoever has a factor signs in anew with the password",
        ACCOUNTS,
        'ways = [method for method in methods if method["id"] != "reauthenticate"]',
        "ways = methods",
    ),
    Mutation(
        "an address that nobody confirmed opens the account",
        ACCOUNTS,
        "email__iexact=email, verified=True",
        "email__iexact=email",
    ),
    Mutation(
        "only the main address hears of a change",
        CHANGES,
        'values_list("email", flat=True)',
        'filter(primary=True).values_list("email", flat=True)',
    ),
    Mutation(
        "an address that is taken away hears nothing",
        CHANGES,
        'list_addresses(user) | {_mailable(email_address.email)} - {""}',
        "list_addresses(user)",
    ),
    Mutation(
        "an account with more rights is touched",
        RIGHTS,
        "return not account.is_superuser and not beyond.exists()",
        "return not account.is_superuser",
    ),
    Mutation(
        "a superuser without roles is touched",
        RIGHTS,
        "return not account.is_superuser and not beyond.exists()",
        "return not beyond.exists()",
    ),
    Mutation(
        "every role may be given",
        RIGHTS,
        "return Group.objects.exclude(permissions__in=beyond)",
        "return Group.objects.all()",
    ),
    Mutation(
        "every permission may be given to a role",
        RIGHTS,
        "return permissions_of(actor)",
        "return Permission.objects.all()",
    ),
    Mutation(
        "one's own role may be changed",
        RIGHTS,
        ".exists() and not own.exists()",
        ".exists()",
    ),
    Mutation(
        "one's own rights may be changed",
        ADMIN,
        "return [*fields, *RIGHTS, *OWN_ADDRESS]",
        "return [*fields, *OWN_ADDRESS]",
    ),
    Mutation(
        "one's own address changes without signing in anew",
        ADMIN,
        "return [*fields, *RIGHTS, *OWN_ADDRESS]",
        "return [*fields, *RIGHTS]",
    ),
    Mutation(
        "anybody makes a superuser",
        ADMIN,
        'return fields if _actor(request).is_superuser else [*fields, "is_superuser"]',
        "return fields",
    ),
    Mutation(
        "one's own password is set without the old one",
        ADMIN,
        "if unquote(id) == str(request.user.pk):",
        "if False:",
    ),
    Mutation(
        "accounts of others change without signing in anew",
        FORMS,
        " and not signed_in_anew(self.request)",
        " and False",
    ),
    Mutation(
        "limits on signing in count the proxy",
        ACCOUNTS,
        'return str(read_address(request) or "unknown")',
        'return str(request.META["REMOTE_ADDR"])',
    ),
    Mutation(
        "a visitor says where they come from",
        ADDRESSES,
        'rpartition(",")[2]',
        'partition(",")[0]',
    ),
    Mutation(
        "strangers lock the owner out",
        LIMITS,
        "FROM_KNOWN_NETWORK if known else FROM_ELSEWHERE",
        "FROM_ELSEWHERE",
    ),
    Mutation(
        "where one signed in before, strangers still count",
        LIMITS,
        "key=f\"{what} {network if known else ''} {name}\"",
        'key=f"{what} {name}"',
    ),
    Mutation(
        "each stranger has guesses of their own",
        LIMITS,
        "key=f\"{what} {network if known else ''} {name}\"",
        'key=f"{what} {network} {name}"',
    ),
    Mutation(
        "capitals make another account to guess at",
        LIMITS,
        "name, network = username.casefold(), read_network(request)",
        "name, network = username, read_network(request)",
    ),
    Mutation(
        "only the newest key recognises a network",
        LIMITS,
        "for digest in keyed_digests(_network_of(user, network))",
        "for digest in keyed_digests(_network_of(user, network))[:1]",
    ),
    Mutation(
        "right codes count as guesses",
        LIMITS,
        "used.rollback()",
        "used",
    ),
    Mutation(
        "an address that nobody confirmed leads to the data of its account",
        POLICY,
        'MappingProxyType({"verified": True})',
        "MappingProxyType({})",
    ),
]
