"""Questions to the index, and how each database is asked them.

Every token is quoted, so nothing that was typed is an operator. What the marks mean: ``documents``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.analysis import is_han

IN_TITLE = "¹"  # before a token: it stands in the headline
IN_LEAD = "²"  # in the headline or the lead
RUN = "⁺"  # between two or three tokens: neighbours in the text
LONGEST_RUN = 3  # tokens
TOPIC = "⁼"  # before the key of a topic
# None of these outlives the analyser (NFKC), so that no word can be taken for a mark.


@dataclass(frozen=True, slots=True)
class Token:
    """Texts with a token."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Texts in which tokens follow each other."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Texts of which all ``parts`` hold."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Texts of which at least one of ``parts`` holds."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Texts of which ``wanted`` holds and ``refused`` does not."""

    wanted: "Expression"
    refused: "Expression"


Expression = Token | Phrase | Every | Some | Without


def every(parts: Iterable[Expression]) -> Expression:
    """Return the conjunction of ``parts``, of which there is at least one."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Every(found)


def some(parts: Iterable[Expression]) -> Expression:
    """Return the disjunction of ``parts``, of which there is at least one."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Some(found)


def phrase(tokens: tuple[str, ...]) -> Expression:
    """Return the phrase that ``tokens`` make.

    Neighbours are tokens of their own in the index (``RUN``): a rare phrase of common words is found without reading
    all the texts that have these words. Chinese tokens are pairs already.
    """
    length = min(len(tokens), LONGEST_RUN)
    found = [run_of(tokens[start : start + length]) for start in range(len(tokens) - length + 1)]
    runs = [Token(run) for run in found if run]
    if len(found) == len(runs) == 1:
        return runs[0]
    words = [] if len(runs) == len(found) else [Token(token) for token in tokens]  # which runs imply
    return every([*runs, *words, Phrase(tokens)])


def run_of(tokens: tuple[str, ...]) -> str:
    """Return the token that neighbours make; empty where one of them is Chinese. A lone token is its own."""
    return "" if len(tokens) > 1 and any(map(is_han, tokens)) else RUN.join(tokens)


def unordered(asked: Expression) -> Expression:
    """Return a question that finds all that ``asked`` does, and asks for no order of words."""
    match asked:
        case Token():
            return asked
        case Phrase(tokens):
            return every(map(Token, tokens))
        case Every(parts):
            return every(map(unordered, parts))
        case Some(parts):
            return some(map(unordered, parts))
        case Without(wanted, refused):
            # What is refused without regard to order would be too much.
            return Without(unordered(wanted), refused) if unordered(refused) == refused else unordered(wanted)


def fts5(asked: Expression) -> str:
    """Return ``asked`` in the language of SQLite's FTS5."""
    match asked:
        case Token(text):
            return _quoted(text)
        case Phrase(tokens):
            return _quoted(" ".join(tokens))
        case Every(parts):
            return f"({' AND '.join(map(fts5, parts))})"
        case Some(parts):
            return f"({' OR '.join(map(fts5, parts))})"
        case Without(wanted, refused):
            return f"({fts5(wanted)} NOT {fts5(refused)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def tsquery(asked: Expression) -> str:
    """Return ``asked`` in the language of PostgreSQL's ``tsquery``."""
    match asked:
        case Token(text):
            return lexeme(text)
        case Phrase(tokens):
            return f"({' <-> '.join(map(lexeme, tokens))})"
        case Every(parts):
            return f"({' & '.join(map(tsquery, parts))})"
        case Some(parts):
            return f"({' | '.join(map(tsquery, parts))})"
        case Without(wanted, refused):
            return f"({tsquery(wanted)} & !{tsquery(refused)})"


def lexeme(text: str) -> str:
    """Return ``text`` quoted for ``tsquery`` and ``tsvector``."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
