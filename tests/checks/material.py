"""What the tests of the checks are written with."""

from articles.checks import Finding, Kind, Material, Name, check
from articles.models.release import Text

WHOLE = {"title": "…", "dateline": "…", "lead": "…"}
"""Fields that say nothing, so that nothing is missing."""


def text(body: str, **fields: str) -> Text:
    """Return a text with a body of one paragraph, or of ``body`` if it is marked up."""
    return Text(**(WHOLE | fields), body=body if body.startswith("<") else f"<p>{body}</p>")


def compared(
    original_language: str, original: str, language: str, translation: str, *names: Name, only: Kind | None = None
) -> list[Finding]:
    """Return what is found in ``translation``, all or of one kind; typography is not looked at unless asked for."""
    found = check(Material(language, text(translation), original_language, text(original), names))
    return [one for one in found if (one.kind == only if only else one.kind != Kind.TYPOGRAPHY)]


def alone(language: str, body: str, **fields: str) -> list[Finding]:
    """Return what is found in an original."""
    return check(Material(language, text(body, **fields)))
