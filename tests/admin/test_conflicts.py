"""Two people at one release: nobody overwrites anybody in silence, and nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import AuditEntry, Edition, Release, Revision, Text
from tests import factories
from tests.admin.desk import errors, filled, page, signed_in

pytestmark = pytest.mark.django_db


def rows() -> list[object]:
    """Return all that saving may write, to compare."""
    models = (Release, Edition, Revision, AuditEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def stored(edition: Edition) -> Text:
    return Release.objects.get(pk=edition.release_id).text(edition.language)


def version(edition: Edition) -> int:
    return Edition.objects.get(pk=edition.pk).version


class Window:
    """A window of a person's browser in which a release is open."""

    def __init__(self, client: Client, release: Release) -> None:
        self.client, self.address = client, page(release)
        self.opened = filled(client, self.address)

    def save(self, **changes: object) -> Any:
        """Send the form as it was opened, with what the person changed."""
        return self.client.post(self.address, self.opened | changes)


@pytest.fixture
def edition() -> Edition:
    return factories.draft("en", title="Opened", body="<p>One old word.</p><p>The same.</p>")


@pytest.fixture
def window(edition: Edition) -> Window:
    factories.draft("fr", of=edition.release, title="Ouvert")
    return Window(signed_in(factories.editor()), edition.release)


def conflict(response: Any, end: str = "en") -> Any:
    """Return what the page shows in the section of a language."""
    return response.context["adminform"].form.fields[f"choice_{end}"].widget.conflict


def by(title: str, edition: Edition, name: str = "Layla") -> None:
    """Let somebody else save another headline."""
    other = factories.writer()
    other.first_name, other.last_name = name, "Mansour"
    other.save()
    text = stored(edition)
    workflow.save_text(edition.release, edition.language, Text(title, text.dateline, text.lead, text.body), by=other)


def test_a_conflict_saves_nothing_of_any_language_and_keeps_what_was_typed(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    before = rows()
    response = window.save(title_en="Typed & kept", title_fr="Tapé")
    form = response.context["adminform"].form
    assert (response.status_code, rows(), list(errors(response)), form["title_en"].value(), form["title_fr"].value()) == (
        200, before, ["choice_en"], "Typed & kept", "Tapé",
    )  # fmt: skip


def test_a_conflict_says_who_changed_the_text_and_shows_both_versions(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    response = window.save(title_en="Mine")
    found = conflict(response)
    html = response.content.decode()
    assert (found.stored.title, found.typed.title, [event.who for event in found.events]) == (
        "Theirs", "Mine", ["Layla Mansour"],
    )  # fmt: skip
    assert "Layla Mansour has changed “English” since you opened this page." in html
    assert "Theirs" in html and "<del>Theirs</del><ins>Mine</ins>" in html
    assert 'value="mine:2"' in html and 'value="theirs:2"' in html


def test_who_keeps_the_own_text_saves_it_over_the_others_which_stays_in_the_history(
    window: Window, edition: Edition
) -> None:
    by("Theirs", edition)
    response = window.save(title_en="Mine", choice_en=f"mine:{version(edition)}")
    titles = list(edition.revisions.order_by("number").values_list("title", flat=True))
    assert (response.status_code, stored(edition).title, titles) == (302, "Mine", ["Opened", "Theirs", "Mine"])


def test_who_takes_the_others_text_saves_the_other_languages_alone(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    response = window.save(title_en="Mine", title_fr="Tapé", choice_en=f"theirs:{version(edition)}")
    assert (response.status_code, stored(edition).title, edition.revisions.count()) == (302, "Theirs", 2)
    assert Release.objects.get().title_fr == "Tapé"


def test_a_choice_holds_for_the_version_that_was_shown(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    chosen = f"mine:{version(edition)}"
    by("A third", edition)
    before = rows()
    response = window.save(title_en="Mine", choice_en=chosen)
    assert (response.status_code, rows(), conflict(response).stored.title) == (200, before, "A third")
    assert f'value="mine:{version(edition)}">' in response.content.decode()


@pytest.mark.parametrize("choice", ["mine", "mine:", "mine:99", "theirs:x", "other:2", "mine:2\x00", "x" * 10_000])
def test_no_other_choice_saves_anything(window: Window, edition: Edition, choice: str) -> None:
    by("Theirs", edition)
    before = rows()
    response = window.save(title_en="Mine", choice_en=choice)
    assert (response.status_code, rows(), "Mine" in response.content.decode()) == (200, before, True)


def test_a_change_during_the_saving_itself_is_a_conflict_too(
    window: Window, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_text = workflow.save_text

    def late(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(workflow, "save_text", save_text)
        raise workflow.EditConflict("Somebody else was faster.")

    monkeypatch.setattr(workflow, "save_text", late)
    before = rows()
    response = window.save(title_en="Mine")
    assert (response.status_code, rows(), "Somebody else was faster." in response.content.decode()) == (
        200, before, True,
    )  # fmt: skip


def test_two_people_begin_the_same_language_and_neither_is_lost(window: Window, edition: Edition) -> None:
    workflow.save_text(edition.release, "ar", factories.text("Theirs"), by=factories.translator("ar"))
    before = rows()
    response = window.save(title_ar="Mine")
    assert (response.status_code, rows(), conflict(response, "ar").stored.title) == (200, before, "Theirs")


def test_the_same_change_by_two_people_is_no_conflict(window: Window, edition: Edition) -> None:
    by("The same", edition)
    before = rows()
    assert (window.save(title_en="The same").status_code, rows()) == (302, before)


def test_an_older_text_typed_again_is_a_change_like_any_other(edition: Edition) -> None:
    workflow.save_text(edition.release, "en", factories.text("Second"), by=None)
    window = Window(signed_in(factories.editor()), edition.release)
    by("Theirs", edition)
    first = edition.revisions.get(number=1).text()
    before = rows()
    response = window.save(title_en=first.title, body_en=first.body)
    assert (response.status_code, rows(), list(errors(response))) == (200, before, ["choice_en"])


def test_a_text_that_was_approved_meanwhile_is_not_made_a_draft_in_silence(edition: Edition) -> None:
    workflow.submit(edition, by=None)
    window = Window(signed_in(factories.editor()), edition.release)
    workflow.approve(edition, by=None)
    before = rows()
    response = window.save(title_en="Mine")
    assert (response.status_code, rows(), conflict(response).another_text) == (200, before, False)
    assert "it is now “Approved”" in response.content.decode()
    assert window.save(title_en="Mine", choice_en=f"mine:{version(edition)}").status_code == 302
    assert stored(edition).title == "Mine"


def test_a_text_that_was_sent_back_meanwhile_says_so_before_it_is_saved(edition: Edition) -> None:
    workflow.submit(edition, by=None)
    window = Window(signed_in(factories.translator("en")), edition.release)
    workflow.send_back(edition, by=None, note="The date is wrong.")
    response = window.save(title_en="Mine")
    assert (response.status_code, [event.entry.action for event in conflict(response).events]) == (200, ["send_back"])


def test_a_new_picture_meanwhile_keeps_nobody_from_saving(window: Window, edition: Edition) -> None:
    workflow.share(edition.release, by=None, photo=factories.photo(), topics=[])
    response = window.save(title_en="Mine")
    assert (response.status_code, stored(edition).title, Release.objects.get().photo_id is None) == (302, "Mine", False)


def test_the_slug_alone_is_saved_beside_a_text_that_somebody_else_changed(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    response = window.save(slug_en="mine")
    edition.refresh_from_db()
    assert (response.status_code, stored(edition).title, edition.slug) == (302, "Theirs", "mine")


def test_a_slug_that_two_people_changed_is_a_conflict(window: Window, edition: Edition) -> None:
    workflow.save_text(edition.release, "en", stored(edition), by=None, slug="theirs")
    before = rows()
    response = window.save(slug_en="mine")
    assert (response.status_code, rows(), conflict(response).other_slug) == (200, before, ("theirs", "mine"))


def test_a_slug_that_somebody_else_changed_is_not_put_back(window: Window, edition: Edition) -> None:
    workflow.save_text(edition.release, "en", stored(edition), by=None, slug="theirs")
    response = window.save(title_en="Mine")
    edition.refresh_from_db()
    assert (response.status_code, stored(edition).title, edition.slug) == (302, "Mine", "theirs")


def test_a_form_that_says_nothing_of_what_was_opened_overwrites_nothing(edition: Edition) -> None:
    client = signed_in(factories.editor())
    before = rows()
    response = client.post(page(edition.release), {"title_en": "Mine", "reference": edition.release.reference})
    assert (response.status_code, rows(), conflict(response).opened) == (200, before, None)


@pytest.mark.parametrize("base", ["999999", "-1", str(2**70), "x"])
def test_a_form_that_lies_about_what_was_opened_overwrites_nothing(window: Window, edition: Edition, base: str) -> None:
    by("Theirs", edition)
    before = rows()
    assert (window.save(title_en="Mine", base_en=base).status_code, rows()) == (200, before)


def test_two_translators_of_different_languages_never_collide(edition: Edition) -> None:
    release = edition.release
    french, arabic = (Window(signed_in(factories.translator(code)), release) for code in ("fr", "ar"))
    assert [french.save(title_fr="Titre").status_code, arabic.save(title_ar="عنوان").status_code] == [302, 302]
    assert [french.save(title_fr="Titre", lead_fr="").status_code] == [302]
    release.refresh_from_db()
    assert (release.title_fr, release.title_ar, release.title_en) == ("Titre", "عنوان", "Opened")


def test_a_button_after_a_choice_is_pressed_on_the_version_that_was_shown(window: Window, edition: Edition) -> None:
    by("Theirs", edition)
    window.save(title_en="Mine", choice_en=f"theirs:{version(edition)}", _move="en:submit")
    edition.refresh_from_db()
    assert (edition.stage, stored(edition).title) == ("in_review", "Theirs")


# --- What all languages share ---


def test_a_picture_that_two_people_chose_is_refused_with_both_named(window: Window, edition: Edition) -> None:
    theirs, mine = factories.photo(), factories.photo()
    workflow.share(edition.release, by=factories.writer(), photo=theirs, topics=[])
    before = rows()
    response = window.save(photo=mine.pk, title_fr="Tapé")
    message, names = errors(response)["photo"][0], [theirs.title_en, mine.title_en]  # type: ignore[attr-defined]
    assert (response.status_code, rows(), [name in message for name in names]) == (200, before, [True, True])


def test_who_saves_again_after_both_were_shown_replaces_the_picture(window: Window, edition: Edition) -> None:
    theirs, mine = factories.photo(), factories.photo()
    workflow.share(edition.release, by=None, photo=theirs, topics=[])
    refused = window.save(photo=mine.pk)
    form = refused.context["adminform"].form
    again = window.save(photo=mine.pk, **{"initial-photo": form.data["initial-photo"]})
    assert (f'name="initial-photo" value="{theirs.pk}"' in refused.content.decode(), again.status_code) == (True, 302)
    assert Release.objects.get().photo_id == mine.pk


def test_topics_that_two_people_chose_are_refused_and_shown(window: Window, edition: Edition) -> None:
    theirs, mine = factories.topic("theirs"), factories.topic("mine")
    workflow.share(edition.release, by=None, photo=None, topics=[theirs])
    before = rows()
    response = window.save(topics=[mine.pk])
    assert (rows(), list(errors(response))) == (before, ["topics"])
    shown = response.context["adminform"].form.data.getlist("initial-topics")
    assert (shown, window.save(topics=[mine.pk], **{"initial-topics": shown}).status_code) == ([str(theirs.pk)], 302)
    assert list(Release.objects.get().topics.all()) == [mine]


def test_a_reference_that_two_people_changed_is_refused(window: Window, edition: Edition) -> None:
    workflow.renumber(edition.release, by=None, reference="2026-THEIRS")
    before = rows()
    response = window.save(reference="2026-MINE")
    assert (rows(), list(errors(response))) == (before, ["reference"])
    assert "2026-THEIRS" in errors(response)["reference"][0]


def test_the_same_choice_by_two_people_is_no_clash(window: Window, edition: Edition) -> None:
    photo = factories.photo()
    workflow.share(edition.release, by=None, photo=photo, topics=[])
    assert (window.save(photo=photo.pk).status_code, Release.objects.get().photo_id) == (302, photo.pk)
