"""The index itself: a table per language, of the kind that each database searches fastest, and what is asked of it.

SQLite: FTS5, whose ``rowid`` is the key of ``Indexed``. PostgreSQL: a ``tsvector`` with a GIN index. Made after every
migrate, as triggers are (docs/decisions/0003), so that a language that is added gets its table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import AppConfig
from django.db import connection, connections
from django.db.models.expressions import RawSQL

from articles.enums import all_codes, suffix
from articles.models import Indexed
from articles.search.documents import Tokens
from articles.search.expressions import Expression, fts5, lexeme, tsquery, unordered

# The tokenizer parts at ASCII white space and punctuation, of which no token has any.
SQLITE = "CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5(words, marks, tokenize = 'ascii', columnsize = 0)"
POSTGRESQL = """
CREATE TABLE IF NOT EXISTS {table} (key bigint PRIMARY KEY, tokens tsvector NOT NULL);
CREATE INDEX IF NOT EXISTS {table}_tokens ON {table} USING gin (tokens) WITH (fastupdate = off);
"""
# The planner thinks that reading a vector costs nothing: left to itself it reads a hundred thousand of them for a
# question that the index answers in milliseconds. So the newest rows are tried first, and the index does the rest;
# "+ 0" keeps the primary key from being taken for it. ROWS: few, so that what is found is looked up and not hashed.
# GIN knows no order of words: it finds what is wanted without it (loose), and vectors are read, the newest first, only
# until there are enough. Sorted with "OFFSET 0" they stay sorted.
POSTGRESQL_NEWEST = """
CREATE OR REPLACE FUNCTION articles_search_newest(
  place regclass, wanted tsquery, loose tsquery, low bigint, high bigint, most integer
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10 SET enable_seqscan = off SET jit = off AS $$
DECLARE found bigint[];
BEGIN
  EXECUTE format(
    'SELECT array_agg(key) FROM (SELECT key FROM ('
    '  SELECT key, tokens FROM %s WHERE key BETWEEN $2 AND $3 ORDER BY key DESC LIMIT 200'
    ') AS newest WHERE tokens @@ $1 ORDER BY key DESC LIMIT $4) AS matching', place
  ) INTO found USING wanted, low, high, most;
  IF coalesce(cardinality(found), 0) = most THEN
    RETURN QUERY SELECT unnest(found);
  ELSE
    RETURN QUERY EXECUTE format(
      'SELECT key FROM ('
      '  SELECT key FROM %1$s WHERE tokens @@ $5 AND key + 0 BETWEEN $2 AND $3 ORDER BY key + 0 DESC OFFSET 0'
      ') AS candidates WHERE (SELECT tokens @@ $1 FROM %1$s AS own WHERE own.key = candidates.key) LIMIT $4', place
    ) USING wanted, low, high, most, loose;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION articles_search_some(
  place regclass, wanted tsquery, low bigint, high bigint, most integer
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 10 SET enable_seqscan = off SET jit = off AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT key FROM %s WHERE tokens @@ $1 AND key + 0 BETWEEN $2 AND $3 LIMIT $4', place
  ) USING wanted, low, high, most;
END $$;
"""
NEWEST = {
    "sqlite": (
        "SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
    ),
    "postgresql": "SELECT articles_search_newest('{table}', %s::tsquery, %s::tsquery, %s, %s, %s)",
}
SOME = {
    "sqlite": "SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid BETWEEN %s AND %s LIMIT %s",
    "postgresql": "SELECT articles_search_some('{table}', %s::tsquery, %s, %s, %s)",
}
INSERT = {
    "sqlite": "INSERT INTO {table} (rowid, words, marks) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO {table} (key, tokens) VALUES (%s, %s::tsvector)",
}
DELETE = {
    "sqlite": "DELETE FROM {table} WHERE rowid = %s",
    "postgresql": "DELETE FROM {table} WHERE key = %s",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The keys between which is searched, both included."""

    low: int
    high: int


def table(language: str) -> str:
    """Return the name of the table of ``language``."""
    return f"articles_search_{suffix(language)}"


def some_keys(language: str, asked: Expression, span: Span, most: int) -> RawSQL:
    """Return, for ``indexed__key__in``, at most ``most`` keys of what is asked, whichever are found first."""
    statement, rendered = _question(SOME, language, asked)
    return RawSQL(statement, (rendered, span.low, span.high, most))  # noqa: S611 (every value is a parameter)


def newest_keys(language: str, asked: Sequence[Expression], spans: Sequence[Span], most: int) -> list[tuple[int, int]]:
    """Return (place in ``asked``, key) of the newest matches of each expression within its span, at most ``most``.

    All of the first expression come before those of the second: one query, whatever their number.
    """
    parts, parameters = [], list[int | str]()
    for place, (expression, span) in enumerate(zip(asked, spans, strict=True)):
        question, rendered = _question(NEWEST, language, expression)
        parts.append(f"SELECT {place}, found.* FROM ({question}) AS found")  # noqa: S608 (numbers, and a question of ours)
        loose = [] if connection.vendor == "sqlite" else [tsquery(unordered(expression))]
        parameters += [rendered, *loose, span.low, span.high, most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return sorted(cursor.fetchall(), key=lambda row: (row[0], -row[1]))[:most]


def _question(statements: dict[str, str], language: str, asked: Expression) -> tuple[str, str]:
    """Return the statement of this database, and ``asked`` in its language."""
    statement = statements[connection.vendor].format(table=table(language))
    return statement, fts5(asked) if connection.vendor == "sqlite" else tsquery(asked)


def insert(language: str, rows: Iterable[tuple[int, Tokens]]) -> None:
    """Add the tokens of each key."""
    values: list[tuple[int | str, ...]]
    if connection.vendor == "sqlite":
        values = [(key, " ".join(found.words), " ".join(sorted(found.marks))) for key, found in rows]
    else:
        values = [(key, _vector(found)) for key, found in rows]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT[connection.vendor].format(table=table(language)), values)


def _vector(found: Tokens) -> str:
    """Return the tokens as the text of a ``tsvector``; positions end at 16,383."""
    positioned = (f"{lexeme(word)}:{place}" for place, word in enumerate(found.words[:16_383], 1))
    return " ".join([*positioned, *map(lexeme, sorted(found.marks.union(found.words[16_383:])))])


def delete(language: str, keys: Iterable[int]) -> None:
    """Remove the tokens of each key."""
    with connection.cursor() as cursor:
        cursor.executemany(DELETE[connection.vendor].format(table=table(language)), [(key,) for key in keys])


def empty(language: str) -> None:
    """Remove all tokens of a language."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table(language)}")  # noqa: S608 (a name of ours)


def install(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the tables on the database ``using``; a ``post_migrate`` receiver, safe to run again.

    Tokens whose editions have all gone with a flush go too: tests that need transactions of their own empty Django's
    tables alone.
    """
    there = connections[using]
    if Indexed._meta.db_table not in there.introspection.table_names():
        return
    emptied = not Indexed.objects.using(using).exists()
    with there.cursor() as cursor:
        for language in all_codes():
            statement = SQLITE if there.vendor == "sqlite" else POSTGRESQL
            cursor.execute(statement.format(table=table(language)))
            if emptied:
                cursor.execute(f"DELETE FROM {table(language)}")  # noqa: S608 (a name of ours)
        if there.vendor == "postgresql":
            cursor.execute(POSTGRESQL_NEWEST)
