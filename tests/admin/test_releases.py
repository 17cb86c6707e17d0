"""The page of a release at the desk: what each person may write there, and what is refused how."""

import pytest
from django.test import Client

from articles import workflow
from articles.enums import Action
from articles.models import AuditEntry, Edition, Release, Revision, Text
from tests import factories
from tests.admin.desk import RELEASES, errors, filled, page, send, signed_in

pytestmark = pytest.mark.django_db


def rows() -> list[object]:
    """Return all that saving may write, to compare."""
    models = (Release, Edition, Revision, AuditEntry)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def stored(release: Release, language: str) -> Text:
    return Release.objects.get(pk=release.pk).text(language)


def test_a_writer_begins_a_release() -> None:
    writer = factories.writer()
    data = {"original": "ar", "title_ar": "ميناء جديد", "body_ar": "<p>نص</p>", "topics": [factories.topic().pk]}
    response = send(signed_in(writer), f"{RELEASES}add/", **data)
    release = Release.objects.get()
    edition = release.editions.get()
    assert (
        response.status_code, release.original, release.topics.count(), edition.language, edition.slug,
        release.text("ar"), edition.stage, list(AuditEntry.objects.order_by("pk").values_list("actor", "action")),
    ) == (
        302, "ar", 1, "ar", "ميناء-جديد", Text("ميناء جديد", body="<p>نص</p>"), "draft",
        [(writer.pk, Action.CREATE), (writer.pk, Action.SAVE)],
    )  # fmt: skip


def test_a_release_needs_a_headline_in_its_original_language() -> None:
    response = send(signed_in(factories.writer()), f"{RELEASES}add/", original="fr", title_en="Title")
    assert (errors(response), Release.objects.count()) == (
        {"title_fr": ["Write a headline in the language of the original."]},
        0,
    )


def test_a_translator_begins_releases_in_the_own_language_alone() -> None:
    client = signed_in(factories.translator("fr"))
    data = {"original": "en", "title_en": "Title", "title_fr": "Titre"}
    response = client.post(f"{RELEASES}add/", data)
    offered = [code for code, _name in response.context["adminform"].form.fields["original"].choices if code]
    assert (response.status_code, offered, Release.objects.count()) == (200, ["fr"], 0)


def test_a_translator_saves_the_own_language() -> None:
    release = factories.draft("en").release
    translator = factories.translator("fr")
    response = send(signed_in(translator), page(release), title_fr="Titre", body_fr="<p>Texte</p>")
    revision = Revision.objects.get(edition__language="fr")
    assert (response.status_code, stored(release, "fr").title, revision.author) == (302, "Titre", translator)


def test_what_a_translator_sends_for_other_languages_is_ignored_without_a_trace() -> None:
    edition = factories.draft("en", of=factories.release("en", reference="2026-TEST"))
    factories.draft("ar", of=edition.release)
    client = signed_in(factories.translator("fr"))
    data = filled(client, page(edition.release))
    before = rows()
    data |= {
        "title_en": "Canary", "body_en": "<p>Canary</p>", "slug_en": "canary", "seen_en": "1", "up_to_date_ar": "on",
        "title_ar": "Canary", "reference": "2026-CNRY", "topics": [factories.topic().pk], "original": "fr",
        "photo": factories.photo().pk, "stage": "approved", "live": "1", "publish_at": "2020-01-01",
        "title": "Canary", "body": "Canary",
    }  # fmt: skip
    response = client.post(page(edition.release), data)
    assert (response.status_code, rows()) == (302, before)


def test_a_writer_saves_several_languages_at_once() -> None:
    release = factories.draft("en").release
    send(signed_in(factories.writer()), page(release), title_en="A", title_fr="B", title_zh_hans="C")
    assert [stored(release, code).title for code in ("en", "fr", "zh-hans", "ar")] == ["A", "B", "C", ""]


def test_saving_a_page_unchanged_writes_nothing() -> None:
    release = factories.draft("en", of=factories.release(topics=[factories.topic()], photo=factories.photo())).release
    factories.draft("ar", of=release)
    client = signed_in(factories.editor())
    before = rows()
    assert (send(client, page(release)).status_code, rows()) == (302, before)


def test_saving_a_public_release_unchanged_writes_nothing() -> None:
    release = factories.public("en").release
    before = rows()
    send(signed_in(factories.editor()), page(release))
    assert rows() == before


def test_a_conflict_that_arises_while_saving_is_a_form_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    release = factories.draft("en").release
    client = signed_in(factories.editor())
    data = filled(client, page(release)) | {"title_en": "Typed", "topics": [factories.topic().pk]}
    before = rows()

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise workflow.EditConflict("Somebody else was faster.")

    monkeypatch.setattr(workflow, "save_text", refuse)
    response = client.post(page(release), data)
    assert (response.status_code, rows(), errors(response), "Typed" in response.content.decode()) == (
        200,
        before,
        {"__all__": ["Somebody else was faster."]},
        True,
    )


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("2026", "Use letters of any script, digits and hyphens; digits alone are not possible."),
        ("a b", "Use letters of any script, digits and hyphens; digits alone are not possible."),
        ("taken", "Another release has this slug already."),
    ],
)
def test_a_slug_that_cannot_be_is_refused_at_its_field(slug: str, message: str) -> None:
    factories.draft("en", slug="taken")
    release = factories.draft("en").release
    before = rows()
    response = send(signed_in(factories.editor()), page(release), slug_en=slug)
    assert (errors(response), rows()) == ({"slug_en": [message]}, before)


def test_the_slug_of_what_has_gone_out_cannot_be_sent() -> None:
    edition = factories.public("en", slug="ports")
    client = signed_in(factories.editor())
    client.post(page(edition.release), filled(client, page(edition.release)) | {"slug_en": "canary"})
    edition.refresh_from_db()
    assert edition.slug == "ports"


def test_the_reference_of_what_has_gone_out_cannot_be_sent() -> None:
    release = factories.public("en").release
    response = send(signed_in(factories.editor()), page(release), reference="IMO-1", title_en="Typed")
    after = Release.objects.get()
    assert (response.status_code, after.reference, after.text("en").title) == (302, release.reference, "Typed")


@pytest.mark.parametrize("reference", ["2026", "a b", "a/b", "-a"])
def test_a_reference_that_cannot_be_is_refused(reference: str) -> None:
    response = send(signed_in(factories.writer()), page(factories.draft().release), reference=reference)
    assert list(errors(response)) == ["reference"]


@pytest.mark.parametrize("text", ["a\x00b", "\u202ea", "a" * 301, "🚢" * 150, "a" + "\u0301" * 250])
def test_no_headline_breaks_the_desk(text: str) -> None:
    release = factories.draft("en").release
    assert send(signed_in(factories.writer()), page(release), title_en=text).status_code in {200, 302}


def test_whether_a_translation_follows_is_said_with_a_box() -> None:
    original = factories.approved("en")
    translation = factories.draft("fr", of=original.release)
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    before = Edition.objects.stale().count()
    send(signed_in(factories.translator("fr")), page(translation.release), up_to_date_fr="on")
    assert (before, Edition.objects.stale().count()) == (1, 0)


@pytest.mark.parametrize(
    ("build", "status"),
    [
        (factories.writer, 200),
        (lambda: factories.translator("ar"), 200),
        (factories.editor, 200),
        (factories.person, 403),
    ],
)
def test_who_may_see_the_desk_sees_every_release(build: object, status: int) -> None:
    release = factories.draft("en").release
    client = signed_in(build())  # type: ignore[operator]
    assert [client.get(path).status_code for path in (RELEASES, page(release))] == [status, status]


def test_who_may_only_look_sees_a_release_and_cannot_change_it() -> None:
    from django.contrib.auth.models import Permission

    reader, release = factories.person(), factories.draft("en", title="Title").release
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    client = signed_in(reader)
    before = rows()
    shown = client.get(page(release))
    sent = client.post(page(release), {"title_en": "Canary", "seen_en": "1"})
    assert (shown.status_code, "Title" in shown.content.decode(), sent.status_code, rows()) == (200, True, 403, before)


@pytest.mark.parametrize("path", ["", "add/", "1/change/", "1/history/", "1/delete/", "1/en/preview/", "1/en/approve/"])
def test_a_stranger_is_sent_to_the_login(client: Client, path: str) -> None:
    response = client.get(f"{RELEASES}{path}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={RELEASES}{path}")


def test_a_person_who_is_deactivated_is_signed_out_at_once() -> None:
    editor = factories.editor()
    client = signed_in(editor)
    before = client.get(RELEASES).status_code
    editor.is_active = False
    editor.save()
    assert (before, client.get(RELEASES).status_code) == (200, 302)


@pytest.mark.parametrize("build", [factories.writer, factories.editor])
def test_only_administrators_delete(build: object) -> None:
    release = factories.draft().release
    response = signed_in(build()).post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"})  # type: ignore[operator]
    assert (response.status_code, Release.objects.count()) == (403, 1)


def test_an_administrator_deletes_a_draft_and_the_log_keeps_its_name() -> None:
    release = factories.draft().release
    response = signed_in(factories.administrator()).post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"})
    entry = AuditEntry.objects.latest("pk")
    assert (response.status_code, Release.objects.count(), entry.action, entry.reference) == (
        302, 0, Action.DISCARD, release.reference,
    )  # fmt: skip


def test_nobody_deletes_what_has_gone_out() -> None:
    release = factories.public().release
    client = signed_in(factories.person(superuser=True))
    assert (client.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"}).status_code, Release.objects.count()) == (
        403,
        1,
    )


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.editor())
    release = factories.draft().release
    assert client.post(page(release), {"title_en": "Canary"}).status_code == 403


def test_line_ends_that_the_browser_changes_touch_no_language() -> None:
    edition = factories.draft("en", body="<p>One</p>\n<p>Two</p>")
    response = send(signed_in(factories.editor()), page(edition.release), body_en="<p>One</p>\r\n<p>Two</p>")
    assert (response.status_code, edition.revisions.count()) == (302, 1)


def test_a_new_picture_and_a_new_text_are_saved_together() -> None:
    edition = factories.draft("en", body="<p>One</p>\n<p>Two</p>")
    photo = factories.photo()
    response = send(signed_in(factories.editor()), page(edition.release), photo=photo.pk, title_en="Another headline")
    edition.refresh_from_db()
    assert response.status_code == 302
    assert edition.current is not None
    assert (edition.current.title, edition.current.photo) == ("Another headline", photo.current)


def test_a_language_that_somebody_else_saved_meanwhile_does_not_stop_another() -> None:
    edition = factories.draft("en", body="<p>One</p>\n<p>Two</p>")
    other = factories.draft("fr", of=edition.release, body="<p>Un</p>\n<p>Deux</p>")
    editor = signed_in(factories.editor())
    opened = filled(editor, page(edition.release))
    factories.revise(other, title="Entre-temps")
    response = editor.post(page(edition.release), opened | {"title_en": "Mine", "body_fr": "<p>Un</p>\r\n<p>Deux</p>"})
    edition.refresh_from_db()
    other.refresh_from_db()
    assert response.status_code == 302
    assert (edition.release.title_en, other.release.title_fr) == ("Mine", "Entre-temps")  # type: ignore[attr-defined]


def test_a_picture_that_somebody_else_chose_meanwhile_stays() -> None:
    edition = factories.draft("en")
    editor = signed_in(factories.editor())
    opened = filled(editor, page(edition.release))
    photo = factories.photo()
    workflow.share(edition.release, by=None, photo=photo, topics=[factories.topic()])
    response = editor.post(page(edition.release), opened | {"title_fr": "Un titre"})
    release = Release.objects.get()
    assert response.status_code == 302
    assert (release.photo_id, release.topics.count(), release.title_fr) == (photo.pk, 1, "Un titre")  # type: ignore[attr-defined]
