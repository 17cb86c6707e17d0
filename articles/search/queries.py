"""What was typed into the search, understood: words, and phrases in quotation marks of any of the languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from articles import html
from articles.querysets import MAX_SEARCH
from articles.search.analysis import Compound, Unit, compounds, is_han
from articles.search.expressions import IN_LEAD, IN_TITLE, Expression, Token, Without, every, phrase, some

MAX_TERMS = 12  # words, phrases and pairs of Chinese characters that count
# The same mark opens in one language and closes in another: any closes any.
OPENING = '"«»„“”‟「『《〝＂'
CLOSING = '"«»“”」』》〞〟＂'
QUOTED = re.compile(f"[{OPENING}]([^{OPENING}{CLOSING}]*)[{CLOSING}]")
WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is looked for: a word in any of its forms, or units that follow each other.

    ``typed`` is the word as it is written; empty for phrases and Chinese, which have no spelling to correct.
    """

    units: tuple[Unit, ...]
    whole: str = ""
    typed: str = ""

    @property
    def mains(self) -> tuple[str, ...]:
        """The main form of each unit."""
        return tuple(unit.forms[0] for unit in self.units)

    def expression(self) -> Expression:
        """Return the question for texts with this term."""
        if len(self.units) == 1:
            return some(Token(form) for form in self.units[0].forms)
        together = phrase(self.mains)
        return some([together, Token(self.whole)]) if self.whole else together

    def marked(self, sign: str) -> Expression:
        """Return the question for texts with all the words of this term where ``sign`` says."""
        apart = every(some(Token(f"{sign}{form}") for form in unit.forms) for unit in self.units)
        return some([apart, Token(f"{sign}{self.whole}")]) if self.whole else apart


@dataclass(frozen=True)
class Query:
    """A search as it was understood. ``text`` is what was typed, without what means nothing."""

    text: str
    language: str
    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    def all_words(self) -> Expression:
        """Return the question for texts with every term."""
        return every(term.expression() for term in self.terms)

    def by_place(self) -> list[Expression]:
        """Return the questions for texts with every term: in the headline, then in the lead too, then anywhere.

        None of them finds what one before it does.
        """
        anywhere = self.all_words()
        title, lead = (every(term.marked(sign) for term in self.terms) for sign in (IN_TITLE, IN_LEAD))
        # What is in the headline is in headline and lead.
        return [every([title, anywhere]), Without(every([lead, anywhere]), title), Without(anywhere, lead)]

    def most_words(self, missing: int) -> Expression:
        """Return the question for texts with all terms but ``missing``, whichever they are."""
        expressions = [term.expression() for term in self.terms]
        return some(every(chosen) for chosen in combinations(expressions, len(expressions) - missing))

    def only(self, kept: list[bool]) -> "Query":
        """Return the query with those of its terms that are ``kept``."""
        terms = tuple(term for term, keep in zip(self.terms, kept, strict=True) if keep)
        return Query(self.text, self.language, terms)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form of the single words, for highlighting."""
        single = (term for term in self.terms if len(term.units) == 1)
        return frozenset(form for term in single for form in term.units[0].forms)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """The main forms of what has to follow each other, for highlighting."""
        return frozenset(term.mains for term in self.terms if len(term.units) > 1)

    @cached_property
    def wholes(self) -> frozenset[str]:
        """What words may be when written in one, for highlighting."""
        return frozenset(term.whole for term in self.terms if term.whole)


def cleaned(typed: str) -> str:
    """Return what counts of what was typed: 300 characters, on one line, and what no database stores left out."""
    storable = typed.encode(errors="ignore").decode().replace("\ufffd", " ")
    return html.clean_line(WHITE.sub(" ", storable))[:MAX_SEARCH].strip()


def understood(typed: str, language: str) -> Query:
    """Return the query that ``typed``, ``cleaned``, means in ``language``."""
    terms = dict.fromkeys(_terms(typed, language))
    return Query(typed, language, tuple(terms)[:MAX_TERMS])


def _terms(typed: str, language: str) -> Iterator[Term]:
    end = 0
    for match in QUOTED.finditer(typed):
        yield from _words(typed[end : match.start()], language)
        units = tuple(unit for compound in compounds(match[1], language) for unit in compound.units)
        if len(units) > 1:
            yield _placeless(Term(units[:MAX_TERMS]))
        else:
            yield from _words(match[1], language)
        end = match.end()
    yield from _words(typed[end:], language)


def _words(typed: str, language: str) -> Iterator[Term]:
    for compound in compounds(typed, language):
        yield from map(_placeless, _of(compound))


def _of(compound: Compound) -> Iterator[Term]:
    units = compound.units
    if compound.whole:
        yield Term(units, compound.whole)
    elif len(units) == 1 and not is_han(units[0].word):
        yield Term(units, typed=units[0].word)
    else:
        yield from (Term((unit,)) for unit in units)


def _placeless(term: Term) -> Term:
    """Return ``term`` so that the same word typed twice is the same term."""
    return Term(tuple(Unit(0, 0, unit.word, unit.forms) for unit in term.units), term.whole, term.typed)
