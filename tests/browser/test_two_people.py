"""Two people at one release, each in a real browser under the real policy: neither loses anything."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Edition, Release
from tests import factories

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("press"),
]

PASSWORD = "a good password"
Desk = Callable[..., Page]


@pytest.fixture
def problems() -> list[str]:
    """What the browsers complain about: errors, and violations of the policy."""
    return []


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Desk]:
    """Open the desk of a person, signed in, in a browser profile of its own."""
    opened: list[Page] = []

    def sign_in(person: User, name: str = "", locale: str = "en") -> Page:
        person.set_password(PASSWORD)
        person.first_name, _space, person.last_name = name.partition(" ")
        person.save()
        page = browser.new_context(locale=locale, base_url=live_server.url).new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        opened.append(page)
        page.goto("/admin/login/")
        page.fill("#id_username", person.username)
        page.fill("#id_password", PASSWORD)
        page.click(".submit-row [type=submit]")
        return page

    yield sign_in
    for page in opened:
        page.context.close()


@pytest.fixture
def edition() -> Edition:
    return factories.draft("en", title="Opened", body="<p>One old word.</p><p>The same.</p>")


def address(edition: Edition) -> str:
    return f"/admin/articles/release/{edition.release_id}/change/"


def open_page(page: Page, edition: Edition, language: str = "en") -> Any:
    """Open the release and the section of ``language``; return its editor."""
    page.goto(address(edition))
    return unfold(page, language)


def unfold(page: Page, language: str) -> Any:
    section = page.locator(f"fieldset.language-{language}")
    section.locator("details").first.evaluate("details => { details.open = true; }")
    text = section.locator("[class*=field-body] .ProseMirror[contenteditable=true]")
    expect(text).to_be_visible()
    return text


def write(page: Page, text: Any, words: str) -> None:
    """Put ``words`` at the end of a body from the keyboard."""
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def stored(edition: Edition) -> Any:
    release: Any = Release.objects.get(pk=edition.release_id)
    return release.text(edition.language)


def save(page: Page) -> None:
    page.click(".submit-row [name=_continue]")
    page.wait_for_load_state()


def kept(page: Page) -> list[str]:
    """Return the keys of what the browser keeps."""
    keys: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('desk-draft:'))")
    return keys


def test_two_concurrent_editors_lose_nothing(desk: Desk, edition: Edition, problems: list[str]) -> None:
    layla = desk(factories.editor(), "Layla Mansour")
    marie = desk(factories.writer(), "Marie Petit")
    hers, mine = open_page(layla, edition), open_page(marie, edition)
    write(layla, hers, " Layla was here.")
    write(marie, mine, " Marie was here.")
    save(layla)
    save(marie)

    expect(marie.locator(".errorlist").first).to_contain_text("Layla Mansour has changed “English”")
    assert stored(edition).body == "<p>One old word.</p><p>The same. Layla was here.</p>"
    conflict = marie.locator(".conflict")
    expect(conflict).to_contain_text("The same. Layla was here.")
    expect(conflict.locator("ins").first).to_have_text("Marie")
    expect(
        marie.locator("fieldset.language-en [class*=field-body] .ProseMirror[contenteditable=true]")
    ).to_contain_text("The same. Marie was here.")

    # Merged by hand, chosen and saved.
    write(
        marie,
        marie.locator("fieldset.language-en [class*=field-body] .ProseMirror[contenteditable=true]"),
        " And Layla.",
    )
    marie.get_by_label("Keep mine").check()
    save(marie)
    expect(marie.locator(".messagelist .success")).to_have_count(1)
    assert stored(edition).body == "<p>One old word.</p><p>The same. Marie was here. And Layla.</p>"
    assert [revision.author.first_name for revision in edition.revisions.order_by("number")[1:]] == ["Layla", "Marie"]
    assert [kept(layla), kept(marie), problems] == [[], [], []]


def test_taking_the_others_text_keeps_it_and_saves_the_rest(desk: Desk, edition: Edition) -> None:
    layla, marie = desk(factories.editor(), "Layla Mansour"), desk(factories.writer())
    open_page(layla, edition)
    open_page(marie, edition)
    layla.fill("#id_title_en", "Hers")
    marie.fill("#id_title_en", "Mine")
    unfold(marie, "fr")
    marie.fill("#id_title_fr", "Le mien")
    save(layla)
    save(marie)
    assert Release.objects.get().title_fr == ""
    marie.get_by_label("Take what is stored").check()
    save(marie)
    release = Release.objects.get()
    assert (release.title_en, release.title_fr, kept(marie)) == ("Hers", "Le mien", [])


def test_two_translators_of_different_languages_never_collide(desk: Desk, edition: Edition) -> None:
    french, arabic = desk(factories.translator("fr")), desk(factories.translator("ar"), locale="ar")
    ours, theirs = open_page(french, edition, "fr"), open_page(arabic, edition, "ar")
    french.fill("#id_title_fr", "Ouverture")
    arabic.fill("#id_title_ar", "افتتاح")
    write(french, ours, "Texte.")
    write(arabic, theirs, "نص.")
    save(french)
    save(arabic)
    expect(arabic.locator(".conflict")).to_have_count(0)
    release = Release.objects.get()
    assert (release.title_fr, release.body_fr, release.title_ar, release.body_ar) == (
        "Ouverture", "<p>Texte.</p>", "افتتاح", "<p>نص.</p>",
    )  # fmt: skip


def test_each_sees_who_else_is_there_and_what_was_saved_meanwhile(
    desk: Desk, edition: Edition, problems: list[str]
) -> None:
    layla, marie = desk(factories.editor(), "Layla Mansour"), desk(factories.writer(), "Marie Petit")
    open_page(layla, edition)
    layla.focus("#id_title_en")
    marie.goto(address(edition))
    expect(marie.locator("[data-presence]")).to_contain_text("Also open: Layla Mansour")
    marie.evaluate("setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 2100)")
    expect(marie.locator("[data-presence]")).to_contain_text("Also open: Layla Mansour (English)")
    layla.fill("#id_title_en", "Hers")
    save(layla)
    # A look at the window asks at once, after two seconds at the earliest.
    marie.evaluate("setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 2100)")
    expect(marie.locator("[data-presence]")).to_contain_text(
        "Saved by somebody else since you opened this page: English"
    )
    layla.goto("/admin/")
    marie.evaluate("setTimeout(() => document.dispatchEvent(new Event('visibilitychange')), 2100)")
    expect(marie.locator("[data-presence]")).not_to_contain_text("Layla Mansour")
    assert problems == []


def test_unsaved_work_survives_a_closed_window(desk: Desk, edition: Edition, problems: list[str]) -> None:
    page = desk(factories.editor())
    write(page, open_page(page, edition), " Not saved.")
    page.fill("#id_title_en", "Typed")
    page.close(run_before_unload=False)
    assert stored(edition).title == "Opened"

    page = page.context.new_page()
    page.goto(address(edition))
    expect(page.locator("#id_title_en")).to_have_value("Opened")
    page.get_by_role("button", name="Restore what you had typed on").click()
    expect(page.locator("#id_title_en")).to_have_value("Typed")
    expect(page.locator("fieldset.language-en [class*=field-body] .ProseMirror[contenteditable=true]")).to_contain_text(
        "The same. Not saved."
    )
    save(page)
    assert (stored(edition).title, stored(edition).body) == ("Typed", "<p>One old word.</p><p>The same. Not saved.</p>")
    page.goto(address(edition))
    assert (page.locator(".draft-bar").count(), kept(page), problems) == (0, [], [])


def test_a_draft_that_was_overtaken_is_compared_when_it_is_saved(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    open_page(page, edition)
    page.fill("#id_title_en", "Typed")
    page.close(run_before_unload=False)
    factories.revise(edition, title="Meanwhile", body=stored(edition).body)
    page = page.context.new_page()
    page.goto(address(edition))
    expect(page.locator(".draft-bar")).to_contain_text("has been changed since")
    page.get_by_role("button", name="Restore what you had typed on").click()
    save(page)
    expect(page.locator(".conflict")).to_contain_text("Meanwhile")
    assert stored(edition).title == "Meanwhile"
    expect(page.locator("#id_title_en")).to_have_value("Typed")
    assert page.locator(".draft-bar").count() == 0


def test_the_translation_desk_keeps_unsaved_work_and_tells_who_is_there(
    desk: Desk, edition: Edition, problems: list[str]
) -> None:
    page, other = desk(factories.translator("fr")), desk(factories.editor(), "Layla Mansour")
    open_page(other, edition)
    page.goto(address(edition).replace("change", "fr/translate"))
    expect(page.locator("[data-presence]")).to_contain_text("Layla Mansour")
    page.fill("[name=title]", "Ouverture")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto(address(edition).replace("change", "fr/translate"))
    expect(page.locator(".translating > .draft-bar")).to_have_count(1)  # above the columns, which it would push apart
    page.get_by_role("button", name="Restore what you had typed on").click()
    expect(page.locator("[name=title]")).to_have_value("Ouverture")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    assert (Release.objects.get().title_fr, kept(page), problems) == ("Ouverture", [], [])


def test_typing_on_beside_an_offer_overwrites_neither(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    for words in ("First", "Second"):
        open_page(page, edition)
        page.fill("#id_title_en", words)
        page.close(run_before_unload=False)
        page = page.context.new_page()
    page.goto(address(edition))
    expect(page.locator(".draft-bar")).to_have_count(2)
    page.get_by_role("button", name="Discard").last.click()
    page.get_by_role("button", name="Restore what you had typed on").click()
    expect(page.locator("#id_title_en")).to_have_value("First")


def test_a_new_release_is_kept_too_and_forgotten_once_it_is_saved(desk: Desk) -> None:
    page = desk(factories.writer())
    page.goto("/admin/articles/release/add/")
    page.select_option("#id_original", "fr")
    page.fill("#id_title_fr", "Nouveau")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto("/admin/articles/release/add/")
    page.get_by_role("button", name="Restore what you had typed on").click()
    page.select_option("#id_original", "fr")
    page.click(".submit-row [name=_save]")
    page.wait_for_load_state()
    assert (Release.objects.get().title_fr, kept(page)) == ("Nouveau", [])


def test_logging_out_asks_and_deletes_what_was_kept(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    open_page(page, edition)
    page.fill("#id_title_en", "Typed")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("#logout-form button")
    assert len(kept(page)) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#logout-form button")
    page.wait_for_url("**/admin/logout/")
    assert kept(page) == []


def test_a_page_with_unsaved_text_asks_before_it_is_left(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    open_page(page, edition)
    page.fill("#id_title_en", "Typed")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", answer)
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_the_keyboard_saves_and_previews(desk: Desk, edition: Edition, problems: list[str]) -> None:
    page = desk(factories.editor())
    text = open_page(page, edition)
    write(page, text, " Saved by key.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_have_count(1)
    assert "Saved by key." in stored(edition).body
    write(page, unfold(page, "en"), " Seen.")
    page.keyboard.press("Control+Alt+p")
    page.wait_for_url("**/en/preview/")
    expect(page.locator(".body")).to_contain_text("Saved by key. Seen.")
    open_page(page, edition)
    page.focus("#id_title_en")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Alt+p")
    expect(opened.value.locator("h1")).to_have_text("Opened")
    assert problems == []


def test_the_section_used_last_stands_open(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    page.goto(address(edition))
    page.locator("fieldset.language-ar summary").click()
    page.reload()
    expect(page.locator("#id_title_ar")).to_be_visible()
    expect(page.locator("#id_title_en")).to_be_hidden()


def test_words_and_characters_are_counted_as_they_are_typed(desk: Desk, edition: Edition) -> None:
    page = desk(factories.editor())
    write(page, open_page(page, edition), " More words.")
    section = page.locator("fieldset.language-en")
    expect(section.locator("#id_body_en_count")).to_have_text("Words: 7 · Characters: 34")
    page.fill("#id_title_en", "x" * 111)
    expect(section.locator("#id_title_en_count")).to_have_text(
        "Characters: 111. More than 110 are cut off in many places."
    )
    write(page, unfold(page, "zh_hans"), "港口安全。")
    expect(page.locator("#id_body_zh_hans_count")).to_have_text("Characters: 5")


def test_a_link_to_a_release_is_found_and_put_in_from_the_keyboard(
    desk: Desk, edition: Edition, problems: list[str]
) -> None:
    target = factories.public("en", title="Harbour opened", slug="harbour-opened")
    page = desk(factories.editor())
    write(page, open_page(page, edition), " See ")
    page.keyboard.press("Control+Alt+k")
    dialog = page.get_by_role("dialog", name="Link to a release")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("harbour")
    expect(dialog.get_by_role("button", name="Harbour opened")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#link-picker-said")).to_have_text("Link inserted: Harbour opened")
    page.keyboard.type(" now.")
    save(page)
    path = target.get_absolute_url()
    assert stored(edition).body.endswith(f'The same. See <a href="{path}" rel="noopener">Harbour opened</a> now.</p>')
    assert problems == []


@pytest.mark.parametrize(
    ("code", "around", "found"),
    [("en", "See|now", "See {} now"), ("en", "(|),", "({}),"), ("zh-hans", "参见|。", "参见{}。")],
)
def test_a_link_does_not_stick_to_the_words_beside_it(desk: Desk, code: str, around: str, found: str) -> None:
    before, _here, after = around.partition("|")
    edition = factories.draft(code, body=f"<p>{before}{after}</p>")
    factories.public(code, title="Harbour")
    page = desk(factories.editor())
    page.goto(address(edition))
    text = unfold(page, code.replace("-", "_"))
    text.evaluate("(node, at) => node.editor.commands.setTextSelection(at)", 1 + len(before))
    page.locator(f"fieldset.language-{code.replace('-', '_')} [data-link-picker]").click()
    page.get_by_role("dialog").get_by_role("button", name="Harbour").click()
    expect(text).to_have_text(found.format("Harbour"))


def test_selected_words_become_the_link(desk: Desk, edition: Edition) -> None:
    target = factories.public("en", title="Harbour opened", slug="harbour-opened")
    page = desk(factories.editor())
    text = open_page(page, edition)
    text.evaluate("node => node.editor.commands.setTextSelection({ from: 1, to: 4 })")
    page.locator("fieldset.language-en [data-link-picker]").click()
    page.get_by_role("dialog").get_by_role("button", name="Harbour opened").click()
    save(page)
    assert stored(edition).body.startswith(f'<p><a href="{target.get_absolute_url()}" rel="noopener">One</a> old word.')


def test_the_desk_changes_its_language_from_any_page(desk: Desk, edition: Edition, problems: list[str]) -> None:
    page = desk(factories.editor())
    page.goto(address(edition))
    page.select_option("#desk-language", "ar")
    page.click(".language-switch button")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert (page.url.endswith(address(edition)), problems) == (True, [])
