"""The readers of the environment: right values come out right, wrong ones stop the program with a sentence."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import env

ROOT = Path(__file__).resolve().parent.parent
NAME = "NEWSROOM_TEST_VALUE"


def languages(name: str) -> list[str]:
    return env.choices(name, ["en", "fr", "ar"])


def named(cases: Sequence[tuple[Callable[[str], object], str, object]]) -> list[str]:
    """Return an id for each case: its number and value."""
    return [f"{number} {value.strip()}" for number, (_read, value, _expected) in enumerate(cases, 1)]


RIGHT: list[tuple[Callable[[str], object], str, object]] = [
    (env.text, " kept ", "kept"),
    (lambda name: env.text(name, "default"), "", "default"),
    (lambda name: env.boolean(name, True), "off", False),
    (lambda name: env.boolean(name, False), "YES", True),
    (lambda name: env.integer(name, 5), "12", 12),
    (lambda name: env.words(name, []), "a, b,,c", ["a", "b", "c"]),
    (languages, "", ["en", "fr", "ar"]),
    (languages, "ar,en", ["ar", "en"]),
    (env.origin, "https://news.example.org/", "https://news.example.org"),
    (env.origin, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    (lambda name: env.time_zone(name, "UTC"), "Asia/Riyadh", "Asia/Riyadh"),
    (lambda name: env.day(name, "2026-11-26"), "", date(2026, 11, 26)),
    (lambda name: env.web_address(name, ""), "", ""),
    (lambda name: env.integer(name, 30, maximum=60), "60", 60),
    (lambda name: env.delivery(name, "files"), "", "app"),
    (lambda name: env.delivery(name, "files"), "nginx", "nginx"),
    (lambda name: env.delivery(name, "s3"), "", "signed"),
    (lambda name: env.delivery(name, "s3"), "app", "app"),
    (lambda name: env.clamd(name, ""), "", ""),
    (lambda name: env.clamd(name, ""), "unix:/run/clamav/clamd.ctl", "unix:/run/clamav/clamd.ctl"),
    (lambda name: env.clamd(name, ""), "tcp:scanner.example.org:3310", "tcp:scanner.example.org:3310"),
    (lambda name: env.clamd(name, ""), "tcp:[::1]:3310", "tcp:[::1]:3310"),
    (
        lambda name: env.web_address(name, ""),
        "https://authority.example.org/plainte?lang=fr",
        "https://authority.example.org/plainte?lang=fr",
    ),
]

WRONG: list[tuple[Callable[[str], object], str, str]] = [
    (env.text, "  ", "is not set"),
    (lambda name: env.boolean(name, True), "maybe", "neither true nor false"),
    (lambda name: env.integer(name, 5), "a dozen", "not a whole number"),
    (lambda name: env.integer(name, 5, minimum=1), "0", "below 1"),
    (languages, "en,de", "'de' is none of en, fr, ar"),
    (languages, "en,en", "twice"),
    (env.origin, "news.example.org", "no origin"),
    (env.origin, "https://news.example.org/path", "no origin"),
    (env.origin, "ftp://news.example.org", "no origin"),
    (lambda name: env.time_zone(name, "UTC"), "Mars/Olympus", "no IANA time zone"),
    (lambda name: env.day(name, "2026-11-26"), "26/11/2026", "is no day"),
    (lambda name: env.web_address(name, ""), "authority.example.org", "is no address"),
    (lambda name: env.web_address(name, ""), "javascript:alert(1)", "is no address"),
    (lambda name: env.integer(name, 30, maximum=60), "61", "above 60"),
    (lambda name: env.delivery(name, "files"), "signed", "expected app or nginx"),
    (lambda name: env.delivery(name, "s3"), "nginx", "expected app or signed"),
    (lambda name: env.clamd(name, ""), "/run/clamav/clamd.ctl", "expected unix:"),
    (lambda name: env.clamd(name, ""), "tcp:host", "expected unix:"),
    (lambda name: env.clamd(name, ""), "tcp:host:70000", "expected unix:"),
    (lambda name: env.database(name, ""), "mysql://host/name", "only sqlite and postgresql"),
    (lambda name: env.database(name, ""), "nonsense", "no database URL"),
    (lambda name: env.cache(name, ""), "memcached://host", "expected locmem://"),
    (lambda name: env.email(name, ""), "pop3://host", "expected console://"),
    (lambda name: env.email(name, ""), "smtp://", "host is missing"),
    (lambda name: env.email(name, ""), "smtp://host/?tls=1&speed=9", "unknown option 'speed'"),
]


@pytest.mark.parametrize(("read", "value", "expected"), RIGHT, ids=named(RIGHT))
def test_a_right_value_is_read(
    read: Callable[[str], object], value: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, value)
    assert read(NAME) == expected


@pytest.mark.parametrize(("read", "value", "reason"), WRONG, ids=named(WRONG))
def test_a_wrong_value_is_refused_with_its_name_and_the_reason(
    read: Callable[[str], object], value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured, match=rf"{NAME}.*{re.escape(reason)}"):
        read(NAME)


def test_sqlite_is_put_in_wal_mode_with_immediate_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "sqlite:////srv/newsroom.sqlite3")
    config = env.database(NAME, "")
    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.sqlite3", "/srv/newsroom.sqlite3")
    assert config["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_postgresql_gets_a_pool_that_its_address_may_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres://me:secret@db.example:5433/newsroom")
    config = env.database(NAME, "")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "newsroom")
    assert config["OPTIONS"] == {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}


def test_a_mail_server_is_read_with_its_password_and_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "smtp://press%40x:p%2Fw@mail.example:587/?tls=1&timeout=3")
    assert env.email(NAME, "") == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_HOST_USER": "press@x",
        "EMAIL_HOST_PASSWORD": "p/w",
        "EMAIL_USE_TLS": True,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 3,
    }


def test_who_counts_readers_is_read_with_address_and_site() -> None:
    assert env.statistics("none", "x", "", secure=True) == {"kind": "none", "url": "", "site": ""}
    assert env.statistics("matomo", "https://www.example.org/matomo/", "12", secure=True) == {
        "kind": "matomo", "url": "https://www.example.org/matomo", "site": "12",
    }  # fmt: skip
    local = env.statistics("plausible", "http://localhost:8001", "news.example.org", secure=False)
    assert local == {"kind": "plausible", "url": "http://localhost:8001", "site": "news.example.org"}


@pytest.mark.parametrize(
    ("kind", "url", "site"),
    [
        ("awstats", "https://stats.example.org", "1"),
        ("matomo", "", "1"),
        ("matomo", "stats.example.org", "1"),
        ("matomo", "http://stats.example.org", "1"),
        ("matomo", "https://stats.example.org/m; script-src *", "1"),
        ("matomo", "https://stats.example.org/m,", "1"),
        ("matomo", "https://user:password@stats.example.org", "1"),
        ("matomo", "https://stats.example.org/?x=1", "1"),
        ("matomo", "https://*.example.org", "1"),
        ("matomo", "https://stats.example.org", ""),
        ("matomo", "https://stats.example.org", "0"),
        ("matomo", "https://stats.example.org", "news.example.org"),
        ("plausible", "https://stats.example.org", "https://news.example.org"),
    ],
)
def test_a_wrong_address_or_site_of_who_counts_is_refused(kind: str, url: str, site: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^STATISTICS"):
        env.statistics(kind, url, site, secure=True)


STORE = {
    "S3_ENDPOINT": "https://objects.example.org",
    "S3_BUCKET": "newsroom",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
}


@pytest.mark.parametrize(
    ("addressing", "origin"),
    [("path", "https://objects.example.org"), ("virtual", "https://newsroom.objects.example.org")],
)
def test_a_store_is_read_with_the_origin_that_browsers_must_know(
    addressing: str, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (STORE | {"S3_ADDRESSING": addressing}).items():
        monkeypatch.setenv(name, value)
    options = env.store("s3", secure=True)["OPTIONS"]
    assert (options["bucket_name"], options["default_acl"], options["querystring_auth"]) == ("newsroom", None, True)
    assert env.origin_of_store(options) == origin


@pytest.mark.parametrize(
    ("kind", "name", "value", "reason"),
    [
        ("ftp", "S3_BUCKET", "newsroom", "expected files or s3"),
        ("s3", "S3_BUCKET", "", "S3_BUCKET is not set"),
        ("s3", "S3_BUCKET", "a b", "no name of a bucket"),
        ("s3", "S3_SECRET_KEY", "", "S3_SECRET_KEY is not set"),
        ("s3", "S3_ENDPOINT", "http://objects.example.org", "expected https"),
        ("s3", "S3_ENDPOINT", "objects.example.org", "no origin"),
        ("s3", "S3_ADDRESSING", "dns", "expected path or virtual"),
    ],
)
def test_a_store_that_is_wrongly_described_is_refused(
    kind: str, name: str, value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, given in (STORE | {name: value}).items():
        monkeypatch.setenv(variable, given)
    with pytest.raises(ImproperlyConfigured, match=re.escape(reason)):
        env.store(kind, secure=True)


def test_a_file_adds_what_the_environment_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text(f"# comment\n\n{NAME}=from the file\nNEWSROOM_TEST_OTHER='quoted'\n", encoding="utf-8")
    monkeypatch.setenv(NAME, "from the shell")
    monkeypatch.setenv("NEWSROOM_TEST_OTHER", "")
    monkeypatch.delenv("NEWSROOM_TEST_OTHER")
    env.load(file)
    assert (env.text(NAME), env.text("NEWSROOM_TEST_OTHER")) == ("from the shell", "quoted")


def test_a_bad_line_in_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# comment\nnot an assignment\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match=r"\.env, line 2: expected NAME=value"):
        env.load(file)


def test_the_example_names_every_variable_that_the_settings_read() -> None:
    settings = (ROOT / "newsroom" / "settings.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    store = (ROOT / "newsroom" / "env.py").read_text(encoding="utf-8")
    read = set(re.findall(r"\benv\.\w+\(\"([A-Z0-9_]+)\"", settings))
    read |= set(re.findall(r"\b(?:text|origin)\(\"(S3_[A-Z]+(?:_[A-Z]+)*)\"", store))
    assert read == set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE))
