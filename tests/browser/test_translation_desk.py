"""The translation desk in a real browser, under its real content security policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.models import Edition
from tests import factories
from tests.browser.test_desk import desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("press"),
]

ENGLISH = (
    f"<p>{'Ships sail out of the harbour. ' * 12}</p><h2>A heading</h2><ul><li>One</li><li>Two</li></ul>"
    "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>It has 640 seats.</p>"
)
ARABIC = (
    "<p>السفن تبحر.</p><h2>عنوان</h2><ul><li>واحد</li><li>اثنان</li></ul>"
    "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table><p>فيها 640 مقعدا.</p>"
)
TOPS = """() => [".original-blocks", ".translation-body .ProseMirror[contenteditable]"].map(
    (side) => [...document.querySelector(side).children].map((block) => Math.round(block.getBoundingClientRect().top)))"""
TEXT = ".translation-body .ProseMirror[contenteditable]"


@pytest.fixture
def problems() -> list[str]:
    """What the browser complains about: errors, and violations of the policy."""
    return []


@pytest.fixture
def translator(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of a translator into Arabic, in Arabic."""
    page = desk(browser, live_server, factories.translator("ar"), problems, "ar")
    yield page
    page.context.close()


@pytest.fixture
def edition() -> Edition:
    """An Arabic translation of an English release."""
    release = factories.approved("en", title="Ships sail", body=ENGLISH).release
    return factories.draft("ar", of=release, title="السفن تبحر", dateline="لشبونة", lead="اليوم.", body=ARABIC)


def opened(page: Page, server: LiveServer, edition: Edition, place: str = "") -> None:
    page.goto(f"{server.url}/admin/articles/release/{edition.release_id}/ar/translate/{place}")
    expect(page.locator(TEXT)).to_be_visible()


def aligned(page: Page) -> None:
    """Wait until every paragraph stands at the height of its counterpart, within two pixels."""
    page.wait_for_function(
        f"() => {{ const [a, b] = ({TOPS})(); return a.length === b.length && a.every((y, i) => Math.abs(y - b[i]) < 3); }}"
    )


def test_paragraph_stands_against_paragraph_also_while_one_is_typed(
    translator: Page, live_server: LiveServer, edition: Edition, problems: list[str]
) -> None:
    opened(translator, live_server, edition)
    aligned(translator)
    translator.locator(f"{TEXT} > p").last.click()
    translator.keyboard.type("كلام كثير يملأ السطر بعد السطر. " * 12)
    aligned(translator)
    translator.set_viewport_size({"width": 1100, "height": 700})
    aligned(translator)
    assert problems == []


def test_on_a_narrow_screen_the_two_texts_stand_below_each_other(
    translator: Page, live_server: LiveServer, edition: Edition
) -> None:
    translator.set_viewport_size({"width": 320, "height": 700})
    opened(translator, live_server, edition)
    translator.wait_for_function("() => [...document.adoptedStyleSheets].every((sheet) => sheet.cssRules.length === 0)")
    original, text = (translator.locator(place).bounding_box() for place in (".original-blocks", TEXT))
    wide = translator.evaluate("document.documentElement.scrollWidth")
    assert original
    assert text
    assert (original["y"] + original["height"] <= text["y"], wide) == (True, 320)


def test_the_paragraph_being_written_is_shown_in_the_original(
    translator: Page, live_server: LiveServer, edition: Edition
) -> None:
    opened(translator, live_server, edition)
    translator.locator(f"{TEXT} > h2").click()
    expect(translator.locator(".is-current")).to_have_id("original-2")
    translator.locator(f"{TEXT} > p").last.click()
    expect(translator.locator(".is-current")).to_have_id("original-5")


def test_a_translation_that_has_just_begun_stands_at_the_beginning(
    translator: Page, live_server: LiveServer, edition: Edition
) -> None:
    workflow.save_text(edition.release, "ar", factories.text("سفن", body="<p>السفن تبحر.</p><h2>عنوان</h2>"), by=None)
    opened(translator, live_server, edition)
    translator.wait_for_function(
        f"() => {{ const [a, b] = ({TOPS})(); return Math.abs(a[0] - b[0]) < 3 && Math.abs(a[1] - b[1]) < 3; }}"
    )
    translator.locator(f"{TEXT} > h2").click()
    expect(translator.locator(".is-current")).to_have_id("original-2")


def test_a_wrong_figure_is_caught_and_its_link_leads_to_the_paragraph(
    translator: Page, live_server: LiveServer, edition: Edition, problems: list[str]
) -> None:
    opened(translator, live_server, edition)
    translator.locator(f"{TEXT} > p").last.click()
    translator.keyboard.press("Control+End")
    translator.keyboard.type(" و460 كرسيا.")
    translator.click("[name=_check]")
    expect(translator.locator("mark")).to_have_text("460")
    translator.click(".place a")
    expect(translator.locator(TEXT)).to_be_focused()
    expect(translator.locator(".is-current")).to_have_id("original-5")
    assert problems == []


def test_leaving_asks_first_while_something_is_not_saved(
    translator: Page, live_server: LiveServer, edition: Edition
) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    translator.on("dialog", answer)
    opened(translator, live_server, edition)
    translator.reload()
    expect(translator.locator(TEXT)).to_be_visible()
    translator.locator(f"{TEXT} > h2").click()
    translator.keyboard.type("x")
    translator.reload()
    expect(translator.locator(TEXT)).to_be_visible()
    assert asked == ["beforeunload"]


def test_what_two_people_write_is_shown_to_the_second(
    translator: Page, live_server: LiveServer, edition: Edition
) -> None:
    opened(translator, live_server, edition)
    workflow.save_text(edition.release, "ar", factories.text("عنوانهم", body=ARABIC), by=None)
    translator.fill("#id_title", "عنواني")
    translator.click("[name=_save]")
    expect(translator.locator(".conflict del").first).to_have_text("عنوانهم")
    expect(translator.locator("#id_title")).to_have_value("عنواني")
    translator.click("[name=_save]")
    expect(translator.locator(".conflict")).to_have_count(0)
    titles = list(edition.revisions.order_by("number").values_list("title", flat=True))
    assert titles == ["السفن تبحر", "عنوانهم", "عنواني"]
