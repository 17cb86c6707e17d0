"""Django's settings for newsroom, fed by the environment (``.env.example`` names every variable).

The only reader of the environment in the project. Titles: paths, origin, languages and time, applications, data,
pictures, accounts, consent, statistics, accessibility statement, security, static files, workflow, editor, tasks, mail,
machines, log, demo.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy
from whitenoise.compress import Compressor  # type: ignore[import-untyped]

from newsroom import env

# --- Paths ------------------------------------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
env.load(BASE_DIR / ".env")
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Origin -----------------------------------------------------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY")
DEBUG = env.boolean("DEBUG", False)
# Canonical links, feeds and mails use this origin, never the Host header of a request.
SITE_URL = env.origin("SITE_URL")
SITE_HOST = str(urlsplit(SITE_URL).hostname)
_https = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [SITE_HOST])

# --- Languages and time -----------------------------------------------------------------------------------------------

# Every language that has columns. To add one, see CONTRIBUTING.md.
ALL_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Simplified Chinese")),
]
_codes = [code for code, _name in ALL_LANGUAGES]
_shown = env.choices("LANGUAGES", _codes)
LANGUAGES = [(code, name) for code, name in ALL_LANGUAGES if code in _shown]
LANGUAGE_CODE = env.text("DEFAULT_LANGUAGE", _shown[0])
if LANGUAGE_CODE not in _shown:
    raise ImproperlyConfigured("DEFAULT_LANGUAGE is not among LANGUAGES.")
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Paris")

MODELTRANSLATION_LANGUAGES = tuple(_codes)
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
# A field stands in its language's section of the desk: its label need not repeat the language.
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = lambda name, _language: name  # noqa: E731
# Nothing is ever shown in another language than asked for.
MODELTRANSLATION_FALLBACK_LANGUAGES: dict[str, tuple[str, ...]] = {"default": ()}

# --- Applications -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",  # before django.contrib.admin, as its documentation asks
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "cookie_consent",
    "csp",
    "js_asset",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "articles.apps.ArticlesConfig",
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.middleware.StatisticsPolicyMiddleware",
    "newsroom.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data -------------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache("CACHE_URL", "locmem://"),
    # What django-cookie-consent empties when a group is saved, and nothing of ours reads: no server need be up for it.
    "consent": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
# Never served by a web server on its own: articles.views decides who may see a picture.
MEDIA_URL = "media/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes of form data without files
FILE_UPLOAD_PERMISSIONS = 0o640
MEDIA_STORAGE = env.text("MEDIA_STORAGE", "files")
# How files leave: sent by us, by nginx, or by the object store at addresses that are valid for seconds. Who was sent to
# one may have the file so long after it was closed: hence the bound (docs/decisions/0030).
MEDIA_DELIVERY = env.delivery("MEDIA_DELIVERY", MEDIA_STORAGE)
_store = env.store(MEDIA_STORAGE, secure=_https)
_pictures = [env.origin_of_store(_store["OPTIONS"])] if MEDIA_DELIVERY == "signed" else []  # for the policy below
S3_SIGNED_SECONDS = env.integer("S3_SIGNED_SECONDS", 30, minimum=5, maximum=60)
DOCUMENT_MAX_BYTES = env.integer("DOCUMENT_MAX_BYTES", 50 * 1024 * 1024, minimum=1)
CLAMD = env.clamd("CLAMD", "")  # asked about documents before they are served; empty: nobody is asked

# --- Pictures ---------------------------------------------------------------------------------------------------------

# Beyond these a file is refused before anything of it is decoded. Room for decoding grows with IMAGE_MAX_PIXELS.
IMAGE_MAX_BYTES = env.integer("IMAGE_MAX_BYTES", 25 * 1024 * 1024, minimum=1)
IMAGE_MAX_PIXELS = env.integer("IMAGE_MAX_PIXELS", 40_000_000, minimum=1)
IMAGE_MIN_WIDTH = env.integer("IMAGE_MIN_WIDTH", 400, minimum=1)  # pixels

# --- Accounts ---------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "newsroom.views.csrf_failure"

# --- Consent ----------------------------------------------------------------------------------------------------------

COOKIE_CONSENT_NAME = "cookie_consent"
COOKIE_CONSENT_MAX_AGE = 60 * 60 * 24 * 180  # seconds; after six months readers are asked again
COOKIE_CONSENT_HTTPONLY = False  # our script reads the choice, so that no page differs by visitor
COOKIE_CONSENT_SAMESITE = "Lax"
COOKIE_CONSENT_SECURE = _https
COOKIE_CONSENT_CACHE_BACKEND = "consent"
COOKIE_CONSENT_LOG_ENABLED = False  # a row for every click of a stranger is a way to fill the disk

# --- Statistics -------------------------------------------------------------------------------------------------------

STATISTICS = env.statistics(
    env.text("STATISTICS", "none"),
    env.text("STATISTICS_URL", ""),
    env.text("STATISTICS_SITE", ""),
    secure=_https,
)

# --- Accessibility statement ------------------------------------------------------------------------------------------

ACCESSIBILITY = {
    "reviewed": env.day("ACCESSIBILITY_REVIEWED", "2026-11-26"),
    # Who sees to it that the rules are kept where the organisation is; nobody's name: described in general words.
    "body": env.text("ACCESSIBILITY_BODY", ""),
    "body_url": env.web_address("ACCESSIBILITY_BODY_URL", ""),
}

# --- Security ---------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"\Ahealth/\Z"]  # asked by machines beside this one, without TLS
if env.boolean("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 60 * 60 * 24 * 365 * 2)  # sent over TLS only
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", True)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_AGE = 60 * 60 * 12  # seconds: one working day
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _https
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
# The nonce is sent only where a template asks for it, which only the admin does.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, *_pictures],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# --- Static files -----------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": _store,
    "staticfiles": {"BACKEND": "newsroom.storage.ModuleStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 300  # seconds, for the few files without a hash in their name
# Source maps are half of the work of compressing, and only developers' tools ask for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# --- Workflow ---------------------------------------------------------------------------------------------------------

FOUR_EYES = env.boolean("FOUR_EYES", True)  # whoever last edited a text cannot approve it

# --- Editor -----------------------------------------------------------------------------------------------------------

# What our own modules add to django-prose-editor, and the elements that they write; articles.html lets them through.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("newsroom/fact_box.js")], "extensions": {"FactBox": html_tags(["aside"])}},
    {
        "js": [static_lazy("newsroom/picture.js")],
        "extensions": {"Picture": html_tags(["figure"], attributes={"figure": ["data-photo"]})},
    },
]

# --- Tasks ------------------------------------------------------------------------------------------------------------

TASKS = {"default": env.tasks("TASKS", "immediate")}

# --- Mail -------------------------------------------------------------------------------------------------------------

globals().update(env.email("EMAIL_URL", "console://"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"newsroom@{SITE_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Machines ---------------------------------------------------------------------------------------------------------

WEBSUB_HUB = env.web_address("WEBSUB_HUB", "")  # told of every change of a feed, and named in each
INDEXNOW_KEY = env.key("INDEXNOW_KEY", "")  # served at /<key>.txt; empty: search engines are not told
INDEXNOW_URL = env.web_address("INDEXNOW_URL", "https://api.indexnow.org/indexnow")
SECURITY_CONTACT = env.contacts("SECURITY_CONTACT")  # in /.well-known/security.txt, in this order
TERMS_URL = env.web_address("TERMS_URL", "")  # where it is said how the texts and pictures may be used

# --- Log --------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    # Every 404 of every scanner is in the access log already.
    "loggers": {"django.request": {"level": "ERROR"}},
}

# --- Demo -------------------------------------------------------------------------------------------------------------

DEMO_PASSWORD = env.text("DEMO_PASSWORD", "")  # of the accounts that `load_demo` makes; empty: a random one
