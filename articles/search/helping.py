"""What helps where a search finds nothing: what matches most of its words, and what a typing error may have meant.

All of it is asked of the public, so that a word that only hidden texts have is never heard of.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from articles.search import vocabulary
from articles.search.analysis import compounds, forms
from articles.search.expressions import Token, some
from articles.search.index import until
from articles.search.limits import Limits
from articles.search.queries import Query


@dataclass(frozen=True, slots=True)
class Help:
    """What helps with a search that finds nothing.

    ``query`` has the terms that occur at all, ``missing`` of which may be absent for something to match; None where
    nothing matches any. ``suggestion`` is another search, empty if none comes to mind. ``elsewhere``: something matches
    all terms, about another topic or in another year.
    """

    query: Query
    missing: int | None
    suggestion: str
    elsewhere: bool


def help_with(query: Query, limits: Limits) -> Help:
    """Return what helps with ``query``, which finds nothing within ``limits``; four queries at most."""
    anywhere = replace(limits, topic=None, period=None)
    asked = {f"term_{number}": term.expression() for number, term in enumerate(query.terms)}
    if limits == anywhere:  # then it is known already that nothing has all terms
        there = anywhere.there(asked) if len(asked) > 1 else {}
    else:
        there = anywhere.there(asked | {"all": query.all_words()})
    known = [there.get(name, False) for name in asked]
    unknown = [term.typed for term, is_known in zip(query.terms, known, strict=True) if term.typed and not is_known]
    nearest = vocabulary.nearest(unknown, query.language, until(limits.at))
    public = _public_words(sorted({word for words in nearest.values() for word in words}), anywhere)
    meant = {typed: word for typed, words in nearest.items() if (word := next((w for w in words if w in public), ""))}
    kept = query.only(known)
    return Help(kept, _missing(kept, query, limits), _corrected(query, meant), there.get("all", False))


def _public_words(words: Iterable[str], limits: Limits) -> set[str]:
    """Return those of ``words``, as the vocabulary has them, that stand in a public text."""
    asked = {word: some(map(Token, forms(word, limits.language))) for word in words}
    named = {f"word_{number}": expression for number, expression in enumerate(asked.values())}
    there = limits.there(named)
    return {word for word, name in zip(asked, named, strict=True) if there[name]}


def _missing(kept: Query, query: Query, limits: Limits) -> int | None:
    """Return how many of the terms ``kept`` may be absent for something to match: none, one, or all but one."""
    number = len(kept.terms)
    tried = [0] if number < len(query.terms) else []
    tried += [1] if number > 2 else []
    tried += [number - 1] if number > 1 else []
    steps = {f"without_{absent}": kept.most_words(absent) for absent in tried if number}
    there = limits.there(steps)
    return next((absent for absent in tried if there.get(f"without_{absent}")), None)


def _corrected(query: Query, meant: Mapping[str, str]) -> str:
    """Return the text of ``query`` with each word that was found mistyped as it may have been meant; empty if none."""
    text, done, parts = query.text, 0, list[str]()
    for compound in compounds(text, query.language):
        for unit in compound.units:
            if unit.word in meant:
                parts += [text[done : unit.start], meant[unit.word]]
                done = unit.end
    return "".join([*parts, text[done:]]) if parts else ""
