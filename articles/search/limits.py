"""Within what is searched, and how much of it matches.

Everything passes ``EditionQuerySet.public``; the index knows of scheduled editions too, whose keys are still to come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from articles.models import ContentClock, Edition, Indexed, Topic
from articles.querysets import EditionQuerySet
from articles.search import tables
from articles.search.expressions import TOPIC, Expression, Token, every
from articles.search.index import within
from articles.search.tables import Span

MAX_COUNT = 1000  # matches that are counted


@dataclass(frozen=True, slots=True)
class Limits:
    """What is public in ``language`` at ``at``, about a topic, in a period (first moment, first moment after)."""

    language: str
    at: datetime
    topic: Topic | None = None
    period: tuple[datetime, datetime] | None = None

    @property
    def span(self) -> Span:
        """The keys of what is searched."""
        return within(self.at, self.period)

    def narrowed(self, asked: Expression) -> Expression:
        """Return ``asked`` about the topic alone."""
        return every([asked, Token(f"{TOPIC}{self.topic.pk}")]) if self.topic is not None else asked

    def public(self) -> EditionQuerySet:
        """Return what is public in the language."""
        return Edition.objects.public(self.language, self.at)

    def matching(self, asked: Expression, most: int) -> QuerySet[Indexed]:
        """Return the rows of what is public of all this, at most ``most``, whichever are found first."""
        return self.rows(tables.some_keys(self.language, self.narrowed(asked), self.span, most))

    def rows(self, keys: Iterable[int] | RawSQL) -> QuerySet[Indexed]:
        """Return the rows with ``keys`` whose editions are public.

        That is asked of each row: from a join, SQLite would begin with the editions, all that there are.
        """
        rows = Indexed.objects.filter(language=self.language, key__in=keys)
        return rows.filter(Exists(self.public().filter(pk=OuterRef("edition"))))

    def count(self, asked: Expression) -> int:
        """Return how many releases match, at most one more than ``MAX_COUNT``."""
        return self.matching(asked, MAX_COUNT + 1).count()

    def there(self, asked: Mapping[str, Expression]) -> dict[str, bool]:
        """Return for each named question whether something public matches, all in one query."""
        questions = {name: self.matching(expression, 1) for name, expression in asked.items()}
        if not questions:
            return {}
        row = ContentClock.objects.filter(pk=1).annotate(**{name: Exists(rows) for name, rows in questions.items()})
        return row.values(*questions).get()
