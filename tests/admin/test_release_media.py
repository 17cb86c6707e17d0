"""The gallery and the documents on a release's page: chosen, put in order, and nobody's changes lost."""

import re

import pytest
from django.test import Client

from articles import workflow
from articles.models import Edition, Release, Text
from tests import factories
from tests.admin.desk import errors, filled, page, read, send, signed_in
from tests.admin.released import document, figure, photos

pytestmark = pytest.mark.django_db


def gallery(release: Release) -> list[str]:
    return [photo.title_en for photo in workflow.gallery_of(release)]


def documents(release: Release) -> list[int]:
    return [row.pk for row in workflow.documents_of(release)]


@pytest.fixture
def edition() -> Edition:
    release = factories.release("en", gallery=photos("Harbour", "Bridge", "Crane"), documents=[document()])
    return factories.draft("en", of=release)


@pytest.fixture
def editor() -> Client:
    return signed_in(factories.editor())


def test_a_page_sent_unchanged_changes_nothing(editor: Client, edition: Edition) -> None:
    before = edition.current_id
    assert errors_of(send(editor, page(edition.release))) == {}
    edition.refresh_from_db()
    assert (gallery(edition.release), edition.current_id) == (["Harbour", "Bridge", "Crane"], before)


def errors_of(response: object) -> dict[str, list[str]]:
    return {} if getattr(response, "status_code", 0) == 302 else errors(response)


def test_photos_are_put_in_another_order_and_the_revision_shows_them_so(editor: Client, edition: Edition) -> None:
    keys = [photo.pk for photo in workflow.gallery_of(edition.release)]
    send(editor, page(edition.release), gallery=[keys[2], keys[0], keys[1]])
    edition.refresh_from_db()
    assert edition.current
    assert gallery(edition.release) == ["Crane", "Harbour", "Bridge"]
    assert [row.title for row in edition.current.frozen()[0]] == ["Crane", "Harbour", "Bridge"]


def test_without_scripts_numbers_order_take_out_and_add(editor: Client, edition: Edition) -> None:
    keys = [photo.pk for photo in workflow.gallery_of(edition.release)]
    more = photos("Ferry", "Buoy")
    numbers = {f"gallery-place-{keys[0]}": "3", f"gallery-place-{keys[1]}": "0", f"gallery-place-{keys[2]}": "1"}
    send(editor, page(edition.release), **numbers, **{"gallery-add": f" {more[0].pk}, {more[1].pk} "})
    assert gallery(edition.release) == ["Crane", "Harbour", "Ferry", "Buoy"]


@pytest.mark.parametrize("typed", ["{}", " {} ", "0", "\0", "9" * 5000, "x"])
def test_without_scripts_the_lead_photo_is_chosen_by_its_number(editor: Client, edition: Edition, typed: str) -> None:
    photo = workflow.gallery_of(edition.release)[0]
    response = send(editor, page(edition.release), **{"photo-number": typed.format(photo.pk)})
    known = "{}" in typed
    assert (response.status_code, Release.objects.get().photo) == ((302, photo) if known else (200, None))
    assert known or "photo" in errors(response)


def test_everything_is_taken_out_of_a_list_that_comes_back_empty(editor: Client, edition: Edition) -> None:
    sent = filled(editor, page(edition.release))
    del sent["gallery"], sent["documents"]
    editor.post(page(edition.release), sent | {"gallery-shown": "1", "documents-shown": "1"})
    assert (gallery(edition.release), documents(edition.release)) == ([], [])


def test_a_page_that_was_sent_without_the_lists_leaves_them_as_they_are(editor: Client, edition: Edition) -> None:
    sent = filled(editor, page(edition.release))
    editor.post(page(edition.release), {name: value for name, value in sent.items() if "gallery" not in name})
    assert gallery(edition.release) == ["Harbour", "Bridge", "Crane"]


def test_a_new_release_begins_with_its_photos_and_documents(editor: Client) -> None:
    [photo], table = photos("Harbour"), document()
    sent = filled(editor, "/admin/articles/release/add/")
    changes = {"original": "en", "title_en": "New", "gallery": [photo.pk], "documents": [table.pk]}
    assert editor.post("/admin/articles/release/add/", sent | changes).status_code == 302
    release = Release.objects.get()
    assert (gallery(release), documents(release)) == (["Harbour"], [table.pk])


HOSTILE = ["999999999", "0", "-1", "abc", "1\x00", "9" * 40, "٣", "1e3", ""]


@pytest.mark.parametrize("field", ["gallery", "documents"])
@pytest.mark.parametrize("key", HOSTILE)
def test_a_key_of_nothing_is_an_error_and_changes_nothing(
    editor: Client, edition: Edition, field: str, key: str
) -> None:
    response = send(editor, page(edition.release), **{field: [key]})
    assert list(errors(response)) == [field]
    assert gallery(edition.release) == ["Harbour", "Bridge", "Crane"]


@pytest.mark.parametrize("place", ["-1", "abc", "9" * 30, "1\x00", "٣", " "])
def test_a_place_that_is_no_number_leaves_the_photo_where_it_stands(
    editor: Client, edition: Edition, place: str
) -> None:
    [first, *_rest] = workflow.gallery_of(edition.release)
    assert errors_of(send(editor, page(edition.release), **{f"gallery-place-{first.pk}": place})) == {}
    assert gallery(edition.release) == ["Harbour", "Bridge", "Crane"]


def test_more_than_a_gallery_holds_is_refused_in_words(editor: Client, edition: Edition) -> None:
    response = send(editor, page(edition.release), gallery=[str(number) for number in range(1, 62)])
    assert errors(response) == {"gallery": ["No more than 60 can be chosen here."]}


def test_what_was_chosen_stays_when_something_else_is_wrong(editor: Client, edition: Edition) -> None:
    [more] = photos("Ferry")
    response = send(editor, page(edition.release), gallery=[more.pk], slug_en="not a slug!")
    assert list(errors(response)) == ["slug_en"]
    shown = response.content.decode()
    assert re.findall(r'name="gallery" value="(\d+)" data-key', shown) == [str(more.pk)]


# --- Two people ---


@pytest.mark.parametrize("name", ["gallery", "topics"])
def test_a_first_choice_is_kept_when_the_page_comes_back_and_is_sent_again(editor: Client, name: str) -> None:
    edition = factories.draft("en", of=factories.release("en"))
    address, [photo], topic = page(edition.release), photos("Harbour"), factories.topic()
    opened = filled(editor, address) | {name: [photo.pk if name == "gallery" else topic.pk]}
    back = editor.post(address, opened | {"documents": ["999999"]}).content.decode()
    seen = dict(re.findall(rf'name="(initial-{name})" value="([0-9]+)"', back))
    assert editor.post(address, opened | seen).status_code == 302
    assert (gallery(edition.release), list(edition.release.topics.all())) == (
        (["Harbour"], []) if name == "gallery" else ([], [topic])
    )


def test_a_gallery_that_two_people_changed_is_shown_and_not_overwritten(editor: Client, edition: Edition) -> None:
    opened = filled(editor, page(edition.release))
    [mine, theirs] = photos("Ferry", "Buoy")
    release = edition.release
    workflow.share(release, by=None, photo=None, topics=[], gallery=[theirs])
    response = editor.post(page(release), opened | {"gallery": [mine.pk]})
    [message] = errors(response)["gallery"]
    assert "“Buoy”" in message and "“Ferry”" in message
    assert gallery(release) == ["Buoy"]
    form = response.context["adminform"].form
    again = opened | {"gallery": [mine.pk], "initial-gallery": form.data.getlist("initial-gallery")}
    again["seen_en"] = form.editions["en"].version
    editor.post(page(release), again)
    assert gallery(release) == ["Ferry"]


# --- Who may ---


def test_a_translator_sees_the_lists_and_cannot_change_them(edition: Edition) -> None:
    translator = factories.translator("fr")
    shown = read(translator, page(edition.release))
    assert "Harbour" in shown and ' name="gallery"' not in shown and "Add photos" not in shown
    [other] = photos("Forged")
    forged = {"gallery": [other.pk], "gallery-shown": "1", "documents": [], "documents-shown": "1", "photo": other.pk}
    response = signed_in(translator).post(
        page(edition.release), filled(signed_in(translator), page(edition.release)) | forged
    )
    assert response.status_code == 302
    edition.release.refresh_from_db()
    assert (gallery(edition.release), edition.release.photo) == (["Harbour", "Bridge", "Crane"], None)
    assert len(documents(edition.release)) == 1


def test_a_title_in_a_language_that_a_person_may_not_read_is_not_shown() -> None:
    hidden = factories.photo(title_en="", title_ru="Секретный мост", alt_ru="Секрет")
    edition = factories.draft("en", of=factories.release("en", gallery=[hidden], photo=hidden))
    shown = read(factories.translator("fr"), page(edition.release))
    assert ("Секрет" in shown, "picture.jpeg" in shown) == (False, True)


def test_a_photo_says_in_which_languages_it_has_no_alternative_text(edition: Edition) -> None:
    shown = read(factories.translator("fr"), page(edition.release))
    assert shown.count("No alternative text:") == 3
    assert 'No alternative text: <bdi lang="fr">Français</bdi></span>' in shown


def test_a_document_says_what_is_known_of_it(edition: Edition) -> None:
    [row] = workflow.documents_of(edition.release)
    row.file.__class__.objects.filter(pk=row.file.pk).update(
        scan="waiting", notes=["formulas", "names:Eve <b>", "gone"]
    )
    shown = read(factories.editor(), page(edition.release))
    assert "CSV · 21 bytes" in shown
    assert "Not scanned yet. Readers would not get it." in shown
    assert "Cells of this table are formulas" in shown and "name: Eve &lt;b&gt;." in shown


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_the_same_queries_for_one_and_for_many_photos(
    count: int, django_assert_num_queries: object
) -> None:
    rows = [document(f"{number}.csv", f"a,{number}\n".encode()) for number in range(count)]
    release = factories.release("en", gallery=photos(*map(str, range(count))), documents=rows)
    edition = factories.draft("en", of=release, body="".join(map(figure, workflow.gallery_of(release))))
    editor = signed_in(factories.editor())
    editor.get(page(edition.release))
    with django_assert_num_queries(14):  # type: ignore[operator]
        editor.get(page(edition.release))


# --- Pictures in texts ---


def test_the_desk_describes_the_pictures_of_a_text_in_its_language(editor: Client) -> None:
    photo = factories.photo(title_en="Harbour", title_fr="Port", alt_fr="Un port")
    answer = editor.get(f"/admin/articles/release/pictures/?token={photo.token}&token={'x' * 22}&token=<&language=fr")
    assert list(answer.json()) == [photo.token]
    assert answer.json()[photo.token]["alt"] == "Un port"
    assert editor.get(answer.json()[photo.token]["thumb"]).status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["", "?token=", "?key=abc", "?key=٣", f"?key={'9' * 40}", "?key=1%00", "?language=%00"]
)
def test_odd_questions_about_pictures_are_answered_with_nothing(editor: Client, query: str) -> None:
    assert editor.get(f"/admin/articles/release/pictures/{query}").json() == {}


def test_what_the_desk_says_of_pictures_is_for_staff_who_see_releases() -> None:
    photo = factories.photo()
    for path in (f"pictures/?token={photo.token}", f"assets/{photo.token}/"):
        assert Client().get(f"/admin/articles/release/{path}").status_code == 302
        assert signed_in(factories.person()).get(f"/admin/articles/release/{path}").status_code == 403


def test_a_translator_is_told_no_alternative_text_of_another_language() -> None:
    photo = factories.photo(title_en="", title_ru="Мост", alt_ru="Секрет")
    asked = f"/admin/articles/release/pictures/?token={photo.token}&language=ru"
    answer = signed_in(factories.translator("fr")).get(asked).json()[photo.token]
    assert (answer["alt"], answer["title"]) == ("", "picture.jpeg")


def test_who_may_only_read_a_text_sees_its_pictures() -> None:
    photo = factories.photo(title_en="Harbour", alt_en="A harbour")
    edition = factories.draft("en", body=f"<p>Words</p>{figure(photo)}{figure('x' * 22)}")
    shown = read(factories.translator("fr"), page(edition.release))
    assert (
        f'<figure class="desk-figure" data-photo="{photo.token}"><img src="/admin/articles/photo/{photo.file.token}/400.jpg"'
        in shown
    )
    assert "<figcaption>Harbour</figcaption>" in shown
    assert "<figcaption>This picture is not in the media library.</figcaption>" in shown


def test_the_translation_desk_shows_the_original_s_pictures_as_paragraphs_of_their_own() -> None:
    photo = factories.photo(title_en="Harbour", alt_en="A harbour")
    release = factories.approved("en", body=f"<p>One</p>{figure(photo)}<p>Three</p>").release
    shown = read(factories.translator("fr"), f"/admin/articles/release/{release.pk}/fr/translate/")
    [second] = re.findall(r'<li id="original-2".*?</li>', shown)
    assert "<figcaption>Harbour</figcaption>" in second and 'alt="A harbour"' in second


def test_a_conflict_about_a_picture_in_the_text_says_which(editor: Client) -> None:
    photo = factories.photo(title_en="Harbour")
    edition = factories.draft("en", body="<p>Words</p>")
    opened = filled(editor, page(edition.release))
    workflow.save_text(edition.release, "en", Text("Theirs", body=f"<p>Words</p>{figure(photo)}"), by=None)
    shown = editor.post(page(edition.release), opened | {"title_en": "Mine"}).content.decode()
    assert "<del>Picture: Harbour</del>" in shown
