"""What a right of the data subject is (GDPR art. 7 and 15 to 22): one class a right, in a file of its own.

Everything in which rights differ is said there: the form, the home page, the notice, the pages of staff, My
data and the handling of requests are readings of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.declarations.purposes import Basis, Purpose, Words
from privacy.declarations.recipients import Progress
from privacy.models import RecipientNotification, Request, Subject
from privacy.recipients import notifications
from privacy.retention.explanation import Explained
from privacy.retention.summary import Item, lines_staying
from privacy.rights.answer_words import told_in_words
from privacy.rights.grounds import EVERY_REQUEST, Ground
from privacy.subjects import request_holds
from privacy.web.refusal import Refusal

EVERY_USE = "all"
"""What a form sends for all uses that a right can be about; a request about all of them names none."""


class Stale(Refusal):
    """What was to be changed is gone, or says something else by now."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("This was decided already."))


@dataclass(frozen=True)
class Consequences:
    """What granting a request does, or did: what goes, what stays and why, and how far others are who hold,
    or received, the data."""

    goes: list[Item] = field(default_factory=list)
    stays: list[Item] = field(default_factory=list)
    processors: list[Item] = field(default_factory=list)


class AnswerLetter(NamedTuple):
    """A letter of ``templates/mail`` and what it is told."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class OwnAct:
    """What a visitor of My data does to exercise the right: the card that offers it (none without a title),
    and what is said afterwards.

    ``place`` orders the cards, ``by_press`` says whether one press does it. Where a page asks once more, it
    begins with ``lead``; ``why`` and ``hint`` stand beside the field for what they want to say.
    ``%(words)s`` stands for the use that it is about.
    """

    slug: str
    place: int = 0
    title: Words = ""
    text: Words = ""
    button: Words = ""
    done: Words = ""
    by_press: bool = False
    lead: Words = ""
    why: Words = gettext_lazy("Is there something we should know?")
    hint: Words = ""


class Right:
    """One right: its words, how it is handled, and what granting it does.

    ``kind``                  the slug that requests carry
    ``article``               its article of the GDPR
    ``order``                 its place in the form and on the home page
    ``title, meaning, law``   what one can ask, what that means, and its name in the law
    ``card_title, card_text`` the same on the home page
    ``notice_text``           the same in the privacy notice (GDPR art. 13(2)(b))
    ``on_approval``           what approving does, in the words of staff
    ``on_approval_by_post``   the same where the answer goes on paper, if that is something else
    ``on_confirmation``       what is said to whoever confirmed it, beside the usual
    ``own_act``               how it is exercised in My data; ``None``: only by the form
    ``needs_details``         what is said to whoever asks without a word of explanation, if it needs one
    ``basis``                 the legal basis of the purposes that it can be about; ``None``: about everything
    ``which_use, every_use``  how the form asks which purpose, and what none in particular means
    ``at_once``               whether it needs nobody's leave (GDPR art. 7(3) and 21)
    ``is_final``              whether it erases: a word is typed, two people may be needed, and it is searched
                              afterwards for what was left over
    ``corrects_fields``       whether staff look at it field by field (GDPR art. 16)
    ``leaves_unused``         whether the data are left unused for it
    ``gives_copy``            whether it is answered with a copy
    ``copy_is_portable``      whether that copy holds only what the person provided (GDPR art. 20)
    ``enclosure_text``        what staff do with a copy that goes by post
    ``holds_data_while_open`` the provision by which the data stay until it is answered; "": they need not
    ``notifies_recipients``   what recipients are notified of (GDPR art. 19)
    ``grounds_for_refusal``   the only grounds on which it can be refused, in the order of the form
    ``answer_letter``         the letter that answers it; the other two by post, and where part is refused
    """

    kind: ClassVar[Request.Kind]
    article: ClassVar[int]
    order: ClassVar[int]
    title: ClassVar[Words]
    meaning: ClassVar[Words]
    law: ClassVar[Words]
    card_title: ClassVar[Words]
    card_text: ClassVar[Words]
    notice_text: ClassVar[Words]
    on_approval: ClassVar[Words]
    on_approval_by_post: ClassVar[Words] = ""
    on_confirmation: ClassVar[Words] = ""
    own_act: ClassVar[OwnAct | None] = None
    needs_details: ClassVar[Words] = ""
    basis: ClassVar[Basis | None] = None
    which_use: ClassVar[Words] = ""
    every_use: ClassVar[Words] = ""
    at_once: ClassVar[bool] = False
    is_final: ClassVar[bool] = False
    corrects_fields: ClassVar[bool] = False
    leaves_unused: ClassVar[bool] = False
    gives_copy: ClassVar[bool] = False
    copy_is_portable: ClassVar[bool] = False
    enclosure_text: ClassVar[Words] = ""
    holds_data_while_open: ClassVar[str] = ""
    notifies_recipients: ClassVar[RecipientNotification.What | None] = None
    grounds_for_refusal: ClassVar[tuple[Ground, ...]] = EVERY_REQUEST
    answer_letter: ClassVar[str] = "answer-done"
    answer_letter_on_paper: ClassVar[str] = ""
    answer_letter_in_part: ClassVar[str] = "answer-partly"

    # What granting it does: beforehand, and then.

    def preview(
        self, request: Request, subject: Subject, explained: list[Explained], *, today: date
    ) -> Consequences:
        """Return what granting ``request`` would do to ``subject``, of whom everything is ``explained``;
        writes nothing."""
        return Consequences(stays=lines_staying(explained))

    def carry_out(self, request: Request, subject: Subject, *, today: date, now: datetime) -> Consequences:
        """Grant ``request``, write down what came of every group, and return it. The caller holds the latch.

        Raises ``Stale`` where the data are no longer as staff saw them.
        """
        raise TypeError(type(self).__name__)

    def missing(self, request: Request) -> Words:
        """Return what staff must still do before ``request`` can be granted; "" if nothing."""
        return ""

    # What hangs on a request, from the day it is open.

    def begin(self, request: Request, *, now: datetime) -> None:
        """Do what the right asks for while ``request``, which was just opened, is handled."""
        if self.holds_data_while_open:
            request_holds.place_request_holds(request, law=self.holds_data_while_open, now=now)

    def move_to(self, subject: Subject | None, request: Request, *, now: datetime) -> None:
        """Let what hangs on ``request`` be about ``subject``, who was found to be the one who asks."""
        request_holds.move_request_holds(subject, request, law=self.holds_data_while_open, now=now)

    def drop(self, request: Request, *, now: datetime) -> None:
        """Let go of what was asked but not decided: ``request`` was refused, or is about somebody else."""

    def cancel(self, request: Request, *, now: datetime) -> None:
        """Undo what was done while ``request`` was open: the person took it back."""
        self.drop(request, now=now)

    def has_something_to_give(self, subject: Subject, *, today: date) -> bool:
        """Return whether ``subject`` would get anything by it; where not, My data does not offer it."""
        return True

    # The answer.

    def sentences(self, request: Request) -> list[str]:
        """Return what granting ``request`` does, or did, in sentences of the active language."""
        return []

    def sentences_of_another(self, request: Request) -> list[str]:
        """Return the same for whoever acts for the person: nothing speaks to the person themselves."""
        return [_("We did what was asked.")]

    def refused_in_part(self, request: Request) -> list[dict[str, Any]]:
        """Return what of ``request`` is not done, and why."""
        return []

    def remembered_for_address(self, request: Request) -> str:
        """Return what is remembered of ``request`` though we know nobody at its address; "" if nothing."""
        return ""

    def remember_refusal(self, request: Request, *, today: date) -> None:
        """Remember the no of an address of which it is not known whose it is, if ``request`` is one."""

    def answer(self, request: Request, done: Consequences) -> AnswerLetter:
        """Return the letter that says what granting ``request`` does, or did."""
        refused = self.refused_in_part(request)
        another = bool(request.mandate)
        said = self.sentences_of_another(request) if another else self.sentences(request)
        did = {"kind": request.kind, "did": said, "goes": told_in_words(done.goes, of_another=another)}
        return AnswerLetter(
            self.answer_letter_in_part if refused else self.answer_letter,
            did | {"kept": self.kept(request, done), "refused": refused, "others": others_in_words(done)},
        )

    def kept(self, request: Request, done: Consequences) -> list[dict[str, str | None]]:
        """Return what the letter says stays: nothing where nothing could have gone."""
        return []

    # The purposes that it can be about.

    def uses(self) -> list[Purpose]:
        """Return the purposes that a request can be about; none for a right that is about everything."""
        return []

    def uses_to_choose(self) -> list[Purpose]:
        """Return those of ``uses`` that a form offers: none that is switched off, though a no to it is heard
        as well."""
        return [purpose for purpose in self.uses() if purpose.is_used]

    def use_words(self, slug: str) -> str:
        """Return the purpose that a request is about in words; "" for a right that names none."""
        return ""

    def ends_at_once(self, slug: str) -> list[str]:
        """Return in words what goes the night after a request about the use ``slug`` ("": all) is confirmed,
        as far as nothing else needs it; of nobody in particular, for it is said before anybody is known."""
        return []

    def advertising_noes(self, slug: str) -> list[str]:
        """Return to which advertising a request about the use ``slug`` ("": all) is a no, which counts for
        its address also unconfirmed."""
        return []

    def check_use(self, slug: str) -> None:
        """Raise ``Refusal``, naming it, if ``slug`` is no purpose that a request can be about."""
        if slug:
            raise Refusal(_("“%(slug)s”: this right is not about one use.") % {"slug": slug})


def notify(right: Right, request: Request, changed: Collection[str], *, on: date) -> list[Item]:
    """Open the notifications of whoever received one of the groups ``changed``; return how far each is."""
    assert right.notifies_recipients is not None  # noqa: S101  (asked only where there is something to tell)
    opened = notifications.notify_recipients(request, right.notifies_recipients, changed, on=on)
    return progress_lines(notifications.progress_of_notifications(opened))


def to_be_notified(subject: Subject, changed: Collection[str]) -> list[Item]:
    """Return who will be notified by hand of a change of the groups ``changed``."""
    owed = notifications.notifications_to_open(subject, changed)
    return progress_lines((each.name, Progress.MANUAL) for each in owed)


def progress_lines(progress: Iterable[tuple[str, Progress]]) -> list[Item]:
    """Return by name how far others are who hold, or received, the data."""
    return [Item("", name, 0, why=state.words) for name, state in progress]


def others_in_words(done: Consequences) -> list[dict[str, str]]:
    """Return the same for the letter."""
    return [{"who": str(item.what), "how": str(item.why)} for item in done.processors]
