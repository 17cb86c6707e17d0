"""What of an edition is indexed, as tokens.

``words`` is the text in its order, for phrases; ``marks`` is a set: other forms of words, single Chinese characters,
neighbours (``RUN``), and which tokens stand in the headline (``IN_TITLE``) or in headline or lead (``IN_LEAD``).
Topics are tokens too (``TOPIC``), so that the index alone answers a search that is limited to one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from articles import html
from articles.models import Edition, Revision
from articles.search.analysis import LONGEST, Compound, compounds, is_han
from articles.search.expressions import IN_LEAD, IN_TITLE, LONGEST_RUN, TOPIC, run_of

BREAK = "¶"  # between two fields: no phrase goes across
# Bytes of tokens that count. PostgreSQL refuses a vector of more than 1,048,575, and no release is as long.
MAX_BYTES = 1_000_000
BESIDE = 4  # bytes at most that it needs for each: where it stands, and padding
SHORTEST = 4  # characters of a word that is worth suggesting


@dataclass(frozen=True, slots=True)
class Document:
    """An edition as search sees it, all of it plain text."""

    edition: int
    language: str
    publish_at: datetime
    title: str
    lead: str
    rest: tuple[str, ...]
    topics: tuple[int, ...] = ()


@dataclass(slots=True)
class Tokens:
    """The tokens of a document. ``vocabulary`` is its words as they are written, for suggestions."""

    words: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    vocabulary: set[str] = field(default_factory=set)
    size: int = 0

    def add(self, text: str, language: str, signs: Iterable[str] = ()) -> None:
        """Append a field; each of its tokens is marked with each of ``signs``."""
        if self.words:
            self.words.append(BREAK)
        last: tuple[str, ...] = ()
        for compound in compounds(text, language):
            words, found, runs = [unit.forms[0] for unit in compound.units], set[str](), set[str]()
            for unit, word in zip(compound.units, words, strict=True):
                last = (*last[1 - LONGEST_RUN :], word)
                runs.update(run_of(last[start:]) for start in range(len(last) - 1))
                found.update(unit.forms, word if is_han(word) else ())
            if compound.whole:
                found.add(compound.whole)
            signed = {f"{sign}{token}" for sign in signs for token in found}
            new = (found | signed | runs) - self.marks - {""}
            self.size += sum(len(token.encode()) + BESIDE for token in (*words, *new))
            if self.size > MAX_BYTES:
                return
            self.words += words
            self.marks |= new
            self.vocabulary.update(_worth_suggesting(compound))


def _worth_suggesting(compound: Compound) -> Iterable[str]:
    return (unit.word for unit in compound.units if SHORTEST <= len(unit.word) < LONGEST and unit.word.isalpha())


def tokens(document: Document) -> Tokens:
    """Return the tokens of ``document``."""
    found = Tokens()
    found.add(document.title, document.language, (IN_TITLE, IN_LEAD))
    found.add(document.lead, document.language, (IN_LEAD,))
    for text in filter(None, document.rest):
        found.add(text, document.language)
    found.marks -= set(found.words)
    found.marks.update(f"{TOPIC}{topic}" for topic in document.topics)
    return found


def document(edition: Edition) -> Document:
    """Return what is indexed of ``edition``, which is public or scheduled; its topics are asked."""
    assert edition.live is not None and edition.publish_at is not None
    topics = tuple(topic.pk for topic in edition.release.topics.all())
    live, reference = edition.live, edition.release.reference
    return Document(
        edition.pk, edition.language, edition.publish_at, live.title, live.lead, rest(live, reference), topics
    )


def rest(revision: Revision, reference: str) -> tuple[str, ...]:
    """Return what is found beside headline and lead: texts, captions of pictures, titles of documents, reference."""
    plain = (html.plain(revision.body), html.plain(revision.notes))
    captions = (picture.caption for picture in revision.illustrations.all())
    titles = (row.title for row in revision.attachments.all())
    return (*plain, revision.dateline, revision.photo_caption, *captions, *titles, reference)
