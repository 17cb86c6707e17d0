"""What is made of a photo after it came in: once, whatever happens meanwhile, and named only when it is there."""

import hashlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from articles.darkroom.developing import ImageProblem, Made
from articles.library import inventory, making, storing
from articles.library import photos as library
from articles.models import ContentClock, Photo, PhotoVersion
from tests import factories
from tests.library.conftest import Commits
from tests.library.quick import AVIF, BASE, Darkroom, names_of, read

pytestmark = pytest.mark.django_db

CUT = "social-50-50.jpg"


def again(version: PhotoVersion) -> PhotoVersion:
    """Return the row as it is now."""
    return PhotoVersion.objects.select_related("photo").get(pk=version.pk)


def from_before() -> PhotoVersion:
    """Return a version as the migration made it of a photo whose upload was not kept: JPEG in former widths alone."""
    version = factories.photo().file
    for name in {"original", "full.jpg", CUT}:
        default_storage.delete(version.file_name(name))
    made = {name: [*version.made[name][:2], 0] for name in ("400.jpg", "800.jpg", "1000.jpg")}
    PhotoVersion.objects.filter(pk=version.pk).update(sha256="", size=0, made=made, digests={}, width=3000, height=1800)
    return again(version)


def clock() -> int:
    """Return the version of the content clock."""
    return ContentClock.objects.get(pk=1).version


def test_what_came_in_just_now_lacks_avif_alone() -> None:
    assert making.missing(factories.photo().file) == {"avif"}


def test_what_is_missing_is_made_from_the_file_that_came_in(darkroom: Darkroom) -> None:
    version = factories.photo().file
    assert {*making.make(version.pk)} == AVIF
    after = again(version)
    assert (after.avif_widths, making.missing(after)) == ([240, 400, 520, 700, 800, 1000], set())
    assert names_of(version) == {"original", *BASE, CUT, *AVIF}
    data = read(after.file_name("800.avif"))
    assert (after.made["800.avif"][2], after.digests["800.avif"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_real_darkroom_makes_all_that_is_missing() -> None:
    version = factories.photo().file
    making.make(version.pk)
    assert making.missing(again(version)) == set()
    assert read(again(version).file_name("800.avif"))[4:12] == b"ftypavif"


def test_doing_it_twice_makes_nothing_twice(darkroom: Darkroom) -> None:
    version = factories.photo().file
    making.make(version.pk)
    before = again(version)
    assert making.make(version.pk) == []
    assert (len(darkroom.wanted), again(version).made) == (1, before.made)


def test_a_picture_from_before_gets_the_newer_widths_and_keeps_what_browsers_have(darkroom: Darkroom) -> None:
    version = from_before()
    kept = {name: read(version.file_name(name)) for name in version.made}
    assert making.missing(version) == {"base", "avif", "social"}
    darkroom.size = (1000, 600)
    making.make(version.pk)
    after = again(version)
    assert {*after.made} == {*BASE, CUT, *AVIF} - {"full.jpg"}  # which nobody has
    assert {name: read(after.file_name(name)) for name in kept} == kept
    assert [after.size_of(name) for name in kept] == [len(data) for data in kept.values()]
    assert (making.missing(after), {*after.digests} == {*after.made}) == (set(), True)


def test_a_picture_too_tall_for_avif_lacks_none(darkroom: Darkroom) -> None:
    version = factories.photo().file
    PhotoVersion.objects.filter(pk=version.pk).update(height=9000)
    assert making.missing(again(version)) == set()


def test_a_former_cut_goes_when_there_is_one_around_the_new_focus(darkroom: Darkroom, commits: Commits) -> None:
    photo = factories.photo()
    Photo.objects.filter(pk=photo.pk).update(focus_x=10, focus_y=90)
    with commits():
        making.make(photo.file.pk)
    after = again(photo.file)
    assert after.social == "social-10-90.jpg"
    assert {name for name in names_of(after) if name.startswith("social")} == {"social-10-90.jpg"}
    assert {*after.made} == {*after.digests} - {"original"}


def test_a_focus_that_moves_while_a_cut_is_made_wins(darkroom: Darkroom, commits: Commits) -> None:
    photo = factories.photo()
    Photo.objects.filter(pk=photo.pk).update(focus_x=10)

    def move() -> None:
        darkroom.busy = lambda: None
        Photo.objects.filter(pk=photo.pk).update(focus_x=90)
        making.make(photo.file.pk, {"social"})

    darkroom.busy = move
    with commits():
        assert making.make(photo.file.pk, {"social"}) == []
    assert again(photo.file).social == "social-90-50.jpg"
    assert {name for name in names_of(photo.file) if name.startswith("social")} == {"social-90-50.jpg"}


def test_two_who_make_the_same_leave_what_the_rows_says(darkroom: Darkroom) -> None:
    version = factories.photo().file

    def meanwhile() -> None:
        darkroom.busy = lambda: None
        making.make(version.pk)

    darkroom.busy = meanwhile
    assert making.make(version.pk) == []
    after = again(version)
    assert names_of(after) == {"original", *after.made}


def test_a_photo_removed_meanwhile_leaves_no_files(darkroom: Darkroom) -> None:
    version = factories.photo().file

    def meanwhile() -> None:
        version.photo.delete()
        storing.forget(inventory.files_of(version))

    darkroom.busy = meanwhile
    assert making.make(version.pk) == []
    assert names_of(version) == set()


def test_a_file_put_in_its_place_meanwhile_lacks_its_own_and_the_old_one_gets_its(darkroom: Darkroom) -> None:
    photo = factories.photo()
    first = photo.file

    def meanwhile() -> None:
        darkroom.busy = lambda: None
        library.keep(photo, factories.picture(), factories.developed(), by=None)

    darkroom.busy = meanwhile
    making.make(first.pk)
    assert (making.missing(again(first)), making.missing(again(photo.file))) == (set(), {"avif"})


def test_no_version_no_work(darkroom: Darkroom) -> None:
    assert (making.make(4711), darkroom.wanted) == ([], [])


def test_what_fails_leaves_the_row_and_the_files_as_they_were(darkroom: Darkroom) -> None:
    version = factories.photo().file
    before, darkroom.problem = names_of(version), ImageProblem("Not any more.")
    with pytest.raises(ImageProblem):
        making.make(version.pk)
    assert (names_of(version), again(version).made) == (before, version.made)


def test_a_page_that_is_public_is_made_anew_once_when_it_gains_avif(darkroom: Darkroom) -> None:
    photo = factories.photo()
    factories.public("en", of=factories.release("en", photo=photo))
    before = clock()
    making.make(photo.file.pk)
    making.make(photo.file.pk)
    assert clock() == before + 1


def test_nothing_public_changes_with_a_picture_under_embargo(darkroom: Darkroom) -> None:
    photo = factories.photo()
    factories.scheduled(factories.in_days(1), "en", of=factories.release("en", photo=photo))
    before = clock()
    making.make(photo.file.pk)
    assert clock() == before


def test_a_lost_picture_is_made_once_more_and_the_row_knows_its_new_bytes(darkroom: Darkroom) -> None:
    version = factories.photo().file
    making.make(version.pk)
    default_storage.delete(version.file_name("800.jpg"))
    assert (making.lost(again(version)), making.missing(again(version))) == ({"800.jpg"}, set())
    assert making.make(version.pk, again={"800.jpg"}) == ["800.jpg"]
    after, data = again(version), read(version.file_name("800.jpg"))
    assert (after.digests["800.jpg"], making.lost(after)) == (hashlib.sha256(data).hexdigest(), set())


def test_a_lost_picture_that_another_has_made_again_meanwhile_is_left_alone(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = factories.photo().file
    developed = making.develop

    def develop(*arguments: Any) -> Any:
        monkeypatch.setattr(making, "develop", developed)
        assert making.make(version.pk, again={"800.jpg"}) == ["800.jpg"]
        return developed(*arguments)

    making.make(version.pk)
    default_storage.delete(version.file_name("800.jpg"))
    monkeypatch.setattr(making, "develop", develop)
    assert making.make(version.pk, again={"800.jpg"}) == []


def test_without_the_file_that_came_in_avif_is_made_from_the_largest_picture(darkroom: Darkroom) -> None:
    version = factories.photo().file
    default_storage.delete(version.original)
    assert {*making.make(version.pk)} == AVIF


def test_without_any_file_nothing_can_be_made(darkroom: Darkroom) -> None:
    version = factories.photo().file
    for name in names_of(version):
        default_storage.delete(version.file_name(name))
    with pytest.raises(FileNotFoundError):
        making.make(version.pk)


def test_a_picture_is_offered_to_nobody_before_its_row_names_it(
    darkroom: Darkroom, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = factories.photo()
    factories.public("en", of=factories.release("en", photo=photo))
    address = reverse("articles:photo", args=[photo.file.token, "800.avif"])
    answers, put_all = [], making.put_all

    def put_and_look(folder: str, made: list[Made], names: list[str]) -> dict[str, str]:
        digests = put_all(folder, made, names)
        answers.append(client.get(address).status_code)
        return digests

    monkeypatch.setattr(making, "put_all", put_and_look)
    making.make(photo.file.pk)
    response = client.get(address)
    b"".join(response.streaming_content if response.streaming else [])
    assert (answers, response.status_code) == ([404], 200)
