"""A reader's browser: the cookie notice, the print button, a narrow window, no scripts."""

import pytest
from cookie_consent.models import CookieGroup
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Edition
from newsroom import consent
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def edition() -> Edition:
    """A public French release, on a site with the consent groups that ship (an emptied database has lost them)."""
    consent.create_shipped(CookieGroup)
    factories.organisation()
    return factories.public("fr", of=factories.release("fr", photo=factories.photo(alt_fr="Un phare")))


def chosen(page: Page) -> str:
    """Return the consent cookie, or an empty text."""
    found = [c["value"] for c in page.context.cookies() if c.get("name") == "cookie_consent"]
    return found[0].strip('"') if found else ""


@pytest.mark.parametrize(
    ("answer", "stored"), [("refuse", "statistics=-1|social=-1"), ("accept", "statistics=1|social=1")]
)
def test_the_notice_asks_once_and_keeps_the_answer(
    page: Page, live_server: LiveServer, edition: Edition, answer: str, stored: str
) -> None:
    page.goto(live_server.url + edition.get_absolute_url())
    notice = page.locator("#cookie-banner")
    expect(notice).to_be_visible()
    assert chosen(page) == ""
    notice.locator(f"button[value={answer}]").click()
    expect(notice).to_be_hidden()
    assert chosen(page) == stored
    page.goto(f"{live_server.url}/fr/news/")
    expect(notice).to_be_hidden()


def test_the_two_answers_are_equally_prominent(page: Page, live_server: LiveServer, edition: Edition) -> None:
    page.goto(live_server.url + edition.get_absolute_url())
    boxes = [page.locator(f"#cookie-banner button[value={value}]").bounding_box() for value in ("accept", "refuse")]
    assert all(boxes)
    first, second = boxes
    assert first is not None
    assert second is not None
    assert (first["width"], first["height"], first["y"]) == (second["width"], second["height"], second["y"])


def test_a_new_cookie_in_a_group_asks_again(page: Page, live_server: LiveServer, edition: Edition) -> None:
    page.goto(live_server.url + edition.get_absolute_url())
    page.locator("#cookie-banner button[value=accept]").click()
    expect(page.locator("#cookie-banner")).to_be_hidden()
    CookieGroup.objects.get(varname="statistics").cookie_set.create(name="_pk_id")
    page.goto(f"{live_server.url}/fr/news/")
    expect(page.locator("#cookie-banner")).to_be_visible()


def test_without_scripts_the_choice_is_made_on_the_cookie_page(
    browser: Browser, live_server: LiveServer, edition: Edition
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url + edition.get_absolute_url())
        expect(page.locator("#cookie-banner")).to_be_hidden()
        page.locator("footer a[href='/fr/cookies/']").click()
        page.check("input[value=statistics]")
        page.click("button[value=selected]")
        assert page.url == f"{live_server.url}/fr/cookies/saved/"
        assert chosen(page) == "statistics=1|social=-1"


def test_the_print_button_opens_the_dialog_and_nothing_else_does(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(live_server.url + edition.address("print"))
    assert page.evaluate("window.printed") == 0
    page.click("#print")
    assert page.evaluate("window.printed") == 1


@pytest.mark.parametrize("path", ["/fr/news/", "detail", "/fr/cookies/"])
def test_nothing_is_wider_than_a_window_of_320_pixels(
    page: Page, live_server: LiveServer, edition: Edition, path: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + (edition.get_absolute_url() if path == "detail" else path))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_a_signed_in_member_of_staff_sees_the_same_page(page: Page, live_server: LiveServer, edition: Edition) -> None:
    address = live_server.url + edition.get_absolute_url()
    as_stranger = page.request.get(address).text()
    User.objects.create_superuser("root", password="a good password")
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("#id_username", "root")
    page.fill("#id_password", "a good password")
    page.click("[type=submit]")
    assert page.request.get(address).text() == as_stranger
