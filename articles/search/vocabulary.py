"""Words that a typing error may have meant: those of the indexed texts, as they are written.

Found by halves: who mistypes one letter has either the beginning or the end of the word right. Whether a word is public
is not known here but asked of the index, for each that comes into question.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from articles.models import Word
from articles.search.analysis import fold
from articles.search.documents import SHORTEST, Tokens

# Kept where the word is known from a moment before.
LEARN = """
INSERT INTO articles_word (language, word, folded, reversed, length, key) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (language, word) DO UPDATE SET key = excluded.key WHERE excluded.key < articles_word.key
"""
MAX_TYPED = 3  # typed words for which others are looked for: each is compared with all that are known
MAX_KNOWN = 500  # words that are compared, for each typed one
MAX_NEAREST = 12  # words that are offered
FAR = 3  # more than any word that is offered is away


def learn(language: str, documents: Iterable[tuple[int, Tokens]]) -> None:
    """Remember the words of documents, each with the key of its edition."""
    first: dict[str, int] = {}
    for key, found in documents:
        for word in found.vocabulary:
            first[word] = min(first.get(word, key), key)
    rows = [(language, word, (bare := fold(word)), bare[::-1], len(bare), key) for word, key in sorted(first.items())]
    with connection.cursor() as cursor:
        cursor.executemany(LEARN, rows)


def nearest(typed: Iterable[str], language: str, newest: int) -> dict[str, list[str]]:
    """Return for the first of ``typed``, ``normal`` words, those like each, the likest first; in one query.

    Of words as like, those that were known first come first. ``newest`` is the largest key of what is public.
    """
    worth = [word for word in typed if len(word) >= SHORTEST and word.isalpha()][:MAX_TYPED]
    if not worth:
        return {}
    like = Q(*(_alike(fold(word), language) for word in worth), _connector=Q.OR)
    rows = Word.objects.filter(like, key__lte=newest).order_by("key").values_list("word", "folded", "key")
    known = list(rows[: MAX_KNOWN * len(worth)])
    return {word: _likest(word, known) for word in worth}


def _may_be_wrong(bare: str) -> int:
    """Return how many letters of a word may be wrong, accents apart."""
    return 1 if len(bare) < 6 else 2


def _alike(bare: str, language: str) -> Q:
    """Return the condition that a word is about as long as ``bare`` and begins or ends like it."""
    most, half = _may_be_wrong(bare), (len(bare) - 1) // 2
    lengths = Q(language=language, length__in=range(len(bare) - most, len(bare) + most + 1))
    return lengths & _beginning("folded", bare[:half]) | lengths & _beginning("reversed", bare[::-1][:half])


def _likest(typed: str, known: Iterable[tuple[str, str, int]]) -> list[str]:
    bare = fold(typed)
    most = _may_be_wrong(bare)
    near = {word: (distance(bare, folded, most), key) for word, folded, key in known if word != typed}
    offered = [word for word, (away, _key) in near.items() if away <= most]
    return sorted(
        offered, key=lambda word: (near[word][0], word[:1] != typed[:1], len(word) < len(typed), near[word][1])
    )[:MAX_NEAREST]


def _beginning(column: str, part: str) -> Q:
    """Return the condition that ``column`` begins with ``part``, as a range that an index answers in any collation."""
    return Q(**{f"{column}__gte": part, f"{column}__lt": part[:-1] + chr(ord(part[-1]) + 1)})


def distance(first: str, second: str, most: int = FAR) -> int:
    """Return how many letters are wrong, missing, too many or exchanged with their neighbour; above ``most``, any more.

    Optimal string alignment, row by row, given up where no cell of a row is near.
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        older, before, row = before, row, [place]
        for other, theirs in enumerate(second, 1):
            cost = min(before[other] + 1, row[-1] + 1, before[other - 1] + (letter != theirs))
            if place > 1 and other > 1 and letter == second[other - 2] and first[place - 2] == theirs:
                cost = min(cost, older[other - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
