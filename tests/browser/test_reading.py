"""Reading in a real browser: what is loaded of others and when, sharing, and the editor that makes fact boxes."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from cookie_consent.models import CookieGroup
from playwright.sync_api import Browser, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Edition
from newsroom import consent
from tests import factories
from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

BODY = (
    '<p>First.</p><p><a href="https://youtu.be/abcdefghij0">The film</a></p>'
    '<p><a href="https://x.com/a/status/12">A post</a></p>'
    "<aside><h2>Key figures</h2><ul><li>12 ports</li></ul></aside>"
    "<aside><blockquote><p>“The sea.”</p><p>— Mei Tanaka</p></blockquote></aside>"
    "<table><thead><tr>"
    + "<th>A long heading</th>" * 8
    + "</tr></thead><tbody><tr>"
    + "<td>123</td>" * 8
    + "</tr></tbody></table>"
)
YOUTUBE = "https://www.youtube-nocookie.com/embed/abcdefghij0?autoplay=1"
# Waits until an element has been scrolled.
SCROLLED = """element => new Promise((done) => {
  const look = () => (element.scrollLeft > 0 ? done() : requestAnimationFrame(look));
  look();
})"""


@pytest.fixture
def edition() -> Edition:
    """A public release with two cards, and the consent groups that ship."""
    consent.create_shipped(CookieGroup)
    factories.organisation()
    for language in ("en", "ar"):
        factories.public(language)
    return factories.public("en", body=BODY)


@pytest.fixture
def strangers(page: Page, live_server: LiveServer) -> Iterator[list[Request]]:
    """The requests to anybody but us, which a page of one word answers."""
    asked: list[Request] = []

    def answer(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="<title>Player</title>Player", content_type="text/html")

    own = urlsplit(live_server.url).netloc
    page.route(lambda url: urlsplit(url).netloc != own, answer)
    yield asked
    page.unroute_all()


def opened(page: Page, server: LiveServer, edition: Edition, choice: str = "") -> None:
    """Open the page of ``edition``, and answer the cookie notice if there is a ``choice``."""
    page.goto(server.url + edition.get_absolute_url())
    if choice:
        page.locator(f"#cookie-banner button[value={choice}]").click()
        expect(page.locator("#cookie-banner")).to_be_hidden()


def addresses(asked: list[Request]) -> list[str]:
    """Return what strangers were asked for, without the icons that browsers look for by themselves."""
    return [request.url for request in asked if request.resource_type == "document"]


@pytest.mark.parametrize("choice", ["", "refuse"])
def test_without_consent_a_click_asks_first_and_nobody_else_learns_of_it(
    page: Page, live_server: LiveServer, edition: Edition, strangers: list[Request], choice: str
) -> None:
    opened(page, live_server, edition, choice)
    page.get_by_role("button", name="Play the video here").click()
    question = page.get_by_role("group", name="Permission")
    expect(question).to_be_focused()
    expect(question).to_contain_text("This comes from YouTube, not from us. If you load it, YouTube learns")
    page.get_by_role("button", name="Do not load").click()
    expect(question).to_have_count(0)
    expect(page.get_by_role("button", name="Play the video here")).to_be_focused()
    assert (strangers, page.locator("iframe").count()) == ([], 0)


def test_loading_once_loads_that_one_and_stores_nothing(
    page: Page, live_server: LiveServer, edition: Edition, strangers: list[Request]
) -> None:
    opened(page, live_server, edition, "refuse")
    page.get_by_role("button", name="Play the video here").click()
    page.get_by_role("button", name="Load once").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("Player")).to_be_visible()
    assert addresses(strangers) == [YOUTUBE]
    page.get_by_role("button", name="Show the post here").click()
    expect(page.get_by_role("group", name="Permission")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Play the video here").click()
    expect(page.get_by_role("group", name="Permission")).to_be_visible()
    assert addresses(strangers) == [YOUTUBE]


def test_always_allowing_is_kept_and_the_next_click_loads_at_once(
    page: Page, live_server: LiveServer, edition: Edition, strangers: list[Request]
) -> None:
    opened(page, live_server, edition, "refuse")
    page.get_by_role("button", name="Play the video here").click()
    with page.expect_response("**/cookies/"):
        page.get_by_role("button", name="Always allow").click()
    expect(page.locator("iframe")).to_be_focused()
    page.get_by_role("button", name="Show the post here").click()
    expect(page.locator("iframe")).to_have_count(2)
    assert addresses(strangers) == [YOUTUBE, "https://platform.twitter.com/embed/Tweet.html?id=12&dnt=true"]


def test_who_has_accepted_is_not_asked_again_and_a_page_loads_nothing_by_itself(
    page: Page, live_server: LiveServer, edition: Edition, strangers: list[Request]
) -> None:
    opened(page, live_server, edition, "accept")
    page.reload()
    page.wait_for_load_state("networkidle")
    assert strangers == []
    page.get_by_role("button", name="Play the video here").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "The film")
    attributes = [frame.get_attribute(name) for name in ("referrerpolicy", "sandbox", "allow")]
    assert attributes == [
        "strict-origin-when-cross-origin",
        "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation",
        "autoplay; encrypted-media; fullscreen; picture-in-picture",
    ]
    expect(page.frame_locator("iframe").get_by_text("Player")).to_be_visible()


def test_without_scripts_the_cards_and_share_links_are_links(
    browser: Browser, live_server: LiveServer, edition: Edition
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(live_server.url + edition.get_absolute_url())
        expect(page.get_by_role("link", name="The film")).to_have_attribute("href", "https://youtu.be/abcdefghij0")
        assert page.locator("main button:visible").count() == 0
        assert page.locator(".share a:visible").count() == 5


def test_the_link_is_copied_and_said_to_be(browser: Browser, live_server: LiveServer, edition: Edition) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(live_server.url + edition.get_absolute_url())
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("status").filter(has_text="copied")).to_have_text("The link has been copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"https://news.example.org{edition.get_absolute_url()}"


def test_the_sheet_of_the_device_is_offered_where_there_is_one(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    page.add_init_script(
        "navigator.canShare = () => true; navigator.share = async (data) => { window.shared = data; };"
    )
    page.goto(live_server.url + edition.get_absolute_url())
    page.get_by_role("button", name="More ways to share").click()
    assert page.evaluate("window.shared.url") == f"https://news.example.org{edition.get_absolute_url()}"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_a_wide_table_scrolls_in_its_region(
    browser: Browser, live_server: LiveServer, edition: Edition, width: int, scheme: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(live_server.url + edition.get_absolute_url())
        page.locator("#cookie-banner button[value=refuse]").click()
        page.get_by_role("button", name="Play the video here").click()
        assert [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in violations(page)] == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        region = page.get_by_role("region", name="Table 1")
        region.focus()
        page.keyboard.press("ArrowRight")
        if width == 320:
            region.evaluate(SCROLLED)


def test_an_editor_makes_a_fact_box(page: Page, live_server: LiveServer, edition: Edition) -> None:
    person = factories.person(superuser=True)
    person.set_password("a good password")
    person.save()
    page.goto(f"{live_server.url}/admin/login/")
    page.fill("#id_username", person.username)
    page.fill("#id_password", "a good password")
    page.click("#login-form [type=submit]")
    page.goto(f"{live_server.url}/admin/articles/release/{factories.draft(body='<p>12 ports</p>').release_id}/change/")
    editor = page.locator(".prose-editor", has=page.locator("#id_body_en"))
    editor.locator(".ProseMirror[contenteditable] p").first.click()
    editor.get_by_role("button", name="Fact box").click()
    expect(page.locator("#id_body_en")).to_have_value("<aside><p>12 ports</p></aside>")
    editor.get_by_role("button", name="blockquote").click()
    expect(page.locator("#id_body_en")).to_have_value("<aside><blockquote><p>12 ports</p></blockquote></aside>")
    editor.get_by_role("button", name="Fact box").click()
    expect(page.locator("#id_body_en")).to_have_value("<blockquote><p>12 ports</p></blockquote>")
