"""Who may do what: the table that the groups ship with, per language."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.test import override_settings

from articles import permissions, workflow
from articles.enums import Action
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ALL = ["en", "fr", "es", "ar", "ru", "zh-hans"]
PEOPLE: dict[str, Callable[[], User]] = {
    "writer": factories.writer,
    "translator fr": lambda: factories.translator("fr"),
    "translator zh-hans": lambda: factories.translator("zh-hans"),
    "editor": factories.editor,
    "editor fr": lambda: factories.person(permissions.editors("fr")),
    "administrator": factories.administrator,
    "superuser": lambda: factories.person(superuser=True),
    "nobody": factories.person,
}
# Who: the languages that the person may write, and those in which they may approve.
RIGHTS: dict[str, tuple[list[str], list[str]]] = {
    "writer": (ALL, []),
    "translator fr": (["fr"], []),
    "translator zh-hans": (["zh-hans"], []),
    "editor": (ALL, ALL),
    "editor fr": (["fr"], ["fr"]),
    "administrator": (ALL, ALL),
    "superuser": (ALL, ALL),
    "nobody": ([], []),
}
# Verb: who needs which right.
NEEDED = {
    Action.SUBMIT: "write",
    Action.SEND_BACK: "approve",
    Action.APPROVE: "approve",
    Action.REVOKE: "approve",
    Action.SCHEDULE: "approve",
    Action.UNSCHEDULE: "approve",
    Action.PUBLISH: "approve",
    Action.READDRESS: "approve",
    Action.WITHDRAW: "approve",
    Action.RESTORE: "approve",
}
MODELS = {
    "writer": [
        "add_document", "add_photo", "add_release", "add_tag", "change_document", "change_photo", "change_release",
        "change_tag", "read_every_language", "view_auditentry", "view_document", "view_photo", "view_release",
        "view_tag", "view_term", "view_topic",
    ],
    "translator fr": [
        "add_release", "change_document", "change_photo", "change_release", "view_auditentry", "view_document",
        "view_photo", "view_release", "view_tag", "view_term", "view_topic",
    ],
    "editor fr": [
        "add_document", "add_photo", "add_release", "add_tag", "change_document", "change_photo", "change_release",
        "change_tag", "view_auditentry", "view_document", "view_photo", "view_release", "view_tag", "view_term",
        "view_topic",
    ],
    "editor": [
        "add_document", "add_photo", "add_release", "add_tag", "add_term", "add_topic", "change_document",
        "change_photo", "change_release", "change_tag", "change_term", "change_topic", "delete_document",
        "delete_photo", "delete_tag", "read_every_language", "view_auditentry", "view_document", "view_organisation",
        "view_photo", "view_release", "view_tag", "view_term", "view_topic",
    ],
    "nobody": [],
}  # fmt: skip


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_writes_its_languages(who: str) -> None:
    person = PEOPLE[who]()
    assert [code for code in ALL if permissions.may_write(person, code)] == RIGHTS[who][0]


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_approves_its_languages(who: str) -> None:
    person = PEOPLE[who]()
    assert [code for code in ALL if permissions.may_approve(person, code)] == RIGHTS[who][1]


@pytest.mark.parametrize("verb", NEEDED)
@pytest.mark.parametrize("who", PEOPLE)
def test_each_verb_is_permitted_in_the_languages_of_the_right_that_it_needs(who: str, verb: Action) -> None:
    person, release = PEOPLE[who](), factories.release()
    editions = [factories.draft(code, of=release) for code in ALL]
    allowed = [edition.language for edition in editions if workflow.permitted(person, edition, verb)]
    assert allowed == RIGHTS[who][0 if NEEDED[verb] == "write" else 1]


@pytest.mark.parametrize("who", MODELS)
def test_each_role_sees_and_changes_its_models(who: str) -> None:
    names = {name.removeprefix("articles.") for name in PEOPLE[who]().get_all_permissions()}
    assert sorted(name for name in names if not name.startswith(("write_", "approve_"))) == MODELS[who]


def test_nobody_but_superusers_and_administrators_touches_accounts() -> None:
    found = [who for who, build in PEOPLE.items() if build().has_perm("auth.change_user")]
    assert found == ["administrator", "superuser"]


def test_a_person_who_was_deactivated_may_nothing() -> None:
    person = factories.person(superuser=True)
    person.is_active = False
    assert (permissions.may_write(person, "en"), permissions.may_approve(person, "en")) == (False, False)


def test_a_stranger_may_nothing() -> None:
    assert permissions.writable(AnonymousUser()) == []


@override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")])
def test_only_shown_languages_are_writable() -> None:
    assert permissions.writable(factories.writer()) == ["en", "ar"]


def test_there_is_a_permission_to_write_and_to_approve_per_language() -> None:
    found = Permission.objects.filter(content_type__model="edition").values_list("codename", flat=True)
    assert sorted(found) == [
        "approve_ar", "approve_en", "approve_es", "approve_fr", "approve_ru", "approve_zh_hans",
        "write_ar", "write_en", "write_es", "write_fr", "write_ru", "write_zh_hans",
    ]  # fmt: skip


def test_the_groups_that_ship() -> None:
    assert sorted(Group.objects.values_list("name", flat=True)) == [
        "Administrators", "Editors", "Editors ar", "Editors en", "Editors es", "Editors fr", "Editors ru",
        "Editors zh_hans", "Translators ar", "Translators en", "Translators es", "Translators fr",
        "Translators ru", "Translators zh_hans", "Writers",
    ]  # fmt: skip


def test_a_group_that_its_administrators_changed_stays_as_they_made_it() -> None:
    group = Group.objects.get(name=permissions.WRITERS)
    group.permissions.remove(Permission.objects.get(codename="write_fr"))
    permissions.ensure_groups(apps.get_app_config("articles"), "default")
    assert not group.permissions.filter(codename="write_fr").exists()


def test_a_new_language_comes_to_the_groups_that_exist() -> None:
    Permission.objects.filter(codename__in=["write_fr", "approve_fr"]).delete()
    editors = Group.objects.get(name=permissions.EDITORS)
    editors.permissions.clear()
    permissions.ensure_groups(apps.get_app_config("articles"), "default")
    assert sorted(editors.permissions.values_list("codename", flat=True)) == ["approve_fr", "write_fr"]
