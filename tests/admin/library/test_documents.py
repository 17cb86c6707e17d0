"""Documents at the desk."""

import pytest
from django.test import Client

from articles import workflow
from articles.models import Attachment, Document, DocumentVersion, Tag
from tests import factories
from tests.admin.desk import filled, read, signed_in
from tests.admin.library.test_shelf import document

pytestmark = pytest.mark.django_db

DOCUMENTS = "/admin/articles/document/"


def file(made: Document) -> str:
    return f"{DOCUMENTS}{made.file.token}/file/"


def test_a_changed_title_waits_for_approval_wherever_the_document_is_offered() -> None:
    made = document(title_en="Before")
    edition = factories.public("en", of=factories.release(documents=[made]))
    client = signed_in(factories.editor())
    page = f"{DOCUMENTS}{made.pk}/change/"
    client.post(page, filled(client, page) | {"title_en": "After"})
    edition.refresh_from_db()
    titles = dict(Attachment.objects.values_list("revision", "title"))
    assert (titles[edition.live_id or 0], titles[edition.current_id or 0]) == ("Before", "After")


def test_a_file_that_is_not_public_is_given_to_staff_under_its_own_name() -> None:
    response = signed_in(factories.translator("fr")).get(file(document()))
    assert (response.status_code, response.headers["Content-Disposition"], response.getvalue()[:4]) == (
        200,
        'attachment; filename="table.csv"',
        b"name",
    )
    assert ("no-store" in response.headers["Cache-Control"], response.headers["X-Content-Type-Options"]) == (
        True,
        "nosniff",
    )


def test_a_file_that_is_not_public_is_given_to_nobody_else(client: Client) -> None:
    path = file(document())
    assert [client.get(path).status_code, signed_in(factories.person()).get(path).status_code] == [302, 403]


@pytest.mark.parametrize("scan", ["waiting", "infected"])
def test_a_file_that_the_scanner_has_not_let_pass_is_given_to_nobody(scan: str) -> None:
    made = document()
    DocumentVersion.objects.update(scan=scan)
    assert signed_in(factories.editor()).get(file(made)).status_code == 403


def test_the_page_says_what_whoever_publishes_the_file_should_know() -> None:
    made = document()
    DocumentVersion.objects.update(notes=["comments", "a code that is gone"], scan="waiting")
    text = read(factories.writer(), f"{DOCUMENTS}{made.pk}/change/")
    assert ("holds comments" in text, "Not scanned yet" in text) == (True, True)


def test_a_document_of_one_language_has_one_permanent_address() -> None:
    text = read(factories.writer(), f"{DOCUMENTS}{document(language='fr').pk}/change/")
    assert (text.count('class="desk-address"'), "/fr/documents/" in text) == (1, True)


def test_tags_are_made_by_writers_and_removed_by_editors() -> None:
    writer, editor = signed_in(factories.writer()), signed_in(factories.editor())
    writer.post("/admin/articles/tag/add/", {"name": "Coast"})
    tag = Tag.objects.get()
    statuses = [
        client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"}).status_code for client in (writer, editor)
    ]
    assert (statuses, Tag.objects.count()) == ([403, 302], 0)


def test_a_translator_sees_tags_and_changes_none() -> None:
    tag = Tag.objects.create(name="Coast")
    client = signed_in(factories.translator("fr"))
    status = client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "Sea"}).status_code
    assert (client.get("/admin/articles/tag/").status_code, status) == (200, 403)


def test_a_document_in_a_language_that_the_person_may_not_read_is_not_given_to_them() -> None:
    made = factories.document(language="es")
    client = signed_in(factories.translator("fr"))
    text = client.get(f"{DOCUMENTS}{made.pk}/change/").content.decode()
    assert (client.get(file(made)).status_code, file(made) in text) == (403, False)
    release = factories.release("es")
    workflow.share(release, by=None, photo=None, topics=[], documents=[made])
    assert client.get(file(made)).status_code == 200
