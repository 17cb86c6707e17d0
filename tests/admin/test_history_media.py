"""What the history tells of photos and documents: which came and went, whose file and whose texts changed."""

import pytest

from articles import library, workflow
from articles.admin.history.differences import Difference, difference
from articles.library import documents as document_verbs
from articles.library import photos as photo_verbs
from articles.models import Edition, Photo, Revision
from tests import factories
from tests.admin.desk import RELEASES, read
from tests.admin.released import document, figure, photos

pytestmark = pytest.mark.django_db
assert library


def step(edition: Edition) -> Difference:
    """Return what differs between the first revision of a text and the newest."""
    edition.refresh_from_db()
    rows = list(edition.revisions.select_related("photo").order_by("number"))
    for row in rows:
        row.edition = edition
    return difference(rows[0], rows[-1], edition.language)


def told(edition: Edition) -> list[tuple[str, str, str]]:
    return [(part.name, str(part.change), str(part.diff)) for part in step(edition).media]


def with_media() -> tuple[Edition, list[Photo]]:
    made = photos("Harbour", "Bridge")
    return factories.draft("en", of=factories.release("en", gallery=made)), made


def test_photos_that_came_and_went_are_named() -> None:
    edition, [harbour, _bridge] = with_media()
    [ferry] = photos("Ferry")
    workflow.share(edition.release, by=None, photo=None, topics=[], gallery=[harbour, ferry])
    assert told(edition) == [
        ("Picture in the gallery", "removed", "<del>Bridge</del>"),
        ("Picture in the gallery", "added", "<ins>Ferry</ins>"),
    ]


def test_another_order_is_a_change() -> None:
    edition, [harbour, bridge] = with_media()
    workflow.share(edition.release, by=None, photo=None, topics=[], gallery=[bridge, harbour])
    [(name, change, _diff)] = told(edition)
    assert (name, change) == ("Picture in the gallery – order", "changed")


def test_a_newer_file_and_another_text_of_a_photo_are_told() -> None:
    edition, [harbour, _bridge] = with_media()
    photo_verbs.replace_file(harbour, factories.picture(1200, 700), by=None, name="new.jpeg")
    harbour.alt_en = "Harbour to be heard"
    photo_verbs.describe(harbour, ["alt_en"], by=None)
    assert told(edition) == [
        ("Picture in the gallery: Harbour – file", "changed", "file <del>1</del><ins>2</ins>"),
        (
            "Picture in the gallery: Harbour – Alternative text",
            "changed",
            "Harbour to be <del>seen</del><ins>heard</ins>",
        ),
    ]


def test_a_lead_photo_with_a_newer_file_is_told_by_its_number() -> None:
    [photo] = photos("Harbour")
    edition = factories.draft("en", of=factories.release("en", photo=photo))
    photo_verbs.replace_file(photo, factories.picture(1200, 700), by=None, name="new.jpeg")
    assert step(edition).pictures == ("Harbour · file 1", "Harbour · file 2")


def test_documents_are_told_like_photos() -> None:
    table = document(title_en="Figures")
    edition = factories.draft("en", of=factories.release("en", documents=[table]))
    from io import BytesIO

    document_verbs.replace_file(table, BytesIO(b"port,ships\nLisbon,13\n"), by=None, name="figures.csv")
    assert told(edition) == [("Document: Figures – file", "changed", "file <del>1</del><ins>2</ins>")]
    workflow.share(edition.release, by=None, photo=None, topics=[], documents=[])
    assert told(edition) == [("Document", "removed", "<del>Figures</del>")]


def test_a_picture_in_the_text_is_told_in_the_body_by_its_title() -> None:
    [photo] = photos("Harbour")
    edition = factories.draft("en", body="<p>Words</p>")
    workflow.save_text(edition.release, "en", factories.text(body=f"<p>Words</p>{figure(photo)}"), by=None)
    shown = read(factories.editor(), f"{RELEASES}{edition.release_id}/en/diff/?from=1&to=2")
    assert '<h3>Picture <span class="history-change">Added</span></h3>' in shown
    assert "<ins>Harbour</ins>" in shown


def test_bringing_a_text_back_brings_its_pictures_and_leaves_the_gallery() -> None:
    [within, beside] = photos("Within", "Beside")
    edition = factories.draft("en", body=f"<p>Words</p>{figure(within)}")
    workflow.save_text(edition.release, "en", factories.text(body="<p>Other</p>"), by=None)
    workflow.share(edition.release, by=None, photo=None, topics=[], gallery=[beside])
    edition.refresh_from_db()
    made = workflow.bring_back(edition, edition.revisions.get(number=1), by=None)
    assert made
    stored = Revision.objects.get(pk=made.pk)
    assert [(row.role, row.title) for row in stored.frozen()[0]] == [("body", "Within"), ("gallery", "Beside")]
    assert stored.compute_digest() == stored.digest


def test_what_was_public_lists_gallery_and_documents_with_their_texts_and_verifies_them() -> None:
    [photo] = photos("Harbour")
    photo.caption_en = "The harbour at dawn"
    photo.save()
    release = factories.release("en", gallery=[photo], documents=[document(title_en="Figures")])
    edition = factories.public("en", of=release, body=f"<p>Words</p>{figure(photo)}")
    shown = read(factories.translator("fr"), f"{RELEASES}{edition.release_id}/as-of/")
    assert "Verified: this is what was stored." in shown
    assert "Harbour – The harbour at dawn" in shown and "Figures (CSV, 21 bytes)" in shown
    assert 'alt="Harbour to be seen"' in shown
