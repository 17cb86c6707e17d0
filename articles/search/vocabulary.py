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
MAX_KNOWN = 500  # words that are compared for each typed one
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


def nearest(typed: str, language: str, newest: int) -> list[str]:
    """Return words like ``typed``, a ``normal`` word, the likest first, known before those learned later.

    ``newest`` is the largest key of what is public.
    """
    if len(typed) < SHORTEST or not typed.isalpha():
        return []
    bare = fold(typed)
    most = 1 if len(bare) < 6 else 2  # letters that may be wrong, accents apart
    half = (len(bare) - 1) // 2
    lengths = range(len(bare) - most, len(bare) + most + 1)
    rows = Word.objects.filter(language=language, length__in=lengths, key__lte=newest).order_by("key")
    known: dict[str, int] = {}
    for column, part in (("folded", bare[:half]), ("reversed", bare[::-1][:half])):
        known |= dict(rows.filter(_beginning(column, part)).values_list("word", "key")[:MAX_KNOWN])
    near = {word: distance(bare, fold(word), most) for word in known if word != typed}
    offered = [word for word, away in near.items() if away <= most]
    return sorted(offered, key=lambda word: (near[word], word[:1] != typed[:1], known[word], word))[:MAX_NEAREST]


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
