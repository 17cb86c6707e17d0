"""``import_releases``: what becomes of files, the first time and when they come again."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from articles import workflow
from articles.enums import State
from articles.models import AuditEntry, ContentClock, Edition, Release, Revision
from tests import factories
from tests.commands.files import markdown, page
from tests.importing.builders import PAGE

pytestmark = pytest.mark.django_db


def run(*files: Path, **options: object) -> list[str]:
    """Return the lines of the report, without the folder of the files."""
    out = StringIO()
    call_command("import_releases", *map(str, files), stdout=out, stderr=out, **options)
    return [line.replace(f"{files[0].parent}/", "") for line in out.getvalue().splitlines()]


def refusals(*files: Path, **options: object) -> list[str]:
    """Return the refused files' lines of a report that ends in an error."""
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_releases", *map(str, files), stdout=StringIO(), stderr=out, **options)
    return [line.removeprefix("refused    ").replace(f"{files[0].parent}/", "") for line in out.getvalue().splitlines()]


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Release, Edition, Revision, AuditEntry))


def state(edition: Edition) -> State:
    return edition.state(datetime.now(UTC))


def test_a_saved_page_goes_out_on_its_own_day_with_every_paragraph_and_no_navigation(tmp_path: Path) -> None:
    run(page(tmp_path), language="fr", approve=True)
    edition = Edition.objects.select_related("live").get()
    assert edition.live is not None
    assert edition.live.title == "Le port rouvre après la tempête"
    assert edition.live.dateline == "LISBONNE (Portugal)"
    assert edition.live.body == (
        "<p>Le port a rouvert mardi matin.</p>\n<p>Douze bouées sur 4&nbsp;000 restent à réparer.</p>"
    )
    assert edition.publish_at == datetime(2021, 3, 9, 11, tzinfo=UTC)


@pytest.mark.parametrize("address", ["list", "page", "print"])
def test_a_saved_page_shows_its_day_in_list_page_and_print_page(tmp_path: Path, client: Client, address: str) -> None:
    run(page(tmp_path, date="09 février 2021"), language="fr", approve=True)
    edition = Edition.objects.get()
    path = {"list": "/fr/news/", "page": edition.address(), "print": edition.address("print")}[address]
    html = client.get(path, secure=True).content.decode()
    assert ("09 février 2021" in html, "Le port rouvre après la tempête" in html) == (True, True)


def test_without_approve_a_release_is_a_draft_and_the_report_says_that_it_has_no_date(tmp_path: Path) -> None:
    report = run(markdown(tmp_path, reference="2021-ABCD"))
    assert report == [
        "accepted   release.md: 2021-ABCD en, Draft; it has no date until it is scheduled or imported with --approve",
        "1 accepted, 0 unchanged, 0 refused",
    ]


def test_a_draft_that_is_imported_again_with_approve_goes_out(tmp_path: Path) -> None:
    run(markdown(tmp_path))
    run(markdown(tmp_path), approve=True)
    assert state(Edition.objects.get()) == State.PUBLIC


@time_machine.travel(datetime(2021, 3, 1, 9, tzinfo=UTC), tick=False)
def test_a_release_of_a_day_to_come_is_scheduled_for_it(tmp_path: Path) -> None:
    run(markdown(tmp_path), approve=True)
    edition = Edition.objects.get()
    assert (state(edition), edition.publish_at) == (State.SCHEDULED, datetime(2021, 3, 9, 9, 30, tzinfo=UTC))


@time_machine.travel(datetime(2021, 3, 9, 7, tzinfo=UTC), tick=False)
def test_a_release_of_today_without_a_time_does_not_wait_for_noon(tmp_path: Path) -> None:
    run(markdown(tmp_path, date="2021-03-09"), approve=True)
    assert Edition.objects.get().publish_at == datetime(2021, 3, 9, 7, tzinfo=UTC)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    factories.topic("ports")
    files = [markdown(tmp_path, topics="[ports]"), page(tmp_path)]
    run(files[0], approve=True)
    run(files[1], language="fr", approve=True)
    before, version = rows(), ContentClock.objects.get().version
    run(files[0], approve=True)
    report = run(files[1], language="fr", approve=True)
    assert report[-1] == "0 accepted, 1 unchanged, 0 refused"
    assert (rows(), ContentClock.objects.get().version) == (before, version)


@pytest.mark.parametrize("approve", [False, True])
@pytest.mark.parametrize(
    "correction",
    [{"body": "The harbour is open."}, {"title": "Harbour open again"}, {"lead": "In brief."}],
)
def test_a_corrected_file_updates_the_release_that_it_made(
    tmp_path: Path, correction: dict[str, str], approve: bool
) -> None:
    run(markdown(tmp_path), approve=approve)
    run(markdown(tmp_path, **correction), approve=approve)
    edition = Edition.objects.select_related("current").get()
    assert edition.current is not None
    assert edition.current.number == 2
    assert edition.live_id == (edition.current_id if approve else None)


def test_a_corrected_date_is_the_same_release_and_its_date_stays(tmp_path: Path) -> None:
    run(markdown(tmp_path), approve=True)
    report = run(markdown(tmp_path, date="2021-03-10 10:30"), approve=True)
    assert Release.objects.count() == 1
    assert report[0].endswith("its date stays 2021-03-09")


def test_a_file_under_another_name_is_the_same_release(tmp_path: Path) -> None:
    run(markdown(tmp_path, name="one.md"))
    report = run(markdown(tmp_path, name="two.md"))
    assert (Release.objects.count(), report[-1]) == (1, "0 accepted, 1 unchanged, 0 refused")


def test_the_same_headline_on_another_day_is_another_release(tmp_path: Path) -> None:
    run(markdown(tmp_path, title="Weekly bulletin", body="Calm."))
    run(markdown(tmp_path, title="Weekly bulletin", body="Storm.", date="2021-03-16"))
    assert sorted(Edition.objects.values_list("current__body", flat=True)) == ["<p>Calm.</p>", "<p>Storm.</p>"]


def test_two_texts_for_one_release_in_one_run_are_not_both_taken(tmp_path: Path) -> None:
    one = markdown(tmp_path, name="one.md", body="Calm.")
    two = markdown(tmp_path, name="two.md", body="Storm.")
    assert refusals(one, two) == ["two.md: “one.md” of this run holds another text for the same release and language"]
    assert Edition.objects.get().current.body == "<p>Calm.</p>"


def test_a_translation_joins_its_original_whichever_is_named_first(tmp_path: Path) -> None:
    original = markdown(tmp_path, reference="2021-ABCD")
    french = {"language": "fr", "title": "Le port rouvre", "translation_of": "2021-ABCD"}
    run(markdown(tmp_path, name="fr.md", **french), original)
    translation = Edition.objects.select_related("current__source__edition").get(language="fr")
    assert (translation.release.reference, translation.release.original) == ("2021-ABCD", "en")
    assert translation.current.source.edition.language == "en"


def test_a_translation_of_an_unknown_release_is_refused(tmp_path: Path) -> None:
    assert refusals(markdown(tmp_path, translation_of="2021-NONE")) == [
        "release.md: no release has the reference number “2021-NONE”; import its original first"
    ]


def test_a_text_in_the_language_of_its_original_is_no_translation(tmp_path: Path) -> None:
    run(markdown(tmp_path, reference="2021-ABCD"))
    assert refusals(markdown(tmp_path, name="other.md", translation_of="2021-ABCD")) == [
        "other.md: “2021-ABCD” was written in this language, so this is no translation of it"
    ]


def test_text_that_the_desk_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    run(markdown(tmp_path), approve=True)
    edition = Edition.objects.get()
    workflow.save_text(edition.release, "en", factories.text(title="By the desk"), by=factories.editor())
    report = run(markdown(tmp_path), approve=True)
    edition.refresh_from_db()
    assert (edition.current.title, edition.live.title) == ("By the desk", "Harbour reopens after the storm")
    assert report[0].endswith("newer text of the desk was left alone")


def test_a_withdrawn_text_is_not_made_public_by_a_corrected_file(tmp_path: Path) -> None:
    run(markdown(tmp_path), approve=True)
    workflow.withdraw(Edition.objects.get(), reason="error", by=None)
    before = rows()
    (reason,) = refusals(markdown(tmp_path, body="Better."), approve=True)
    assert reason.endswith("this language is now “Withdrawn”.")
    assert rows() == before


def test_a_corrected_text_under_embargo_keeps_its_moment(tmp_path: Path) -> None:
    with time_machine.travel(datetime(2021, 3, 1, tzinfo=UTC), tick=False):
        run(markdown(tmp_path), approve=True)
        run(markdown(tmp_path, body="Better."), approve=True)
        edition = Edition.objects.select_related("live").get()
        assert (edition.live.body, state(edition)) == ("<p>Better.</p>", State.SCHEDULED)
        assert edition.publish_at == datetime(2021, 3, 9, 9, 30, tzinfo=UTC)


def test_topics_come_from_the_file_and_the_command_line_and_are_only_added(tmp_path: Path) -> None:
    for slug in ("climate", "ports", "training"):
        factories.topic(slug)
    run(markdown(tmp_path, topics="[ports]"), topics=["climate"])
    run(markdown(tmp_path, topics="[training]"))
    assert [topic.slug for topic in Release.objects.get().topics.all()] == ["climate", "ports", "training"]


def test_an_unknown_topic_is_refused_by_name(tmp_path: Path) -> None:
    factories.topic("ports")
    assert refusals(markdown(tmp_path, topics="[harbors]")) == [
        "release.md: there is no topic “harbors”; there are: ports"
    ]


def test_a_picture_key_is_refused(tmp_path: Path) -> None:
    assert refusals(markdown(tmp_path, photo="lighthouse")) == [
        "release.md: “photo” is for the demo; add the picture at the desk"
    ]


def test_a_refusal_names_file_line_and_reason_and_the_other_files_are_taken(tmp_path: Path) -> None:
    wrong = markdown(tmp_path, name="wrong.md", date="30 February 2021")
    reasons = refusals(wrong, markdown(tmp_path), tmp_path / "none.md", tmp_path)
    assert reasons[0].startswith("wrong.md:3: ")
    assert reasons[1:] == ["none.md: there is no such file", f"{tmp_path}: this is a folder; name the files in it"]
    assert Release.objects.count() == 1


def test_a_headline_that_the_column_cannot_hold_is_refused(tmp_path: Path) -> None:
    assert refusals(markdown(tmp_path, title="x" * 301)) == [
        "release.md: headline: Ensure this value has at most 300 characters (it has 301)."
    ]


@pytest.mark.parametrize("options", [{"language": "xx"}, {"topics": ["none"]}])
def test_an_unknown_option_stops_the_run_before_any_file(tmp_path: Path, options: dict[str, object]) -> None:
    with pytest.raises(CommandError):
        run(markdown(tmp_path), **options)
    assert rows() == (0, 0, 0, 0)


def test_a_dry_run_reports_and_stores_nothing(tmp_path: Path) -> None:
    original = markdown(tmp_path, reference="2021-ABCD")
    french = {"language": "fr", "title": "Le port rouvre", "translation_of": "2021-ABCD"}
    report = run(original, markdown(tmp_path, name="fr.md", **french), approve=True, dry_run=True)
    assert report[-1] == "2 accepted, 0 unchanged, 0 refused (dry run: nothing was stored)"
    assert rows() == (0, 0, 0, 0)


def test_a_run_that_breaks_off_is_completed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [markdown(tmp_path, name=f"{n}.md", title=f"Bulletin {n}", body=f"Text {n}.") for n in range(3)]

    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    run(files[0], approve=True)
    with monkeypatch.context() as patch:
        patch.setattr(workflow, "publish", die)
        with pytest.raises(KeyboardInterrupt):
            run(files[1], approve=True)
    assert run(*files, approve=True)[-1] == "2 accepted, 1 unchanged, 0 refused"
    assert [state(edition) for edition in Edition.objects.all()] == [State.PUBLIC] * 3


def test_a_page_keeps_its_references_to_photos_that_are_here_and_loses_all_other_pictures(tmp_path: Path) -> None:
    photo = factories.photo()
    figures = "".join(f'<figure data-photo="{token}"><img src="x.jpg"></figure>' for token in (photo.token, "x" * 22))
    elsewhere = '<figure><img src="https://elsewhere.example/y.jpg"><figcaption>Ailleurs</figcaption></figure>'
    file = tmp_path / "page.html"
    file.write_text(PAGE.replace("</article>", f"{figures}{elsewhere}<p>It goes on.</p></article>"))
    report = "\n".join(run(file))
    revision = Revision.objects.get()
    assert revision.body == (
        f'<p>The warning network grew again.</p>\n<figure data-photo="{photo.token}"></figure>\n\n<p>It goes on.</p>'
    )
    assert [row.key for row in revision.frozen()[0]] == [photo.token]
    assert "1 picture of its text is not in this media library and was left out" in report
    run(file)
    assert Revision.objects.count() == 1
