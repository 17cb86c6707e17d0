"""The translation desk: both texts side by side, what changed in the original, and nothing that is typed is lost."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.enums import Action, Stage
from articles.models import AuditEntry, Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, signed_in
from tests.admin.translating import FRENCH, ORIGINAL, desk, errors, newer_original, opened, send, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def release() -> Release:
    """An English release, approved."""
    return factories.approved("en", title="Ships sail", body=ORIGINAL).release


@pytest.fixture
def translated(release: Release) -> Edition:
    """Its French translation, a draft that follows revision 1."""
    return factories.draft("fr", of=release, title="Des navires partent", body=FRENCH)


@pytest.fixture
def client() -> Client:
    """The desk of a translator into French."""
    return signed_in(factories.translator("fr"))


# --- Reading ---


def test_the_paragraphs_of_the_original_are_numbered_as_the_checks_number_them(
    client: Client, translated: Edition
) -> None:
    found = client.get(desk(translated.release)).content.decode()
    assert re.findall(r'<li id="original-(\d+)"', found) == ["1", "2", "3"]


def test_each_text_has_its_own_language_and_direction(release: Release) -> None:
    factories.draft("ar", of=release, title="سفن")
    found = signed_in(factories.translator("ar")).get(desk(release, "ar")).content.decode()
    title = re.search(r'<input type="text" name="title"[^>]*>', found)
    assert title
    assert ('lang="ar" dir="rtl"' in title[0], '<p class="words" lang="en" dir="ltr">Ships sail</p>' in found) == (
        True,
        True,
    )


def test_the_number_and_the_state_of_the_original_are_said(client: Client, release: Release) -> None:
    before = client.get(desk(release)).content.decode()
    factories.revise(release.editions.get(language="en"), title="Another headline")
    after = client.get(desk(release)).content.decode()
    assert ("not approved yet" in before, "not approved yet" in after) == (False, True)


def test_a_translation_that_follows_is_told_nothing(client: Client, translated: Edition) -> None:
    found = client.get(desk(translated.release)).content.decode()
    assert ("has moved from" in found, "_up_to_date" in found, 'name="up_to_date"' in found) == (False, False, False)


def test_what_the_original_has_become_is_told_and_marked(client: Client, translated: Edition) -> None:
    newer_original(translated.release, ORIGINAL.replace("Eleven", "Twelve") + "<p>All is well.</p>")
    found = client.get(desk(translated.release)).content.decode()
    told = "The original has moved from revision 1 to revision 2." in found and "2 paragraphs changed." in found
    assert (told, "<del>Eleven</del><ins>Twelve</ins> ships sailed." in found, found.count("is-changed")) == (
        True,
        True,
        2,
    )


def test_a_headline_that_changed_is_named_and_a_removed_paragraph_is_shown(client: Client, translated: Edition) -> None:
    newer_original(translated.release, ORIGINAL.replace("<p>They came home.</p>", ""), title="Ships sailed")
    found = client.get(desk(translated.release)).content.decode()
    assert ("Changed: Headline." in found, "<del>They came home.</del>" in found) == (True, True)


def test_an_original_of_which_only_the_picture_changed_has_the_same_words(client: Client, translated: Edition) -> None:
    release = translated.release
    workflow.share(release, by=None, photo=factories.photo(), topics=[])
    Edition.objects.filter(pk=translated.pk).update(source=release.editions.get(language="en").revisions.get(number=1))
    found = client.get(desk(release)).content.decode()
    assert "Its words are the same." in found


def test_a_translation_older_than_its_original_is_said_to_be_so(client: Client) -> None:
    release = factories.release("en")
    factories.draft("fr", of=release)
    factories.draft("en", of=release)
    assert "written before its original" in client.get(desk(release)).content.decode()


def test_an_original_without_text_says_so(client: Client) -> None:
    assert "The original has no text yet." in client.get(desk(factories.release("en"))).content.decode()


def test_the_original_itself_leads_to_its_own_page(client: Client, release: Release) -> None:
    assert client.get(desk(release, "en")).headers["Location"] == page(release)


def test_what_was_written_in_the_original_cannot_become_markup(client: Client, release: Release) -> None:
    factories.draft("fr", of=release)
    newer_original(release, "<p>A &lt;script&gt;alert(1)&lt;/script&gt; story.</p>", title="<img src=x>")
    found = client.get(desk(release)).content.decode()
    assert ("<script>alert" in found, "<img src=x" in found) == (False, False)


# --- Who ---


@pytest.mark.parametrize(
    ("groups", "language", "read", "written"),
    [
        (["Translators fr"], "fr", 200, 302),
        (["Translators fr"], "ar", 403, 403),
        (["Writers"], "ar", 200, 302),
        (["Editors"], "fr", 200, 302),
        (["Administrators"], "fr", 200, 302),
        (["Editors ar"], "fr", 403, 403),
        ([], "fr", 403, 403),
    ],
)
def test_who_may_translate(release: Release, groups: list[str], language: str, read: int, written: int) -> None:
    client = signed_in(factories.person(*groups))
    typed = {"title": "Un titre", "seen": "0", "source": release.editions.get(language="en").current_id, "_save": "1"}
    address = desk(release, language)
    assert (client.get(address).status_code, client.post(address, typed).status_code) == (read, written)


def test_who_reads_and_does_not_write_sees_the_text_and_changes_nothing(translated: Edition) -> None:
    reader = factories.person()
    reader.user_permissions.set(Permission.objects.filter(codename__in=["view_release", "read_every_language"]))
    client = signed_in(User.objects.get(pk=reader.pk))
    shown = client.get(desk(translated.release)).content.decode()
    refused = client.post(desk(translated.release), {"title": "No", "seen": "1"}).status_code
    assert ("Onze navires" in shown, "submit-row" in shown, refused) == (True, False, 403)


def test_a_release_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"{RELEASES}99999/fr/translate/").status_code == 404


# --- Saving ---


def test_a_first_translation_follows_the_original_that_was_seen(client: Client, release: Release) -> None:
    response = send(client, desk(release), title="Des navires partent", body="<p>Onze navires.</p>")
    edition = release.editions.get(language="fr")
    assert (response.status_code, edition.current and edition.current.title, edition.source) == (
        302,
        "Des navires partent",
        release.editions.get(language="en").current,
    )


def test_a_first_translation_follows_what_was_seen_even_if_the_original_moved_meanwhile(
    client: Client, release: Release
) -> None:
    typed = opened(client, desk(release)) | {"title": "Des navires", "_save": "1"}
    seen = release.editions.get(language="en").current
    newer_original(release, "<p>Something else.</p>")
    client.post(desk(release), typed)
    assert release.editions.get(language="fr").source == seen


def test_saving_leaves_what_the_translation_follows_unless_it_is_said(client: Client, translated: Edition) -> None:
    before = translated.source
    newer_original(translated.release, "<p>Twelve ships.</p>")
    send(client, desk(translated.release), title="Douze navires")
    translated.refresh_from_db()
    assert (translated.source, translated.current and translated.current.title) == (before, "Douze navires")


def test_saving_as_up_to_date_follows_the_revision_that_was_seen(client: Client, translated: Edition) -> None:
    newest = newer_original(translated.release, "<p>Twelve ships.</p>").current
    send(client, desk(translated.release), title="Douze navires", up_to_date="on")
    translated.refresh_from_db()
    assert translated.source == newest


def test_marking_as_up_to_date_changes_no_text_and_is_audited(client: Client, translated: Edition) -> None:
    newest = newer_original(translated.release, "<p>Twelve ships.</p>").current
    send(client, desk(translated.release), _up_to_date="1")
    translated.refresh_from_db()
    entry = AuditEntry.objects.filter(language="fr").latest("pk")
    assert (translated.source, translated.revisions.count(), entry.action, entry.note) == (
        newest,
        1,
        Action.FOLLOW,
        "2",
    )


def test_marking_as_up_to_date_refuses_to_lose_what_was_typed(client: Client, translated: Edition) -> None:
    before = translated.source
    newer_original(translated.release, "<p>Twelve ships.</p>")
    response = send(client, desk(translated.release), title="Typed", _up_to_date="1")
    translated.refresh_from_db()
    typed = response.context["form"]["title"].value()
    assert (len(errors(response)), typed, translated.source) == (1, "Typed", before)


def test_saving_and_submitting_are_one_click(client: Client, translated: Edition) -> None:
    send(client, desk(translated.release), title="Un autre titre", _submit="1")
    translated.refresh_from_db()
    assert (translated.stage, translated.revisions.count()) == (Stage.IN_REVIEW, 2)


def test_a_refused_submission_keeps_what_was_saved(client: Client, release: Release) -> None:
    response = send(client, desk(release), title="Un titre sans corps", _submit="1")
    told = client.get(response.headers["Location"]).content.decode()
    edition = release.editions.get(language="fr")
    assert (edition.stage, stored(release).title, "A headline and a body are needed" in told) == (
        Stage.DRAFT,
        "Un titre sans corps",
        True,
    )


def test_saving_and_checking_leads_to_the_checks(client: Client, release: Release) -> None:
    response = send(client, desk(release), title="Un titre", _check="1")
    assert response.headers["Location"] == desk(release, name="checks")


def test_saving_nothing_says_so(client: Client, release: Release) -> None:
    response = send(client, desk(release), _check="1")
    assert (response.headers["Location"], release.editions.count()) == (desk(release), 1)


def test_saving_what_was_approved_is_announced_to_make_a_draft_of_it(client: Client, release: Release) -> None:
    factories.in_review("fr", of=release)
    assert "makes it a draft again" in client.get(desk(release)).content.decode()


# --- Bad input ---


@pytest.mark.parametrize(
    "broken",
    [
        {"title": "a\0b"},
        {"title": "x" * 301},
        {"body": f"<p>{'x' * 200_001}</p>"},
        {"seen": "many"},
        {"source": "0"},
        {"source": "9" * 40},
        {"source": "x"},
        {"base": "99999999"},
    ],
)
def test_bad_input_is_told_and_keeps_what_was_typed(
    client: Client, translated: Edition, broken: dict[str, str]
) -> None:
    response = send(client, desk(translated.release), **({"lead": "What I typed"} | broken))
    form = response.context["form"]
    assert (response.status_code, form.is_valid() and not form.errors, form["lead"].value()) == (
        200,
        False,
        "What I typed",
    )
    assert translated.revisions.count() == 1


def test_a_revision_of_another_release_is_no_source(client: Client, translated: Edition) -> None:
    other = factories.draft("en").current_id
    response = send(client, desk(translated.release), title="Typed", source=str(other))
    assert (len(errors(response)), stored(translated.release).title) == (1, "Des navires partent")


def test_nothing_follows_an_original_that_was_not_seen(client: Client) -> None:
    release = factories.release("en")
    typed = opened(client, desk(release)) | {"title": "Mon titre", "_save": "1"}
    factories.draft("en", of=release)
    response = client.post(desk(release), typed)
    form = response.context["form"]
    assert ("Look at it, then save again" in errors(response)[0], form["title"].value()) == (True, "Mon titre")
    again = {name: form[name].value() or "" for name in form.fields} | {"_save": "1"}
    assert client.post(desk(release), again).status_code == 302


def test_after_a_refusal_up_to_date_is_asked_again_if_the_original_moved(client: Client, translated: Edition) -> None:
    release = translated.release
    newer_original(release, "<p>Twelve ships.</p>")
    typed = opened(client, desk(release)) | {"title": "a\0b", "up_to_date": "on"}
    newest = newer_original(release, "<p>Thirteen ships.</p>").current
    form = client.post(desk(release), typed).context["form"]
    assert newest
    assert (form["up_to_date"].value(), form["source"].value()) == (False, str(newest.pk))


# --- Cost ---


def test_the_desk_asks_the_same_few_questions_whatever_there_is(
    client: Client, translated: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(desk(translated.release))
    with django_assert_num_queries(10):
        client.get(desk(translated.release))
    for number in range(3):
        factories.revise(translated, title=f"Titre {number}")
        newer_original(translated.release, f"<p>{number}</p>")
        factories.public("fr")
    with django_assert_num_queries(10):
        client.get(desk(translated.release))
