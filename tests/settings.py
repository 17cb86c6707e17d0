"""The settings that tests run under: production's, with nothing taken from this machine but ``DATABASE_URL``."""

import atexit
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

# A developer's shell and .env must not change what a test sees; .env.example names every variable there is.
_example = Path(__file__).resolve().parent.parent / ".env.example"
for _name in re.findall(r"^#?([A-Z_]+)=", _example.read_text(encoding="utf-8"), re.MULTILINE):
    if _name != "DATABASE_URL":
        os.environ.pop(_name, None)

# One folder per process, so per xdist worker too: data, pictures, static files.
_scratch = TemporaryDirectory(prefix="newsroom-tests-")
atexit.register(_scratch.cleanup)
(Path(_scratch.name) / "static").mkdir()

os.environ |= {
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "SITE_URL": "https://news.example.org",
    "ALLOWED_HOSTS": "news.example.org,testserver,localhost,127.0.0.1",
    "EMAIL_URL": "memory://",
    "VAR_DIR": _scratch.name,
    "LOG_LEVEL": "ERROR",
}

with mock.patch("newsroom.env.load"):
    from newsroom.settings import *  # noqa: F403
    from newsroom.settings import DATABASES, STORAGES

# The test client and the live server speak plain HTTP; what TLS changes, `make check` asks (check --deploy).
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COOKIE_CONSENT_SECURE = False

# No manifest: nothing needs collecting before a test.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast

# A pool's connections outlive the test that opened them, and so would keep the test database from being dropped.
DATABASES["default"]["OPTIONS"].pop("pool", None)  # type: ignore[attr-defined]

# A file, not memory: the threads of the live server then wait for each other's locks as they do in production.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_scratch.name) / "test.sqlite3")}
