"""The choice of cookies: who may send it, what it sets, and how pages learn of new groups."""

import re

import pytest
from cookie_consent.models import Cookie, CookieGroup
from django.test import Client

from articles.models import ContentClock

pytestmark = pytest.mark.django_db

OWN = {"origin": "https://news.example.org"}
PAGES = [(code, f"/{code}/cookies/") for code in ("en", "fr", "es", "ar", "ru", "zh-hans")]


def choose(client: Client, data: dict[str, object], language: str = "fr") -> dict[str, str]:
    """Send a choice and return what the consent cookie then says, by group."""
    response = client.post(f"/{language}/cookies/", data, headers=OWN)
    assert (response.status_code, response.headers["Location"]) == (303, f"/{language}/cookies/saved/")
    return dict(pair.split("=") for pair in response.cookies["cookie_consent"].value.split("|"))


@pytest.fixture
def newest() -> str:
    """The version of the group of statistics once it has a cookie."""
    cookie = Cookie.objects.create(cookiegroup=CookieGroup.objects.get(varname="statistics"), name="count")
    return str(Cookie.objects.get(pk=cookie.pk).created.isoformat())


def test_accepting_takes_every_optional_group_in_its_newest_version(client: Client, newest: str) -> None:
    assert choose(client, {"choice": "accept"}) == {"statistics": newest, "social": "1"}


def test_refusing_refuses_every_optional_group(client: Client, newest: str) -> None:
    assert choose(client, {"choice": "refuse"}) == {"statistics": "-1", "social": "-1"}


@pytest.mark.parametrize(
    ("groups", "accepted"),
    [
        ([], []),
        (["social"], ["social"]),
        (["statistics", "social"], ["statistics", "social"]),
        (["technical", "x", "social|statistics=1", "\x00"], []),
    ],
)
def test_choosing_takes_exactly_the_optional_groups_that_were_ticked(
    client: Client, groups: list[str], accepted: list[str]
) -> None:
    chosen = choose(client, {"choice": "selected", "groups": groups})
    assert chosen == {name: "1" if name in accepted else "-1" for name in ("statistics", "social")}


@pytest.mark.parametrize("data", [{}, {"choice": "x"}, {"choice": "\x00"}, {"groups": ["social"]}])
def test_a_choice_that_says_nothing_accepts_nothing(client: Client, data: dict[str, object]) -> None:
    assert choose(client, data) == {"statistics": "-1", "social": "-1"}


def test_the_cookie_lasts_six_months_on_our_site_and_is_read_by_our_script(client: Client) -> None:
    client.post("/fr/cookies/", {"choice": "refuse"}, headers=OWN)
    morsel = client.cookies["cookie_consent"]
    attributes = {name: morsel[name] for name in ("max-age", "path", "domain", "samesite", "httponly", "secure")}
    assert attributes == {
        "max-age": 15552000, "path": "/", "domain": "", "samesite": "Lax", "httponly": "", "secure": "",
    }  # fmt: skip


def test_only_the_consent_cookie_is_set_and_nobody_stores_the_answer(client: Client) -> None:
    response = client.post("/fr/cookies/", {"choice": "accept"}, headers=OWN)
    assert (list(response.cookies), response.headers["Cache-Control"], "X-Accel-Expires" in response.headers) == (
        ["cookie_consent"],
        "max-age=0, no-cache, no-store, must-revalidate, private",
        False,
    )


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://news.example.org"},
        {"origin": "https://news.example.org.evil.example"},
        {"origin": ""},
        {"referer": "https://evil.example/https://news.example.org/"},
        {"referer": "https://news.example.org.evil.example/"},
        {"origin": "https://evil.example", "referer": "https://news.example.org/fr/"},
        {"origin": "https://news.example.org", "sec-fetch-site": "cross-site"},
        {"origin": "https://news.example.org", "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
    ids=str,
)
def test_a_choice_from_another_site_is_refused_and_sets_nothing(client: Client, headers: dict[str, str]) -> None:
    response = client.post("/fr/cookies/", {"choice": "accept"}, headers=headers)
    assert (response.status_code, list(response.cookies)) == (403, [])


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://news.example.org"},
        {"origin": "http://testserver"},
        {"referer": "https://news.example.org/fr/news/"},
        {"origin": "https://news.example.org", "sec-fetch-site": "same-origin"},
    ],
    ids=str,
)
def test_a_choice_from_our_own_pages_needs_no_token(headers: dict[str, str]) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/fr/cookies/", {"choice": "accept"}, headers=headers).status_code == 303


def test_a_visitor_without_a_choice_gets_no_cookie(client: Client) -> None:
    paths = ["/fr/news/", "/fr/cookies/", "/fr/cookies/saved/"]
    assert [list(client.get(path).cookies) for path in paths] == [[], [], []]


@pytest.mark.parametrize(("language", "path"), PAGES)
def test_the_cookie_page_is_a_form_that_needs_no_script(client: Client, language: str, path: str) -> None:
    text = client.get(path).content.decode()
    main = text.partition("<main")[2].partition("</main>")[0]
    assert (
        re.findall(r'<form[^>]*method="post" action="([^"]+)"', main),
        re.findall(r'<input type="checkbox" name="groups" value="([^"]+)"', main),
        re.findall(r'<button name="choice" value="([^"]+)"', main),
    ) == ([path], ["statistics", "social"], ["selected", "accept", "refuse"])


def test_the_banner_is_hidden_in_the_page_and_offers_both_choices_alike(client: Client) -> None:
    text = client.get("/fr/news/").content.decode()
    banner = re.findall(r'<section id="cookie-banner"[^>]*>', text)
    inside = text.partition('id="cookie-banner"')[2].partition("</section>")[0]
    assert (len(banner), banner[0].endswith(" hidden>"), re.findall(r"<button ([^>]*)>", inside)) == (
        1,
        True,
        ['name="choice" value="accept"', 'name="choice" value="refuse"'],
    )


def test_the_banner_knows_the_newest_version_of_each_optional_group(client: Client, newest: str) -> None:
    text = client.get("/fr/news/").content.decode()
    assert re.findall(r'data-groups="([^"]*)"', text) == [f"statistics={newest}|social="]


def test_the_groups_that_ship() -> None:
    rows = CookieGroup.objects.order_by("ordering").values_list("varname", "is_required", "is_deletable")
    assert list(rows) == [("technical", True, False), ("statistics", False, True), ("social", False, True)]


def test_every_change_of_groups_and_cookies_moves_the_clock() -> None:
    versions = [ContentClock.objects.get().version]
    group = CookieGroup.objects.create(varname="videos", name="Videos")
    versions.append(ContentClock.objects.get().version)
    cookie = Cookie.objects.create(cookiegroup=group, name="player")
    versions.append(ContentClock.objects.get().version)
    cookie.delete()
    versions.append(ContentClock.objects.get().version)
    group.delete()
    versions.append(ContentClock.objects.get().version)
    assert versions == sorted(set(versions))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_cookie_page_takes_nothing_but_a_choice(client: Client, method: str) -> None:
    assert getattr(client, method)("/fr/cookies/", headers=OWN).status_code == 405
