"""Stored files behind a real nginx: sent by the application, and by nginx itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.front import Answer, Newsroom

pytestmark = pytest.mark.nginx

SIZE = 3 * 1024 * 1024  # bytes; large enough that nginx sends it where it may
DATA = bytes(range(256)) * (SIZE // 256)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Newsroom]:
    running = Newsroom(tmp_path_factory.mktemp("files"))
    try:
        running.open(prepared)
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module", params=["app", "nginx"])
def newsroom(request: pytest.FixtureRequest, servers: Newsroom) -> Newsroom:
    """The servers, of which one sends the files."""
    servers.kill_app()
    servers.environment["MEDIA_DELIVERY"] = request.param
    servers.start_app()
    return servers


def named(newsroom: Newsroom, slug: str) -> dict[str, str]:
    """Return language and slug of a release that is no other way's of sending files."""
    return {"language": "en", "slug": f"{slug}-{newsroom.environment['MEDIA_DELIVERY']}"}


@pytest.fixture(scope="module")
def path(newsroom: Newsroom) -> str:
    """The address of a large picture that is public."""
    return str(newsroom.order("large_picture", **named(newsroom, "large"), size=SIZE))


def by_nginx(newsroom: Newsroom) -> bool:
    return newsroom.environment["MEDIA_DELIVERY"] == "nginx"


def said(answer: Answer) -> dict[str, str | None]:
    """Return what an answer says of its file."""
    names = (
        "Content-Type",
        "Content-Length",
        "Cache-Control",
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Accept-Ranges",
        "Last-Modified",
        "X-Accel-Redirect",
        "X-Accel-Expires",
        "CDN-Cache-Control",
    )
    return {name: answer.headers[name] for name in names}


def test_a_large_file_leaves_whole_with_all_that_is_said_of_it(newsroom: Newsroom, path: str) -> None:
    answer = newsroom.get(path)
    assert (answer.status, answer.body == DATA) == (200, True)
    assert said(answer) == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(SIZE),
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": newsroom.get("/en/news/").headers["Permissions-Policy"],
        "Accept-Ranges": "bytes",
        "Last-Modified": None,
        "X-Accel-Redirect": None,
        "X-Accel-Expires": None,
        "CDN-Cache-Control": None,
    }
    assert answer.headers["ETag"] == newsroom.get(path, direct=True).headers["ETag"]
    assert answer.headers.get_all("Content-Type") == ["image/jpeg"]


def test_nginx_sends_it_where_it_is_told_to(newsroom: Newsroom, path: str) -> None:
    direct = newsroom.get(path, direct=True)
    assert (direct.body == b"", direct.headers["X-Accel-Redirect"] is not None) == (by_nginx(newsroom),) * 2


def test_a_head_is_answered_without_the_file(newsroom: Newsroom, path: str) -> None:
    head, whole = newsroom.get(path, method="HEAD"), newsroom.get(path)
    assert (head.status, head.body, said(head)) == (200, b"", said(whole))


def test_a_download_is_resumed(newsroom: Newsroom, path: str) -> None:
    etag = newsroom.get(path, method="HEAD").headers["ETag"]
    rest = newsroom.get(path, {"Range": f"bytes={SIZE - 5}-", "If-Range": etag})
    other = newsroom.get(path, {"Range": f"bytes={SIZE - 5}-", "If-Range": '"other"'})
    beyond = newsroom.get(path, {"Range": f"bytes={SIZE}-"})
    assert (rest.status, rest.body) == (206, DATA[-5:])
    assert rest.headers["Content-Range"] == f"bytes {SIZE - 5}-{SIZE - 1}/{SIZE}"
    assert rest.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (other.status, len(other.body)) == (200, SIZE)
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{SIZE}")


def test_who_has_the_file_gets_none(newsroom: Newsroom, path: str) -> None:
    etag = newsroom.get(path, method="HEAD").headers["ETag"]
    again, other = (newsroom.get(path, {"If-None-Match": known}) for known in (etag, '"other"'))
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert (other.status, len(other.body)) == (200, SIZE)


def test_a_large_file_is_not_kept_a_second_time(newsroom: Newsroom, path: str) -> None:
    newsroom.empty_cache()
    for _time in range(2):
        newsroom.get(path)
    assert sum(kept.stat().st_size for kept in (newsroom.folder / "cache").rglob("*") if kept.is_file()) < SIZE


def test_neither_a_part_nor_a_304_is_kept_in_the_place_of_a_small_file(newsroom: Newsroom) -> None:
    small = newsroom.order("picture", **named(newsroom, "small"))
    whole = newsroom.get(small, direct=True)
    part = newsroom.get(small, {"Range": "bytes=0-9"})
    unchanged = newsroom.get(small, {"If-None-Match": whole.headers["ETag"]})
    first, again = newsroom.get(small), newsroom.get(small)
    kept_part = newsroom.get(small, {"Range": "bytes=0-9"})
    kept_unchanged = newsroom.get(small, {"If-None-Match": whole.headers["ETag"]})
    assert [part.status, part.body, unchanged.status] == [206, whole.body[:10], 304]
    assert [first.cache, again.cache, again.body == whole.body] == ["MISS", "HIT", True]
    assert [kept_part.status, kept_part.body, kept_unchanged.status] == [206, whole.body[:10], 304]


def test_a_withdrawn_large_file_is_closed_at_once_like_one_that_never_was(newsroom: Newsroom) -> None:
    path = newsroom.order("large_picture", **named(newsroom, "gone"), size=SIZE)
    assert newsroom.get(path).status == 200
    newsroom.order("withdraw", **named(newsroom, "gone"))
    closed, nothing = newsroom.get(path), newsroom.get(f"/media/{'x' * 22}-full.jpg")
    left_out = {"Date", "Content-Length"}
    heads = [
        {name: value for name, value in answer.headers.items() if name not in left_out} for answer in (closed, nothing)
    ]
    assert (closed.status, closed.body == nothing.body, heads[0]) == (404, True, heads[1])


@pytest.mark.parametrize(
    "before", ["/-/stored/", "/-/stored", "/media/../-/stored/", "/%2d/stored/", "//-/stored/", "/-/stored/../stored/"]
)
def test_nobody_can_ask_for_what_is_stored(newsroom: Newsroom, path: str, before: str) -> None:
    kept = next((newsroom.folder / "media").rglob("*.jpg")).relative_to(newsroom.folder / "media")
    for name in (str(kept), "", ".", f"{kept.parent}/"):
        answer = newsroom.get(f"{before}{name}")
        assert answer.status in {400, 404}, (before, name)


def test_what_the_application_says_elsewhere_of_files_is_not_believed(newsroom: Newsroom) -> None:
    conf = (newsroom.folder / "newsroom.conf").read_text(encoding="utf-8")
    assert conf.count("proxy_ignore_headers") == 3
    assert conf.count(" X-Accel-Redirect") == 2  # all but the location of files


def test_a_file_that_was_lost_is_a_404_like_any_other(newsroom: Newsroom) -> None:
    path = newsroom.order("large_picture", **named(newsroom, "lost"), size=SIZE)
    token = path.removeprefix("/media/")[:22]
    for file in (newsroom.folder / "media" / "photos" / token).iterdir():
        file.unlink()
    assert newsroom.get(path).body == newsroom.get("/media/nothing").body
    assert newsroom.get(path).status == 404
