"""A release as the template of a new one."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles import workflow
from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    shared = factories.release("en", topics=[factories.topic()], photo=factories.photo())
    original = factories.public("en", of=shared, title="Opening")
    factories.draft("fr", of=shared, title="Ouverture")
    factories.draft("ar", of=shared, title="افتتاح")
    return original.release


def address(release: Release) -> str:
    return f"{RELEASES}{release.pk}/copy/"


def test_a_writer_copies_every_language_as_a_draft_and_the_copy_opens(release: Release) -> None:
    response = signed_in(factories.writer()).post(address(release))
    copy = Release.objects.latest("pk")
    stages = dict(copy.editions.values_list("language", "stage"))
    assert response.headers["Location"] == page(copy)
    assert (stages, copy.editions.filter(live__isnull=False).count()) == (
        {"en": "draft", "fr": "draft", "ar": "draft"},
        0,
    )
    assert (copy.title_en, copy.title_ar, copy.topics.count(), copy.photo) == (
        "Opening", "افتتاح", 1, release.photo,
    )  # fmt: skip
    assert copy.reference != release.reference


def test_asking_copies_nothing_and_says_what_would_be_copied(release: Release) -> None:
    response = signed_in(factories.writer()).get(address(release))
    assert (response.status_code, Release.objects.count(), response.context["languages"]) == (
        200, 1, [("en", "English"), ("fr", "Français"), ("ar", "العربيّة")],
    )  # fmt: skip


def test_only_what_the_person_may_write_is_copied(release: Release) -> None:
    person = factories.person("Translators en", "Translators ar")
    person.user_permissions.add(Permission.objects.get(codename="add_release"))
    signed_in(person).post(address(release))
    copy = Release.objects.latest("pk")
    assert (sorted(copy.editions.values_list("language", flat=True)), copy.title_fr) == (["ar", "en"], "")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("build", [lambda: factories.translator("fr"), factories.person])
def test_who_may_not_write_the_original_cannot_copy(release: Release, build: Any, method: str) -> None:
    response = getattr(signed_in(build()), method)(address(release))
    assert (response.status_code, Release.objects.count()) == (403, 1)


@pytest.mark.parametrize(("build", "offered"), [(factories.writer, True), (lambda: factories.translator("fr"), False)])
def test_the_button_is_there_for_those_who_may(release: Release, build: Any, offered: bool) -> None:
    assert (address(release) in signed_in(build()).get(page(release)).content.decode()) is offered


def test_a_release_that_does_not_exist_is_not_copied() -> None:
    assert signed_in(factories.writer()).post(f"{RELEASES}999999/copy/").status_code == 404


def test_a_form_without_its_token_copies_nothing(release: Release) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.writer())
    assert (client.post(address(release)).status_code, Release.objects.count()) == (403, 1)


def test_a_copy_leaves_what_it_was_made_from_as_it_was(release: Release) -> None:
    before = list(Edition.objects.filter(release=release).order_by("pk").values())
    signed_in(factories.writer()).post(address(release))
    assert list(Edition.objects.filter(release=release).order_by("pk").values()) == before


def test_the_required_languages_that_are_copied_are_told() -> None:
    release = factories.public("en").release
    workflow.share(release, by=None, photo=None, topics=[], required=["fr", "en"])
    told = signed_in(factories.writer()).get(address(release)).context["required"]
    assert told == [("en", "English"), ("fr", "Français")]
