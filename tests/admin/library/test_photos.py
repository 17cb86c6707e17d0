"""Photos at the desk: describing them, and seeing them before anybody else does."""

import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import permissions, workflow
from articles.models import AuditEntry, ContentClock, Edition, Photo, PhotoVersion, Tag
from tests import factories
from tests.admin.desk import errors, filled, signed_in

pytestmark = pytest.mark.django_db

PHOTOS = "/admin/articles/photo/"


def page(photo: Photo) -> str:
    return f"{PHOTOS}{photo.pk}/change/"


def picture(name: str = "400.jpg") -> str:
    return f"{PHOTOS}{factories.photo().file.token}/{name}"


def send(client: Client, photo: Photo, **changes: object) -> int:
    """Change a photo's page and return the status of the answer."""
    return client.post(page(photo), filled(client, page(photo)) | changes).status_code


def test_a_translator_translates_the_texts_of_the_own_language_alone() -> None:
    photo = factories.photo(alt_en="A lighthouse")
    send(signed_in(factories.translator("fr")), photo, alt_fr="Un phare", alt_en="Canary")
    assert list(Photo.objects.values_list("alt_fr", "alt_en")) == [("Un phare", "A lighthouse")]


def test_a_changed_text_waits_for_approval_wherever_the_photo_is_shown() -> None:
    photo = factories.photo(alt_en="Before")
    edition = factories.public("en", of=factories.release(photo=photo))
    send(signed_in(factories.editor()), photo, alt_en="After")
    after = Edition.objects.select_related("live", "current").get(pk=edition.pk)
    assert after.live is not None and after.current is not None
    assert (after.live.photo_alt, after.current.photo_alt, after.stage) == ("Before", "After", "draft")


def test_two_people_who_describe_a_photo_in_two_languages_keep_both_texts() -> None:
    photo = factories.photo(alt_en="Before")
    client = signed_in(factories.editor())
    opened = filled(client, page(photo))
    send(signed_in(factories.translator("fr")), photo, alt_fr="Un phare")
    client.post(page(photo), opened | {"alt_en": "A lighthouse"})
    assert list(Photo.objects.values_list("alt_fr", "alt_en")) == [("Un phare", "A lighthouse")]


def test_two_people_who_write_one_text_are_shown_both_and_the_second_decides() -> None:
    photo = factories.photo(alt_en="Before")
    client = signed_in(factories.editor())
    opened = filled(client, page(photo)) | {"alt_en": "Mine"}
    send(signed_in(factories.writer()), photo, alt_en="Theirs", caption_en="A caption")
    response = client.post(page(photo), opened)
    form = response.context["adminform"].form
    assert (list(form.errors), "Theirs" in form.errors["alt_en"][0], form["alt_en"].value()) == (
        ["alt_en"],
        True,
        "Mine",
    )
    assert Photo.objects.get().alt_en == "Theirs"
    again = re.findall(r'name="(initial-alt_en)" value="([^"]*)"', response.content.decode())
    client.post(page(photo), opened | dict(again))
    assert list(Photo.objects.values_list("alt_en", "caption_en")) == [("Mine", "A caption")]


def test_spaces_that_a_form_leaves_out_are_no_other_text() -> None:
    photo = factories.photo(photographer="Ana Silva ")  # as a photographer's file may have it
    assert send(signed_in(factories.editor()), photo, photographer="Ana da Silva") == 302


def test_what_somebody_else_did_meanwhile_beside_the_texts_stays() -> None:
    photo = factories.photo()
    client = signed_in(factories.editor())
    opened = filled(client, page(photo)) | {"alt_en": "A lighthouse"}
    send(signed_in(factories.editor()), photo, photographer="Ana Silva", taken_on="2026-05-04", always_public="on")
    client.post(page(photo), opened)
    photo = Photo.objects.get()
    assert (photo.alt_en, photo.photographer, str(photo.taken_on), photo.always_public) == (
        "A lighthouse",
        "Ana Silva",
        "2026-05-04",
        True,
    )


def test_a_tag_that_somebody_else_gave_meanwhile_stays() -> None:
    photo = factories.photo()
    client = signed_in(factories.editor())
    opened = filled(client, page(photo))
    photo.tags.add(Tag.objects.create(name="Coast"))
    client.post(page(photo), opened | {"alt_en": "A lighthouse"})
    assert list(photo.tags.values_list("name", flat=True)) == ["Coast"]


def test_a_tag_is_given_on_the_page() -> None:
    photo, tag = factories.photo(), Tag.objects.create(name="Coast")
    assert (send(signed_in(factories.writer()), photo, tags=[tag.pk]), list(photo.tags.all())) == (302, [tag])


def test_a_first_tag_is_kept_when_the_page_comes_back_and_is_sent_again() -> None:
    photo, tag, client = factories.photo(), Tag.objects.create(name="Coast"), signed_in(factories.editor())
    opened = filled(client, page(photo)) | {"tags": [tag.pk]}
    back = client.post(page(photo), opened | {"title_en": "x" * 300}).content.decode()
    seen = dict(re.findall(r'name="(initial-tags)" value="([0-9]+)"', back))
    assert (client.post(page(photo), opened | seen).status_code, list(photo.tags.all())) == (302, [tag])


def test_a_page_says_in_which_languages_the_alternative_text_is_missing() -> None:
    photo = factories.photo(alt_en="A lighthouse")
    text = signed_in(factories.writer()).get(page(photo)).content.decode()
    assert ("Français · no alternative text" in text, "English · no alternative text" in text) == (True, False)


def test_a_translator_sees_no_text_in_a_language_that_they_may_not_read() -> None:
    photo = factories.photo(title_en="Canary", alt_en="Canary", caption_ru="Canary", title_fr="")
    response = signed_in(factories.translator("fr")).get(page(photo))
    assert (response.status_code, "Canary" in response.content.decode()) == (200, False)


# --- Always public ---


def test_who_approves_opens_a_photo_to_everybody_and_the_log_says_so() -> None:
    photo, person = factories.photo(), factories.editor()
    before = ContentClock.objects.get().version
    send(signed_in(person), photo, always_public="on")
    entry = AuditEntry.objects.get(reference=photo.token)
    assert (Photo.objects.get().always_public, entry.actor, entry.action, entry.note) == (
        True, person, "open", "photo_open: picture.jpeg",
    )  # fmt: skip
    assert ContentClock.objects.get().version == before + 1


@pytest.mark.parametrize("who", ["writer", "translator"])
def test_who_does_not_approve_opens_nothing(who: str) -> None:
    photo = factories.photo()
    send(signed_in(factories.writer() if who == "writer" else factories.translator("fr")), photo, always_public="on")
    assert (Photo.objects.get().always_public, AuditEntry.objects.filter(reference=photo.token).exists()) == (
        False,
        False,
    )


def test_an_opened_photo_is_public_at_once_and_closed_at_once(client: Client) -> None:
    photo, editor = factories.photo(), signed_in(factories.editor())
    address = photo.file.address(400)
    statuses = [client.get(address).status_code]
    send(editor, photo, always_public="on")
    statuses.append(client.get(address).status_code)
    data = filled(editor, page(photo))
    data.pop("always_public")
    editor.post(page(photo), data)
    statuses.append(client.get(address).status_code)
    assert statuses == [404, 200, 404]


def test_the_log_of_an_opened_photo_is_told_in_words() -> None:
    photo = factories.photo()
    client = signed_in(factories.editor())
    send(client, photo, always_public="on")
    text = client.get("/admin/articles/auditentry/").content.decode()
    assert "Photo open to everybody from now on:" in text


# --- Deleting ---


def test_an_unused_photo_is_deleted_with_its_files(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = factories.photo()
    names = [photo.file.file_name(400), photo.file.original]
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in(factories.editor()).post(f"{PHOTOS}{photo.pk}/delete/", {"post": "yes"})
    assert (response.status_code, Photo.objects.count(), PhotoVersion.objects.count()) == (302, 0, 0)
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert AuditEntry.objects.get().note == "photo_removed: picture.jpeg"


def test_a_photo_that_an_earlier_revision_shows_is_not_deleted_and_the_page_says_why() -> None:
    photo = factories.photo()
    edition = factories.public("en", of=factories.release(photo=photo))
    workflow.share(edition.release, by=None, photo=None, topics=[])
    response = signed_in(factories.editor()).post(f"{PHOTOS}{photo.pk}/delete/", {"post": "yes"}, follow=True)
    assert (Photo.objects.count(), "This cannot be deleted" in response.content.decode()) == (1, True)


def test_a_writer_deletes_no_photo() -> None:
    photo = factories.photo()
    status = signed_in(factories.writer()).post(f"{PHOTOS}{photo.pk}/delete/", {"post": "yes"}).status_code
    assert (status, Photo.objects.count()) == (403, 1)


# --- Pictures ---


@pytest.mark.parametrize(
    ("build", "status"),
    [(factories.writer, 200), (lambda: factories.translator("ar"), 200), (factories.person, 403)],
)
def test_a_picture_that_is_not_public_is_shown_to_staff(build: object, status: int) -> None:
    response = signed_in(build()).get(picture())  # type: ignore[operator]
    if status == 200:
        response.getvalue()
    assert response.status_code == status


def test_a_stranger_sees_no_picture_at_the_desk(client: Client) -> None:
    path = picture()
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={path}")


def test_a_picture_at_the_desk_is_stored_nowhere() -> None:
    response = signed_in(factories.writer()).get(picture())
    response.getvalue()
    assert (response.headers["Cache-Control"], response.headers["Content-Security-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "default-src 'none'; sandbox",
    )


@pytest.mark.parametrize("name", ["399.jpg", "1600.jpg", "social-1-1.jpg"])
def test_a_picture_that_there_is_not_is_a_404_at_the_desk_too(name: str) -> None:
    assert signed_in(factories.writer()).get(picture(name)).status_code == 404


def test_the_field_of_a_release_finds_photos_for_staff_alone(client: Client) -> None:
    photo = factories.photo()
    path = "/admin/autocomplete/?app_label=articles&model_name=release&field_name=photo&term=Photo"
    found = signed_in(factories.writer()).get(path).json()["results"]
    statuses = [client.get(path).status_code, signed_in(factories.person()).get(path).status_code]
    assert ([item["id"] for item in found], statuses) == ([str(photo.pk)], [302, 403])


def test_no_message_and_no_choice_calls_a_photo_by_a_text_that_the_person_may_not_read() -> None:
    photo = factories.photo(title_en="", title_es="Secreto", title_fr="Phare")
    unnamed = factories.photo(title_en="", title_es="Secreto")
    client = signed_in(factories.person(permissions.editors("fr")))
    saved = [
        client.post(page(one), {"caption_fr": "Un phare"}, follow=True).content.decode() for one in (photo, unnamed)
    ]
    path = "/admin/autocomplete/?app_label=articles&model_name=release&field_name=photo&term="
    chosen = [item["text"] for item in client.get(path).json()["results"]]
    release = factories.release("fr", photo=unnamed)
    form = client.get(f"/admin/articles/release/{release.pk}/change/").content.decode()
    assert [text for text in [*saved, form, *chosen] if "Secreto" in text] == []
    assert sorted(chosen) == ["Phare", "picture.jpeg"]


@pytest.mark.parametrize("page", ["history", "change", "delete"])
def test_a_person_without_a_role_learns_nothing_of_a_photo(page: str) -> None:
    assert signed_in(factories.person()).get(f"{PHOTOS}{factories.photo().pk}/{page}/").status_code == 403


def test_django_s_history_leads_to_the_versions() -> None:
    photo = factories.photo(title_en="", title_es="Secreto")
    response = signed_in(factories.translator("fr")).get(f"{PHOTOS}{photo.pk}/history/")
    assert (response.status_code, response.headers["Location"]) == (302, f"{page(photo)}#versions")


@pytest.mark.parametrize("sent", ["x", "-1", "9" * 60, "\0", "٣"], ids=ascii)
def test_a_tag_that_is_no_key_is_an_error_at_the_field(sent: str) -> None:
    client, photo = signed_in(factories.editor()), factories.photo()
    response = client.post(page(photo), filled(client, page(photo)) | {"tags": [sent], "initial-tags": [sent, "x"]})
    assert list(errors(response)) == ["tags"]


@pytest.mark.parametrize("model", ["articles/release", "articles/photo", "articles/tag", "auth/user"])
@pytest.mark.parametrize("name", ["", "nothing"])
def test_a_window_that_asks_for_a_column_that_there_is_not_is_refused(model: str, name: str) -> None:
    client = signed_in(factories.administrator())
    assert client.get(f"/admin/{model}/1/change/?_to_field={name}").status_code == 400
