"""Accounts, topics and the organisation: nobody climbs above what they are."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from articles.models import ContentClock, Organisation, Topic
from tests import factories
from tests.admin.desk import filled, signed_in

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/auth/user/"


def page(person: User) -> str:
    return f"{PEOPLE}{person.pk}/change/"


def version() -> int:
    return ContentClock.objects.get().version


def sent(person: User, target: User, **changes: object) -> int:
    """Send the page of an account with what its form does not offer, and return the status."""
    client = signed_in(person)
    client.get(page(target))
    data = {
        "username": target.username, "is_active": "on", "is_staff": "on",
        "date_joined_0": "2026-01-01", "date_joined_1": "10:00:00", **changes,
    }  # fmt: skip
    return client.post(page(target), data).status_code


def test_an_administrator_makes_nobody_a_superuser() -> None:
    target = factories.person()
    status = sent(factories.administrator(), target, is_superuser="on", first_name="Changed")
    target.refresh_from_db()
    assert (status, target.first_name, target.is_superuser) == (302, "Changed", False)


def test_an_administrator_hands_out_no_single_permissions() -> None:
    target = factories.person()
    permission = Permission.objects.get(codename="delete_user")
    sent(factories.administrator(), target, user_permissions=[permission.pk])
    assert target.user_permissions.count() == 0


def test_an_administrator_puts_others_into_groups() -> None:
    target, group = factories.person(), Group.objects.get(name="Editors")
    sent(factories.administrator(), target, groups=[group.pk])
    assert list(target.groups.all()) == [group]


def test_an_administrator_cannot_change_the_own_rights() -> None:
    administrator = factories.administrator()
    group = Group.objects.get(name="Editors")
    sent(administrator, administrator, groups=[group.pk], is_superuser="on")
    administrator.refresh_from_db()
    assert ([g.name for g in administrator.groups.all()], administrator.is_superuser) == (["Administrators"], False)


def test_a_superuser_makes_superusers() -> None:
    target = factories.person()
    sent(factories.person(superuser=True), target, is_superuser="on")
    target.refresh_from_db()
    assert target.is_superuser


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("change/", {"username": "canary"}),
        ("password/", {"password1": "Correct-horse-7", "password2": "Correct-horse-7", "usable_password": "true"}),
        ("delete/", {"post": "yes"}),
    ],
)
def test_an_administrator_cannot_take_a_superuser_s_account(path: str, data: dict[str, str]) -> None:
    target = factories.person(superuser=True)
    before = User.objects.filter(pk=target.pk).values().get()
    status = signed_in(factories.administrator()).post(f"{PEOPLE}{target.pk}/{path}", data).status_code
    assert (status, User.objects.filter(pk=target.pk).values().get()) == (403, before)


def test_an_administrator_cannot_delete_a_superuser_among_others() -> None:
    target = factories.person(superuser=True)
    data = {"action": "delete_selected", "_selected_action": [target.pk], "post": "yes"}
    signed_in(factories.administrator()).post(PEOPLE, data)
    assert User.objects.filter(pk=target.pk).exists()


@pytest.mark.parametrize("build", [factories.writer, factories.editor, lambda: factories.translator("fr")])
@pytest.mark.parametrize("path", ["auth/user/", "auth/user/add/", "auth/group/", "cookie_consent/cookiegroup/"])
def test_nobody_else_sees_accounts_groups_or_cookies(build: object, path: str) -> None:
    assert signed_in(build()).get(f"/admin/{path}").status_code == 403  # type: ignore[operator]


def test_own_rights_cannot_be_had_through_the_own_password_page() -> None:
    writer = factories.writer()
    writer.set_password("Correct-horse-7")
    writer.save()
    data = {"old_password": "Correct-horse-7", "new_password1": "Battery-9-staple", "new_password2": "Battery-9-staple"}
    signed_in(writer).post("/admin/password_change/", data | {"is_superuser": "on", "groups": ["1"]})
    writer.refresh_from_db()
    assert (writer.check_password("Battery-9-staple"), writer.is_superuser, writer.groups.count()) == (True, False, 1)


def test_the_audit_log_can_be_read_and_not_written() -> None:
    factories.draft()
    client = signed_in(factories.person(superuser=True))
    paths = {"": 200, "add/": 403, "1/delete/": 403}
    assert {path: client.get(f"/admin/articles/auditentry/{path}").status_code for path in paths} == paths


def test_nobody_changes_an_audit_entry() -> None:
    factories.draft()
    client = signed_in(factories.person(superuser=True))
    assert client.post("/admin/articles/auditentry/1/change/", {"note": "x"}).status_code in {302, 403}


def test_an_editor_names_a_topic_and_public_pages_follow() -> None:
    before = version()
    response = signed_in(factories.editor()).post("/admin/articles/topic/add/", {"slug": "ports", "name_fr": "Ports"})
    assert (response.status_code, list(Topic.objects.values_list("slug", "name_fr")), version() - before) == (
        302,
        [("ports", "Ports")],
        1,
    )


def test_a_writer_names_no_topics() -> None:
    response = signed_in(factories.writer()).post("/admin/articles/topic/add/", {"slug": "ports"})
    assert (response.status_code, Topic.objects.count()) == (403, 0)


@pytest.mark.parametrize("slug", ["2026", "a b", "", "a/b"])
def test_a_topic_needs_a_slug_that_an_address_can_carry(slug: str) -> None:
    response = signed_in(factories.editor()).post("/admin/articles/topic/add/", {"slug": slug})
    assert (response.status_code, Topic.objects.count()) == (200, 0)


def test_the_organisation_is_one_row_whose_change_public_pages_follow() -> None:
    client = signed_in(factories.administrator())
    before = version()
    listing = client.get("/admin/articles/organisation/")
    path = "/admin/articles/organisation/1/change/"
    response = client.post(path, filled(client, path) | {"name_fr": "OISC"})
    row = Organisation.objects.values("name_fr", "name_en").get()
    assert (listing.headers["Location"], response.status_code, row["name_fr"], row["name_en"] or "", version() - before) == (
        path, 302, "OISC", "", 1,
    )  # fmt: skip


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_there_is_never_another_organisation_nor_none(path: str) -> None:
    client = signed_in(factories.person(superuser=True))
    assert client.post(f"/admin/articles/organisation/{path}", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("build", [factories.writer, factories.editor])
def test_only_administrators_change_the_organisation(build: object) -> None:
    assert signed_in(build()).post("/admin/articles/organisation/1/change/").status_code == 403  # type: ignore[operator]
