"""Client-side staff get nothing of applicants, applicants' staff nothing of the client file, and hiring
groups nothing of each other: role by role, table by table, field by field, act by act, as the declarations
and the pages that are there say. Somebody who is client and applicant is one person in two files, and only
they and the privacy role know of both."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.html import escape

from privacy.declarations.registry import registry
from privacy.models import Task
from privacy.staff_access import visibility
from privacy.staff_access.roles import declared_roles
from privacy.wording.words import group_words
from tests.staff import doors
from tests.staff.browsing import signed_in
from tests.staff.two_files import DOSSIER, FILES, OFFICER, SELECTION, Somebody, TwoFiles, make_two_files

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P28")]

READERS = [role.name for role in declared_roles() if role.name != SELECTION]
READERS += ["Lien, who selects", "Samira, who selects"]
CLOSED = [name for name in READERS if name != OFFICER]
ACROSS = ["Client work", "Lien, who selects"]
"""One of each file, who see more of what lies around it than the others."""
NAMES_USES = {"/admin/privacy/request/add/": "whoever hears a request chooses among all uses there are"}
"""Pages that name what every file is called, of nobody in particular, and why."""


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> TwoFiles:
    return make_two_files(monkeypatch)


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_sees_the_rows_of_their_own_file_and_nothing_of_another(reader: str, both: TwoFiles) -> None:
    user, today = both.readers[reader], timezone.localdate()
    mine = {purpose.slug for purpose in visibility.purposes_of(user)}
    closed = {(row._meta.label, row.pk) for row in both.rows_closed_to(reader)}
    seen = set()
    for who in both.people():
        for label, row in who.rows.items():
            if label.split(".")[0] in FILES:
                rows = type(row)._base_manager.filter(pk=row.pk)
                if visibility.visible_to(rows, user=user, today=today):
                    seen.add((label, row.pk))
                    hidden = visibility.hidden_fields(row, user=user, today=today)
                    for group in registry.policy_for(type(row)).groups:  # type: ignore[union-attr]
                        served = mine & {purpose.slug for purpose in group.keep}
                        assert served or hidden >= set(group.fields), (reader, group.label)
    assert seen.isdisjoint(closed)
    own = {app for app in FILES for who in both.people() if (who, app) not in both.closed_to(reader)}
    assert {label.split(".")[0] for label, _pk in seen} == own


@pytest.mark.parametrize("reader", CLOSED)
def test_each_page_about_a_row_of_another_file_says_what_it_says_of_no_row_at_all(
    reader: str, both: TwoFiles
) -> None:
    client = signed_in(both.readers[reader])
    differ = []
    for address, absent in doors.pages_about(both.rows_closed_to(reader)):
        one, none = parts_that_differ(address, absent)
        here = doors.alike(doors.told(client, address), address, *one)
        nothing = doors.alike(doors.told(client, absent), absent, *none)
        if here != nothing:
            differ.append((address, here[0], nothing[0]))
    assert differ == []


@pytest.mark.parametrize("reader", CLOSED)
def test_no_page_of_theirs_says_anything_of_another_file(reader: str, both: TwoFiles) -> None:
    """Every list, and every page about a row that they may see: none has a word of a closed field, nor what
    the data of that file are called."""
    client, closed = signed_in(both.readers[reader]), both.words_closed_to(reader)
    apps = {app for who, app in both.closed_to(reader) if (other(both, who), app) in both.closed_to(reader)}
    called = names_of_files(apps)
    rows = [*both.kim.rows.values(), *Task.objects.filter(subject=both.kim.subject)]
    addresses = ["/admin/", *(address for _model, address in doors.lists())]
    addresses += [address for address, _absent in doors.pages_about(rows)]
    said, shown = [], 0
    for address in addresses:
        status, text = doors.told(client, address)
        shown += status == 200
        said += [(address, word) for word in closed if word in text]
        if address not in NAMES_USES:
            said += [(address, words) for words in called if words in text.casefold()]
    assert shown > 2
    assert said == []


@pytest.mark.parametrize("reader", ACROSS)
def test_no_search_finds_a_row_by_a_word_of_another_file(reader: str, both: TwoFiles) -> None:
    request = RequestFactory().get("/")
    request.user = both.readers[reader]
    found = []
    for model, model_admin in admin.site._registry.items():
        if model_admin.search_fields and model_admin.has_view_permission(request):
            rows = model_admin.get_queryset(request)
            for word in both.words_closed_to(reader):
                if model_admin.get_search_results(request, rows, word)[0].exists():
                    found.append((model._meta.label, word))
    assert found == []


@pytest.mark.parametrize("reader", ACROSS)
def test_no_question_tells_whether_somebody_is_in_another_file(reader: str, both: TwoFiles) -> None:
    """Lists, completion, the palette and forms that an address fills in answer a name of another file, and
    the number of a row in it, as they answer one that is nowhere."""
    client, (who, app) = signed_in(both.readers[reader]), both.closed_to(reader)[0]
    name = who.words["contacts.contact.name" if app == "contacts" else DOSSIER]["last_name"]
    strangers = [
        one.subject for one in both.people() if all((one, file) in both.closed_to(reader) for file in FILES)
    ]
    asked = doors.questions(name, both.rows_closed_to(reader), strangers)
    differ = [(address, control) for address, control in asked if not alike_asked(client, address, control)]
    assert differ == []


@pytest.mark.parametrize("reader", ACROSS)
def test_no_list_is_narrowed_by_what_stands_in_another_file(reader: str, both: TwoFiles) -> None:
    """Every lookup from every list that the reader opens, over other tables, to a field that is closed."""
    client, request = signed_in(both.readers[reader]), RequestFactory().get("/")
    request.user = both.readers[reader]
    closed = {type(row): row for row in both.rows_closed_to(reader)}
    refused, differ = 0, []
    for model, address in doors.lists():
        model_admin = admin.site._registry[model]
        if not model_admin.has_view_permission(request):
            continue
        for path, field in doors.lookups(model):
            row = closed.get(field.related_model if field.is_relation else field.model)
            if row is None or (field.model is model and not field.is_relation):
                continue  # of its own rows the list has those that the reader sees
            value = row.pk if field.is_relation else field.value_from_object(row) or "x"
            for asked, other in (
                (f"{path}={value}", f"{path}={doors.NOBODY}"),
                (f"{path}__isnull=0", f"{path}__isnull=1"),
            ):
                if not model_admin.lookup_allowed(asked.partition("=")[0], str(value), request):
                    refused += 1
                elif not alike_asked(client, f"{address}?{asked}", f"{address}?{other}"):
                    differ.append(f"{address}?{asked}")
    assert refused or not closed
    assert differ == []


@pytest.mark.parametrize("reader", ACROSS)
def test_nothing_that_is_sent_changes_a_row_of_another_file(reader: str, both: TwoFiles) -> None:
    client = signed_in(both.readers[reader])
    rows = list(both.rows_closed_to(reader))
    before = stored(rows)
    for address, _absent in doors.pages_about(rows):
        for filled in ({"post": "yes"}, {"_save": "1", "do": "x"}):
            doors.told(client, address, **filled)
    for model, address in doors.lists():
        mine = [str(row.pk) for row in rows if isinstance(row, model)]
        acts = [getattr(act, "__name__", act) for act in admin.site._registry[model].actions or ()]
        for act in [*acts, "delete_selected"] if mine else ():
            sent: dict[str, Any] = {
                "action": act,
                "_selected_action": mine,
                "select_across": "1",
                "post": "yes",
            }
            doors.told(client, address, **sent)
    assert stored(rows) == before


@pytest.mark.parametrize("reader", ACROSS)
def test_a_task_about_another_file_is_not_on_their_list(reader: str, both: TwoFiles) -> None:
    tasks = visibility.visible_to(Task.objects.all(), user=both.readers[reader], today=timezone.localdate())
    for who, app in both.closed_to(reader):
        assert not tasks.filter(subject=who.subject, label__startswith=f"{app}."), (reader, app)


def names_of_files(apps: set[str]) -> set[str]:
    """What the data of these apps are called on a page in English, and what they are for."""
    with translation.override("en"):
        groups = [group for group in registry.groups if group.model._meta.app_label in apps]
        words = {*map(group_words, groups), *(str(use.words) for group in groups for use in group.keep)}
        return {escape(each).casefold() for each in words}


def parts_that_differ(address: str, absent: str) -> tuple[list[str], list[str]]:
    pairs = zip(address.split("/"), absent.split("/"), strict=True)
    differing = [(one, other) for one, other in pairs if one != other]
    return [one for one, _other in differing], [other for _one, other in differing]


def other(both: TwoFiles, who: Somebody) -> Somebody:
    return both.sam if who is both.kim else both.kim


def alike_asked(client: Any, address: str, control: str) -> bool:
    here, nothing = doors.told(client, address), doors.told(client, control)
    return doors.alike(here, *answers(address)) == doors.alike(nothing, *answers(control))


def answers(address: str) -> list[str]:
    """What a page repeats of the question that was asked."""
    query = address.partition("?")[2]
    return [address, query, *(part.partition("=")[2] for part in query.split("&"))]


def stored(rows: list[Any]) -> list[dict[str, Any]]:
    return [type(row)._base_manager.filter(pk=row.pk).values().get() for row in rows]
