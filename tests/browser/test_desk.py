"""The desk in a real browser, under its real content security policy: an Arabic release from the keyboard to the reader."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Edition
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]

PASSWORD = "a good password"


@pytest.fixture
def problems() -> list[str]:
    """What the browser complains about: errors, and violations of the policy."""
    return []


def desk(browser: Browser, server: LiveServer, user: User, problems: list[str], locale: str = "en") -> Page:
    """Return a page of ``user``, logged in, in a profile of its own."""
    user.set_password(PASSWORD)
    user.save()
    page = browser.new_context(locale=locale).new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{server.url}/admin/login/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    return page


@pytest.fixture
def translator(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of a translator who has Arabic alone, in Arabic."""
    page = desk(browser, live_server, factories.translator("ar"), problems, "ar")
    yield page
    page.context.close()


@pytest.fixture
def editor(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Page]:
    """The desk of an editor."""
    page = desk(browser, live_server, factories.editor(), problems)
    yield page
    page.context.close()


def unfold(page: Page, language: str) -> Locator:
    """Return the section of ``language``, unfolded if it was not."""
    section = page.locator(f"fieldset.language-{language} details")
    section.evaluate("details => { details.open = true; }")
    return section


def write(page: Page, server: LiveServer) -> None:
    """Write an Arabic release and submit it."""
    page.goto(f"{server.url}/admin/articles/release/add/")
    page.select_option("#id_original", "ar")
    section = unfold(page, "ar")
    page.fill("#id_title_ar", "افتتاح مركز الإنذار")
    page.fill("#id_dateline_ar", "لشبونة")
    page.fill("#id_lead_ar", "مركز جديد في لشبونة.")
    text = section.locator("[class*=field-body] .ProseMirror[contenteditable]")
    expect(text).to_have_attribute("dir", "rtl")
    expect(text).to_have_attribute("lang", "ar")
    text.click()
    page.keyboard.type("افتتحت المنظمة اليوم مركزا جديدا.")
    page.click(".submit-row [name=_continue]")


def test_an_arabic_release_goes_from_the_keyboard_to_the_reader(
    translator: Page, editor: Page, page: Page, live_server: LiveServer, problems: list[str]
) -> None:
    write(translator, live_server)
    assert translator.locator("html").get_attribute("dir") == "rtl"
    assert translator.locator("#id_title_en").count() == 0
    translator.locator("button[name=_move][value='ar:submit']").click()
    edition = Edition.objects.get()
    assert edition.slug == "افتتاح-مركز-الإنذار"

    editor.goto(translator.url)
    unfold(editor, "ar")
    editor.locator("button[name=_move][value='ar:approve']").click()
    assert page.goto(f"{live_server.url}/ar/news/{timezone.localdate().year}/{edition.slug}/").status == 404  # type: ignore[union-attr]
    unfold(editor, "ar")
    editor.locator("button[name=_move][value='ar:publish']").click()
    assert Edition.objects.get().live is None  # it asks first
    editor.click(".submit-row [type=submit]")
    expect(editor.locator(".messagelist")).to_have_count(1)

    edition.refresh_from_db()
    page.goto(live_server.url + edition.get_absolute_url())
    assert page.locator("h1").inner_text() == "افتتاح مركز الإنذار"
    assert page.locator(".body").inner_text() == "لشبونة – افتتحت المنظمة اليوم مركزا جديدا."
    assert page.goto(f"{live_server.url}/en/news/").ok  # type: ignore[union-attr]
    assert page.locator(".row").count() == 0
    assert problems == []


def test_the_translator_reads_other_languages_and_cannot_write_them(translator: Page, live_server: LiveServer) -> None:
    edition = factories.public("en", title="To be read", body="<p>English text.</p>")
    translator.goto(f"{live_server.url}/admin/articles/release/{edition.release_id}/change/")
    section = unfold(translator, "en")
    expect(section).to_contain_text("English text.")
    assert section.locator("input:not([type=hidden]), textarea, .ProseMirror, button").count() == 0


def test_a_time_is_asked_for_with_the_newsrooms_zone(editor: Page, live_server: LiveServer) -> None:
    edition = factories.approved("fr")
    editor.goto(f"{live_server.url}/admin/articles/release/{edition.release_id}/fr/schedule/")
    expect(editor.locator("label[for=id_publish_at]")).to_have_text(re.compile(r"Europe/Paris \(UTC\+[12]\)"))
    # The last Sunday of March: clocks go from 2 to 3.
    editor.fill("#id_publish_at", "2099-03-29T02:30:00")
    editor.click(".submit-row [type=submit]")
    expect(editor.locator(".errorlist")).to_have_count(1)
    # The last Sunday of October: the hour from 2 to 3 comes twice.
    editor.fill("#id_publish_at", "2099-10-25T02:30:00")
    editor.click(".submit-row [type=submit]")
    expect(editor.locator("[name=fold]")).to_have_count(2)
    expect(editor.locator("#id_publish_at")).to_have_value(re.compile("2099-10-25T02:30"))
    # A moment that has passed: the page asks.
    editor.fill("#id_publish_at", "2020-03-29T09:00:00")
    editor.click(".submit-row [type=submit]")
    expect(editor.locator("[name=now_if_past]")).not_to_be_checked()
    editor.fill("#id_publish_at", "2099-03-29T09:00:00")
    editor.click(".submit-row [type=submit]")
    expect(editor.locator(".messagelist")).to_have_count(1)
    edition.refresh_from_db()
    assert edition.publish_at is not None
    assert edition.publish_at.isoformat() == "2099-03-29T07:00:00+00:00"
