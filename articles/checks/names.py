"""Names of the glossary: where the original has one, the translation has its approved form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from Stemmer import Stemmer  # type: ignore[import-not-found]  # without types of its own

from articles.checks.content import Content
from articles.checks.material import Finding, Kind, Name
from articles.checks.places import Piece, Place, key

# Vowel signs are no letters to Python.
WORD = re.compile("(?:[^\\W_]|[\u064b-\u0652])+")
ALGORITHMS = {"en": "english", "fr": "french", "es": "spanish", "ar": "arabic", "ru": "russian"}
# Articles that open a form: they merge with what stands before them (du, al) or are left out in headlines.
ARTICLES = {"en": {"the", "a", "an"}, "fr": {"le", "la", "les", "l"}, "es": {"el", "la", "los", "las"}}
ARABIC_PREFIX = re.compile("^[وف]?(?:لل|[بلك]?(?:ال)?)(?=.{2})")
SIGNS = re.compile("[\u064b-\u0652\u0640]")
ARABIC_FOLD = str.maketrans("أإآىة", "اااي" + "ه")


@dataclass(frozen=True, slots=True)
class Word:
    """A word for comparing: what its stem may be, and how it is written."""

    stems: frozenset[str]
    text: str


class Words:
    """The words of a text, with an index of their stems."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.language = content.language
        self.words: list[tuple[Piece, re.Match[str], Word]] = []
        self.index: dict[str, list[int]] = {}
        self.compact = ""
        if self.language.startswith("zh"):
            self.compact = "\n".join(re.sub(r"\s+", "", piece.text) for piece in content.pieces)
            return
        for piece in content.pieces:
            for match in WORD.finditer(piece.text):
                word = Word(stems(match[0], self.language), match[0])
                for stem in word.stems:
                    self.index.setdefault(stem, []).append(len(self.words))
                self.words.append((piece, match, word))

    def find(self, form: str) -> Place | None:
        """Return where ``form`` stands first, in any inflection; None where it does not."""
        if self.language.startswith("zh"):
            return self._find_characters(form)
        wanted = form_words(form, self.language)
        if not wanted:
            return None
        starts = sorted({start for stem in wanted[0].stems for start in self.index.get(stem, ())})
        for start in starts:
            if self._stands(wanted, start):
                piece, first, _word = self.words[start]
                return Place(piece, first.start(), self.words[start + len(wanted) - 1][1].end())
        return None

    def _stands(self, wanted: tuple[Word, ...], start: int) -> bool:
        piece = self.words[start][0]
        for offset, word in enumerate(wanted):
            if start + offset >= len(self.words):
                return False
            there, _match, other = self.words[start + offset]
            if there is not piece or not word.stems & other.stems:
                return False
            if not same_case(word.text, other.text, first=offset == 0):
                return False
        return True

    def _find_characters(self, form: str) -> Place | None:
        compact = re.sub(r"\s+", "", form)
        if compact not in self.compact:
            return None
        pattern = r"\s*".join(map(re.escape, compact))
        for piece in self.content.pieces:
            match = re.search(pattern, piece.text) if pattern else None
            if match is not None:
                return Place(piece, *match.span())
        return None


def same_case(form: str, text: str, *, first: bool) -> bool:
    """Tell whether a word is capitalised as its form is; the first may open a sentence, all may stand in capitals."""
    if text.isupper() and (len(text) > 1 or len(form) == 1):
        return True
    if form.isupper() and len(form) > 1:
        return text.isupper()
    return first or form[0].isupper() == text[0].isupper()


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Stemmer | None:
    return Stemmer(ALGORITHMS[language]) if language in ALGORITHMS else None


@lru_cache(maxsize=16384)
def stems(word: str, language: str) -> frozenset[str]:
    """Return what the stem of ``word`` may be: one, or in Arabic several, with its و ف ب ل ك ال and without."""
    stemmer = _stemmer(language)
    lower = word.lower().replace("ё", "е")
    if stemmer is None:
        return frozenset({lower})
    if language != "ar":
        return frozenset({stemmer.stemWord(lower)})
    plain = SIGNS.sub("", lower)
    forms = {plain, plain.removeprefix("و"), ARABIC_PREFIX.sub("", plain)}
    return frozenset(stem.translate(ARABIC_FOLD) for form in forms for stem in (form, stemmer.stemWord(form)))


@lru_cache(maxsize=4096)
def form_words(form: str, language: str) -> tuple[Word, ...]:
    """Return the words of a form, without the article that opens it."""
    texts = WORD.findall(form)
    if len(texts) > 1 and texts[0].lower() in ARTICLES.get(language, set()):
        texts = texts[1:]
    return tuple(Word(stems(text, language), text) for text in texts)


def check_names(here: Content, original: Content, names: tuple[Name, ...]) -> Iterator[Finding]:
    """Yield each name that the original has and whose approved form the translation lacks."""
    if not names:
        return
    ours, theirs = Words(here), Words(original)
    seen: set[str] = set()
    for name in names:
        approved = name.approved(here.language)
        places = map(theirs.find, name.approved(original.language))
        place = next(filter(None, places), None) if approved else None
        if place is None or approved[0] in seen or any(map(ours.find, approved)):
            continue
        seen.add(approved[0])
        message = _(
            "The original has the name “%(name)s”; its approved form “%(form)s” is missing here. "
            "The place shown is the original’s."
        )
        yield Finding(
            kind=Kind.NAME,
            message=message % {"name": place.mark, "form": approved[0]},
            field=place.piece.field,
            paragraph=place.piece.paragraph,
            excerpt=place.excerpt,
            mark=place.mark,
            key=key("name", approved[0]),
        )
