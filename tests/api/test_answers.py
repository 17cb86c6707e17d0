"""What every answer of the API carries: for scripts of other sites, for caches, for whoever asks in vain."""

from datetime import UTC, datetime
from unittest import mock

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from articles.api import views
from tests import factories

pytestmark = pytest.mark.django_db

ANSWERED = [
    ("/api/v1/", 200),
    ("/api/v1/releases", 200),
    ("/api/v1/releases/2018-K7QF", 200),
    ("/api/v1/releases/2018-K7QF/fr", 200),
    ("/api/v1/releases/2018-R4TB", 410),
    ("/api/v1/releases/2018-R4TB/fr", 410),
    ("/api/v1/releases/2018-NONE", 404),
    ("/api/v1/releases?status=draft", 400),
    ("/api/v1/withdrawals", 200),
    ("/api/v1/topics", 200),
    ("/api/v1/languages", 200),
    ("/api/v1/organisation", 200),
    ("/api/v1/openapi.json", 200),
    ("/api/v1/nothing/here", 404),
    ("/api/v2/releases", 404),
]
FAULTS = [
    (OperationalError, 503, "The database does not answer. Please come again.", "5"),
    (ValueError, 500, "The fault is ours. Please come again.", None),
]


@pytest.fixture(autouse=True)
def _newsroom() -> None:
    factories.public("fr", datetime(2018, 2, 5, tzinfo=UTC), of=factories.release("fr", reference="2018-K7QF"))
    factories.withdrawn("fr", of=factories.release("fr", reference="2018-R4TB"))


@pytest.mark.parametrize(("path", "status"), ANSWERED)
def test_scripts_of_any_site_may_read_every_answer(path: str, status: int) -> None:
    origin = {"origin": "https://newspaper.example"}
    for method in ("get", "head", "options", "post", "put", "delete"):
        response = getattr(Client(enforce_csrf_checks=True), method)(path, headers=origin)
        expected = {"get": status, "head": status, "options": 204}.get(method, 405)
        assert (method, response.status_code) == (method, expected)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert {"Vary", "Set-Cookie"} & set(response.headers) == set()


@pytest.mark.parametrize(("path", "status"), [row for row in ANSWERED if row[1] in {200, 410}])
def test_what_somebody_has_is_not_sent_again(path: str, status: int) -> None:
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first.headers["ETag"]})
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert (again.status_code, again.content) == ((304, b"") if status == 200 else (410, first.content))


@pytest.mark.parametrize(("path", "status"), ANSWERED)
def test_head_is_get_without_a_body(path: str, status: int) -> None:
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        whole, head = Client().get(path), Client().head(path)
    assert (head.status_code, head.content, head.headers.items()) == (status, b"", whole.headers.items())


@pytest.mark.parametrize(("path", "status"), [row for row in ANSWERED if row[1] in {400, 404}])
def test_no_cache_keeps_a_refusal(path: str, status: int) -> None:
    headers = Client().get(path).headers
    assert (headers["Cache-Control"], headers["X-Accel-Expires"], "ETag" in headers) == ("no-cache", "0", False)


def test_a_browser_that_asks_beforehand_may_ask() -> None:
    asked = {"access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
    headers = Client().options("/api/v1/releases", headers=asked).headers
    assert {name: value for name, value in headers.items() if name.startswith("Access-Control") or name == "Allow"} == {
        "Allow": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
        "Access-Control-Max-Age": "86400",
    }


def test_nothing_can_be_written() -> None:
    response = Client(enforce_csrf_checks=True).post("/api/v1/releases", {"title": "x"})
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json() == {
        "type": "about:blank",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "This interface is for reading: GET, HEAD and OPTIONS.",
    }


@pytest.mark.parametrize(("fault", "status", "detail", "later"), FAULTS)
def test_a_program_is_told_of_a_failure_as_a_problem(
    fault: type[Exception], status: int, detail: str, later: str | None
) -> None:
    with mock.patch.object(views.Edition.objects, "public", side_effect=fault("canary")):
        response = Client(raise_request_exception=False).get("/api/v1/releases")
    said, headers = response.json(), response.headers
    assert (response.status_code, said["status"], said["detail"], headers.get("Retry-After")) == (
        status, status, detail, later,
    )  # fmt: skip
    assert (headers["Content-Type"], headers["Access-Control-Allow-Origin"], headers["X-Accel-Expires"]) == (
        "application/problem+json", "*", "0",
    )  # fmt: skip


@pytest.mark.parametrize(("path", "host", "status"), [("/api/", None, 404), ("/api/v1/releases", "evil.example", 400)])
def test_a_program_is_refused_as_a_problem_before_the_interface_is_reached(
    path: str, host: str | None, status: int
) -> None:
    response = Client().get(path, headers={"host": host} if host else None)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert (response.json()["status"], response.headers["Access-Control-Allow-Origin"]) == (status, "*")


@pytest.mark.parametrize(
    ("path", "languages"),
    [
        ("releases?language=zh-hans", "zh-Hans"),
        ("releases", "ar, en, es, fr, ru, zh-Hans"),
        ("releases/2018-K7QF/fr", "fr"),
        ("releases/2018-R4TB/fr", "en, fr"),
        ("releases/2018-NONE/fr", "en"),
        ("openapi.json", "en"),
    ],
)
def test_an_answer_names_the_languages_of_its_texts(path: str, languages: str) -> None:
    assert Client().get(f"/api/v1/{path}").headers["Content-Language"] == languages
