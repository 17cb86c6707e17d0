"""A Redis server as the cache: used when it is there, missed by no reader when it is not."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cookie_consent.models import CookieGroup
from django.core.cache import caches
from django.test import Client, override_settings
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError

from newsroom import env
from tests import factories
from tests.layers import LAYERS

pytestmark = [pytest.mark.redis, pytest.mark.django_db]


def settings(monkeypatch: pytest.MonkeyPatch, socket: Path) -> override_settings:
    """Return the settings of an installation whose ``CACHE_URL`` names the socket."""
    monkeypatch.setenv("CACHE_URL", f"unix://{socket}")
    consent = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    return override_settings(CACHES={"default": env.cache("CACHE_URL", ""), "consent": consent})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    """A Redis server of our own, reached by the socket that is returned."""
    program = LAYERS["redis"].program
    assert program is not None
    socket = tmp_path / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait(socket)
            yield socket
        finally:
            process.terminate()


def _wait(socket: Path) -> None:
    """Return as soon as the server answers; it has ten seconds."""
    with Redis(unix_socket_path=str(socket)) as client:
        for _attempt in range(200):
            try:
                client.ping()
            except RedisConnectionError:
                time.sleep(0.05)
            else:
                return
    raise AssertionError("redis-server did not start")


def test_the_cache_keeps_what_it_is_given(monkeypatch: pytest.MonkeyPatch, server: Path) -> None:
    with settings(monkeypatch, server):
        caches["default"].set("key", {"a": "é"}, 60)
        assert caches["default"].get("key") == {"a": "é"}
        caches["default"].close()


def test_readers_and_the_desk_need_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    edition = factories.public("fr")
    with settings(monkeypatch, tmp_path / "nobody-listens.sock"):
        client = Client(headers={"origin": "https://news.example.org"})
        paths = ["/fr/news/", edition.get_absolute_url(), edition.address("print"), "/fr/cookies/", "/sitemap.xml"]
        assert [client.get(path).status_code for path in paths] == [200] * 5
        assert client.post("/fr/cookies/", {"choice": "refuse"}).status_code == 303
        CookieGroup.objects.get(varname="statistics").save()
