"""Consent in a real browser, under the real content security policy: what is asked, stored, loaded, and taken back."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cookie_consent.models import CookieGroup
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Edition
from newsroom import consent
from newsroom.models import CookieDetail
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

MATOMO = {"kind": "matomo", "url": "https://stats.example.org/m", "site": "7"}
PLAUSIBLE = {"kind": "plausible", "url": "https://stats.example.org", "site": "news.example.org"}
GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true });"

# What matters of Matomo's script, by its documentation: a queue, a cookie, a request for each page view and for each
# link to elsewhere; after requireConsent neither requests nor cookies, and what would have been sent waits.
SCRIPT = """
(() => {
  const known = {}, waiting = [];
  let allowed = true;
  const send = (more) => {
    const asked = new URLSearchParams({ idsite: known.setSiteId, url: known.setCustomUrl, urlref: known.setReferrerUrl, ...more });
    if (!allowed) return waiting.push(asked);
    document.cookie = `_pk_id.7.1fff=x; path=/; max-age=${known.setVisitorCookieTimeout}`;
    fetch(`${known.setTrackerUrl}?${asked}`, { method: "POST", mode: "no-cors" });
  };
  const own = {
    trackPageView: () => send({ action_name: document.title }),
    enableLinkTracking: () => addEventListener("click", (event) => send({ link: event.target.href })),
    requireConsent: () => { allowed = false; },
    setConsentGiven: () => { allowed = true; waiting.forEach(send); },
    deleteCookies: () => { document.cookie = "_pk_id.7.1fff=; path=/; max-age=0"; },
  };
  const apply = (...calls) => calls.forEach(([name, value]) => own[name] ? own[name]() : known[name] = value);
  apply(...window._paq);
  window._paq = { push: apply };
})();
"""


@pytest.fixture
def edition() -> Edition:
    """A public release, on a site with the groups and cookies that ship (an emptied database has lost them)."""
    consent.create_shipped(CookieGroup, CookieDetail)
    factories.organisation()
    return factories.public("en", slug="harbour")


@pytest.fixture
def sent(context: BrowserContext) -> Iterator[list[Request]]:
    """What the browser asks of anybody else; the service that counts is played by this test."""

    def answer(route: Route) -> None:
        body = SCRIPT if route.request.url.endswith("/matomo.js") else ""
        route.fulfill(body=body, content_type="text/javascript")

    context.route("https://stats.example.org/**", answer)
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request) if "example.org" in request.url else None)
    yield requests
    context.unroute_all(behavior="wait")


def paths(sent: list[Request]) -> list[str]:
    return [urlsplit(request.url).path for request in sent]


def cookies(context: BrowserContext) -> dict[str, str]:
    return {str(cookie.get("name")): str(cookie.get("value")).strip('"') for cookie in context.cookies()}


def answer(page: Page, value: str) -> None:
    """Press a button of the notice and wait until the choice is stored."""
    page.locator(f"#cookie-banner button[value={value}]").click()
    expect(page.locator("#cookie-banner")).to_be_hidden()


def on_cookie_page(page: Page, server: LiveServer, button: str) -> None:
    """Press a button of the cookie page."""
    page.goto(f"{server.url}/en/cookies/")
    page.click(f".cookie-form button[value={button}]")
    page.wait_for_url("**/cookies/saved/")
    page.wait_for_load_state("networkidle")


def test_nothing_is_counted_before_consent_and_from_then_on_each_page(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    page.goto(live_server.url + edition.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert (paths(sent), cookies(page.context)) == ([], {})
    with page.expect_request("**/matomo.php*"):
        answer(page, "accept")
    page.wait_for_load_state("networkidle")
    assert paths(sent) == ["/m/matomo.js", "/m/matomo.php"]
    told = parse_qs(urlsplit(sent[1].url).query, keep_blank_values=True)
    address = f"https://news.example.org{edition.get_absolute_url()}"
    assert (told["idsite"], told["url"], told["urlref"]) == (["7"], [address], [""])
    with page.expect_request("**/matomo.php*"):
        page.goto(f"{live_server.url}/en/news/")
    assert paths(sent) == ["/m/matomo.js", "/m/matomo.php"] * 2


def refused_in_another_tab(page: Page, live_server: LiveServer) -> Page:
    """Accept in ``page``, take it back in another tab, and return that."""
    page.goto(f"{live_server.url}/en/news/")
    with page.expect_request("**/matomo.php*"):
        answer(page, "accept")
    other = page.context.new_page()
    on_cookie_page(other, live_server, "refuse")
    return other


def test_after_taking_it_back_nothing_is_counted_and_nothing_stays_not_even_in_another_tab(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    other = refused_in_another_tab(page, live_server)
    assert list(cookies(page.context)) == ["cookie_consent"]
    before = len(sent)
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.locator("footer a").first.click()
    page.wait_for_load_state("networkidle")
    other.goto(live_server.url + edition.get_absolute_url())
    other.wait_for_load_state("networkidle")
    assert (len(sent) - before, list(cookies(page.context))) == (0, ["cookie_consent"])


def test_a_tab_that_was_stopped_sends_nothing_late_when_the_reader_accepts_again(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    refused_in_another_tab(page, live_server)
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.evaluate("dispatchEvent(new MouseEvent('click'))")
    before = len(sent)
    page.evaluate("import('/static/newsroom/consent.js').then((module) => module.choose(['statistics']))")
    page.wait_for_load_state("networkidle")
    assert (cookies(page.context)["cookie_consent"].partition("|")[0], len(sent) - before) == (
        "statistics=1~matomo.stats.example.org",
        0,
    )


def test_cookies_that_outlived_the_consent_are_taken_away(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    page.context.add_cookies([{"name": "_pk_id.7.1fff", "value": "x", "url": live_server.url}])
    page.goto(f"{live_server.url}/en/news/")
    expect(page.locator("#cookie-banner")).to_be_visible()
    assert (cookies(page.context), paths(sent)) == ({}, [])


def test_plausible_is_told_the_canonical_address_and_runs_no_script_here(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = PLAUSIBLE
    page.goto(f"{live_server.url}/en/nothing-here/")
    page.locator("main a").first.click()
    with page.expect_request("**/api/event"):
        answer(page, "accept")
    assert [json.loads(request.post_data or "") for request in sent] == [
        {"n": "pageview", "u": "https://news.example.org/en/news/", "d": "news.example.org", "r": None}
    ]
    assert list(cookies(page.context)) == ["cookie_consent"]


@pytest.mark.parametrize("path", ["/en/nothing-here/", "preview"])
def test_error_pages_and_previews_count_nobody(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request], path: str
) -> None:
    from articles import workflow

    settings.STATISTICS = PLAUSIBLE
    on_cookie_page(page, live_server, "accept")
    sent.clear()
    draft = factories.draft("en")
    assert draft.current is not None
    lent = workflow.lend(draft.current, label="An agency", by=factories.editor())
    page.goto(live_server.url + (f"/en/preview/{lent.token}/" if path == "preview" else path))
    page.wait_for_load_state("networkidle")
    assert sent == []


def test_global_privacy_control_refuses_for_the_reader_without_asking(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    page.add_init_script(GPC)
    page.goto(f"{live_server.url}/en/news/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#cookie-banner")).to_be_hidden()
    page.goto(f"{live_server.url}/en/cookies/")
    expect(page.locator(".consent-gpc")).to_be_visible()
    assert (paths(sent), cookies(page.context)) == ([], {})


def test_what_is_accepted_in_spite_of_global_privacy_control_is_valid(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    page.add_init_script(GPC)
    on_cookie_page(page, live_server, "accept")
    with page.expect_request("**/matomo.php*"):
        page.goto(f"{live_server.url}/en/news/")
    page.goto(f"{live_server.url}/en/cookies/")
    expect(page.locator("input[value=statistics]")).to_be_checked()


def test_an_older_consent_ends_when_the_browser_begins_to_refuse(
    page: Page, live_server: LiveServer, settings: Any, edition: Edition, sent: list[Request]
) -> None:
    settings.STATISTICS = MATOMO
    on_cookie_page(page, live_server, "accept")
    sent.clear()
    page.add_init_script(GPC)
    page.goto(f"{live_server.url}/en/cookies/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("input[value=statistics]")).not_to_be_checked()
    assert (paths(sent), list(cookies(page.context))) == ([], ["cookie_consent"])


def test_the_back_button_leads_to_a_page_that_knows_the_choice(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    page.goto(f"{live_server.url}/en/news/")
    expect(page.locator("#cookie-banner")).to_be_visible()
    on_cookie_page(page, live_server, "refuse")
    page.go_back()
    page.go_back()
    assert page.url == f"{live_server.url}/en/news/"
    expect(page.locator("#cookie-banner")).to_be_hidden()


def test_a_page_that_comes_back_as_it_was_left_learns_of_the_choice(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    page.goto(f"{live_server.url}/en/news/")
    page.evaluate("addEventListener('consent', () => { window.told = (window.told ?? 0) + 1; })")
    page.evaluate("document.addEventListener('consent', () => { window.told = (window.told ?? 0) + 1; })")
    on_cookie_page(page.context.new_page(), live_server, "accept")
    for _twice in range(2):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("#cookie-banner")).to_be_hidden()
    assert page.evaluate("window.told") == 1


def test_consent_that_has_run_out_is_asked_for_again(page: Page, live_server: LiveServer, edition: Edition) -> None:
    page.goto(f"{live_server.url}/en/news/")
    answer(page, "accept")
    page.context.clear_cookies(name="cookie_consent")
    page.evaluate("dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#cookie-banner")).to_be_visible()


def test_a_browser_that_keeps_no_cookies_is_told_so(page: Page, live_server: LiveServer, edition: Edition) -> None:
    page.goto(f"{live_server.url}/en/cookies/saved/")
    expect(page.locator(".consent-lost")).to_be_visible()
    page.route("**/en/cookies/", lambda route: route.fulfill(body=""))
    page.locator("#cookie-banner button[value=accept]").click()
    expect(page.locator(".consent-problem")).to_be_visible()
    expect(page.locator("#cookie-banner")).to_be_visible()


def test_the_choice_is_the_second_stop_of_the_keyboard_and_leaves_the_focus_at_the_text(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    page.goto(f"{live_server.url}/en/news/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "accept"
    page.keyboard.press("Enter")
    expect(page.locator("#cookie-banner")).to_be_hidden()
    expect(page.locator("main")).to_be_focused()
    page.goto(f"{live_server.url}/en/news/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") != "skip"


def test_other_modules_ask_what_is_accepted_and_add_to_it(
    page: Page, live_server: LiveServer, edition: Edition
) -> None:
    def ask(group: str) -> bool:
        module = "import('/static/newsroom/consent.js')"
        return bool(page.evaluate(f"{module}.then((module) => module.accepted('{group}'))"))

    def add(group: str) -> None:
        page.evaluate(f"import('/static/newsroom/consent.js').then((module) => module.choose(['{group}']))")

    page.goto(f"{live_server.url}/en/news/")
    assert [ask(group) for group in ("statistics", "social", "technical", "nonsense")] == [False] * 4
    add("statistics")
    add("social")
    assert [ask(group) for group in ("statistics", "social", "technical", "nonsense")] == [True, True, False, False]
    expect(page.locator("#cookie-banner")).to_be_hidden()


def test_the_form_stores_changes_and_takes_back_with_and_without_scripts(
    browser: Browser, live_server: LiveServer, edition: Edition
) -> None:
    for scripts in (True, False):
        with browser.new_context(java_script_enabled=scripts) as context:
            page = context.new_page()
            stored = []
            for boxes in (["statistics", "social"], ["social"], []):
                page.goto(f"{live_server.url}/en/cookies/")
                for name in ("statistics", "social"):
                    page.locator(f"input[value={name}]").set_checked(name in boxes)
                page.click("button[value=selected]")
                page.wait_for_url("**/cookies/saved/")
                pairs = (pair.split("=") for pair in cookies(context)["cookie_consent"].split("|"))
                stored.append([name for name, version in pairs if version != "-1"])
            assert stored == [["statistics", "social"], ["social"], []]
