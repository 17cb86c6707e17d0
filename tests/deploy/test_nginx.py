"""deploy/nginx/newsroom.conf as it is shipped, with a real nginx and the real server behind it.

Moments are real here, for nginx has a clock of its own: tests that need one to pass schedule it a few seconds ahead.
Each test has a language or addresses of its own, because what nginx keeps outlives a test.
"""

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles.freshness import REREAD_AFTER
from tests.deploy.front import CONF, HOST, Newsroom, free_port, nginx, wait_until, whole_second

pytestmark = [pytest.mark.nginx, pytest.mark.once]  # its newsroom has a database of its own

REREAD = REREAD_AFTER + 0.05  # seconds after which the server surely knows what was scheduled


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Newsroom]:
    running = Newsroom(tmp_path_factory.mktemp("front"))
    try:
        running.open(prepared)
        yield running
    finally:
        running.close()


def keep_until_next_event(newsroom: Newsroom, language: str, slug: str) -> datetime:
    """Schedule something, so that pages kept from now on end their life at the moment that is returned."""
    at = whole_second(REREAD + 3)  # nginx is told a second less, and whole seconds; the rest is for slow machines
    newsroom.order("schedule", language=language, slug=slug, at=at.isoformat())
    time.sleep(REREAD)
    return at


# --- At its time it is there, and not before ---


def test_a_scheduled_release_appears_at_its_second(newsroom: Newsroom) -> None:
    at = whole_second(4)
    path = newsroom.order("schedule", language="fr", slug="embargo", at=at.isoformat())
    time.sleep(REREAD)
    while datetime.now(UTC) < at + timedelta(seconds=1.2):
        for address, mark in ((path, b"Headline of embargo"), ("/fr/news/", b"/embargo/")):
            asked = datetime.now(UTC)
            shown = mark in newsroom.get(address).body
            answered = datetime.now(UTC)
            assert not (shown and answered < at), f"{address} {at - answered} early"
            assert shown or asked < at + timedelta(seconds=1), f"{address} {asked - at} late"
        time.sleep(0.01)


def test_a_404_is_not_kept(newsroom: Newsroom) -> None:
    year = datetime.now(UTC).year
    missing = f"/fr/news/{year}/not-yet/"
    assert newsroom.get(missing).status == newsroom.get(missing).status == 404
    newsroom.order("public", language="fr", slug="not-yet")
    assert newsroom.get(missing).status == 200


# --- Withdrawn is gone ---


def test_a_withdrawn_release_is_gone_when_its_kept_life_ends(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="es", slug="taken-down")
    end = keep_until_next_event(newsroom, "zh-hans", "other-event")
    assert newsroom.get(path).status == 200
    newsroom.order("withdraw", language="es", slug="taken-down")
    wait_until(end)
    assert newsroom.get(path).status == 410


def test_the_application_lets_pages_be_kept_for_30_seconds_at_most(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="es", slug="life")
    before = time.time()
    kept = {newsroom.get(page, direct=True).headers["X-Accel-Expires"] for page in (path, "/es/news/")}
    assert all(float(moment.lstrip("@")) <= before + 31 for moment in kept)


def test_emptying_the_cache_makes_a_withdrawal_immediate(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="es", slug="emergency")
    assert newsroom.get(path).status == 200
    newsroom.order("withdraw", language="es", slug="emergency")
    newsroom.empty_cache()
    assert newsroom.get(path).status == 410


# --- Preview links ---


def test_a_preview_is_neither_kept_nor_logged_and_its_head_is_no_view(newsroom: Newsroom) -> None:
    path = newsroom.order("lend", language="fr")
    assert newsroom.get(path, method="HEAD").status == 200
    assert newsroom.order("views") == 0
    assert [newsroom.get(path).cache for _time in range(2)] == [None, None]
    assert newsroom.order("views") == 2
    newsroom.get("/ar/news/")  # French ones have to be new for the release that appears at its second
    assert "/preview/" not in (newsroom.folder / "access.log").read_text()


# --- Old pages are better than none ---


def test_kept_pages_are_served_when_the_application_is_dead(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="ru", slug="application")
    end = keep_until_next_event(newsroom, "zh-hans", "application-event")
    before = newsroom.get(path)
    newsroom.kill_app()
    try:
        wait_until(end)
        after = newsroom.get(path)
        unseen = newsroom.get(f"{path}print/")
        desk = newsroom.get("/admin/")
    finally:
        newsroom.start_app()
    assert (after.status, after.cache, after.body) == (200, "STALE", before.body)
    assert (unseen.status, desk.status) == (502, 502)
    assert b"Temporarily unavailable" in unseen.body
    assert newsroom.get(path).cache in {"EXPIRED", "MISS"}


def test_kept_pages_are_served_when_the_database_is_dead(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="ru", slug="database")
    end = keep_until_next_event(newsroom, "zh-hans", "database-event")
    before = newsroom.get(path)
    newsroom.kill_app()  # it holds the file open
    aside = newsroom.database.with_suffix(".aside")
    newsroom.database.rename(aside)
    newsroom.database.mkdir()  # what cannot be opened as a database
    newsroom.start_app()
    try:
        wait_until(end)
        after = newsroom.get(path)
        health = newsroom.get("/health/")
    finally:
        newsroom.database.rmdir()
        aside.rename(newsroom.database)
    assert (after.status, after.cache, after.body) == (200, "STALE", before.body)
    assert (health.status, health.cache) == (503, "MISS")
    assert newsroom.get("/health/").status == 200


# --- One page for everybody ---


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=x; csrftoken=x; messages=x; django_language=ar; cookie_consent=statistics=1"},
        {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil.example"},
        {"X-Forwarded-Proto": "https", "X-Forwarded-Scheme": "https", "X-Forwarded-Port": "4443"},
        {"X-Original-URL": "/admin/", "X-Rewrite-URL": "/admin/", "X-Forwarded-Prefix": "/evil"},
        {"X-HTTP-Method-Override": "POST", "X-Method-Override": "DELETE"},
        {
            "Accept-Language": "ar",
            "Accept": "application/json",
            "User-Agent": "evil",
            "Referer": "http://evil.example/",
        },
        {"Range": "bytes=0-9"},
        {"If-None-Match": "*"},
        {"Host": "NEWS.example.org:8443"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_of_a_reader_changes_what_the_next_one_gets(newsroom: Newsroom, headers: dict[str, str]) -> None:
    clean = newsroom.get("/en/news/", direct=True).body
    newsroom.empty_cache()
    assert newsroom.get("/en/news/", headers).cache == "MISS"
    after = newsroom.get("/en/news/")
    assert (after.status, after.cache, after.body) == (200, "HIT", clean)


def test_a_body_in_a_get_changes_nothing(newsroom: Newsroom) -> None:
    clean = newsroom.get("/en/cookies/", direct=True).body
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    newsroom.get("/en/cookies/", form, body=b"choice=accept")
    after = newsroom.get("/en/cookies/")
    assert (after.cache, after.body) == ("HIT", clean)


def test_a_head_request_fills_the_cache_with_the_whole_page(newsroom: Newsroom) -> None:
    assert newsroom.get("/fr/cookies/", method="HEAD").body == b""
    after = newsroom.get("/fr/cookies/")
    assert (after.cache, after.body) == ("HIT", newsroom.get("/fr/cookies/", direct=True).body)


def test_a_foreign_host_gets_no_answer(newsroom: Newsroom) -> None:
    for host in ("evil.example", "127.0.0.1", "news.example.org.evil.example"):
        with pytest.raises(ConnectionResetError):
            newsroom.get("/en/news/", {"Host": host})


def test_a_foreign_host_in_the_request_line_gets_no_answer(newsroom: Newsroom) -> None:
    with pytest.raises(ConnectionResetError):
        newsroom.raw(f"GET http://evil.example/en/news/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())


def test_other_queries_and_spellings_are_not_kept(newsroom: Newsroom) -> None:
    for address in ("/en/news/?utm_source=x", "/%65n/news/", "/en/news/?page=2", "//en/news/", "/x/../en/news/"):
        newsroom.get(address)
        assert newsroom.get(address).cache in {"MISS", "BYPASS"}, address


def test_staff_get_the_page_that_everybody_gets(newsroom: Newsroom) -> None:
    path = newsroom.order("public", language="ar", slug="same-for-all")
    cookie = {"Cookie": f"sessionid={newsroom.order('session')}"}
    staff, anonymous = newsroom.get(path, cookie), newsroom.get(path)
    assert (staff.cache, anonymous.cache) == ("MISS", "HIT")
    assert staff.body == anonymous.body
    assert "Set-Cookie" not in staff.headers


def test_the_front_door_follows_each_reader_and_is_not_kept(newsroom: Newsroom) -> None:
    answers = [newsroom.get("/", {"Accept-Language": language}) for language in ("fr", "ar", "fr")]
    assert [answer.headers["Location"] for answer in answers] == ["/fr/news/", "/ar/news/", "/fr/news/"]


# --- The desk ---


def test_the_desk_is_never_kept(newsroom: Newsroom) -> None:
    cookie = {"Cookie": f"sessionid={newsroom.order('session')}"}
    staff, anonymous = newsroom.get("/admin/", cookie), newsroom.get("/admin/")
    assert (staff.status, staff.cache) == (200, None)
    assert (anonymous.status, anonymous.cache) == (302, None)


def test_the_desk_does_not_hear_what_a_client_says_of_proxies(newsroom: Newsroom) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-URL": "/fr/news/"}
    answer = newsroom.get("/admin/login/", forged)
    assert answer.status == 200
    assert b"evil.example" not in answer.body


def test_log_in_attempts_are_limited_per_address(newsroom: Newsroom) -> None:
    attempts = [newsroom.get("/admin/login/", method="POST", body=b"username=x").status for _i in range(12)]
    assert attempts == [403] * 11 + [429]
    assert newsroom.get("/admin/login/").status == 200


# --- Forms, limits, slow clients ---


def test_the_cookie_form_works_and_its_answer_is_not_kept(newsroom: Newsroom) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{HOST}"}
    first, second = (
        newsroom.get("/fr/cookies/", headers, method="POST", body=f"choice={choice}".encode())
        for choice in ("accept", "refuse")
    )
    assert first.status == second.status == 303
    assert first.headers["Set-Cookie"] != second.headers["Set-Cookie"]
    refusing = headers | {"Cookie": "_pk_id.1.1fff=x; sessionid=abcdefghijklmnop"}
    refused = newsroom.get("/fr/cookies/", refusing, method="POST", body=b"choice=refuse")
    names = [line.partition("=")[0] for line in refused.headers.get_all("Set-Cookie", [])]
    assert names == ["cookie_consent", "_pk_id.1.1fff"]
    foreign = newsroom.get(
        "/fr/cookies/", headers | {"Origin": "http://evil.example"}, method="POST", body=b"choice=accept"
    )
    assert foreign.status == 403


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        ("POST /fr/cookies/ HTTP/1.1\r\nContent-Length: 65537", b"413"),
        ("POST /admin/login/ HTTP/1.1\r\nContent-Length: 65537", b"413"),
        (f"POST /admin/articles/photo/add/ HTTP/1.1\r\nContent-Length: {53 * 1024 * 1024}", b"413"),
        (f"GET /fr/news/?q={'x' * 9000} HTTP/1.1", b"414"),
        (f"GET /fr/news/ HTTP/1.1\r\nX-Long: {'x' * 9000}", b"400"),
    ],
    ids=["form", "login", "upload", "address", "header"],
)
def test_too_large_requests_are_refused_before_the_application(
    newsroom: Newsroom, request_head: str, status: bytes
) -> None:
    head, _newline, rest = request_head.partition("\r\n")
    lines = [head, f"Host: {HOST}", "Connection: close", *filter(None, [rest])]
    assert newsroom.raw("\r\n".join([*lines, "", ""]).encode()).split()[1] == status


def test_200_half_open_requests_hold_nobody_up(newsroom: Newsroom) -> None:
    half_header = f"GET /en/news/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode()
    half_body = f"POST /en/cookies/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 9000\r\n\r\nchoice=".encode()
    with ExitStack() as open_connections:
        for half in [half_header] * 100 + [half_body] * 100:
            connection = socket.create_connection(("127.0.0.1", newsroom.port), timeout=10)
            open_connections.enter_context(connection).sendall(half)
        newsroom.empty_cache()
        start = time.monotonic()
        statuses = [newsroom.get(page).status for page in ("/en/news/", "/en/cookies/", "/admin/login/")]
        assert statuses == [200, 200, 200]
        assert time.monotonic() - start < 1


# --- What the reader's browser gets ---


def test_words_between_servers_stay_between_them(newsroom: Newsroom) -> None:
    headers = newsroom.get("/en/news/").headers
    assert not [name for name in headers if name.startswith("X-Accel") or name == "CDN-Cache-Control"]
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Server"] == "nginx"


def test_an_unchanged_page_says_anew_how_long_caches_may_keep_it(newsroom: Newsroom) -> None:
    page = newsroom.get("/en/news/", direct=True)
    unchanged = newsroom.get("/en/news/", {"If-None-Match": page.headers["ETag"]}, direct=True)
    assert unchanged.status == 304
    assert unchanged.headers["X-Accel-Expires"] and unchanged.headers["CDN-Cache-Control"]


def test_compressed_pages_revalidate(newsroom: Newsroom) -> None:
    packed = newsroom.get("/en/news/", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == newsroom.get("/en/news/").body
    again = newsroom.get("/en/news/", {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_the_api_is_kept_as_pages_are_and_open_to_scripts_of_any_site(newsroom: Newsroom) -> None:
    path, script = "/api/v1/releases?language=en", {"Origin": "https://newspaper.example"}
    first, again = newsroom.get(path, script), newsroom.get(path, script)
    unchanged = newsroom.get(path, script | {"If-None-Match": first.headers["ETag"]})
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    preflight = newsroom.get(path, script | asked, method="OPTIONS")
    refused = newsroom.get("/api/v1/releases?status=draft", script)
    answers = (first, again, unchanged, preflight, refused)
    assert [answer.status for answer in answers] == [200, 200, 304, 204, 400]
    assert [answer.headers["Access-Control-Allow-Origin"] for answer in answers] == ["*"] * 5
    assert (again.cache, refused.cache, preflight.headers["Access-Control-Allow-Headers"]) == ("HIT", "MISS", "*")


def test_static_files_are_kept_for_a_year_in_each_encoding(newsroom: Newsroom) -> None:
    page = newsroom.get("/en/news/").body.decode()
    found = re.search(r'href="(/static/newsroom/site\.[0-9a-f]{12}\.css)"', page)
    assert found is not None
    for encoding in ("identity", "gzip, deflate", "gzip, deflate, zstd"):
        newsroom.get(found[1], {"Accept-Encoding": encoding})
    plain, packed = (newsroom.get(found[1], {"Accept-Encoding": encoding}) for encoding in ("", "gzip;q=1.0"))
    assert (plain.cache, packed.cache) == ("HIT", "HIT")
    assert plain.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


def test_static_files_lie_there_compressed_but_for_those_that_developers_tools_ask_for(newsroom: Newsroom) -> None:
    packed = {"".join(path.suffixes[-2:]) for path in (newsroom.folder / "static").rglob("*.br")}
    assert ({".css.br", ".js.br", ".svg.br"} <= packed, ".map.br" in packed) == (True, False)


def test_pictures_come_through_the_application_alone(newsroom: Newsroom) -> None:
    path = newsroom.order("picture", language="en", slug="with-picture")
    assert newsroom.get(path).headers["Content-Type"] == "image/jpeg"
    assert newsroom.get(path).cache == "HIT"
    stored = next((newsroom.folder / "media").rglob("*.jpg")).relative_to(newsroom.folder)
    assert newsroom.get(f"/{stored}").status == 404


# --- TLS ---


def test_the_configuration_stands_with_its_tls_lines(newsroom: Newsroom, tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl is not None, "apt-get install openssl"
    names = ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem"), "-subj", f"/CN={HOST}"]
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *names]
    subprocess.run(command, check=True, capture_output=True)
    sed = ["sed", "-e", "/#plain$/d", "-e", "s/#TLS //", str(CONF)]
    conf = subprocess.run(sed, check=True, capture_output=True, text=True).stdout
    assert conf.count("listen 443 ssl") == 2
    adapted = newsroom.adapted(conf).replace("/etc/newsroom/tls", str(tmp_path))
    adapted = adapted.replace("listen [::]:443", "# listen [::]:443").replace(
        "listen 443", f"listen 127.0.0.1:{free_port()}"
    )
    (tmp_path / "newsroom.conf").write_text(adapted, encoding="utf-8")
    main = (newsroom.folder / "nginx.conf").read_text(encoding="utf-8").replace(str(newsroom.folder), str(tmp_path))
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    tried = subprocess.run(
        [nginx(), "-t", "-c", str(tmp_path / "nginx.conf")], check=False, capture_output=True, text=True
    )
    assert tried.returncode == 0, tried.stderr
