"""What the checks are told of a text's photos and documents, and what keeps it from being approved."""

import pytest

from articles import workflow
from articles.models import DocumentVersion, Edition
from tests import factories
from tests.admin.released import document, figure

pytestmark = pytest.mark.django_db


def keys(edition: Edition) -> set[str]:
    return {finding.key for finding in workflow.open_findings(edition)}


def test_photos_without_alternative_text_are_found_wherever_they_stand() -> None:
    lead, within, beside = (factories.photo(title_en=title) for title in ("Lead", "Within", "Beside"))
    release = factories.release("en", photo=lead, gallery=[beside])
    edition = factories.draft("en", of=release, body=f"<p>Words</p>{figure(within)}")
    assert keys(edition) == {"alt:missing:1", f"alt:missing:{within.token}", f"alt:missing:{beside.token}"}
    messages = [finding.message for finding in workflow.findings(edition)]
    assert any("“Within”" in message for message in messages) and any("“Beside”" in message for message in messages)


def test_a_picture_of_the_original_that_the_translation_lacks_is_named_in_a_language_that_both_read() -> None:
    photo = factories.photo(title_en="Harbour", title_ru="Секрет", alt_en="A harbour")
    release = factories.approved("en", body=f"<p>Words</p>{figure(photo)}").release
    edition = factories.draft("fr", of=release, body="<p>Mots</p>")
    [found] = [one for one in workflow.findings(edition) if one.key == f"picture:missing:{photo.token}"]
    assert "“Harbour”" in found.message


def test_a_reference_to_no_photo_is_found() -> None:
    assert f"picture:unknown:{'x' * 22}" in keys(factories.draft("en", body=f"<p>W</p>{figure('x' * 22)}"))


def test_a_document_is_checked_in_the_languages_that_offer_it() -> None:
    table = document(title_en="Figures", language="en")
    release = factories.release("en", documents=[table, document("all.csv", b"a,b\n1,2\n", title_en="All")])
    english, french = factories.draft("en", of=release), factories.draft("fr", of=release)
    titles = [{key for key in keys(edition) if key.startswith("document:title")} for edition in (english, french)]
    other = workflow.documents_of(release)[1]
    assert titles == [set(), {f"document:title:{other.token}"}]


def test_a_document_that_is_not_scanned_keeps_a_text_from_approval_until_it_is() -> None:
    editor, table = factories.editor(), document()
    edition = factories.in_review("en", of=factories.release("en", documents=[table]))
    version = DocumentVersion.objects.filter(pk=table.file.pk)
    version.update(scan="waiting")
    with pytest.raises(workflow.Incomplete):
        workflow.override(edition, keys(edition), reason="It is harmless.", by=editor)
    with pytest.raises(workflow.Unsettled):
        workflow.approve(edition, by=editor)
    version.update(scan="clean")
    assert workflow.approve(edition, by=editor).approved_id


def test_a_note_about_a_document_is_overridden_with_a_reason_and_comes_back_with_another_file() -> None:
    editor, table = factories.editor(), document()
    edition = factories.in_review("en", of=factories.release("en", documents=[table]))
    DocumentVersion.objects.filter(pk=table.file.pk).update(notes=["comments", "unknown code"])
    assert keys(edition) == {f"document:comments:{table.file.token}"}
    workflow.override(edition, keys(edition), reason="They are meant for readers.", by=editor)
    assert keys(edition) == set()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_checked_of_media_takes_the_same_queries_for_one_and_for_three(
    count: int, django_assert_num_queries: object
) -> None:
    photos = [factories.photo() for _number in range(count)]
    tables = [document(f"{number}.csv", f"a,{number}\n".encode()) for number in range(count)]
    release = factories.release("en", photo=photos[0], gallery=photos, documents=tables)
    factories.draft("en", of=release, body="".join(map(figure, photos)))
    factories.draft("fr", of=release, body="<p>Rien</p>")
    edition = Edition.objects.select_related("release", "current", "source").get(language="fr")
    with django_assert_num_queries(4):  # type: ignore[operator]
        workflow.findings(edition)
