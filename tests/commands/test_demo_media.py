"""``load_demo``: its photos and documents, in the library, in its releases, and closed where a release is not out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from PIL import Image
from pytest_django.plugin import DjangoDbBlocker

from articles import workflow
from articles.demo import pictures, plan, texts
from articles.demo.documents import fact_sheets, office
from articles.enums import IllustrationRole, all_codes
from articles.filetypes import examine
from articles.models import Attachment, Document, Edition, Illustration, Photo, Release, Revision
from tests import factories
from tests.filetypes import made

LOADED = datetime(2026, 11, 24, 9, tzinfo=UTC)
CHOSEN = ("2026-4HRW", "2026-7BZG", "2026-K9VB", "2026-Q8MT", "2026-SD8H")
printed_in = fact_sheets.printed_in  # before the fixtures of this module take its place


def load() -> str:
    """Return the first line of what the command prints."""
    out = StringIO()
    call_command("load_demo", stdout=out, password="a demo password")
    return out.getvalue().splitlines()[0]


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    """Drawing and printing take seconds, and neither is what these tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "draw", lambda _key: Image.new("RGB", (600, 400), "teal"))
        patch.setattr(texts, "references", lambda: CHOSEN)
        patch.setattr(fact_sheets, "printed_in", lambda codes, _emblem: {code: made.pdf() for code in codes})
        yield


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, _quickly: None) -> Iterator[None]:
    """The chosen releases, loaded once for all tests of this module; each test's own changes are undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(LOADED):
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded: None, db: None) -> Iterator[None]:
    """The demo on the day it was loaded."""
    with time_machine.travel(LOADED):
        yield


def live(reference: str) -> list[Revision]:
    """Return what is live of a release, one revision for each language."""
    editions = Edition.objects.filter(release__reference=reference, live__isnull=False).select_related("live")
    return [edition.live for edition in editions if edition.live is not None]


def documents() -> dict[str, int]:
    """Return how many documents each language is offered in the text that it has."""
    rows = Attachment.objects.filter(revision__edition__current_id__isnull=False, revision__in=current())
    kinds = [f"{row.revision.edition.release.reference} {row.document.kind}" for row in rows]
    return {kind: kinds.count(kind) for kind in kinds}


def current() -> list[int | None]:
    return list(Edition.objects.values_list("current", flat=True))


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("reference", ["2026-7BZG", "2026-SD8H"])
def test_a_gallery_stands_in_every_language_in_the_order_of_the_plan(reference: str) -> None:
    found = [
        list(revision.illustrations.filter(role=IllustrationRole.GALLERY).values_list("key", flat=True))
        for revision in live(reference)
    ]
    assert len(found) == 6
    assert found[0] == [row.photo.token for row in Release.objects.get(reference=reference).gallery_photos.all()]
    assert found == [found[0]] * 6
    assert len(found[0]) == len(plan.GALLERIES[reference])


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("reference", "title"), [("2026-4HRW", "Canoe among mangroves"), ("2026-Q8MT", "Life raft exercise")]
)
def test_a_picture_stands_in_the_text_of_every_language(reference: str, title: str) -> None:
    photo = Photo.objects.get(title_en=title)
    found = [
        (revision.body.count(f'<figure data-photo="{photo.token}"></figure>'), "[[" in revision.body)
        for revision in live(reference)
    ]
    assert found == [(1, False)] * 6


@pytest.mark.usefixtures("demo")
def test_documents_are_offered_in_the_languages_that_they_are_for() -> None:
    assert documents() == {
        "2026-4HRW pdf": 6,
        "2026-4HRW csv": 6,
        "2026-7BZG csv": 6,
        "2026-K9VB docx": 1,
        "2026-Q8MT xlsx": 6,
        "2026-SD8H docx": 6,
    }


@pytest.mark.usefixtures("demo")
def test_each_fact_sheet_is_offered_in_its_own_language_alone() -> None:
    rows = Attachment.objects.filter(document__kind="pdf").select_related("document__document", "revision__edition")
    assert {(row.document.document.language, row.revision.edition.language) for row in rows} == {
        (code, code) for code in all_codes()
    }


@pytest.mark.usefixtures("demo")
def test_the_draft_has_a_document_of_which_the_desk_is_warned() -> None:
    warned = [(one.title_en, one.file.notes) for one in Document.objects.exclude(current__kind="pdf") if one.file.notes]
    assert warned == [("Fog-approach lights: questions and answers", ["changes"])]


@pytest.mark.usefixtures("demo")
def test_two_photos_had_another_file_before() -> None:
    replaced = [photo.title_en for photo in Photo.objects.order_by("pk") if photo.versions.count() == 2]
    assert replaced == ["Lifeboat in heavy weather", "Nautical chart with dividers"]


@pytest.mark.usefixtures("demo")
def test_one_photo_is_used_by_no_release() -> None:
    releases = [workflow.using(photo).exists() for photo in Photo.objects.filter(title_en="Data buoy and its mooring")]
    assert releases == [False]


@pytest.mark.usefixtures("demo")
def test_the_emblem_is_open_to_everybody(client: Client) -> None:
    emblem = Photo.objects.get(always_public=True)
    assert client.get(emblem.file.address(400), secure=True).status_code == 200


@pytest.mark.usefixtures("demo")
def test_photos_and_documents_of_what_is_not_out_are_closed(client: Client) -> None:
    photo = Photo.objects.get(title_en="Two people watching the sea")
    note = Document.objects.get(title_en__startswith="Note for the media")
    open_one = Document.objects.get(title_en__startswith="TideLink stations")
    addresses = [photo.file.address(400), note.address("en"), open_one.address("en")]
    assert [client.get(address, secure=True).status_code for address in addresses] == [404, 404, 200]
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, 1, tzinfo=UTC)):
        assert [client.get(address, secure=True).status_code for address in addresses] == [200, 200, 200]


@pytest.mark.usefixtures("demo")
def test_every_file_is_where_its_row_says() -> None:
    assert [one for one in Document.objects.all() if not default_storage.exists(one.file.file_name)] == []


@pytest.mark.usefixtures("demo")
def test_a_second_run_makes_nothing_again() -> None:
    def rows() -> list[int]:
        return [model.objects.count() for model in (Photo, Document, Illustration, Attachment, Revision)]  # type: ignore[attr-defined]

    before = rows()
    assert load() == "0 texts were loaded or refreshed."
    assert rows() == before


@pytest.mark.usefixtures("demo")
def test_a_gallery_that_the_demo_did_not_have_before_goes_out() -> None:
    release = Release.objects.get(reference="2026-7BZG")
    workflow.share(release, by=None, photo=release.photo, topics=release.topics.all(), gallery=[])
    for edition in release.editions.all():
        workflow.publish(
            workflow.approve(workflow.submit(edition, by=None), by=None), change="minor", by=None
        )  # fmt: skip
    load()
    assert [revision.illustrations.count() for revision in live("2026-7BZG")] == [5] * 6


@pytest.mark.usefixtures("demo")
def test_a_gallery_that_a_person_has_changed_is_left_alone() -> None:
    release = Release.objects.get(reference="2026-7BZG")
    workflow.share(release, by=factories.editor(), photo=release.photo, topics=release.topics.all(), gallery=[])
    load()
    assert release.gallery_photos.count() == 0


def test_a_table_is_one_that_spreadsheet_programs_read() -> None:
    with ZipFile(BytesIO(office.workbook("Area,Score\n“Ports” & <harbours>,64.9\n"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>“Ports” &amp; &lt;harbours&gt;</t>" in sheet
    assert "<v>64.9</v>" in sheet


def test_changes_in_a_letter_are_tracked() -> None:
    with ZipFile(BytesIO(office.letter("# Title\nWe [-know-][+ask+].\n"))) as archive:
        text = archive.read("word/document.xml").decode()
    assert '<w:delText xml:space="preserve">know</w:delText>' in text
    assert '<w:t xml:space="preserve">ask</w:t>' in text
    assert "[-" not in text


@pytest.mark.usefixtures("demo")
def test_fact_sheets_are_printed_in_both_directions() -> None:
    sheets = printed_in(["en", "ar"], Photo.objects.get(always_public=True))
    kinds = {code: examine(BytesIO(pdf), "sheet.pdf") for code, pdf in sheets.items()}
    assert {code: (found.kind, found.notes) for code, found in kinds.items()} == {"en": ("pdf", ()), "ar": ("pdf", ())}
