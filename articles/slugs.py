"""Slugs: the end of a release's address, proposed from its headline in any script."""

import re
import unicodedata
from urllib.parse import quote

from articles.models import Edition, FormerAddress

MAX_LENGTH = 79  # characters; a hyphen and the longest reference number (40) behind it still fit Edition.slug
# Bytes of the slug as it stands in an address, where a Latin letter takes 1, an Arabic or Russian one 6, a Chinese
# character 9: longer addresses break in mails and on paper.
MAX_ENCODED = 180
# 5,000 and 5 000 (no-break) are one word.
GROUPING = re.compile(r"(?<=\d)[,.'’\u00a0\u202f\u066c](?=\d{3}(?!\d))")


def _base_latin(character: str) -> str:
    """Return a Latin letter without its accents; any other character as it is.

    Latin readers expect ``evenement`` for ``événement``; in other scripts (й, 한, vowelled Arabic) the parts of a
    decomposed character are not decoration, so those are left composed.
    """
    if character in "œŒ":
        return "oe"
    if character in "æÆ":
        return "ae"
    if character == "ß":
        return "ss"
    head = unicodedata.normalize("NFD", character)[0]
    return head if head.isascii() and head.isalpha() else character


def propose(headline: str, reference: str) -> str:
    """Return a slug for ``headline``: lower case, words joined by hyphens, short enough for an address.

    Where no letter is left of the headline (figures, emoji), the reference number serves.
    """
    normal = unicodedata.normalize("NFKC", GROUPING.sub("", headline))
    folded = "".join(_base_latin(c) for c in normal)
    # Arabic vowel signs and other marks go; what is neither letter nor digit separates words.
    bare = "".join(c for c in folded if unicodedata.category(c) not in {"Mn", "Cf", "Lm"})
    words = re.sub(r"[\W_]+", "-", bare.lower()).strip("-")
    slug = _shorten(words)
    if not any(c.isalpha() for c in slug):
        return "-".join(part for part in (slug, reference.lower()) if part)
    return slug


def _shorten(words: str) -> str:
    """Return as many whole words as fit, or the beginning of the first if that alone is too long."""
    while not _fits(words):
        shorter = words.rpartition("-")[0]
        words = shorter or words[:-1]
    return words


def _fits(slug: str) -> bool:
    return len(slug) <= MAX_LENGTH and len(quote(slug)) <= MAX_ENCODED


def available(slug: str, edition: Edition) -> bool:
    """Tell whether no other edition of the same language has ``slug``, or was public under it."""
    taken = Edition.objects.filter(language=edition.language, slug=slug)
    former = FormerAddress.objects.filter(language=edition.language, slug=slug)
    return not (taken.exclude(pk=edition.pk).exists() or former.exclude(edition=edition.pk).exists())


def assign(edition: Edition, headline: str) -> str:
    """Return a proposed slug that is free in the edition's language.

    A taken one gets the reference number behind it, never a count, which would tell how many others there are.
    """
    slug = propose(headline, edition.release.reference)
    if available(slug, edition):
        return slug
    return f"{slug[:MAX_LENGTH]}-{edition.release.reference.lower()}"
