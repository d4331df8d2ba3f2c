"""Mistakes that a colleague could make in letting go of applicants, and in reaching them."""

from __future__ import annotations

from tests.mistakes.mutation import Mutation

TERMS = "applicants/terms.py"
POLICY = "applicants/policy.py"
OF_SELECTION = "applicants/policy_of_selection.py"
RENEWAL = "applicants/renewal.py"
OUTREACH = "applicants/outreach.py"
RESERVE = "applicants/public/reserve.py"
REVIEWS = "privacy/retention/reviews.py"
TESTS = {
    RENEWAL: ["tests/applicants/test_renewal.py"],
    RESERVE: ["tests/applicants/test_renewal.py"],
    OUTREACH: ["tests/applicants/test_reaching.py"],
    TERMS: ["tests/applicants/test_truth.py", "tests/applicants/test_retention.py"],
    POLICY: ["tests/applicants/test_in_the_house.py", "tests/applicants/test_truth.py"],
    OF_SELECTION: ["tests/applicants/test_reaching.py", "tests/applicants/test_retention.py"],
}
"""Which tests notice a mistake in that file."""

MISTAKES = [
    Mutation(
        "a renewal is asked a week before, not thirty days",
        RENEWAL,
        "ASKED_BEFORE = timedelta(days=30)",
        "ASKED_BEFORE = timedelta(days=7)",
    ),
    Mutation(
        "that somebody was asked is not written down",
        RENEWAL,
        "filter(pk__in=[each.pk for each in kept]).update(renewal_asked_on=today)",
        "filter(pk__in=[]).update(renewal_asked_on=today)",
    ),
    Mutation(
        "only one of two applications knows that its person was asked, and is asked about",
        RENEWAL,
        "return any(each.renewal_asked_on and each.renewal_asked_on > since for each in kept)",
        "return all(each.renewal_asked_on and each.renewal_asked_on < since for each in kept)",
    ),
    Mutation(
        "whoever was asked once is never asked again",
        RENEWAL,
        "each.renewal_asked_on and each.renewal_asked_on > since for",
        "each.renewal_asked_on is not None for",
    ),
    Mutation(
        "a look of a colleague does not count",
        RENEWAL,
        "if consent is None or _erases():",
        "if True:",
    ),
    Mutation(
        "a look of a colleague counts where silence erases",
        RENEWAL,
        "if consent is None or _erases():",
        "if consent is None:",
    ),
    Mutation(
        "the letter says that silence erases where it does not",
        RENEWAL,
        '"erases": _erases(),',
        '"erases": True,',
    ),
    Mutation(
        "an application that ended is in the reserve",
        RENEWAL,
        "kept = Application.objects.filter(subject=subject, choice=Keep.RESERVE, ended_on=None)",
        "kept = Application.objects.filter(subject=subject, choice=Keep.RESERVE)",
    ),
    Mutation(
        "keep me changes nothing",
        RENEWAL,
        "choose_how_long(each, Keep.RESERVE, wording=wording, notice=notice, now=now)",
        "each",
    ),
    Mutation(
        "remove me keeps them",
        RENEWAL,
        "choose_how_long(each, Keep.POSITION, wording=wording, now=now)",
        "choose_how_long(each, Keep.RESERVE, wording=wording, now=now)",
    ),
    Mutation("looking at the page keeps them", RESERVE, 'if act == "keep":', "if True:"),
    Mutation(
        "the page removes whoever says keep me",
        RESERVE,
        'if act == "leave":',
        "if act:",
    ),
    Mutation(
        "silence is put before a person every night anew",
        REVIEWS,
        "        ~Q(Exists(looked_at)),\n        Q(Exists(kept)),",
        "        Q(Exists(kept)),",
    ),
    Mutation(
        "a contact from the reserve may be about the position they applied for",
        OUTREACH,
        "if position.pk == row.position_id or not",
        "if not",
    ),
    Mutation(
        "a contact from the reserve may be about a closed position",
        OUTREACH,
        "if position.pk == row.position_id or not Position.objects.get(pk=position.pk).is_open(on):",
        "if position.pk == row.position_id:",
    ),
    Mutation(
        "whoever chose this position only is contacted from the reserve",
        OUTREACH,
        "if row.choice != Keep.RESERVE:",
        "if not row.choice:",
    ),
    Mutation(
        "from the reserve nobody asks the gate",
        OUTREACH,
        "        if not permission.allowed:\n            raise gate.NotAllowed(permission)\n",
        "",
    ),
    Mutation(
        "five presses are five contacts",
        OUTREACH,
        "begun = ReserveContact.objects.filter(**facts, note=note).first()",
        "begun = None",
    ),
    Mutation(
        "about a selection the gate is not told of which application",
        OUTREACH,
        "        about=application,\n",
        "",
    ),
    Mutation(
        "the reserve is contacted as if its selection went on",
        OUTREACH,
        "        purpose=RESERVE,\n",
        "        purpose=SELECTION,\n",
    ),
    Mutation(
        "what was said from the reserve stays as long as a selection",
        OF_SELECTION,
        "keep=OF_RESERVE",
        "keep=OF_EVALUATION",
    ),
    Mutation(
        "who did not choose is kept a week",
        TERMS,
        "lately = in_period_after(closed, Days(28))",
        "lately = in_period_after(closed, Days(7))",
    ),
    Mutation(
        "the reserve asks no consent",
        TERMS,
        "reduce(and_, own, chose_later)) & consent",
        "reduce(and_, own, chose_later))",
    ),
    Mutation(
        "a selection goes on after its closing",
        TERMS,
        "as_long_as(RUNNING, reduce(and_, own, there & open_on(closed)), hears_wish=True)",
        "as_long_as(RUNNING, reduce(and_, own, there), hears_wish=True)",
    ),
    Mutation(
        "My data leads to an application whose mailbox nobody showed",
        POLICY,
        "if row.ended_on is not None or row.confirmed_at is None:",
        "if row.ended_on is not None:",
    ),
]
