"""The look in a real browser: accents, what stands where, no window too narrow, no text lost on paper."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from articles import colours
from articles.models import Organisation
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

SIDE = "(element) => { const box = element.getBoundingClientRect(); return [box.left, box.right]; }"
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def fill(language: str, count: int = 6) -> str:
    """Publish releases with pictures and topics and return the address of the newest."""
    factories.organisation()
    topic = factories.topic()
    for number in range(count):
        photo = factories.photo() if number % 2 else None
        newest = factories.public(language, of=factories.release(language, photo=photo, topics=[topic]))
    return newest.get_absolute_url()


@pytest.mark.parametrize(("scheme", "expected"), [("light", "#8a1538"), ("dark", "#ff9db5")])
def test_links_wear_the_accent_of_the_readers_scheme(
    browser: Browser, live_server: LiveServer, scheme: str, expected: str
) -> None:
    fill("en", 1)
    Organisation.objects.filter(pk=1).update(accent="#8a1538", accent_dark="#ff9db5")
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{live_server.url}/en/news/")
        worn = page.locator("footer a").first.evaluate("(element) => getComputedStyle(element).color")
    red, green, blue = (int(expected[at : at + 2], 16) for at in (1, 3, 5))
    assert worn == f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize(("language", "first"), [("en", True), ("ar", False)])
def test_dates_stand_in_the_margin_at_the_side_where_reading_begins(
    page: Page, live_server: LiveServer, language: str, first: bool
) -> None:
    fill(language)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/{language}/news/")
    row = page.locator(".row").nth(4)
    date, headline = (row.locator(part).evaluate(SIDE) for part in (".row-date", "h2"))
    assert (date[1] <= headline[0], date[0] >= headline[1]) == (first, not first)


def test_a_front_is_a_lead_three_cards_side_by_side_and_rows(page: Page, live_server: LiveServer) -> None:
    fill("en")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/en/news/")
    boxes = [row.bounding_box() or {"y": 0, "width": 0} for row in page.locator(".row").all()]
    tops = [round(box["y"]) for box in boxes]
    widths = [round(box["width"]) for box in boxes]
    assert tops[0] < tops[1] == tops[2] == tops[3] < tops[4] < tops[5]
    assert widths[1] == widths[2] == widths[3]
    assert widths[0] == widths[4] == widths[5] > 3 * widths[1]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_no_page_is_wider_than_the_narrowest_window(page: Page, live_server: LiveServer, language: str) -> None:
    detail = fill(language, 2)
    row = Organisation.objects.get(pk=1)
    for end in ("en", "fr", "es", "ar", "ru", "zh_hans"):
        setattr(row, f"name_{end}", "Международная организация береговой взаимобезопасности")
    row.save()
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (
        f"/{language}/news/",
        f"/{language}/news/search/?q=x",
        detail,
        f"{detail}print/",
        f"/{language}/cookies/",
    ):
        page.goto(live_server.url + path)
        assert not page.evaluate(TOO_WIDE), path


def test_nothing_moves_while_a_page_loads(page: Page, live_server: LiveServer) -> None:
    detail = fill("en")
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    for path in ("/en/news/", detail):
        page.goto(live_server.url + path, wait_until="networkidle")
        assert page.evaluate("window.moved") == 0, path


def test_a_list_that_is_printed_is_dark_on_white_and_holds_its_headlines_alone(
    browser: Browser, live_server: LiveServer
) -> None:
    fill("en", 2)
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/news/")
        page.emulate_media(media="print")
        ground, ink = (
            page.evaluate(f"getComputedStyle(document.body).{part}") for part in ("backgroundColor", "color")
        )
        hidden = [
            name
            for name in (".search-box", ".languages", ".filters", ".row-picture", ".footer", ".consent")
            if page.locator(name).first.is_visible()
        ]
        assert (ground, ink, hidden, page.locator(".row h2").first.is_visible()) == (
            "rgb(255, 255, 255)", "rgb(0, 0, 0)", [], True,
        )  # fmt: skip


@pytest.mark.parametrize("page_of", ["", "print/"])
def test_no_ink_is_spent_on_what_stands_in_the_place_of_a_picture(
    page: Page, live_server: LiveServer, page_of: str
) -> None:
    address = fill("en", 2)
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}{address}{page_of}")
    shown = [page.locator(part).evaluate_all("(all) => all.map((one) => one.checkVisibility())")
             for part in (".frame svg", ".frame img")]  # fmt: skip
    assert shown == [[False], [True]]


@pytest.mark.parametrize(("language", "sides"), [("en", (True, False)), ("ar", (False, True))])
def test_an_address_in_brackets_keeps_its_distance_from_the_words_before_it(
    page: Page, live_server: LiveServer, language: str, sides: tuple[bool, bool]
) -> None:
    body = "<p><a href='https://example.org/'>A study</a> and more.</p>"
    shown = factories.public(language, body=body)
    style = (
        "(link) => { const after = getComputedStyle(link, '::after'); return [after.marginLeft, after.marginRight]; }"
    )
    for medium, address in (("screen", shown.address("print")), ("print", shown.get_absolute_url())):
        page.emulate_media(media=medium)  # type: ignore[arg-type]
        page.goto(live_server.url + address)
        left, right = page.locator(".body a").evaluate(style)
        assert (left != "0px", right != "0px") == sides, medium


def test_the_colours_of_the_sheet_are_those_that_accents_are_checked_against(
    browser: Browser, live_server: LiveServer
) -> None:
    fill("en", 1)
    for scheme, grounds in (("light", colours.LIGHT), ("dark", colours.DARK)):
        with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(f"{live_server.url}/en/news/")
            read = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
            shown = [colours.normal(page.evaluate(read, name)) for name in ("--paper", "--ground", "--note")]
        assert tuple(shown) == grounds
