"""Stores batches of rows under keys that it reserves, so that rows may point at each other before they exist.

Not by ``bulk_create``, which took several times as long: it makes an object of each row and cleans each body again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from articles import html, search
from articles.corpus.rows import Corpus, Row, Rows
from articles.models import Edition, Publication, Release, Revision

SQLITE_NEWEST = "SELECT seq FROM sqlite_sequence WHERE name = %s"
POSTGRESQL_NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def reserve(model: type[models.Model], count: int) -> Iterator[int]:
    """Return an iterator over ``count`` keys of ``model`` that no other row has or will get; in a transaction.

    PostgreSQL's sequence hands them out. SQLite's transactions are immediate (``env.database``), so that nobody else
    can insert before this one ends.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_NEXT, [table, count])
            return iter([row[0] for row in cursor.fetchall()])
        cursor.execute(SQLITE_NEWEST, [table])
        newest = (cursor.fetchone() or (0,))[0]
    return iter(range(newest + 1, newest + count + 1))


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert ``rows`` as they are; a column that a row does not name gets the field's default."""
    fields = model._meta.concrete_fields
    defaults: Row = {str(field.column): field.get_db_prep_save(field.get_default(), connection) for field in fields}
    columns = ", ".join(connection.ops.quote_name(column) for column in defaults)
    table = connection.ops.quote_name(model._meta.db_table)
    moments = [str(field.column) for field in fields if isinstance(field, models.DateTimeField)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(_values(row, defaults, moments))
            return
        places = ", ".join(["%s"] * len(defaults))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
        cursor.executemany(statement, [_values(row, defaults, moments) for row in rows])


def _values(row: Row, defaults: Row, moments: Iterable[str]) -> tuple[Any, ...]:
    """Return a value for every column; a merged dictionary keeps the order of its first part."""
    full = defaults | row
    for column in moments:
        if isinstance(moment := full[column], datetime):
            full[column] = connection.ops.adapt_datetimefield_value(moment)
    return tuple(full.values())


@transaction.atomic
def store_batch(corpus: Corpus, releases: int, languages: int) -> None:
    """Store ``releases`` synthetic releases of ``languages`` languages each.

    Foreign keys are checked at the end of the transaction, so editions may come before the revisions they name.
    """
    texts = releases * languages
    rows = corpus.batch(reserve(Release, releases), reserve(Edition, texts), reserve(Revision, texts))
    through = Release.topics.through
    for model, unnumbered in ((through, rows.topics), (Publication, rows.publications)):
        for row, key in zip(unnumbered, reserve(model, len(unnumbered)), strict=True):
            row["id"] = key
    insert(Release, rows.releases)
    insert(Edition, rows.editions)
    insert(Revision, rows.revisions)
    insert(through, rows.topics)
    insert(Publication, rows.publications)
    search.hold()
    search.write(list(_documents(rows)))


def _documents(rows: Rows) -> Iterator[search.Document]:
    """Yield what search indexes of the editions that are public or scheduled."""
    topics: dict[int, list[int]] = {}
    for row in rows.topics:
        topics.setdefault(row["release_id"], []).append(row["topic_id"])
    revisions = {row["id"]: row for row in rows.revisions}
    references = {row["id"]: row["reference"] for row in rows.releases}
    for row in rows.editions:
        if row.get("live_id") is None or row["withdrawn_at"] is not None:
            continue
        text, release = revisions[row["live_id"]], row["release_id"]
        rest = (html.plain(text["body"]), text["dateline"], references[release])
        yield search.Document(
            row["id"], row["language"], row["publish_at"], text["title"], text["lead"], rest,
            tuple(topics.get(release, ())),
        )  # fmt: skip
