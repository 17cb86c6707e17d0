"""Pictures and documents of a release in a real browser, by keyboard and by hand, under its real security policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.models import Edition, Photo, Release
from tests import factories
from tests.admin.released import document, figure, photos
from tests.browser.test_desk import desk
from tests.browser.test_library import picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("press"),
]

TEXT = ".ProseMirror[contenteditable]"


@pytest.fixture
def problems() -> list[str]:
    """What the browser complains about: errors, and violations of the policy."""
    return []


@pytest.fixture
def arabic(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of an editor, in Arabic."""
    page = desk(browser, live_server, factories.editor(), problems, "ar")
    yield page
    page.context.close()


@pytest.fixture
def english(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of an editor, in English."""
    page = desk(browser, live_server, factories.editor(), problems, "en")
    yield page
    page.context.close()


def opened(page: Page, server: LiveServer, edition: Edition) -> None:
    page.goto(f"{server.url}/admin/articles/release/{edition.release_id}/change/")
    end = edition.language
    page.evaluate(f"document.querySelector('fieldset.language-{end} details').open = true")
    expect(page.locator(f".prose-editor:has(#id_body_{end}) {TEXT}")).to_be_visible()


def gallery(release: Release) -> list[str]:
    return [photo.title_en for photo in workflow.gallery_of(release)]


def test_a_picture_is_put_into_an_arabic_text_by_keyboard_and_is_in_the_approved_revision(
    arabic: Page, live_server: LiveServer, problems: list[str]
) -> None:
    photo = factories.photo(title_ar="الميناء", alt_ar="ميناء عند الفجر", title_en="Harbour")
    edition = factories.draft("ar", title="السفن تبحر", body="<p>السفن تبحر.</p><p>تصل غدا.</p>")
    opened(arabic, live_server, edition)
    box = arabic.locator(".prose-editor", has=arabic.locator("#id_body_ar"))
    box.locator(f"{TEXT} > p").first.click()
    button = box.locator("[data-name=picture]")
    button.focus()
    arabic.keyboard.press("Enter")
    tile = arabic.locator("#media-picker .library-choice")
    expect(tile).to_have_count(1)
    tile.focus()
    arabic.keyboard.press("Enter")
    shown = box.locator(f"{TEXT} > figure")
    expect(shown.locator("figcaption")).to_contain_text("ميناء عند الفجر")
    expect(shown.locator("img")).to_have_js_property("naturalWidth", 400)
    expect(arabic.locator("#id_body_ar")).to_have_value(f"<p>السفن تبحر.</p>{figure(photo)}<p>تصل غدا.</p>")
    arabic.keyboard.type("و")  # the cursor stands in the paragraph below
    arabic.locator("[name=_continue]").last.press("Enter")
    expect(box.locator(f"{TEXT} > figure img")).to_have_js_property("naturalWidth", 400)
    edition.refresh_from_db()
    assert edition.current
    assert edition.current.body == f"<p>السفن تبحر.</p>{figure(photo)}<p>وتصل غدا.</p>"
    workflow.publish(workflow.approve(workflow.submit(edition, by=None), by=None), by=None)
    edition.refresh_from_db()
    assert edition.live
    assert [row.alt for row in edition.live.frozen()[0]] == ["ميناء عند الفجر"]
    arabic.goto(f"{live_server.url}{edition.get_absolute_url()}")
    public = arabic.locator("main figure img")
    expect(public).to_have_attribute("alt", "ميناء عند الفجر")
    public.scroll_into_view_if_needed()
    arabic.wait_for_function("() => document.querySelector('main figure img').naturalWidth > 0")
    assert problems == []


def test_a_picture_is_selected_and_removed_by_keyboard_and_comes_back_with_undo(
    english: Page, live_server: LiveServer, problems: list[str]
) -> None:
    [photo] = photos("Harbour")
    body = f"<p>One</p>{figure(photo)}<p>Two</p>"
    opened(english, live_server, factories.draft("en", body=body))
    text, field = english.locator(f".prose-editor:has(#id_body_en) {TEXT}"), english.locator("#id_body_en")
    expect(text.locator("figure img")).to_have_js_property("naturalWidth", 400)
    text.locator("p").last.click()
    english.keyboard.press("Home")
    english.wait_for_function("getSelection().anchorOffset === 0")
    # The editor hears of a caret that moved a moment after it has.
    english.evaluate("new Promise((heard) => requestAnimationFrame(() => setTimeout(heard, 100)))")
    english.keyboard.press("ArrowLeft")
    expect(text.locator("figure.ProseMirror-selectednode")).to_have_count(1)
    english.keyboard.press("Backspace")
    expect(field).to_have_value("<p>One</p><p>Two</p>")
    english.keyboard.press("Control+z")
    expect(field).to_have_value(body)
    assert problems == []


def test_what_is_pasted_from_elsewhere_loses_its_pictures_and_the_person_is_told(
    english: Page, live_server: LiveServer, problems: list[str]
) -> None:
    [photo] = photos("Harbour")
    opened(english, live_server, factories.draft("en", body="<p>One</p>"))
    text = english.locator(f".prose-editor:has(#id_body_en) {TEXT}")
    text.locator("p").first.click()
    english.keyboard.press("End")
    foreign = (
        '<figure><img src="https://elsewhere.example/x.jpg"><figcaption>Theirs</figcaption></figure>'
        f'<p>Words</p><figure data-photo="not a token"><p>Inside</p></figure>{figure(photo)}'
    )
    text.evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        foreign,
    )
    expect(text.locator("figure")).to_have_count(1)
    expect(english.locator("#desk-pictures-told")).to_be_visible()
    value = english.locator("#id_body_en").input_value()
    assert figure(photo) in value and "Words" in value
    assert "elsewhere" not in value and "Theirs" not in value and "<img" not in value
    assert problems == []


def test_a_picture_that_is_not_there_is_said_to_be_missing_and_stays_in_the_text(
    english: Page, live_server: LiveServer
) -> None:
    body = f"<p>One</p>{figure('x' * 22)}<p>Two</p>"
    opened(english, live_server, factories.draft("en", body=body))
    expect(english.locator(f"{TEXT} > figure.is-missing")).to_contain_text("not in the media library")
    expect(english.locator("#id_body_en")).to_have_value(body)


def test_a_gallery_is_filled_in_the_library_and_put_in_order_by_buttons(
    english: Page, live_server: LiveServer, problems: list[str]
) -> None:
    photos("Harbour", "Bridge", "Crane")
    edition = factories.draft("en")
    opened(english, live_server, edition)
    english.locator("[data-name=gallery] [data-add]").click()
    for title in ("Harbour", "Bridge", "Crane"):
        english.locator(f"#media-picker .library-choice[data-title={title}]").click()
    english.locator("#media-picker [data-take]").click()
    items = english.locator("[data-name=gallery] .media-item")
    expect(items.locator(".media-title")).to_have_text(["Harbour", "Bridge", "Crane"])
    english.get_by_role("button", name="Later: Harbour").focus()
    english.keyboard.press("Enter")
    expect(items.locator(".media-title")).to_have_text(["Bridge", "Harbour", "Crane"])
    expect(english.locator("#desk-pictures-said")).to_have_text("Harbour: 2 of 3")
    english.keyboard.press("Enter")
    expect(english.get_by_role("button", name="Earlier: Harbour")).to_be_focused()  # at the end
    english.get_by_role("button", name="Take out: Bridge").press("Enter")
    expect(items.locator(".media-title")).to_have_text(["Crane", "Harbour"])
    english.locator("[name=_continue]").last.press("Enter")
    expect(items.locator("img").first).to_have_js_property("naturalWidth", 400)
    assert gallery(edition.release) == ["Crane", "Harbour"]
    assert problems == []


def test_photos_that_are_added_in_the_dialog_are_chosen_in_the_order_of_their_files(
    english: Page, live_server: LiveServer, problems: list[str]
) -> None:
    opened(english, live_server, factories.draft("en"))
    english.locator("[data-name=gallery] [data-add]").click()
    english.get_by_text("Add new files").click()
    known = picture("a.jpg", 600)
    english.set_input_files("#media-picker input[type=file]", [known])
    uses = english.locator("#media-picker [data-use]")
    expect(uses).to_have_attribute("aria-pressed", "true")
    uses.click()
    expect(uses).to_have_attribute("aria-pressed", "false")
    more = [picture("b.jpg", 2000), picture("c.jpg", 610), picture("d.jpg", 620)]
    english.set_input_files("#media-picker input[type=file]", [*more, known])
    expect(english.locator(".library-picker-status")).to_have_text("Chosen: 3")
    expect(english.locator("#media-picker .library-progress")).to_be_in_viewport()
    english.locator("#media-picker [data-take]").click()
    titles = english.locator("[data-name=gallery] .media-item .media-title")
    expect(titles).to_have_text(["b.jpg", "c.jpg", "d.jpg"])
    english.locator("[data-name=gallery] [data-add]").click()
    expect(english.locator("#media-picker [data-use][aria-pressed=true]")).to_have_count(0)
    assert problems == []


def test_a_file_that_is_dropped_beside_everything_does_not_take_the_place_of_the_page(
    english: Page, live_server: LiveServer
) -> None:
    opened(english, live_server, factories.draft("en"))
    held = """(part) => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "a.jpg", { type: "image/jpeg" }));
      const { x, y } = part.getBoundingClientRect();
      const place = { clientX: x + 20, clientY: y + 20 };
      const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, ...place });
      return !part.dispatchEvent(drop);
    }"""
    english.locator(TEXT).first.scroll_into_view_if_needed()
    assert [english.locator(part).first.evaluate(held) for part in ("#footer", TEXT)] == [True, True]


def test_a_gallery_is_put_in_order_by_dragging(english: Page, live_server: LiveServer) -> None:
    edition = factories.draft("en", of=factories.release("en", gallery=photos("Harbour", "Bridge", "Crane")))
    opened(english, live_server, edition)
    items = english.locator("[data-name=gallery] .media-item")
    items.nth(2).locator(".media-detail").drag_to(items.nth(0), target_position={"x": 40, "y": 4})
    expect(items.locator(".media-title")).to_have_text(["Crane", "Harbour", "Bridge"])
    english.locator("[name=_continue]").last.press("Enter")
    expect(english.locator(".messagelist .success")).to_be_visible()
    assert gallery(edition.release) == ["Crane", "Harbour", "Bridge"]


def test_a_lead_photo_and_documents_are_chosen_in_the_library(
    english: Page, live_server: LiveServer, problems: list[str]
) -> None:
    [photo], table = photos("Harbour"), document(title_en="Figures")
    edition = factories.draft("en")
    opened(english, live_server, edition)
    english.locator(".media-lead button").click()
    english.locator("#media-picker .library-choice").click()
    expect(english.locator(".media-lead img")).to_have_js_property("naturalWidth", 400)
    english.locator("[data-name=documents] [data-add]").click()
    english.locator("#media-picker .library-choice").click()
    english.locator("#media-picker [data-take]").click()
    english.locator("[name=_continue]").last.press("Enter")
    expect(english.locator(".messagelist .success")).to_be_visible()
    release = Release.objects.get()
    assert (release.photo, workflow.documents_of(release)) == (Photo.objects.get(pk=photo.pk), [table])
    assert problems == []


def test_without_scripts_numbers_put_a_gallery_in_order_and_the_text_shows_its_references(
    browser: Browser, live_server: LiveServer
) -> None:
    made = photos("Harbour", "Bridge")
    release = factories.release("en", gallery=made)
    edition = factories.draft("en", of=release, body=f"<p>One</p>{figure(made[0])}")
    signed_in = desk(browser, live_server, factories.editor(), [], "en").context
    page = browser.new_context(java_script_enabled=False, storage_state=signed_in.storage_state()).new_page()
    signed_in.close()
    page.goto(f"{live_server.url}/admin/articles/release/{edition.release_id}/change/")
    page.fill(f"[name=gallery-place-{made[0].pk}]", "5")
    expect(page.locator("#id_body_en")).to_have_value(f"<p>One</p>{figure(made[0])}")
    page.locator("[name=_continue]").last.click()
    assert gallery(release) == ["Bridge", "Harbour"]
    page.context.close()


def test_the_translation_desk_sets_picture_against_picture(
    browser: Browser, live_server: LiveServer, problems: list[str]
) -> None:
    photo = factories.photo(title_en="Harbour", alt_en="A harbour", title_ar="الميناء", alt_ar="ميناء")
    release = factories.approved("en", body=f"<p>{'Ships sail. ' * 9}</p>{figure(photo)}<p>The end of it.</p>").release
    before, after = f"<p>{'السفن تبحر.' * 9}</p>", "<p>نهاية الخبر كله.</p>"
    factories.draft("ar", of=release, body=f"{before}{figure(photo)}{after}")
    page = desk(browser, live_server, factories.translator("ar"), problems, "ar")
    page.goto(f"{live_server.url}/admin/articles/release/{release.pk}/ar/translate/")
    there = page.locator(".original-block").nth(1)
    here = page.locator(f".translation-body {TEXT} > figure")
    expect(here.locator("figcaption")).to_contain_text("ميناء")
    expect(there.locator("figcaption")).to_have_text("Harbour")
    page.wait_for_function(
        """() => Math.abs(document.querySelectorAll(".original-block")[1].getBoundingClientRect().top
            - document.querySelector(".translation-body .ProseMirror[contenteditable] > figure").getBoundingClientRect().top) < 20"""
    )
    assert page.locator(".take-picture:visible").count() == 0  # it is there already
    here.click()
    page.keyboard.press("Delete")
    page.locator(".take-picture").click()
    expect(page.locator("#id_body")).to_have_value(f"{before}{figure(photo)}{after}")
    page.context.close()
    assert problems == []
