"""The media library in a real browser, by hand and by keyboard, under its real security policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.darkroom.prints import cut
from articles.models import Document, Photo
from tests import factories
from tests.browser.axe import violations
from tests.browser.test_desk import PASSWORD, desk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("press"),
]

FILES = "form[data-upload] input[type=file]"
DROP = """(box, files) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name));
  for (const type of ["dragover", "drop"]) {
    box.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def problems() -> list[str]:
    """What the browser complains about: errors, and violations of the policy."""
    return []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of an editor, in English."""
    opened = desk(browser, live_server, factories.editor(), problems)
    yield opened
    opened.context.close()


def library(page: Page, server: LiveServer, end: str = "") -> None:
    page.goto(f"{server.url}/admin/articles/photo/{end}")


def picture(name: str, width: int = 1000) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": factories.picture(width).read()}


def test_files_are_sent_one_by_one_and_each_has_its_answer(
    page: Page, live_server: LiveServer, problems: list[str]
) -> None:
    library(page, live_server)
    svg: FilePayload = {
        "name": "c.svg",
        "mimeType": "image/svg+xml",
        "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    }
    page.set_input_files(FILES, [picture("a.jpg"), picture("b.jpg", 900), svg])
    results = page.locator(".library-result")
    expect(results.filter(has_text="Added:")).to_have_count(2)
    expect(results.filter(has_text="This is an SVG drawing")).to_have_count(1)
    expect(page.locator(".library-progress")).to_have_text("Done: 3 of 3 · Not added: 1")
    expect(page.locator(".library-shelf .library-tile")).to_have_count(2)  # without a reload
    assert (Photo.objects.count(), problems) == (2, [])


def test_axe_finds_nothing_in_what_became_of_files(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    text: FilePayload = {"name": "a.txt", "mimeType": "text/plain", "buffer": b""}
    for files in ([picture("a.jpg")], [picture("a.jpg"), text]):
        page.set_input_files(FILES, files)
        expect(page.locator(".library-result progress")).to_have_count(0)
    assert page.locator(".library-result").count() == 3  # added, refused, known
    assert [violation["id"] for violation in violations(page)] == []


def test_files_are_dropped_anywhere_on_the_page(page: Page, live_server: LiveServer, problems: list[str]) -> None:
    library(page, live_server)
    page.locator("#footer").evaluate(DROP, [["table.csv", "name;place\nAna;Brest\n"]])
    expect(page.locator(".library-result").filter(has_text="Added:")).to_have_count(1)
    assert (Document.objects.get().file.original_name, problems) == ("table.csv", [])


def test_a_known_file_is_kept_twice_on_request(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    for _ in range(2):
        page.set_input_files(FILES, [picture("a.jpg")])
        expect(page.locator(".library-result progress")).to_have_count(0)
    page.get_by_role("button", name="Keep both").click()
    expect(page.locator(".library-result").filter(has_text="Added:")).to_have_count(2)
    assert Photo.objects.count() == 2


def test_an_upload_that_breaks_off_can_be_tried_again(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    page.route("**/upload/", lambda route: route.abort())
    page.set_input_files(FILES, [picture("a.jpg")])
    expect(page.locator(".library-result")).to_contain_text("The connection broke")
    page.unroute("**/upload/")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".library-result")).to_contain_text("Added:")


def test_a_file_is_sent_again_by_itself_to_a_server_that_was_busy(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    busy = {"status": 503, "headers": {"Retry-After": "0.1"}}
    page.route("**/upload/", lambda route: route.fulfill(**busy), times=2)
    page.set_input_files(FILES, [picture("a.jpg")])
    expect(page.locator(".library-result")).to_contain_text("Added:")
    assert Photo.objects.count() == 1


def test_who_was_signed_out_is_told_and_loses_nothing(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    page.context.clear_cookies(name=re.compile("session"))
    page.set_input_files(FILES, [picture("a.jpg")])
    expect(page.locator(".library-result")).to_contain_text("You are signed out")
    assert Photo.objects.count() == 0


def test_who_signs_in_again_elsewhere_sends_the_files_that_were_not_taken(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    page.context.clear_cookies(name=re.compile("session"))
    page.set_input_files(FILES, [picture("a.jpg"), picture("b.jpg", 900)])
    refused = page.locator(".library-result.is-refused")
    expect(refused).to_have_count(2)
    other = page.context.new_page()
    other.goto(f"{live_server.url}/admin/login/")  # which gives the session another token
    other.fill("#id_username", User.objects.get().username)
    other.fill("#id_password", PASSWORD)
    other.click("[type=submit]")
    expect(other.locator("#id_username")).to_have_count(0)
    page.get_by_role("button", name="Try again").first.click()
    expect(page.locator(".library-progress")).to_have_text("Done: 2 of 2")
    assert Photo.objects.count() == 2


def test_files_stand_in_the_order_in_which_they_were_given(page: Page, live_server: LiveServer) -> None:
    library(page, live_server)
    page.set_input_files(FILES, [picture(f"{name}.jpg", 600 + ord(name)) for name in "abc"])
    expect(page.locator(".library-progress")).to_have_text("Done: 3 of 3")
    assert page.locator(".library-result strong").all_inner_texts() == ["a.jpg", "b.jpg", "c.jpg"]


def test_what_was_typed_of_a_photo_outlives_the_session(
    page: Page, live_server: LiveServer, problems: list[str]
) -> None:
    photo = factories.photo(alt_en="Before")
    library(page, live_server, f"{photo.pk}/change/")
    page.fill("#id_alt_en", "A lighthouse")
    page.context.clear_cookies(name=re.compile("session"))
    page.click("[name=_save]")
    page.fill("#id_username", User.objects.get().username)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    Photo.objects.update(alt_en="Theirs")
    library(page, live_server, f"{photo.pk}/change/")
    page.get_by_role("button", name="Restore what you had typed").click()
    expect(page.locator("#id_alt_en")).to_have_value("A lighthouse")
    page.click("[name=_save]")
    expect(page.locator(".errorlist").first).to_contain_text("Theirs")  # written meanwhile
    page.click("[name=_save]")
    page.wait_for_url("**/photo/")
    library(page, live_server, f"{photo.pk}/change/")
    expect(page.get_by_role("button", name="Restore what you had typed")).to_have_count(0)
    assert (Photo.objects.get().alt_en, problems) == ("A lighthouse", [])


def test_the_focus_is_moved_by_a_click_and_by_keys_and_the_cut_shown_is_the_cut_made(
    page: Page, live_server: LiveServer, problems: list[str]
) -> None:
    photo = factories.photo()
    library(page, live_server, f"{photo.pk}/focus/")
    shown = page.locator("[data-picture] > image")  # the picture itself; beside a tall one there is ground
    seen = shown.bounding_box()
    assert seen is not None
    shown.click(position={"x": seen["width"] / 4, "y": seen["height"] / 10})
    page.locator(".library-pad").press("ArrowRight")
    page.locator(".library-pad").press("Shift+ArrowDown")
    x, y = int(page.input_value("#id_x")), int(page.input_value("#id_y"))
    for number, shape in enumerate([(1200, 630), (3, 2)]):
        box = page.locator("[data-cut]").nth(number).get_attribute("viewBox") or ""
        assert [float(number) for number in box.split()] == pytest.approx(cut((1000, 600), (x, y), shape))
    page.get_by_role("button", name="Save the focus").click()
    after = Photo.objects.get()
    assert ((x, y), default_storage.exists(after.file.file_name(f"social-{x}-{y}.jpg"))) == (after.focus, True)
    assert (abs(x - 26) <= 1, abs(y - 20) <= 1, problems) == (True, True, [])


def test_the_arrow_to_the_left_moves_to_the_left_in_an_arabic_desk(
    browser: Browser, live_server: LiveServer, problems: list[str]
) -> None:
    photo = factories.photo()
    page = desk(browser, live_server, factories.editor(), problems, "ar")
    library(page, live_server, f"{photo.pk}/focus/")
    page.locator(".library-pad").press("ArrowLeft")
    assert page.input_value("#id_x") == "49"
    page.context.close()


def test_the_newer_file_is_shown_beside_the_one_there_is(
    page: Page, live_server: LiveServer, problems: list[str], tmp_path: Path
) -> None:
    photo = factories.photo()
    library(page, live_server, f"{photo.pk}/replace/")
    page.set_input_files("[data-beside] input[type=file]", [picture("newer.jpg", 1200)])
    expect(page.locator("[data-preview]")).to_be_visible()
    expect(page.locator("[data-said]")).to_contain_text("1200 × 600")
    page.get_by_role("button", name="Replace the file").click()
    expect(page.locator("#versions")).to_be_visible()
    assert (photo.versions.count(), problems) == (2, [])
