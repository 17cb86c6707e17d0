"""The filters of a list as readers see them: their addresses, the form that sets and the links that remove them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.enums import shown_codes, suffix, translated_name
from articles.facets import Facets, Selection
from articles.models import Topic
from articles.moments import YEARS, period

NAMES = ("topic", "year", "month", "also")  # in the order in which an address has them


def combines(selection: Selection) -> bool:
    """Tell whether ``selection`` is more than a topic alone or a period alone, which have paths of their own."""
    return bool(selection.also or (selection.topic and selection.year))


def path_of(selection: Selection) -> str:
    """Return the path of the list of ``selection``."""
    if combines(selection):
        return reverse("articles:list", args=[selection.language])
    if selection.topic:
        return reverse("articles:topic", args=[selection.language, selection.topic])
    if selection.month:
        return reverse("articles:month", args=[selection.language, selection.year, selection.month])
    if selection.year:
        return reverse("articles:year", args=[selection.language, selection.year])
    return reverse("articles:list", args=[selection.language])


def query_of(selection: Selection) -> dict[str, str]:
    """Return the query of the list of ``selection``; empty where the path says it all."""
    if not combines(selection):
        return {}
    month = f"{selection.month:02}" if selection.month else ""
    values = (selection.topic, selection.year and str(selection.year), month, selection.also)
    return {name: str(value) for name, value in zip(NAMES, values, strict=True) if value}


def address_of(selection: Selection, before: str = "") -> str:
    """Return the one address of the list of ``selection``, or of its page that begins below the release ``before``."""
    query = query_of(selection) | ({"before": before} if before else {})
    return path_of(selection) + (f"?{urlencode(query)}" if query else "")


def selection_of(language: str, query: QueryDict) -> Selection:
    """Return what a query asks for; a month without a year says nothing. 404 for what no form of ours can send."""
    topic, year, month, also = (query.get(name, "") for name in NAMES)
    if "\x00" in topic or also not in {"", *shown_codes()} - {language}:
        raise Http404
    return Selection(language, topic, _number(year, YEARS), _number(month, MONTHS), also).but()


def _number(typed: str, known: "range | Mapping[int, object]") -> int:
    """Return the number that was typed, 0 for nothing; 404 unless it is one of ``known``, in ASCII digits."""
    if not typed:
        return 0
    if len(typed) > 4 or not (typed.isascii() and typed.isdigit()) or int(typed) not in known:
        raise Http404
    return int(typed)


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter, with the number of releases that it leads to."""

    value: str
    name: str
    number: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is set: what it says, and the path of the list without it."""

    name: str
    without: str


class Filters:
    """What the template of a list shows of its filters."""

    def __init__(self, selection: Selection, facets: Facets, topics: Mapping[int, Topic]) -> None:
        self.selection = selection
        self.facets = facets
        self._known = topics
        self._name = f"name_{suffix(selection.language)}"

    @property
    def total(self) -> int:
        """How many releases the list holds."""
        return self.facets.total

    @cached_property
    def topic(self) -> Topic | None:
        """The selected topic; None if it has no name in this language."""
        topic = self._known.get(self.facets.topic)
        return topic if topic and getattr(topic, self._name) else None

    @cached_property
    def topics(self) -> list[Choice]:
        """The topics that lead to something and have a name in this language, by name."""
        found = [(topic, n) for key, n in self.facets.topics.items() if (topic := self._known.get(key))]
        choices = [
            Choice(topic.slug, name, n, topic.slug == self.selection.topic)
            for topic, n in found
            if (name := str(getattr(topic, self._name)))
        ]
        return sorted(choices, key=lambda choice: choice.name)

    @property
    def years(self) -> list[Choice]:
        """The years that lead to something, newest first."""
        return [Choice(str(y), str(y), n, y == self.selection.year) for y, n in self.facets.years.items()]

    @property
    def months(self) -> list[Choice]:
        """The months of the selected year that lead to something."""
        return [Choice(f"{m:02}", str(MONTHS[m]), n, m == self.selection.month) for m, n in self.facets.months.items()]

    @property
    def also(self) -> list[Choice]:
        """The other languages in which something of this list is public too."""
        return [
            Choice(code, capfirst(translated_name(code)), n, code == self.selection.also)
            for code, n in self.facets.also.items()
        ]

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that are set, in the order of an address."""
        return list(self._chosen())

    def _chosen(self) -> Iterator[Chosen]:
        selection = self.selection
        if self.topic:
            yield Chosen(str(getattr(self.topic, self._name)), address_of(selection.but(topic="")))
        if selection.month:
            yield Chosen(month_name(selection), address_of(selection.but(month=0)))
        elif selection.year:
            yield Chosen(str(selection.year), address_of(selection.but(year=0)))
        if selection.also:
            name = _("also in %(language)s") % {"language": translated_name(selection.also)}
            yield Chosen(name, address_of(selection.but(also="")))

    @property
    def combine(self) -> bool:
        """Whether this is a list that only its filters describe."""
        return combines(self.selection)

    @property
    def clear(self) -> str:
        """The path of the list without filters."""
        return path_of(Selection(self.selection.language))

    @property
    def title(self) -> str:
        """What is set, as the title of the page."""
        return " · ".join(chosen.name for chosen in self.chosen)


def month_name(selection: Selection) -> str:
    """Return the selected month with its year, in the active language."""
    first: datetime = period(selection.year, selection.month)[0]
    return date_format(first, "YEAR_MONTH_FORMAT")
