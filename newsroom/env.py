"""The environment, read once and refused loudly: a wrong value stops the program with one sentence.

Only ``newsroom/settings.py`` uses this module. Values come from the process environment and, for names that it does
not hold, from the file ``.env`` beside ``manage.py`` (``NAME=value`` lines, ``#`` comments).
"""

import os
import re
import zoneinfo
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
WEB_ADDRESS = re.compile(r"[!#-;=?-Z_a-z~%\[\]]+")  # what may stand in an address as it is (RFC 3986)
INDEXNOW_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
MAIL_ADDRESS = re.compile(r"[^@\s:,<>]+@[^@\s:,<>]+")
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")  # as all stores take them
CONTACT = re.compile(r"(?:https://|mailto:|tel:)[!#-;=?-Z_a-z~%@\[\]]+")


def load(path: Path) -> None:
    """Add the ``NAME=value`` lines of the file at ``path``, if there is one, to the environment.

    A name that the process environment holds already keeps its value there.
    """
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, separator, value = stripped.partition("=")
        if not separator or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path}, line {number}: expected NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str | None = None) -> str:
    """Return the value of ``name``; without a default it must be set and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means.")
    return default


def boolean(name: str, default: bool) -> bool:
    """Return ``name`` as a truth value: 1, true, yes, on or 0, false, no, off."""
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in TRUE:
        return True
    if lowered in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false.")


def integer(name: str, default: int, minimum: int = 0, maximum: int | None = None) -> int:
    """Return ``name`` as a whole number of at least ``minimum`` and at most ``maximum``."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None
    if number < minimum:
        raise ImproperlyConfigured(f"{name}={value!r} is below {minimum}.")
    if maximum is not None and number > maximum:
        raise ImproperlyConfigured(f"{name}={value!r} is above {maximum}.")
    return number


def words(name: str, default: Sequence[str]) -> list[str]:
    """Return the comma-separated words of ``name``, in order, without empty ones."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def choices(name: str, allowed: Sequence[str]) -> list[str]:
    """Return the comma-separated words of ``name``, each once and each of ``allowed``; default: all."""
    chosen = words(name, allowed)
    if unknown := [word for word in chosen if word not in allowed]:
        raise ImproperlyConfigured(f"{name}: {unknown[0]!r} is none of {', '.join(allowed)}.")
    if len(set(chosen)) != len(chosen):
        raise ImproperlyConfigured(f"{name}: a word stands there twice.")
    return chosen


def origin(name: str) -> str:
    """Return ``name`` as a web origin without a trailing slash: ``https://news.example.org``."""
    value = text(name).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name}={value!r} is no origin; expected the form https://news.example.org.")
    return value


def web_address(name: str, default: str) -> str:
    """Return ``name`` as an absolute http(s) address that can stand in a header; empty only if the default is."""
    value = text(name, default)
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.hostname and WEB_ADDRESS.fullmatch(value)):
        raise ImproperlyConfigured(f"{name}={value!r} is no address of the form https://hub.example.org/.")
    return value


def key(name: str, default: str) -> str:
    """Return ``name`` as a key of IndexNow: 8 to 128 letters, digits and hyphens; empty only if the default is."""
    value = text(name, default)
    if value and not INDEXNOW_KEY.fullmatch(value):
        raise ImproperlyConfigured(f"{name}: expected 8 to 128 letters, digits and hyphens.")
    return value


def contacts(name: str) -> list[str]:
    """Return the comma-separated contacts of ``name`` as addresses that security.txt takes (RFC 9116, 2.5.3).

    A bare mail address becomes a ``mailto:``.
    """
    found = [f"mailto:{word}" if MAIL_ADDRESS.fullmatch(word) else word for word in words(name, [])]
    if wrong := [word for word in found if not CONTACT.fullmatch(word)]:
        raise ImproperlyConfigured(f"{name}: {wrong[0]!r} is neither a mail address nor https:, mailto: or tel:.")
    return found


def clamd(name: str, default: str) -> str:
    """Return ``name`` as where ClamAV listens: ``unix:/run/clamav/clamd.ctl`` or ``tcp:host:port``, or empty."""
    value = text(name, default)
    found = re.fullmatch(r"unix:/.+|tcp:(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})", value)
    if value and (not found or int(found[1] or 1) not in range(1, 65_536)):
        raise ImproperlyConfigured(f"{name}={value!r}: expected unix:/run/clamav/clamd.ctl or tcp:host:port.")
    return value


def time_zone(name: str, default: str) -> str:
    """Return ``name`` as the name of a time zone of the IANA database."""
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise ImproperlyConfigured(f"{name}={value!r} is no IANA time zone.") from None
    return value


def database(name: str, default: str) -> dict[str, object]:
    """Return Django's settings for the database at the URL ``name``.

    SQLite is put in WAL mode with immediate transactions and waits up to 20 seconds for a lock; PostgreSQL gets a
    connection pool (sizes and reasons: docs/operators.md).
    """
    value = text(name, default)
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(value))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name} is no database URL: {error}") from error
    options = dict(config.get("OPTIONS") or {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config["ENGINE"] == "django.db.backends.postgresql":
        options.setdefault("pool", {"min_size": 1, "max_size": 8, "timeout": 10})
    else:
        raise ImproperlyConfigured(f"{name}: only sqlite and postgresql are supported.")
    return config | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}


def cache(name: str, default: str) -> dict[str, object]:
    """Return Django's settings for the cache at the URL ``name``: ``locmem://`` or ``redis://…``."""
    value = text(name, default)
    scheme = urlsplit(value).scheme
    if scheme == "locmem":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "newsroom"}
    if scheme in {"redis", "rediss", "unix"}:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": value,
            "KEY_PREFIX": "newsroom",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    raise ImproperlyConfigured(f"{name}: expected locmem://, redis://, rediss:// or unix://.")


def statistics(kind: str, url: str, site: str, *, secure: bool) -> dict[str, str]:
    """Return who counts readers: ``kind`` (none, matomo or plausible), the address ``url`` of that service, and
    ``site``, our number (Matomo) or domain (Plausible) there.

    The address goes into the content security policy: nothing but letters, digits and ``._~-`` may stand in its path.
    ``secure``: our pages are served over TLS, where browsers load nothing over plain HTTP.
    """
    if kind == "none":
        return {"kind": kind, "url": "", "site": ""}
    if kind not in {"matomo", "plausible"}:
        raise ImproperlyConfigured(f"STATISTICS={kind!r}: expected none, matomo or plausible.")
    url = url.rstrip("/")
    schemes = "https" if secure else "https?"
    if not re.fullmatch(schemes + r"://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*", url):
        raise ImproperlyConfigured(f"STATISTICS_URL={url!r}: expected the form https://statistics.example.org.")
    form, wanted = (r"[1-9][0-9]{0,9}", "a number") if kind == "matomo" else (r"[A-Za-z0-9.-]+", "a domain name")
    if not re.fullmatch(form, site):
        raise ImproperlyConfigured(f"STATISTICS_SITE={site!r}: {kind} wants {wanted}.")
    return {"kind": kind, "url": url, "site": site}


def store(kind: str, *, secure: bool) -> dict[str, Any]:
    """Return Django's settings for where pictures and documents lie: ``files`` (``MEDIA_ROOT``) or ``s3``.

    An object store is described by ``S3_BUCKET``, ``S3_ENDPOINT``, ``S3_REGION``, ``S3_ACCESS_KEY``, ``S3_SECRET_KEY``
    and ``S3_ADDRESSING``. Nothing in it is public: no access list is sent, every address is signed. ``secure``: our
    pages are served over TLS, and browsers follow no link of theirs to a picture over plain HTTP.
    """
    if kind == "files":
        return {"BACKEND": "newsroom.disk.DiskStorage"}
    if kind != "s3":
        raise ImproperlyConfigured(f"MEDIA_STORAGE={kind!r}: expected files or s3.")
    from botocore.config import Config  # takes a quarter of a second, for which only who uses it should wait

    endpoint, addressing = origin("S3_ENDPOINT"), text("S3_ADDRESSING", "path")
    if secure and not endpoint.startswith("https://"):
        raise ImproperlyConfigured(f"S3_ENDPOINT={endpoint!r}: expected https, because SITE_URL is https.")
    if addressing not in {"path", "virtual"}:
        raise ImproperlyConfigured(f"S3_ADDRESSING={addressing!r}: expected path or virtual.")
    bucket = text("S3_BUCKET")
    if not BUCKET.fullmatch(bucket):
        raise ImproperlyConfigured(f"S3_BUCKET={bucket!r} is no name of a bucket.")
    client = Config(
        signature_version="s3v4",
        s3={"addressing_style": "virtual" if addressing == "virtual" else "path"},
        connect_timeout=3,
        read_timeout=20,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # What not every store understands is left out.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "region_name": text("S3_REGION", "us-east-1"),
        "access_key": text("S3_ACCESS_KEY"),
        "secret_key": text("S3_SECRET_KEY"),
        "default_acl": None,
        "querystring_auth": True,
        "custom_domain": None,
        "file_overwrite": False,
        "max_memory_size": 2 * 1024 * 1024,  # bytes of a file that is read; the rest goes to the disk
        "client_config": client,
    }
    return {"BACKEND": "newsroom.bucket.BucketStorage", "OPTIONS": options}


def delivery(name: str, storage: str) -> str:
    """Return how files leave (``articles.delivery``): ``app``; ``nginx``, from ``MEDIA_ROOT``; ``signed``, from S3."""
    value = text(name, "signed" if storage == "s3" else "app")
    possible = ("app", "signed") if storage == "s3" else ("app", "nginx")
    if value not in possible:
        raise ImproperlyConfigured(f"{name}={value!r}: with MEDIA_STORAGE={storage} expected {' or '.join(possible)}.")
    return value


def origin_of_store(options: dict[str, Any]) -> str:
    """Return the origin to which readers of a store with these ``options`` are sent."""
    scheme, _colon, host = str(options["endpoint_url"]).partition("://")
    virtual = options["client_config"].s3["addressing_style"] == "virtual"
    return f"{scheme}://{options['bucket_name']}.{host}" if virtual else f"{scheme}://{host}"


def day(name: str, default: str) -> date:
    """Return ``name`` as a day: ``2026-11-26``."""
    value = text(name, default)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is no day; expected the form 2026-11-26.") from None


def tasks(name: str, default: str) -> dict[str, object]:
    """Return the backend of django-tasks that ``name`` asks for: ``immediate`` (in the request, no worker needed) or
    ``database`` (a table, and a process that runs ``manage.py worker``).
    """
    value = text(name, default)
    backends = {
        "immediate": "django_tasks.backends.immediate.ImmediateBackend",
        "database": "django_tasks_db.DatabaseBackend",
    }
    if value not in backends:
        raise ImproperlyConfigured(f"{name}={value!r}: expected immediate or database.")
    return {"BACKEND": backends[value]}


def email(name: str, default: str) -> dict[str, object]:
    """Return Django's ``EMAIL_*`` settings for the mail server at the URL ``name``.

    ``console://`` prints mails, ``memory://`` keeps them, ``smtp://user:password@host:587/?tls=1`` sends them
    (``tls`` for STARTTLS, ``ssl`` for TLS from the start, ``timeout`` in seconds).
    """
    parts = urlsplit(text(name, default))
    backends = {"console": "console", "memory": "locmem", "smtp": "smtp"}
    if parts.scheme not in backends:
        raise ImproperlyConfigured(f"{name}: expected console://, memory:// or smtp://.")
    config: dict[str, object] = {"EMAIL_BACKEND": f"django.core.mail.backends.{backends[parts.scheme]}.EmailBackend"}
    if parts.scheme != "smtp":
        return config
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := set(options) - {"tls", "ssl", "timeout"}:
        raise ImproperlyConfigured(f"{name}: unknown option {sorted(unknown)[0]!r}.")
    if not parts.hostname:
        raise ImproperlyConfigured(f"{name}: the mail server's host is missing.")
    return config | {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": options.get("tls", "0") in TRUE,
        "EMAIL_USE_SSL": options.get("ssl", "0") in TRUE,
        "EMAIL_TIMEOUT": int(options.get("timeout", "10")),
    }
