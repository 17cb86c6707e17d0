"""Reference numbers, states, addresses and slugs of releases; topics; photos."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from articles.darkroom.developing import ImageProblem
from articles.enums import State
from articles.library import photos as library
from articles.models import Edition, PhotoVersion, Release, Topic
from articles.models.photo import new_token
from articles.models.release import REFERENCE_ALPHABET, new_reference
from articles.models.topic import validate_slug
from tests import factories

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


def test_a_new_reference_is_the_year_and_four_characters_that_are_not_all_digits() -> None:
    references = [new_reference(2026) for _n in range(300)]
    assert {(r[:5], len(r), set(r[5:]) <= set(REFERENCE_ALPHABET), r[5:].isdigit()) for r in references} == {
        ("2026-", 9, True, False)
    }


def test_a_release_without_a_reference_gets_one_when_it_is_saved() -> None:
    release = Release.objects.create(original="en")
    assert release.reference[:2] == "20"


@pytest.mark.parametrize("reference", ["2026", "12-34", "A B", "-A", "Ünï", "A/B", "A\n", "A\x00"])
def test_a_reference_that_an_address_cannot_carry_is_refused(reference: str) -> None:
    with pytest.raises(ValidationError):
        Release(original="en", reference=reference).full_clean()


@pytest.mark.parametrize("reference", ["IMO-12-2018", "2026-K7QF", "A"])
def test_a_reference_of_letters_digits_and_hyphens_is_taken(reference: str) -> None:
    Release(original="en", reference=reference).full_clean()


@pytest.mark.parametrize("slug", ["ports", "ports-2026", "événement", "موانئ", "порты", "新闻", "a_b", "हिन्दी"])
def test_a_slug_may_be_of_letters_of_any_script(slug: str) -> None:
    validate_slug(slug)


@pytest.mark.parametrize(
    "slug", ["2026", "02", "٢٠٢٦", "2026-02", "", "-", "a b", "a/b", "..", "a.b", "a?b", "a%62", "a\x00", "a\u202eb", "a\u200bb", "🚢"],
    ids=ascii,
)  # fmt: skip
def test_a_slug_that_an_address_cannot_carry_is_refused(slug: str) -> None:
    with pytest.raises(ValidationError):
        validate_slug(slug)


def test_addresses_name_the_language_the_year_and_the_slug() -> None:
    edition = factories.public("fr", datetime(2018, 2, 5, 9, tzinfo=UTC), slug="ports")
    assert (edition.get_absolute_url(), edition.address("print")) == (
        "/fr/news/2018/ports/",
        "/fr/news/2018/ports/print/",
    )


def test_an_edition_is_scheduled_until_its_moment_and_public_from_it_on() -> None:
    at = factories.in_days(1)
    edition = factories.scheduled(at)
    assert [edition.state(at - MOMENT), edition.state(at), edition.state(at + MOMENT)] == [
        State.SCHEDULED,
        State.PUBLIC,
        State.PUBLIC,
    ]


@pytest.mark.parametrize(
    ("build", "state"),
    [
        (factories.draft, State.DRAFT),
        (factories.in_review, State.IN_REVIEW),
        (factories.approved, State.APPROVED),
        (factories.public, State.PUBLIC),
        (factories.withdrawn, State.WITHDRAWN),
    ],
)
def test_an_edition_knows_its_state(build: object, state: State) -> None:
    edition: Edition = build()  # type: ignore[operator]
    assert edition.state(factories.in_days(0)) == state


def test_newer_text_behind_a_public_edition_leaves_it_public() -> None:
    assert factories.revise(factories.public()).state(factories.in_days(0)) == State.PUBLIC


def test_the_slug_of_a_topic_stands_once() -> None:
    factories.topic("ports")
    with pytest.raises(ValidationError):
        Topic(slug="ports").full_clean()


def test_a_photo_gets_a_new_unguessable_address_with_every_file() -> None:
    photo = factories.photo()
    first = photo.file.token
    library.replace_file(photo, factories.picture(), by=None)
    assert (len(first), len(photo.file.token), first == photo.file.token) == (22, 22, False)


def test_tokens_do_not_repeat() -> None:
    assert len({new_token() for _n in range(1000)}) == 1000


def test_a_photo_stores_a_file_per_width() -> None:
    photo = factories.photo()
    there = {width: default_storage.exists(photo.file.file_name(width)) for width in photo.file.widths}
    assert there == dict.fromkeys((240, 400, 520, 700, 800, 1000), True)


def test_a_file_that_is_no_picture_stores_nothing_and_leaves_the_photo_alone() -> None:
    photo = factories.photo()
    before = (photo.file.token, photo.file.width, photo.file.height)
    with pytest.raises(ImageProblem):
        library.replace_file(photo, factories.picture(10, 10), by=None)
    assert (photo.file.token, photo.file.width, photo.file.height) == before


@pytest.mark.parametrize(("width", "height"), [(400, 240), (800, 480), (1000, 600)])
def test_a_photo_knows_the_height_of_each_width(width: int, height: int) -> None:
    assert PhotoVersion(width=1000, height=600).height_at(width) == height
