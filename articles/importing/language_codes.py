"""Which of the newsroom's languages a code in a file means."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from articles.importing.parsed import ImportProblem, excerpt

# BCP 47 subtags by which Chinese says its script without naming it (CLDR likely subtags).
SIMPLIFIED = frozenset({"hans", "cn", "sg", "my"})
TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def canonical_language(code: str, languages: Sequence[str]) -> str:
    """Return the one of `languages` that `code` means: fr-FR is fr, zh-CN is zh-hans.

    Raises ImportProblem where the newsroom has no such language.
    """
    tags = code.strip().casefold().replace("_", "-").split("-")
    if tags[0] == "zh" and not TRADITIONAL & set(tags):
        tags = ["zh", "hans"]
    for length in range(len(tags), 0, -1):
        wanted = "-".join(tags[:length])
        if wanted in languages:
            return wanted
    message = _("the newsroom has no language “%(code)s”; it has %(languages)s")
    raise ImportProblem(message % {"code": excerpt(code), "languages": ", ".join(languages)})


def agreed_language(given: str | None, found: str | None) -> str | None:
    """Return the language given by the caller and found in the file; two must be the same.

    Both are canonical or None. Raises ImportProblem where they differ.
    """
    if given and found and given != found:
        message = _("the file is in “%(found)s”, but “%(given)s” was asked for")
        raise ImportProblem(message % {"found": found, "given": given})
    return given or found
