"""Papers and share images: closed until their edition is public, and offered only while they show what it shows."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client

from articles import workflow
from articles.derivatives import making
from articles.models import Derivative, Edition, Organisation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]

DAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
PAPERS = {"pdf": "a4", "pdf_letter": "letter"}


def ready(edition: Edition) -> Edition:
    """Return ``edition`` with all that can be made of it."""
    making.make(edition.release_id)
    return edition


def share_path(edition: Edition) -> str:
    return f"/media/{Derivative.objects.get(edition=edition, kind='share').token}-share.jpg"


def addresses(edition: Edition) -> list[str]:
    return [edition.address("pdf"), edition.address("pdf_letter"), share_path(edition)]


def get(path: str, **headers: str) -> Any:
    return Client().get(path, headers=headers)


def linked(edition: Edition, page: str = "detail") -> list[str]:
    """Return the papers that a page of the edition links."""
    return re.findall(r'href="([^"]+\.pdf)"', get(edition.address(page)).content.decode())


@pytest.mark.parametrize(("name", "paper"), PAPERS.items())
def test_a_paper_is_a_pdf_that_browsers_show_and_nobody_else_may_frame(name: str, paper: str) -> None:
    edition = ready(factories.public("fr", DAY, of=factories.release("fr", reference="ICSO-1-2026")))
    response = get(edition.address(name))
    end = "" if paper == "a4" else "-letter"
    assert (response.status_code, response.content[: 5 + len(paper)].decode()) == (200, f"%PDF {paper}")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="ICSO-1-2026-fr{end}.pdf"'
    assert response.headers["Content-Language"] == "fr"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" not in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Vary" not in response.headers


def test_who_has_the_paper_is_told_that_it_has_not_changed() -> None:
    edition = ready(factories.public())
    for path in addresses(edition):
        known = get(path).headers["ETag"]
        response = get(path, if_none_match=known)
        assert (response.status_code, response.content) == (304, b""), path


def test_a_share_image_is_kept_for_a_year_by_browsers_and_closed_by_a_withdrawal() -> None:
    edition = ready(factories.public())
    path = share_path(edition)
    response = get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert int(response.headers["X-Accel-Expires"].removeprefix("@")) > 0
    workflow.withdraw(edition, reason="error", by=None)
    assert get(path).status_code == 404


def test_pages_link_papers_only_when_they_are_there() -> None:
    edition = factories.public()
    assert [linked(edition, page) for page in ("detail", "print")] == [[], []]
    ready(edition)
    expected = [edition.address("pdf"), edition.address("pdf_letter")]
    assert [linked(edition, page) for page in ("detail", "print")] == [expected, expected]


@pytest.mark.parametrize("change", ["correction", "update", "minor"])
def test_an_old_text_never_stands_under_a_new_page(change: str) -> None:
    edition = ready(factories.public(title="Old"))
    image = share_path(edition)
    factories.correct(edition, title="New", change=change)
    assert (linked(edition), get(edition.address("pdf")).status_code, get(image).status_code) == ([], 404, 404)
    ready(edition)
    assert (len(linked(edition)), get(edition.address("pdf")).status_code) == (2, 200)


def test_a_moved_release_leads_on_to_its_paper() -> None:
    edition = ready(factories.public(slug="here"))
    before = [edition.address(name) for name in PAPERS]
    edition = workflow.readdress(edition, slug="there", by=None)
    for old, name in zip(before, PAPERS, strict=True):
        response = get(old)
        assert (response.status_code, response.headers["Location"]) == (301, edition.address(name))
        assert get(edition.address(name)).status_code == 404  # the old one names the old address
    ready(edition)
    assert [get(edition.address(name)).status_code for name in PAPERS] == [200, 200]


def test_a_withdrawn_release_says_so_where_its_paper_was() -> None:
    edition = ready(factories.public())
    workflow.withdraw(edition, reason="legal", note="See elsewhere.", by=None)
    for name in PAPERS:
        response = get(edition.address(name))
        assert (response.status_code, response.headers["Content-Type"]) == (410, "text/html; charset=utf-8")
        assert "See elsewhere." in response.content.decode()


def test_a_withdrawn_release_leads_to_the_paper_of_what_replaces_it() -> None:
    other = ready(factories.public())
    edition = ready(factories.public())
    factories.replaced(edition, other.release)
    assert get(edition.address("pdf")).headers["Location"] == other.address("pdf")


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_scheduled_paper_is_made_ahead_and_open_to_the_second(language: str) -> None:
    with time_machine.travel(DAY, tick=False):
        edition = ready(factories.scheduled(DAY + timedelta(seconds=1), language))
        assert Derivative.objects.filter(edition=edition).count() == 3
    with time_machine.travel(DAY + timedelta(microseconds=999_999), tick=False):
        assert [get(path).status_code for path in addresses(edition)] == [404] * 3
    with time_machine.travel(DAY + timedelta(seconds=1), tick=False):
        assert [get(path).status_code for path in addresses(edition)] == [200] * 3
        assert len(linked(edition)) == 2


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "build",
    [
        factories.draft,
        factories.approved,
        pytest.param(lambda **options: factories.scheduled(DAY + timedelta(days=1), **options), id="scheduled"),
    ],
)
def test_the_paper_of_a_hidden_release_answers_like_a_missing_one(build: Callable[..., Edition], name: str) -> None:
    with time_machine.travel(DAY, tick=False):
        ready(build(slug="secret"))
        end = "release.pdf" if name == "pdf" else "release-letter.pdf"
        hidden, missing = get(f"/en/news/2026/secret/{end}"), get(f"/en/news/2026/nothing/{end}")
    assert hidden.status_code == missing.status_code == 404
    assert (hidden.content, hidden.headers.items()) == (missing.content, missing.headers.items())


def test_the_share_image_of_a_hidden_release_answers_like_a_missing_one() -> None:
    with time_machine.travel(DAY, tick=False):
        edition = ready(factories.scheduled(DAY + timedelta(days=1)))
        hidden, missing = get(share_path(edition)), get(f"/media/{'x' * 22}-share.jpg")
    assert (hidden.status_code, hidden.content, hidden.headers.items()) == (
        404, missing.content, missing.headers.items(),
    )  # fmt: skip


def test_the_token_of_a_paper_opens_no_image_and_that_of_a_photo_none_either() -> None:
    edition = ready(factories.public(of=factories.release(photo=factories.photo())))
    photo = edition.release.photo
    assert photo is not None
    tokens = [Derivative.objects.get(edition=edition, kind="a4").token, photo.file.token]
    assert [get(f"/media/{token}-share.jpg").status_code for token in tokens] == [404, 404]
    assert get(share_path(edition).replace("-share", "-400")).status_code == 404


def test_a_query_leads_to_the_clean_address() -> None:
    edition = ready(factories.public())
    response = get(edition.address("pdf") + "?x=1")
    assert (response.status_code, response.headers["Location"]) == (302, edition.address("pdf"))


def test_a_lost_file_is_a_404() -> None:
    edition = ready(factories.public())
    for row in Derivative.objects.all():
        default_storage.delete(row.file_name)
    assert [get(path).status_code for path in addresses(edition)] == [404] * 3


def test_papers_answer_get_and_head_alone() -> None:
    edition = ready(factories.public())
    for path in addresses(edition):
        assert Client().head(path).status_code == 200
        assert Client().post(path).status_code == 405


def test_the_year_belongs_to_the_address() -> None:
    edition = ready(factories.public("en", DAY))
    assert get(edition.address("pdf").replace("2026", "2025")).status_code == 404


def test_another_name_of_the_organisation_does_not_take_papers_away() -> None:
    edition = ready(factories.public())
    Organisation.objects.filter(pk=1).update(name_en="Another name")
    assert len(linked(edition)) == 2


# --- What stands beside a link elsewhere ---


def metas(edition: Edition) -> list[tuple[str, str]]:
    page = get(edition.get_absolute_url()).content.decode()
    return re.findall(r'<meta (?:property|name)="((?:og|article|twitter):[^"]+)" content="([^"]*)">', page)


def test_a_release_says_what_is_shown_of_a_link_to_it() -> None:
    factories.organisation()
    release = factories.release("fr", topics=[factories.topic("ports"), factories.topic("quays")])
    ready(factories.public("ar", DAY, of=release))
    edition = ready(factories.public("fr", DAY, of=release, slug="un", title="Un titre", lead="Un chapeau."))
    image = f"https://news.example.org{share_path(edition)}"
    assert metas(edition) == [
        ("og:type", "article"),
        ("og:site_name", "Coastal Safety fr"),
        ("og:title", "Un titre"),
        ("og:description", "Un chapeau."),
        ("og:url", "https://news.example.org/fr/news/2026/un/"),
        ("og:locale", "fr_FR"),
        ("og:locale:alternate", "ar_EG"),
        ("article:published_time", "2026-11-24T13:00:00+01:00"),
        ("article:modified_time", "2026-11-24T13:00:00+01:00"),
        ("article:section", "ports fr"),
        ("article:tag", "ports fr"),
        ("article:tag", "quays fr"),
        ("og:image", image),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "Un titre"),
        ("twitter:card", "summary_large_image"),
    ]
    assert get(image.removeprefix("https://news.example.org")).status_code == 200


def test_without_an_image_a_link_is_shown_small() -> None:
    found = dict(metas(factories.public()))
    assert (found["twitter:card"], "og:image" in found) == ("summary", False)


def test_a_preview_says_nothing_to_those_who_show_links() -> None:
    edition = factories.draft()
    assert edition.current is not None
    link = workflow.lend(edition.current, label="A paper", by=factories.editor())
    assert 'property="og:' not in get(link.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_US"), ("fr", "fr_FR"), ("es", "es_ES"), ("ar", "ar_EG"), ("ru", "ru_RU"), ("zh-hans", "zh_CN")],
)
def test_every_language_has_its_territory(language: str, locale: str) -> None:
    assert dict(metas(factories.public(language)))["og:locale"] == locale
