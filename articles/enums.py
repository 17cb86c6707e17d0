"""The fixed words of the newsroom: stages, states, moves, and the languages that are shown."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """How far the working copy of one language has come."""

    DRAFT = "draft", pgettext_lazy("stage", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("stage", "In review")
    APPROVED = "approved", pgettext_lazy("stage", "Approved")


class State(TextChoices):
    """What an edition is at a moment, for the desk and its filters."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("state", "In review")
    APPROVED = "approved", pgettext_lazy("state", "Approved")
    SCHEDULED = "scheduled", pgettext_lazy("state", "Scheduled")
    PUBLIC = "public", pgettext_lazy("state", "Public")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")


class Change(TextChoices):
    """What replaces a public text: something silent, or something that readers are told."""

    MINOR = "minor", pgettext_lazy("change", "Minor change")
    CORRECTION = "correction", pgettext_lazy("change", "Correction")
    UPDATE = "update", pgettext_lazy("change", "Update")


class Withdrawal(TextChoices):
    """Why a public text was withdrawn; shown to readers."""

    ERROR = "error", pgettext_lazy("withdrawal", "Published in error")
    REPLACED = "replaced", pgettext_lazy("withdrawal", "Replaced by another release")
    LEGAL = "legal", pgettext_lazy("withdrawal", "Withdrawn for legal reasons")


class Service(TextChoices):
    """Who is told that public pages have changed."""

    HUB = "hub", "WebSub"
    SEARCH = "indexnow", "IndexNow"


class DerivativeKind(TextChoices):
    """What is made from a text ahead of its publication: a PDF on each paper, and the image for links to it."""

    A4 = "a4", pgettext_lazy("derivative", "PDF, A4")
    LETTER = "letter", pgettext_lazy("derivative", "PDF, Letter")
    SHARE = "share", pgettext_lazy("derivative", "Share image")

    @property
    def extension(self) -> str:
        """How the name of its file ends."""
        return "jpg" if self == DerivativeKind.SHARE else "pdf"


class DocumentKind(TextChoices):
    """What documents are taken, by content; the value is how their names end."""

    PDF = "pdf", "PDF"
    DOCX = "docx", pgettext_lazy("kind of document", "Word")
    XLSX = "xlsx", pgettext_lazy("kind of document", "Excel")
    PPTX = "pptx", pgettext_lazy("kind of document", "PowerPoint")
    ODT = "odt", pgettext_lazy("kind of document", "OpenDocument text")
    ODS = "ods", pgettext_lazy("kind of document", "OpenDocument spreadsheet")
    CSV = "csv", "CSV"
    ZIP = "zip", pgettext_lazy("kind of document", "pictures, ZIP")

    @property
    def extension(self) -> str:
        """How the name of its file ends."""
        return str(self.value)


class Scan(TextChoices):
    """What the virus scanner says of a document; ``OFF``: none was set when it came in."""

    OFF = "off", pgettext_lazy("scan", "Not scanned: no scanner is set")
    WAITING = "waiting", pgettext_lazy("scan", "Not scanned yet")
    CLEAN = "clean", pgettext_lazy("scan", "Scanned, nothing found")
    INFECTED = "infected", pgettext_lazy("scan", "Infected")


SERVED = (Scan.OFF, Scan.CLEAN)  # what the scanner must say of a document that readers get


class IllustrationRole(TextChoices):
    """Where a revision has a photo besides its lead photo."""

    BODY = "body", pgettext_lazy("role of a photo", "In the text")
    GALLERY = "gallery", pgettext_lazy("role of a photo", "Gallery")


class Action(TextChoices):
    """What the audit log records: every verb of ``workflow``, and of the media library what readers can see of it."""

    CREATE = "create", pgettext_lazy("action", "Created")
    SAVE = "save", pgettext_lazy("action", "Text saved")
    REVERT = "revert", pgettext_lazy("action", "Earlier text brought back")
    FOLLOW = "follow", pgettext_lazy("action", "Marked as up to date")
    SHARE = "share", pgettext_lazy("action", "Shared fields changed")
    RENUMBER = "renumber", pgettext_lazy("action", "Reference number changed")
    SUBMIT = "submit", pgettext_lazy("action", "Submitted for review")
    SEND_BACK = "send_back", pgettext_lazy("action", "Sent back")
    OVERRIDE = "override", pgettext_lazy("action", "Finding overridden")
    APPROVE = "approve", pgettext_lazy("action", "Approved")
    REVOKE = "revoke", pgettext_lazy("action", "Approval revoked")
    HOLD = "hold", pgettext_lazy("action", "Held")
    SCHEDULE = "schedule", pgettext_lazy("action", "Scheduled")
    UNSCHEDULE = "unschedule", pgettext_lazy("action", "Unscheduled")
    PUBLISH = "publish", pgettext_lazy("action", "Published")
    READDRESS = "readdress", pgettext_lazy("action", "Address changed")
    WITHDRAW = "withdraw", pgettext_lazy("action", "Withdrawn")
    RESTORE = "restore", pgettext_lazy("action", "Restored")
    LEND = "lend", pgettext_lazy("action", "Preview link made")
    RECALL = "recall", pgettext_lazy("action", "Preview link revoked")
    DISCARD = "discard", pgettext_lazy("action", "Deleted")
    OPEN = "open", pgettext_lazy("action", "Opened to everybody")
    CLOSE = "close", pgettext_lazy("action", "No longer open to everybody")


def all_languages() -> list[tuple[str, str | Promise]]:
    """Return (code, name) of every language with columns, shown or not. A callable, so migrations stay still."""
    return list(settings.ALL_LANGUAGES)


def all_codes() -> list[str]:
    """Return the codes of every language with columns."""
    return [code for code, _name in settings.ALL_LANGUAGES]


def shown_codes() -> list[str]:
    """Return the codes of the languages that readers and the desk see, in the order of the settings."""
    return [code for code, _name in settings.LANGUAGES]


def suffix(language: str) -> str:
    """Return ``language`` as it ends column and permission names: ``zh-hans`` is ``zh_hans``."""
    return language.replace("-", "_")


def own_name(language: str) -> str:
    """Return the name of ``language`` in itself, as a reader looks for it: ``français``, ``简体中文``."""
    name = str(get_language_info(language)["name_local"])
    return name[:1].upper() + name[1:]


def translated_name(language: str) -> str:
    """Return the name of ``language`` in the active language, as it stands within a sentence: ``arabe``."""
    return str(get_language_info(language)["name_translated"])


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def tag(language: str) -> str:
    """Return ``language`` as a BCP 47 tag in its customary case: ``zh-Hans``."""
    head, _hyphen, script = language.partition("-")
    return f"{head}-{script.title()}" if script else head


class InLanguage:
    """Something in a ``language``: what a template needs to name the language and to mark the text."""

    __slots__ = ()
    language: str

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return own_name(self.language)

    @property
    def tag(self) -> str:
        """The language for ``lang`` attributes."""
        return tag(self.language)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


def language_permissions() -> list[tuple[str, str]]:
    """Return the (codename, name) pairs that Edition's Meta declares."""
    return [(f"{verb}_{suffix(code)}", f"Can {verb} {code}") for verb in ("write", "approve") for code in all_codes()]


UNTITLED = _("(no headline yet)")
