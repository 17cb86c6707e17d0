"""Error pages, in the language of the address; health, robots and icon."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from articles import freshness
from newsroom import views
from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = {
    "en": ("en", "ltr"), "fr": ("fr", "ltr"), "es": ("es", "ltr"), "ar": ("ar", "rtl"), "ru": ("ru", "ltr"),
    "zh-hans": ("zh-Hans", "ltr"),
}  # fmt: skip


def opening(page: str) -> tuple[str, str]:
    """Return ``lang`` and ``dir`` of a page."""
    found = re.findall(r'<html lang="([^"]+)" dir="([^"]+)">', page)
    assert len(found) == 1
    return found[0][0], found[0][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_is_named_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(f"/{language}/canary/", headers={"accept-language": "ru"})
    assert (response.status_code, opening(response.content.decode()), response.headers["Content-Language"]) == (
        404,
        LANGUAGES[language],
        language,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.post(f"/{language}/cookies/")
    assert (response.status_code, opening(response.content.decode())) == (403, LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawal_is_in_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(factories.withdrawn(language).get_absolute_url())
    assert (response.status_code, opening(response.content.decode())) == (410, LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("view", "status"), [("bad_request", 400), ("server_error", 500)])
def test_pages_of_last_resort_need_no_database_and_speak_the_language(language: str, view: str, status: int) -> None:
    with translation.override(language), CaptureQueriesContext(connection) as queries:
        response = getattr(views, view)(RequestFactory().get("/"))
    page = response.content.decode()
    assert (response.status_code, opening(page), len(queries)) == (status, LANGUAGES[language], 0)
    assert f'<a href="/{language}/news/">' in page


@pytest.mark.parametrize(
    "path", ["/canary/", "/fr/canary/", "/fr/news/canary/", "/fr/news/2018/canary/", "/admin/canary/"]
)
def test_no_error_page_repeats_the_address(client: Client, path: str) -> None:
    hostile = f"{path}%3Cscript%3Ecanary%3C/script%3E/?q=canary"
    response = client.get(hostile, headers={"referer": "https://canary.example/", "user-agent": "canary"})
    assert (response.status_code in {302, 404}, b"canary" in response.content.lower()) == (True, False)


def test_every_missing_page_of_a_language_is_the_same_page(client: Client) -> None:
    pages = {
        client.get(path).content for path in ("/fr/x/", "/fr/news/2018/x/", "/fr/news/2018/x/print/", "/fr/news/x/y/z/")
    }
    assert len(pages) == 1


def test_a_missing_page_is_made_once_and_anew_when_what_frames_it_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "time", SimpleNamespace(monotonic=lambda: 1000.0))  # the clock is not read again
    first = client.get("/fr/x/").content
    with CaptureQueriesContext(connection) as queries:
        assert (client.get("/fr/y/").content == first, len(queries)) == (True, 0)
    factories.organisation()
    freshness.bump()  # as the desk does
    changed = client.get("/fr/x/").content.decode()
    assert ("Coastal Safety fr" in changed, b"Coastal Safety fr" in first) == (True, False)


def test_who_sends_too_many_files_at_once_is_told_how_many_are_taken() -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "ar"})
    client.force_login(factories.writer())
    client.get("/admin/articles/photo/upload/")  # with a cookie, the form is read for the token that belongs to it
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(101)]
    response = client.post("/admin/articles/photo/upload/", {"file": files})
    page = response.content.decode()
    assert (response.status_code, opening(page), re.findall(r"\b100\b", page)) == (400, ("ar", "rtl"), ["100"])


def test_nobody_keeps_an_error_page(client: Client) -> None:
    headers = client.get("/fr/canary/").headers
    assert (headers["Cache-Control"], headers["X-Accel-Expires"], "ETag" in headers) == ("no-cache", "0", False)


@pytest.mark.parametrize(
    "path",
    ["/fr/news/", "/fr/news/2018/", "/fr/news/search/", "/fr/news/2018/x/", "/fr/news/feed.atom", "/sitemap.xml"],
)
def test_whoever_sends_something_to_a_page_is_told_that_it_takes_nothing(path: str) -> None:
    response = Client(enforce_csrf_checks=True).post(path, {"title": "x"})
    assert (response.status_code, "GET" in response.headers["Allow"], response.content) == (405, True, b"")


@pytest.mark.parametrize("host", ["evil.example", "news.example.org.evil.example", "news.example.org@evil.example", ""])
def test_another_host_is_a_bad_request(client: Client, host: str) -> None:
    response = client.get("/fr/news/", headers={"host": host})
    assert (response.status_code, opening(response.content.decode()), b"evil" in response.content) == (
        400,
        ("fr", "ltr"),
        False,
    )


def test_a_forwarded_host_changes_nothing(client: Client) -> None:
    plain = client.get("/fr/news/").content
    forwarded = {
        "x-forwarded-host": "evil.example",
        "x-original-url": "/admin/",
        "x-rewrite-url": "/admin/",
        "forwarded": "host=evil.example",
    }
    assert client.get("/fr/news/", headers=forwarded).content == plain


def test_a_page_that_breaks_says_so_in_its_language(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("canary")

    monkeypatch.setattr("articles.views.lists.ReleaseList.answer", fail)
    client.raise_request_exception = False
    response = client.get("/ar/news/")
    assert (response.status_code, opening(response.content.decode()), b"canary" in response.content) == (
        500,
        ("ar", "rtl"),
        False,
    )


@pytest.mark.parametrize(
    "path", ["/fr/news/", "/fr/x/", "/fr/cookies/", "/robots.txt", "/sitemap.xml", "/health/", "/admin/login/"]
)
def test_every_answer_carries_the_headers_of_defence(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert (
        headers["X-Frame-Options"], headers["X-Content-Type-Options"], headers["Referrer-Policy"],
        "frame-ancestors 'none'" in policy, "default-src 'none'" in policy, "unsafe" in policy,
    ) == ("DENY", "nosniff", "strict-origin-when-cross-origin", True, True, False)  # fmt: skip


def test_an_answer_to_another_host_cannot_be_framed(client: Client) -> None:
    policy = client.get("/", headers={"host": "evil.example"}).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy


def test_public_pages_carry_no_nonce(client: Client) -> None:
    assert "nonce-" not in client.get("/fr/news/").headers["Content-Security-Policy"]


# --- Beside the content ---


def test_health_is_good_while_the_database_answers(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.json(), "no-store" in response.headers["Cache-Control"]) == (
        200,
        {"database": "ok"},
        True,
    )


def test_health_is_bad_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("canary")

    monkeypatch.setattr(views, "connection", SimpleNamespace(cursor=fail))
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


def test_the_icon_of_old_leads_to_the_one_that_pages_link(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/newsroom/favicon.ico")


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico", "/health/", "/sitemap.xml"])
def test_what_stands_beside_the_content_takes_nothing(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(("fault", "status"), [(OperationalError, 503), (ValueError, 500)])
def test_a_database_that_does_not_answer_is_not_a_fault_of_the_program(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int
) -> None:
    def fail(*_arguments: object) -> None:
        raise fault("canary")

    monkeypatch.setattr(freshness, "read", fail)
    client = Client(raise_request_exception=False)
    response = client.get("/fr/news/")
    assert (response.status_code, response.headers.get("Retry-After")) == (status, "5" if status == 503 else None)
    assert "canary" not in response.content.decode()
