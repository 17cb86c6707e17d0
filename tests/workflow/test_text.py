"""Saving texts: revisions, slugs, conflicts, sources, atomicity."""

from datetime import UTC, datetime

import pytest
import time_machine

from articles import workflow
from articles.enums import Action, Stage
from articles.models import AuditEntry, ContentClock, Edition, Release, Revision, Text
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TEXT = Text("Title", "LISBON", "Lead.", "<p>Body.</p>")


def counts() -> tuple[int, ...]:
    """Return how many rows there are of all that saving may write, and where the clock stands."""
    rows = [model._default_manager.count() for model in (Release, Edition, Revision, AuditEntry)]
    return (*rows, ContentClock.objects.get().version)


def test_a_new_release_has_no_text_and_one_audit_entry() -> None:
    writer = factories.writer()
    with time_machine.travel(NOW, tick=False):
        release = workflow.create_release(by=writer, original="fr")
    entry = AuditEntry.objects.get()
    assert (
        release.editions.count(), entry.at, entry.actor, entry.action, entry.release, entry.reference, entry.language,
        entry.revision, entry.note,
    ) == (0, NOW, writer, Action.CREATE, release, release.reference, "fr", None, "")  # fmt: skip


def test_the_reference_of_a_new_release_is_of_the_year_that_the_newsroom_has() -> None:
    with time_machine.travel(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        assert factories.release().reference[:5] == "2027-"


def test_the_reference_of_an_old_release_is_of_its_own_year() -> None:
    assert workflow.create_release(by=None, original="en", year=2018).reference[:5] == "2018-"


@pytest.mark.parametrize("original", ["", "xx", "EN", "zh"])
def test_a_release_is_written_in_a_language_that_there_is(original: str) -> None:
    with pytest.raises(workflow.Incomplete):
        workflow.create_release(by=None, original=original)


def test_a_translator_may_begin_a_release_in_the_own_language_and_in_no_other() -> None:
    translator = factories.translator("ar")
    workflow.create_release(by=translator, original="ar")
    with pytest.raises(workflow.NotPermitted):
        workflow.create_release(by=translator, original="en")
    assert list(Release.objects.values_list("original", flat=True)) == ["ar"]


def test_who_may_not_add_releases_cannot() -> None:
    with pytest.raises(workflow.NotPermitted):
        workflow.create_release(by=factories.person(), original="en")


def test_saving_a_text_appends_a_revision_with_author_time_and_number() -> None:
    writer, release = factories.writer(), factories.release("en")
    with time_machine.travel(NOW, tick=False):
        revision = workflow.save_text(release, "en", TEXT, by=writer)
    assert revision is not None
    stored = Revision.objects.get()
    assert (stored, stored.author, stored.created_at, stored.number, stored.source, stored.text()) == (
        revision, writer, NOW, 1, None, TEXT,
    )  # fmt: skip


def test_saving_a_text_writes_one_audit_entry() -> None:
    writer, release = factories.writer(), factories.release("en")
    with time_machine.travel(NOW, tick=False):
        revision = workflow.save_text(release, "en", TEXT, by=writer)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.at, entry.actor, entry.action, entry.release, entry.reference, entry.language, entry.revision) == (
        NOW, writer, Action.SAVE, release, release.reference, "en", revision,
    )  # fmt: skip


def test_every_changed_save_is_the_next_number() -> None:
    edition = factories.revise(factories.revise(factories.draft()))
    assert list(edition.revisions.order_by("pk").values_list("number", flat=True)) == [1, 2, 3]


def test_saving_the_same_text_again_writes_nothing() -> None:
    release = factories.release()
    workflow.save_text(release, "en", TEXT, by=None)
    before = counts()
    assert (workflow.save_text(release, "en", TEXT, by=None), counts()) == (None, before)


def test_a_text_that_is_the_same_once_cleaned_writes_nothing() -> None:
    release = factories.release()
    workflow.save_text(release, "en", TEXT, by=None)
    before = counts()
    untidy = Text(" Title\x00 ", "LIS\u202eBON", "Lead.\r\n", '<p style="x">Body.</p><p></p>')
    assert (workflow.save_text(release, "en", untidy, by=None), counts()) == (None, before)


def test_an_empty_text_in_a_language_without_one_writes_nothing() -> None:
    release = factories.release()
    before = counts()
    assert (workflow.save_text(release, "fr", Text(), by=None, slug="x"), counts()) == (None, before)


def test_saving_one_language_leaves_the_others() -> None:
    english = factories.draft("en")
    factories.draft("fr", of=english.release)
    before = Edition.objects.filter(language="en").values().get()
    factories.revise(english.release.editions.get(language="fr"))
    assert Edition.objects.filter(language="en").values().get() == before


def test_a_draft_never_moves_the_clock() -> None:
    before = ContentClock.objects.get().version
    factories.revise(factories.draft())
    assert ContentClock.objects.get().version == before


@pytest.mark.parametrize("build", [factories.in_review, factories.approved, factories.public])
def test_an_edited_text_is_a_draft_again(build: object) -> None:
    assert factories.revise(build()).stage == Stage.DRAFT  # type: ignore[operator]


def test_the_working_copy_and_the_revision_hold_the_same_cleaned_text() -> None:
    release = factories.release()
    hostile = Text("<b>A</b>\x00", "\u202eX", "a\nb", "<p onclick=x>&#x202e;b<script>x</script></p>")
    workflow.save_text(release, "ar", hostile, by=None)
    stored = Release.objects.get()
    cleaned = Text("<b>A</b>", "X", "a b", "<p>b</p>")
    assert (stored.text("ar"), Revision.objects.get().text()) == (cleaned, cleaned)


def test_without_the_right_to_the_language_nothing_is_saved() -> None:
    release = factories.release("en")
    before = counts()
    with pytest.raises(workflow.NotPermitted):
        workflow.save_text(release, "en", TEXT, by=factories.translator("fr"))
    assert counts() == before


def test_a_text_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    edition = factories.draft()
    seen = edition.version
    factories.revise(edition)
    before = counts()
    with pytest.raises(workflow.EditConflict):
        workflow.save_text(edition.release, "en", TEXT, by=None, seen=seen)
    assert counts() == before


def test_a_move_counts_as_a_change_by_somebody_else() -> None:
    edition = factories.draft()
    workflow.submit(edition, by=None)
    with pytest.raises(workflow.EditConflict):
        workflow.save_text(edition.release, "en", TEXT, by=None, seen=edition.version)


def test_a_change_of_another_language_is_no_conflict() -> None:
    english = factories.draft("en")
    french = factories.draft("fr", of=english.release)
    factories.revise(english)
    assert workflow.save_text(french.release, "fr", TEXT, by=None, seen=french.version) is not None


# --- Slugs ---


def test_a_slug_is_proposed_with_the_first_headline() -> None:
    assert factories.draft("fr", title="L’été à Brest").slug == "l-ete-a-brest"


def test_a_later_headline_leaves_the_slug() -> None:
    edition = factories.draft(title="First")
    workflow.save_text(edition.release, "en", Text("Second", body="<p>x</p>"), by=None)
    edition.refresh_from_db()
    assert edition.slug == "first"


def test_an_emptied_slug_is_proposed_anew() -> None:
    edition = factories.draft(title="First")
    workflow.save_text(edition.release, "en", Text("Second", body="<p>x</p>"), by=None, slug="")
    edition.refresh_from_db()
    assert edition.slug == "second"


def test_a_text_without_a_headline_has_no_slug() -> None:
    release = factories.release()
    workflow.save_text(release, "en", Text(body="<p>x</p>"), by=None)
    assert release.editions.get().slug is None


def test_a_typed_slug_is_taken_in_lower_case() -> None:
    assert factories.draft(slug=" Harbour-2026 ").slug == "harbour-2026"


def test_a_change_of_slug_alone_is_a_version_and_no_revision() -> None:
    edition = factories.draft(title="First")
    text = edition.release.__class__.objects.get().text("en")
    assert workflow.save_text(edition.release, "en", text, by=None, slug="other") is None
    after = Edition.objects.get()
    assert (after.slug, after.version - edition.version, Revision.objects.count()) == ("other", 1, 1)


@pytest.mark.parametrize("slug", ["2026", "a b", "a/b", "..", "a\x00b", "٢٠٢٦"], ids=ascii)
def test_a_slug_that_an_address_cannot_carry_saves_nothing(slug: str) -> None:
    edition = factories.draft()
    before = counts()
    with pytest.raises(workflow.Incomplete):
        workflow.save_text(edition.release, "en", TEXT, by=None, slug=slug)
    assert counts() == before


def test_a_slug_that_another_release_has_saves_nothing() -> None:
    factories.draft(slug="ports")
    edition = factories.draft()
    before = counts()
    with pytest.raises(workflow.Incomplete, match="Another release has this slug already"):
        workflow.save_text(edition.release, "en", TEXT, by=None, slug="ports")
    assert counts() == before


@pytest.mark.parametrize(
    "build", [lambda: factories.scheduled(factories.in_days(1)), factories.public, factories.withdrawn]
)
def test_the_address_of_what_has_gone_out_stays(build: object) -> None:
    edition: Edition = build()  # type: ignore[operator]
    before = counts()
    with pytest.raises(workflow.IllegalMove, match="is changed with"):
        workflow.save_text(edition.release, "en", TEXT, by=None, slug="other")
    assert counts() == before


def test_what_has_gone_out_may_be_saved_with_the_slug_that_it_has() -> None:
    edition = factories.public(slug="ports")
    assert workflow.save_text(edition.release, "en", TEXT, by=None, slug="ports") is not None


# --- Translations ---


def test_a_translation_remembers_the_text_that_it_was_made_from() -> None:
    original = factories.revise(factories.draft("en"))
    translation = factories.draft("fr", of=original.release)
    assert translation.current is not None
    assert translation.current.source == original.current


def test_a_later_save_of_a_translation_keeps_its_source() -> None:
    original = factories.draft("en")
    translation = factories.draft("fr", of=original.release)
    factories.revise(original)
    assert factories.revise(translation).current.source.number == 1  # type: ignore[union-attr]


def test_saying_that_an_unchanged_translation_follows_the_newest_text_makes_no_revision() -> None:
    original = factories.draft("en")
    translation = factories.approved("fr", of=original.release)
    factories.revise(original)
    text = translation.current.text()
    assert workflow.save_text(original.release, "fr", text, by=None, up_to_date=True) is None
    translation.refresh_from_db()
    assert (translation.source.number, translation.current.number, translation.stage) == (2, 1, "approved")


def test_a_translation_follows_the_revision_that_its_translator_saw_not_one_that_came_meanwhile() -> None:
    original = factories.draft("en")
    translation = factories.draft("fr", of=original.release)
    seen = factories.revise(original).current
    factories.revise(original)
    workflow.save_text(original.release, "fr", TEXT, by=None, up_to_date=True, source=seen)
    translation.refresh_from_db()
    assert (translation.source, translation.current.source) == (seen, seen)


def test_a_translation_cannot_follow_a_revision_of_something_else() -> None:
    original = factories.draft("en")
    translation = factories.draft("fr", of=original.release)
    with pytest.raises(workflow.Incomplete, match="no revision of the original"):
        workflow.mark_up_to_date(translation, source=factories.draft("en").current, by=None)


def test_another_address_needs_another_approval() -> None:
    edition = factories.approved(slug="ports")
    workflow.save_text(edition.release, "en", edition.current.text(), by=None, slug="harbours")
    edition.refresh_from_db()
    assert (edition.approved, edition.stage) == (None, "draft")


def test_a_headline_that_cleaning_makes_longer_than_its_column_is_refused() -> None:
    release = factories.release("en")
    with pytest.raises(workflow.Incomplete, match=r"Headline: .* 300 "):
        workflow.save_text(release, "en", factories.text("x" * 301), by=None)
    assert not release.editions.exists()
