"""Rows of synthetic releases as ``workflow`` would leave them, in memory; nothing is stored here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Any

from django.utils import timezone

from articles import slugs
from articles.corpus.phrases import Phrases
from articles.enums import Stage, Withdrawal, suffix
from articles.models import TEXT_FIELDS, Edition, Revision, Text
from articles.models.release import REFERENCE_ALPHABET
from articles.moments import year_of

Row = dict[str, Any]  # a value for each column that does not hold its default

YEARS = 20
LETTERS = [character for character in REFERENCE_ALPHABET if character.isalpha()]
PLACES = 5
CODES = len(LETTERS) * len(REFERENCE_ALPHABET) ** PLACES  # 658 million
# Coprime to the number of codes: neighbours do not look like neighbours, and none comes twice.
STRIDE = 387_420_489
SLUG_LENGTH = 60  # characters of the headline, before the code that keeps the slug unique
MINUTES = range(8 * 60, 18 * 60, 5)  # office hours
# One release in so many is a draft, under embargo or withdrawn; all others are public.
DRAFTS, EMBARGOES, WITHDRAWALS = 100, 200, 500


@dataclass(slots=True)
class Rows:
    """One batch: rows that point at each other by the keys that were reserved for them."""

    releases: list[Row] = field(default_factory=list)
    editions: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)
    publications: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Life:
    """What all languages of a release share: its key, code, and whether and when it goes out and is withdrawn."""

    key: int
    code: str
    original: str
    moment: datetime
    is_draft: bool
    withdrawn_at: datetime | None


def code_of(number: int) -> str:
    """Return a code such as ``K7QF3M`` for a number; the same one comes again after ``CODES`` numbers only."""
    rest, first = divmod(number * STRIDE % CODES, len(LETTERS))
    base = len(REFERENCE_ALPHABET)
    return LETTERS[first] + "".join(REFERENCE_ALPHABET[rest // base**place % base] for place in range(PLACES))


@lru_cache(maxsize=10_000)
def _slug_part(word: str) -> str:
    return slugs.propose(word, "")


def slug_of(title: str, code: str) -> str:
    """Return the slug that the headline proposes with ``code`` behind it; word by word, so that words are cached."""
    proposed = "-".join(filter(None, map(_slug_part, title.split())))
    return f"{proposed[:SLUG_LENGTH].strip('-')}-{code.lower()}"


def _parts(text: Text) -> Row:
    return {name: getattr(text, name) for name in TEXT_FIELDS}


class Corpus:
    """An endless supply of releases in ``languages``; the same ``seed`` and keys give the same rows."""

    def __init__(self, languages: Sequence[str], seed: int, topics: Sequence[int], at: datetime) -> None:
        self._languages = languages
        self._phrases = {language: Phrases(language, seed) for language in languages}
        self._random = Random(f"{seed} releases")
        self._topics = topics
        self._at = at
        # Filled anew for each text, because making a row of the ORM takes longer than writing the text.
        self._revisions = {language: Revision(edition=Edition(language=language)) for language in languages}

    def batch(self, releases: Iterator[int], editions: Iterator[int], revisions: Iterator[int]) -> Rows:
        """Return the rows of one release for each key of ``releases``; the others yield keys for their rows."""
        rows = Rows()
        for key in releases:
            life = self._life(key)
            keys = dict(zip(self._languages, islice(revisions, len(self._languages)), strict=True))
            texts = {language: self._phrases[language].text() for language in self._languages}
            rows.releases.append(_release(life, texts))
            for language, text in texts.items():
                edition = _edition(life, next(editions), language, text, keys[language])
                source = None if language == life.original else keys[life.original]
                rows.editions.append(edition | {"source_id": source})
                if not life.is_draft:
                    rows.publications.append(_publication(edition))
                rows.revisions.append(
                    _parts(text)
                    | {"id": keys[language], "edition_id": edition["id"], "source_id": source, "number": 1}
                    | {"created_at": life.moment, "digest": self._digest(language, text)}
                )
            rows.topics += [{"release_id": key, "topic_id": topic} for topic in self._some_topics()]
        return rows

    def _life(self, key: int) -> Life:
        """Return how a release fares: released in office hours of the past years, most often in the recent ones."""
        draw = self._random
        zone = timezone.get_default_timezone()
        ahead = draw.randrange(EMBARGOES) == 0
        days = -draw.randrange(1, 31) if ahead else 1 + int(YEARS * 365 * (1 - draw.random() ** 0.5))
        hour, minute = divmod(draw.choice(MINUTES), 60)
        day = timezone.localdate(self._at, zone) - timedelta(days=days)
        moment = datetime.combine(day, time(hour, minute), zone)
        is_draft = draw.randrange(DRAFTS) == 0
        withdrawn = not (is_draft or ahead) and draw.randrange(WITHDRAWALS) == 0
        return Life(
            key=key,
            code=code_of(key),
            original=draw.choice(self._languages),
            moment=moment,
            is_draft=is_draft,
            withdrawn_at=min(self._at, moment + timedelta(days=30)) if withdrawn else None,
        )

    def _some_topics(self) -> list[int]:
        if not self._topics:
            return []
        return sorted(set(self._random.choices(self._topics, k=self._random.randint(1, 2))))

    def _digest(self, language: str, text: Text) -> str:
        revision = self._revisions[language]
        for name, value in _parts(text).items():
            setattr(revision, name, value)
        return revision.compute_digest()


def _release(life: Life, texts: dict[str, Text]) -> Row:
    columns: Row = {
        f"{name}_{suffix(language)}": value for language, text in texts.items() for name, value in _parts(text).items()
    }
    reference = f"{year_of(life.moment)}-{life.code}"
    created = min(life.moment, timezone.now())
    return columns | {
        "id": life.key, "reference": reference, "original": life.original, "created_at": created, "updated_at": created,
    }  # fmt: skip


def _edition(life: Life, key: int, language: str, text: Text, revision: int) -> Row:
    row: Row = {
        "id": key, "release_id": life.key, "language": language, "slug": slug_of(text.title, life.code),
        "current_id": revision, "version": 1,
    }  # fmt: skip
    if life.is_draft:
        return row
    return row | {
        "stage": Stage.APPROVED.value, "approved_id": revision, "live_id": revision, "publish_at": life.moment,
        "withdrawn_at": life.withdrawn_at, "withdrawal": Withdrawal.ERROR.value if life.withdrawn_at else "",
        "version": 4,
    }  # fmt: skip


def _publication(edition: Row) -> Row:
    return {
        "edition_id": edition["id"], "revision_id": edition["live_id"], "public_from": edition["publish_at"],
        "public_until": edition["withdrawn_at"],
    }  # fmt: skip
