"""The choice of cookies: who may send it, what it sets, and how pages learn of new groups."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from cookie_consent.models import Cookie, CookieGroup
from django.test import Client

from articles import freshness
from articles.models import ContentClock
from newsroom.models import CookieDetail
from tests import factories

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


@pytest.fixture
def social() -> str:
    """The version of the group of social sharing: that of its newest cookie."""
    return str(Cookie.objects.filter(cookiegroup__varname="social").latest("created").created.isoformat())


def test_accepting_takes_every_optional_group_in_its_newest_version(client: Client, newest: str, social: str) -> None:
    assert choose(client, {"choice": "accept"}) == {"statistics": newest, "social": social}


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
    client: Client, social: str, groups: list[str], accepted: list[str]
) -> None:
    chosen = choose(client, {"choice": "selected", "groups": groups})
    newest = {"statistics": "1", "social": social}
    assert chosen == {name: version if name in accepted else "-1" for name, version in newest.items()}


def test_a_choice_in_spite_of_global_privacy_control_says_so(client: Client, social: str) -> None:
    chosen = choose(client, {"choice": "accept", "gpc": "1"})
    assert chosen == {"statistics": "1", "social": social, "!gpc": "1"}


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


def test_the_banner_knows_the_newest_version_of_each_optional_group(client: Client, newest: str, social: str) -> None:
    text = client.get("/fr/news/").content.decode()
    assert re.findall(r'data-groups="([^"]*)"', text) == [f"statistics={newest}|social={social}"]


def test_the_groups_that_ship() -> None:
    rows = CookieGroup.objects.order_by("ordering").values_list("varname", "is_required", "is_deletable")
    assert list(rows) == [("technical", True, False), ("statistics", False, True), ("social", False, True)]


def test_every_change_of_groups_and_cookies_moves_the_clock() -> None:
    versions = [ContentClock.objects.get().version]
    group = CookieGroup.objects.create(varname="videos", name="Videos")
    versions.append(ContentClock.objects.get().version)
    cookie = Cookie.objects.create(cookiegroup=group, name="player")
    versions.append(ContentClock.objects.get().version)
    CookieDetail.objects.create(cookie=cookie, amount=2)
    versions.append(ContentClock.objects.get().version)
    cookie.delete()
    versions.append(ContentClock.objects.get().version)
    group.delete()
    versions.append(ContentClock.objects.get().version)
    assert versions == sorted(set(versions))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_cookie_page_takes_nothing_but_a_choice(client: Client, method: str) -> None:
    assert getattr(client, method)("/fr/cookies/", headers=OWN).status_code == 405


def test_refusing_deletes_the_cookies_of_the_group_and_no_others(client: Client) -> None:
    group = CookieGroup.objects.get(varname="statistics")
    Cookie.objects.create(cookiegroup=group, name="count", path="/fr/", domain="example.org")
    for name in ("count", "_pk_id.1.1fff", "_pk_ses.1.1fff", "counter", "csrftoken", "player"):
        client.cookies[name] = "x"
    response = client.post("/fr/cookies/", {"choice": "selected", "groups": ["social"]}, headers=OWN)
    deleted = {name: morsel for name, morsel in response.cookies.items() if morsel["max-age"] == 0}
    assert {name: (morsel["path"], morsel["domain"]) for name, morsel in deleted.items()} == {
        "count": ("/fr/", "example.org"), "_pk_id.1.1fff": ("/", ""), "_pk_ses.1.1fff": ("/", ""),
    }  # fmt: skip


def test_accepting_deletes_nothing(client: Client) -> None:
    client.cookies["_pk_id.1.1fff"] = "x"
    assert list(client.post("/fr/cookies/", {"choice": "accept"}, headers=OWN).cookies) == ["cookie_consent"]


@pytest.mark.parametrize("name", ["_pk_id.ü", "_pk_id.(", "_pk_id.\x7f", "_pk_id." + "x" * 4000])
def test_a_cookie_of_an_odd_name_breaks_nothing(client: Client, name: str) -> None:
    headers = OWN | {"cookie": f"{name}=1; _pk_id.1=2"}
    response = client.post("/fr/cookies/", {"choice": "refuse"}, headers=headers)
    assert (response.status_code, "_pk_id.1" in response.cookies) == (303, True)


def cells(client: Client) -> list[list[str]]:
    """Return the rows of all tables of the English cookie page."""
    rows = re.findall(r'<tr>\s*<th scope="row"(.*?)</tr>', client.get("/en/cookies/").content.decode(), re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r">(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def test_each_cookie_that_ships_is_explained_by_name_purpose_duration_and_party(client: Client) -> None:
    assert [[row[0], *row[2:]] for row in cells(client)] == [
        ["cookie_consent", "180 days", "This site"],
        ["csrftoken", "1 year", "This site"],
        ["django_language", "1 year", "This site"],
        ["messages", "Until you close the browser", "This site"],
        ["sessionid", "12 hours", "This site"],
        ["VISITOR_INFO1_LIVE", "180 days", "YouTube (Google)"],
        ["YSC", "Until you close the browser", "YouTube (Google)"],
        ["guest_id", "2 years", "X"],
        ["player", "1 year", "Vimeo"],
        ["vuid", "2 years", "Vimeo"],
    ]
    assert all(row[1] for row in cells(client))


def test_what_the_page_says_of_the_consent_cookie_is_what_the_server_does(client: Client, settings: Any) -> None:
    said = CookieDetail.objects.get(cookie__name="cookie_consent")
    assert (said.amount * 24 * 60 * 60, said.unit) == (settings.COOKIE_CONSENT_MAX_AGE, "day")
    session = CookieDetail.objects.get(cookie__name="sessionid")
    assert (session.amount * 60 * 60, session.unit) == (settings.SESSION_COOKIE_AGE, "hour")


def test_a_cookie_from_the_desk_stays_as_it_was_typed(client: Client) -> None:
    group = CookieGroup.objects.create(varname="maps", name="Cartes <&>", ordering=9)
    cookie = Cookie.objects.create(cookiegroup=group, name="zoom", description="Garde <l'échelle>")
    assert cells(client)[-1] == ["zoom", "Garde &lt;l&#x27;échelle&gt;", "", "This site"]
    CookieDetail.objects.create(cookie=cookie, amount=1, unit="month", provider="Carto & Co")
    assert cells(client)[-1][2:] == ["1 month", "Carto &amp; Co"]


def test_the_page_costs_the_same_with_many_cookies(
    client: Client, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for number in range(30):
        group = CookieGroup.objects.create(varname=f"g{number}", name="Group")
        CookieDetail.objects.create(cookie=Cookie.objects.create(cookiegroup=group, name="c"))
    freshness.forget()
    with django_assert_num_queries(5):
        client.get("/en/cookies/")


def test_the_site_says_that_it_respects_global_privacy_control(client: Client) -> None:
    response = client.get("/.well-known/gpc.json")
    assert (response.headers["Content-Type"], response.json()["gpc"]) == ("application/json", True)


def test_the_header_of_global_privacy_control_changes_no_page(client: Client) -> None:
    pages = [
        client.get(path, headers=headers)
        for path in ("/en/cookies/", "/en/news/")
        for headers in ({}, {"sec-gpc": "1"})
    ]
    assert (pages[0].content, pages[2].content) == (pages[1].content, pages[3].content)


def test_an_administrator_writes_duration_and_party_on_the_page_of_the_cookie(client: Client) -> None:
    client.force_login(factories.administrator())
    cookie = Cookie.objects.get(name="vuid")
    path = f"/admin/cookie_consent/cookie/{cookie.pk}/change/"
    form = {
        "cookiegroup": cookie.cookiegroup_id, "name": "vuid", "description": "Counts", "path": "/", "domain": "",
        "detail-TOTAL_FORMS": 1, "detail-INITIAL_FORMS": 1, "detail-0-cookie": cookie.pk,
        "detail-0-amount": 3, "detail-0-unit": "month", "detail-0-provider": "Vimeo",
    }  # fmt: skip
    assert client.post(path, form).status_code == 302
    row = client.get("/admin/cookie_consent/cookie/?q=vuid").content.decode()
    assert cells(client)[-1] == ["vuid", "Counts", "3 months", "Vimeo"]
    assert "3 months" in row


def test_a_required_group_is_not_deleted_at_the_desk(client: Client) -> None:
    client.force_login(factories.administrator())
    groups = {group.varname: group.pk for group in CookieGroup.objects.all()}
    statuses = [
        client.get(f"/admin/cookie_consent/cookiegroup/{groups[name]}/delete/").status_code
        for name in ("technical", "social")
    ]
    assert statuses == [403, 200]
