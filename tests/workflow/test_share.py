"""What all languages share, and the end of a release: pictures, topics, reference numbers, discarding; all or nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from articles import freshness, workflow
from articles.enums import Action
from articles.models import AuditEntry, ContentClock, Edition, Photo, Release, Revision
from tests import factories

pytestmark = pytest.mark.django_db


def version() -> int:
    return ContentClock.objects.get().version


def everything() -> list[Any]:
    """Return all rows that a verb may write, to compare."""
    models = (Release, Edition, Revision, AuditEntry, ContentClock)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


@pytest.fixture
def original() -> Edition:
    """A public French original with a public English and a draft Arabic translation, without a picture."""
    edition = factories.public("fr", of=factories.release("fr"))
    factories.public("en", of=edition.release)
    factories.draft("ar", of=edition.release)
    return edition


def change_photo(release: Release, photo: Photo | None) -> None:
    workflow.share(Release.objects.get(pk=release.pk), by=None, photo=photo, topics=[])


def test_another_picture_appends_a_revision_in_every_language(original: Edition) -> None:
    change_photo(original.release, factories.photo())
    numbers = {e.language: [r.number for r in e.revisions.order_by("pk")] for e in original.release.editions.all()}
    assert numbers == {"fr": [1, 2], "en": [1, 2], "ar": [1, 2]}


def test_each_language_gets_the_texts_of_the_picture_in_itself(original: Edition) -> None:
    change_photo(original.release, factories.photo(alt_fr="Un phare", alt_ar="منارة", credit_fr="OISC"))
    texts = {
        e.language: (e.current.photo_alt, e.current.photo_credit)
        for e in original.release.editions.select_related("current")
        if e.current
    }
    assert texts == {"fr": ("Un phare", "OISC"), "en": ("", ""), "ar": ("منارة", "")}


def test_another_picture_makes_no_translation_stale(original: Edition) -> None:
    change_photo(original.release, factories.photo())
    for language in ("fr", "en", "ar"):
        workflow.submit(original.release.editions.get(language=language), by=None)
    workflow.approve(original.release.editions.get(language="fr"), by=None)
    assert not Edition.objects.stale().exists()


def test_a_stale_translation_stays_stale_under_another_picture(original: Edition) -> None:
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    before = set(Edition.objects.stale().values_list("language", flat=True))
    change_photo(original.release, factories.photo())
    workflow.approve(workflow.submit(original, by=None), by=None)
    assert (before, set(Edition.objects.stale().values_list("language", flat=True))) == ({"en", "ar"}, {"en", "ar"})


def test_public_pages_keep_the_old_picture_until_the_new_one_is_published(original: Edition) -> None:
    photo, before = factories.photo(), version()
    change_photo(original.release, photo)
    original.refresh_from_db()
    shown = original.live.photo if original.live else None
    workflow.publish(workflow.approve(workflow.submit(original, by=None), by=None), by=None)
    original.refresh_from_db()
    assert original.live is not None
    assert (shown, original.live.photo, version() - before) == (None, photo.current, 1)


def test_a_changed_text_of_the_picture_appends_a_revision_where_it_is_shown() -> None:
    photo = factories.photo(alt_fr="Un phare", alt_en="A lighthouse")
    release = factories.release("fr", photo=photo)
    factories.draft("fr", of=release)
    factories.draft("en", of=release)
    Photo.objects.filter(pk=photo.pk).update(alt_en="A harbour")
    workflow.refresh_media(Release.objects.get(pk=release.pk), by=None)
    newest = {e.language: (e.current.number, e.current.photo_alt) for e in release.editions.all() if e.current}
    assert newest == {"fr": (1, "Un phare"), "en": (2, "A harbour")}


def test_topics_change_public_pages_at_once(original: Edition) -> None:
    before, topic = version(), factories.topic()
    workflow.share(original.release, by=None, photo=None, topics=[topic])
    assert (list(original.release.topics.all()), version() - before) == ([topic], 1)


def test_sharing_what_is_shared_already_writes_nothing(original: Edition) -> None:
    topic = factories.topic()
    workflow.share(original.release, by=None, photo=None, topics=[topic])
    before = everything()
    workflow.share(Release.objects.get(), by=None, photo=None, topics=[topic])
    assert everything() == before


def test_sharing_is_one_audit_entry_for_the_release(original: Edition) -> None:
    editor = factories.editor()
    workflow.share(original.release, by=editor, photo=None, topics=[factories.topic()])
    entry = AuditEntry.objects.latest("pk")
    assert (entry.actor, entry.action, entry.release, entry.language, entry.revision) == (
        editor, Action.SHARE, original.release, "", None,
    )  # fmt: skip


def test_who_may_not_write_the_original_may_not_change_what_is_shared(original: Edition) -> None:
    before = everything()
    with pytest.raises(workflow.NotPermitted):
        workflow.share(original.release, by=factories.translator("en"), photo=None, topics=[])
    assert everything() == before


def test_a_draft_may_get_another_reference_number() -> None:
    edition = factories.draft()
    before = edition.release.reference
    workflow.renumber(edition.release, by=None, reference="IMO-1-2018")
    entry = AuditEntry.objects.latest("pk")
    assert (Release.objects.get().reference, entry.action, entry.note) == ("IMO-1-2018", Action.RENUMBER, before)


@pytest.mark.parametrize(
    "build", [lambda: factories.scheduled(factories.in_days(1)), factories.public, factories.withdrawn]
)
def test_the_reference_number_of_what_has_gone_out_stays(build: Callable[[], Edition]) -> None:
    edition = build()
    before = everything()
    with pytest.raises(workflow.IllegalMove):
        workflow.renumber(edition.release, by=None, reference="IMO-1-2018")
    assert everything() == before


def test_the_same_or_no_reference_number_is_no_change() -> None:
    edition = factories.public()
    before = everything()
    workflow.renumber(edition.release, by=None, reference=edition.release.reference)
    workflow.renumber(edition.release, by=None, reference="")
    assert everything() == before


def test_who_may_not_write_the_original_may_not_renumber() -> None:
    with pytest.raises(workflow.NotPermitted):
        workflow.renumber(factories.release("en"), by=factories.translator("fr"), reference="IMO-1")


@pytest.mark.parametrize("build", [factories.draft, factories.in_review, factories.approved])
def test_what_never_went_out_can_be_discarded_and_leaves_its_name_in_the_log(build: Callable[[], Edition]) -> None:
    edition, administrator = build(), factories.administrator()
    factories.draft("fr", of=edition.release)
    reference = edition.release.reference
    workflow.discard(edition.release, by=administrator)
    entry = AuditEntry.objects.latest("pk")
    assert (
        [model._default_manager.count() for model in (Release, Edition, Revision)],
        (entry.actor, entry.action, entry.reference, entry.release),
        set(AuditEntry.objects.values_list("reference", flat=True)),
    ) == ([0, 0, 0], (administrator, Action.DISCARD, reference, None), {reference})


@pytest.mark.parametrize(
    "build", [lambda: factories.scheduled(factories.in_days(1)), factories.public, factories.withdrawn]
)
def test_what_has_gone_out_in_any_language_cannot_be_discarded(build: Callable[[], Edition]) -> None:
    release = build().release
    factories.draft("fr", of=release)
    before = everything()
    with pytest.raises(workflow.IllegalMove):
        workflow.discard(release, by=None)
    assert everything() == before


@pytest.mark.parametrize("build", [factories.writer, factories.editor, lambda: factories.translator("en")])
def test_only_administrators_discard(build: Callable[[], Any]) -> None:
    with pytest.raises(workflow.NotPermitted):
        workflow.discard(factories.draft().release, by=build())


def fail(*_args: object, **_kwargs: object) -> None:
    raise RuntimeError("the machine stops here")


def test_a_verb_that_breaks_off_in_its_last_step_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = factories.approved()
    before = everything()
    monkeypatch.setattr(freshness, "bump", fail)
    with pytest.raises(RuntimeError):
        workflow.publish(edition, by=None)
    assert everything() == before


def test_a_save_that_breaks_off_in_its_last_step_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    release = factories.release()
    before = everything()
    monkeypatch.setattr(AuditEntry.objects, "create", fail)
    with pytest.raises(RuntimeError):
        workflow.save_text(release, "en", factories.text(), by=None)
    assert everything() == before
