"""The press kit: all pictures in high resolution, their captions, the text, the paper and the documents, as a stream."""

import io
import shutil
import subprocess
import tracemalloc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext

from articles import presskit
from articles.derivatives import making
from articles.models import Edition, Release
from articles.presskit import Kit, Part, written
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db


def release(language: str = "fr") -> Release:
    """Return a release with a lead photo, one in its gallery, and two documents of one title."""
    texts = {"alt_fr": "Un phare", "caption_fr": "Le phare.", "credit_fr": "A. B. / OISC", "terms_fr": "Usage libre."}
    lead, other = factories.photo(**texts), factories.photo(title_fr="Vue\u202e du ../port")
    documents = [factories.document(title_fr="Annexe", title_ar="ملحق") for _number in range(2)]
    return factories.release(language, photo=lead, gallery=[other, lead], documents=documents, reference="2026-K7QF")


def kit(edition: Edition) -> ZipFile:
    """Return the kit as a reader gets it, whole and sound."""
    response = Client().get(edition.address("kit"))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/zip")
    archive = ZipFile(io.BytesIO(response.getvalue()))
    assert archive.testzip() is None
    return archive


def captions(language: str) -> str:
    """Return under which name a kit has the texts of its pictures."""
    with translation.override(language):
        return f"{gettext('Captions')} ({language}).txt"


def test_a_kit_holds_the_pictures_the_captions_the_text_and_the_documents_under_readable_names(press: Press) -> None:
    edition = factories.public("fr", of=release())
    making.make(edition.release_id)
    assert kit(edition).namelist() == [
        "2026-K7QF_01_A-B-OISC.jpg",
        "2026-K7QF_02_Vue-du-port.jpg",
        "2026-K7QF-fr.pdf",
        "Annexe (fr).csv",
        "Annexe (fr) 2.csv",
        "2026-K7QF-fr.txt",
        captions("fr"),
    ]


def test_two_documents_that_a_disk_without_capitals_would_take_for_one_have_two_names() -> None:
    documents = [factories.document(title_fr=title) for title in ("Annexe", "ANNEXE")]
    names = kit(factories.public("fr", of=factories.release("fr", documents=documents))).namelist()
    assert [name for name in names if name.endswith(".csv")] == ["Annexe (fr).csv", "ANNEXE (fr) 2.csv"]


def test_pictures_are_in_high_resolution_and_documents_as_they_came() -> None:
    edition = factories.public("fr", of=release())
    archive, photo = kit(edition), edition.live.photo  # type: ignore[union-attr]
    assert photo is not None
    with default_storage.open(photo.file_name(photo.full)) as full:
        assert archive.read("2026-K7QF_01_A-B-OISC.jpg") == full.read()
    assert archive.read("Annexe (fr).csv") == factories.table().getvalue()


def test_captions_are_in_the_language_of_the_release() -> None:
    edition = factories.public("fr", of=release(), title="Un titre")
    with translation.override("fr"):
        alt, caption, terms = (gettext(words) for words in ("Alternative text", "Caption", "Terms of use"))
        credit = pgettext("picture", "Credit")
    assert kit(edition).read(captions("fr")).decode() == (
        f"Un titre\nhttps://news.example.org{edition.get_absolute_url()}\n\n"
        f"2026-K7QF_01_A-B-OISC.jpg\n{alt}\xa0: Un phare\n{caption}\xa0: Le phare.\n{credit}\xa0: A. B. / OISC\n"
        f"{terms}\xa0: Usage libre.\n\n2026-K7QF_02_Vue-du-port.jpg\n"
    )


def test_the_text_is_plain_and_says_whom_to_ask_and_where_it_stands() -> None:
    factories.organisation()
    edition = factories.public("fr", of=release(), title="Un titre", dateline="PARIS", body="<p>Un &amp; deux.</p>")
    text = kit(edition).read("2026-K7QF-fr.txt").decode()
    assert text.startswith("Un titre\n\nWhat happened, in brief.\n\nPARIS – Un & deux.\n\n")
    assert ("press@icso.example" in text, text.endswith(f"org{edition.get_absolute_url()}\n")) == (True, True)


def test_entries_have_the_moment_of_the_release() -> None:
    at = datetime.fromisoformat("2018-02-05T10:00:00+01:00")
    edition = factories.public("fr", at, of=release())
    assert {entry.date_time for entry in kit(edition).infolist()} == {(2018, 2, 5, 10, 0, 0)}


def test_names_in_other_scripts_survive(tmp_path: Path) -> None:
    archive = kit(factories.public("ar", of=release("ar")))
    assert "ملحق (ar).csv" in archive.namelist()
    if shutil.which("unzip"):
        (tmp_path / "kit.zip").write_bytes(archive.fp.getvalue())  # type: ignore[union-attr]
        done = subprocess.run(["unzip", "-tq", "kit.zip"], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


def test_a_lost_picture_is_left_out_and_named() -> None:
    edition = factories.public("fr", of=release())
    photo = edition.live.photo  # type: ignore[union-attr]
    assert photo is not None
    default_storage.delete(photo.file_name(photo.full))
    archive = kit(edition)
    said = archive.read(captions("fr")).decode()
    assert ("2026-K7QF_01_A-B-OISC.jpg" in archive.namelist(), said.endswith("\n2026-K7QF_01_A-B-OISC.jpg\n")) == (
        False,
        True,
    )


def test_a_file_that_breaks_off_breaks_the_download_off() -> None:
    part = Part("one.bin", default_storage.save("kit/one.bin", ContentFile(b"x" * presskit.PIECE * 3)))
    reads = mock.Mock(side_effect=[b"x" * presskit.PIECE, b"x" * presskit.PIECE, OSError("gone")])
    with mock.patch.object(default_storage, "open", return_value=mock.MagicMock(read=reads)):
        pieces = written(Kit(timezone.now(), [part], {}, "captions.txt", "", ""))
        next(pieces)
        with pytest.raises(OSError, match="gone"):
            list(pieces)


def test_a_kit_is_never_whole_in_memory() -> None:
    size = 40 * presskit.PIECE
    name = default_storage.save("kit/large.bin", ContentFile(b"x" * size))
    large = Kit(timezone.now(), [Part(f"{n}.bin", name, size) for n in range(5)], {}, "captions.txt", "", "")
    tracemalloc.start()
    total = sum(map(len, written(large)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 5 * size
    assert peak < 12 * presskit.PIECE


def test_files_beyond_two_gigabytes_are_written_with_long_sizes() -> None:
    name = default_storage.save("kit/small.bin", ContentFile(b"x"))
    data = b"".join(written(Kit(timezone.now(), [Part("a.bin", name, 3 << 30)], {}, "captions.txt", "", "")))
    assert ZipFile(io.BytesIO(data)).read("a.bin") == b"x"
    name_length = int.from_bytes(data[26:28], "little")
    extra = data[30 + name_length : 32 + name_length]
    assert int.from_bytes(extra, "little") == 1  # the sizes of ZIP64


def test_a_reader_who_goes_away_leaves_no_file_open() -> None:
    name = default_storage.save("kit/two.bin", ContentFile(b"x" * presskit.PIECE * 3))
    opened = default_storage.open(name)
    with mock.patch.object(default_storage, "open", return_value=opened):
        pieces = written(Kit(timezone.now(), [Part("two.bin", name)], {}, "captions.txt", "", ""))
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]  # a generator's
    assert opened.closed


# --- Who may have it ---


def test_nobody_keeps_a_kit_and_head_sends_nothing() -> None:
    edition = factories.public("fr", of=release())
    got = Client().get(edition.address("kit"))
    got.getvalue()
    head = Client().head(edition.address("kit"))
    assert (head.getvalue(), dict(head.headers)) == (b"", dict(got.headers))
    names = ("Cache-Control", "X-Accel-Expires", "CDN-Cache-Control", "Content-Disposition", "X-Robots-Tag")
    assert [got.headers[name] for name in names] == [
        "no-store", "0", "no-store", 'attachment; filename="2026-K7QF-fr.zip"', "noindex",
    ]  # fmt: skip
    assert "Vary" not in got.headers


def test_a_page_offers_a_kit_where_there_is_something_to_put_into_one() -> None:
    full, bare = factories.public("fr", of=release()), factories.public("fr")
    pages = [Client().get(one.get_absolute_url()).content.decode() for one in (full, bare)]
    assert [one.address("kit") in page for one, page in zip((full, bare), pages, strict=True)] == [True, False]
    assert [Client().get(one.address("kit")).status_code for one in (full, bare)] == [200, 404]


@pytest.mark.parametrize(
    "build",
    [
        factories.draft,
        factories.approved,
        lambda *args, **options: factories.scheduled(factories.in_days(1), *args, **options),
    ],
)
def test_the_kit_of_what_is_not_public_is_the_404_of_any_address(build: Callable[..., Edition]) -> None:
    build("fr", of=release(), slug="hidden")
    year = timezone.now().year
    with time_machine.travel(timezone.now(), tick=False):
        hidden, nothing = (Client().get(f"/fr/news/{year}/{slug}/press-kit.zip") for slug in ("hidden", "nothing-here"))
    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, nothing.content, dict(nothing.headers))


def test_a_kit_is_there_to_the_second_and_closed_by_a_withdrawal() -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    edition = factories.scheduled(moment, "fr", of=release())
    statuses = []
    for seconds in (-1, 0):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            response = Client().get(edition.address("kit"))
            response.getvalue()
            statuses.append(response.status_code)
    assert statuses == [404, 200]
    assert Client().get(factories.withdrawn("fr", of=release_again()).address("kit")).status_code == 410


def release_again() -> Release:
    return factories.release("fr", photo=factories.photo())
