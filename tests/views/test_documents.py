"""Documents under their permanent addresses: closed until a public edition in their language offers them."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.utils import timezone

from articles import workflow
from articles.enums import Scan
from articles.library.documents import replace_file
from articles.models import Document, DocumentVersion, Edition
from articles.models.photo import new_token
from tests import factories

pytestmark = pytest.mark.django_db

Answer = tuple[int, bytes, dict[str, str]]
NEWER = b"port,ships\r\nLisbon,99\r\n"


def answered(path: str, **headers: str) -> Answer:
    """Return status, bytes and headers of an answer."""
    response = Client().get(path, headers=headers)
    return response.status_code, response.getvalue(), dict(response.headers)


@pytest.fixture
def document() -> Document:
    return factories.document(title_fr="Bilan 2026 / annexe", title_en="Report", title_ar="التقرير")


def offering(document: Document, build: Callable[..., Edition] = factories.public, language: str = "fr") -> Edition:
    """Return an edition that offers ``document``."""
    return build(language, of=factories.release(language, documents=[document]))


def missing(language: str = "fr") -> Answer:
    return answered(f"/{language}/documents/{new_token()}/")


@pytest.mark.parametrize(
    "build",
    [
        factories.draft,
        factories.in_review,
        factories.approved,
        factories.withdrawn,
        lambda *args, **options: factories.scheduled(factories.in_days(1), *args, **options),
    ],
)
def test_a_document_of_what_is_not_public_is_the_404_of_a_random_address(
    document: Document, build: Callable[..., Edition]
) -> None:
    offering(document, build)
    with time_machine.travel(timezone.now(), tick=False):
        closed, random = answered(document.address("fr")), missing()
    assert (closed[0], closed) == (404, random)


def test_a_document_is_there_to_the_second_of_its_release(document: Document) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    factories.scheduled(moment, "fr", of=factories.release("fr", documents=[document]))
    statuses = []
    for seconds in (-1, 0):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            statuses.append(answered(document.address("fr"))[0])
    assert statuses == [404, 200]


def test_a_document_is_offered_in_the_languages_that_are_public_alone(document: Document) -> None:
    edition = offering(document)
    factories.draft("ar", of=edition.release)
    assert [answered(document.address(code))[0] for code in ("fr", "ar", "en")] == [200, 404, 404]


def test_a_document_of_another_language_is_not_offered() -> None:
    document = factories.document(title_en="Report", language="en")
    page = Client().get(offering(document).get_absolute_url()).content.decode()
    assert ("Report" in page, answered(document.address("fr"))[0]) == (False, 404)


def test_a_page_lists_its_documents_with_type_and_size_in_its_language(document: Document) -> None:
    page = Client().get(offering(document).get_absolute_url()).content.decode()
    (listed,) = re.findall(
        rf'<li><a href="{document.address("fr")}" type="([^"]*)" download>([^<]*)</a> <span[^>]*>(.*?)</span>', page
    )
    assert listed == ("text/csv", "Bilan 2026 / annexe", "CSV, 32\xa0octets")


def test_a_document_is_stored_under_its_title_and_never_opened_in_our_name(document: Document) -> None:
    offering(document)
    status, content, headers = answered(document.address("fr"))
    assert (status, content) == (200, factories.table().getvalue())
    assert headers["Content-Disposition"] == 'attachment; filename="Bilan 2026 annexe (fr).csv"'
    assert (headers["X-Content-Type-Options"], headers["Content-Security-Policy"]) == (
        "nosniff", "default-src 'none'; sandbox",
    )  # fmt: skip
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_reader_who_has_a_document_is_told_that_it_has_not_changed(document: Document) -> None:
    offering(document)
    known = answered(document.address("fr"))[2]["ETag"]
    assert answered(document.address("fr"), if_none_match=known)[:2] == (304, b"")


def test_a_newer_file_keeps_the_address_and_waits_for_approval(document: Document) -> None:
    edition = offering(document)
    before = answered(document.address("fr"))
    replace_file(document, io.BytesIO(NEWER), by=None, name="table.csv")
    assert answered(document.address("fr"))[:2] == before[:2]
    edition.refresh_from_db()
    for verb in (workflow.submit, workflow.approve, workflow.publish):
        verb(edition, by=None)
    status, content, headers = answered(document.address("fr"))
    assert (status, content, headers["ETag"] == before[2]["ETag"]) == (200, NEWER, False)


@pytest.mark.parametrize("verdict", [Scan.WAITING, Scan.INFECTED])
def test_a_document_that_no_scanner_has_let_pass_is_neither_listed_nor_served(document: Document, verdict: str) -> None:
    edition = offering(document)
    DocumentVersion.objects.update(scan=verdict)
    page = Client().get(edition.get_absolute_url()).content.decode()
    assert ("Bilan" in page, answered(document.address("fr"))[0]) == (False, 404)


def test_a_document_that_is_always_public_is_there_in_every_language_with_its_newest_file(document: Document) -> None:
    Document.objects.update(always_public=True)
    replace_file(document, io.BytesIO(NEWER), by=None, name="table.csv")
    answers = [answered(document.address(code)) for code in ("fr", "ar", "ru")]
    assert [(status, content) for status, content, _headers in answers] == [(200, NEWER)] * 3
    assert answers[2][2]["Content-Disposition"] == 'attachment; filename="document (ru).csv"'


def test_a_lost_file_is_a_404(document: Document) -> None:
    offering(document)
    default_storage.delete(document.file.file_name)
    assert answered(document.address("fr"))[0] == 404


@pytest.mark.parametrize("odd", ["x", "x" * 21, "x" * 23, "%00" * 22, "é" * 22, "..%2f" * 5])
def test_an_odd_token_is_a_404(odd: str) -> None:
    assert Client().get(f"/fr/documents/{odd}/").status_code == 404


@override_settings(LANGUAGES=[("en", "English")])
def test_a_document_of_a_language_that_is_hidden_is_closed(document: Document) -> None:
    offering(document)
    assert Client().get(document.address("fr")).status_code == 404


def test_a_preview_link_opens_the_document_that_its_revision_holds_and_nobody_keeps_it(document: Document) -> None:
    edition = offering(document, factories.draft)
    assert edition.current is not None
    link = workflow.lend(edition.current, label="Reuters", by=factories.editor())
    replace_file(document, io.BytesIO(NEWER), by=None, name="table.csv")
    page = Client().get(link.get_absolute_url()).content.decode()
    (path,) = re.findall(r'href="([^"]*/documents/[^"]*)"', page)
    status, content, headers = answered(path)
    assert (status, content, "no-store" in headers["Cache-Control"]) == (200, factories.table().getvalue(), True)
    other = factories.document()
    assert answered(path.replace(document.token, other.token))[0] == 404
