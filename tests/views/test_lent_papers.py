"""The PDF of a preview link: made when the link is, closed with it, and never of another text or moment than its page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles import workflow
from articles.derivatives import making
from articles.models import Derivative, Edition, PreviewLink
from tests import factories
from tests.derivatives.quick import Press

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EMBARGO = NOW + timedelta(days=1)
ENDS = ["release.pdf", "release-letter.pdf"]


def lend(edition: Edition) -> PreviewLink:
    """Return a link to the newest text of an edition, with its papers."""
    assert edition.current is not None
    link = workflow.lend(edition.current, label="Reuters", by=factories.editor())
    making.make(edition.release_id)
    return link


def get(link: PreviewLink, end: str = ENDS[0], at: datetime = NOW) -> Any:
    with time_machine.travel(at, tick=False):
        return Client().get(link.get_absolute_url() + end)


@pytest.fixture
def edition() -> Edition:
    with time_machine.travel(NOW, tick=False):
        return factories.scheduled(EMBARGO, slug="hidden", title="A secret")


@pytest.fixture
def link(press: Press, edition: Edition) -> PreviewLink:
    with time_machine.travel(NOW, tick=False):
        return lend(edition)


@pytest.mark.parametrize("end", ENDS)
def test_the_paper_says_on_every_page_that_it_is_not_for_publication(link: PreviewLink, press: Press, end: str) -> None:
    response = get(link, end)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert b"Not for publication before" in response.content
    [lent] = [document for job in press.jobs for document in job if "Not for publication before" in document.markup]
    assert "Not for publication" in bytes(lent.styles[-1].replace("\\20 ", " "), "utf-8").decode()


def test_nobody_keeps_it(link: PreviewLink) -> None:
    headers = get(link).headers
    assert "no-store" in headers["Cache-Control"]
    assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert headers["X-Accel-Expires"] == "0"


def test_it_holds_neither_the_link_nor_the_address_to_come(link: PreviewLink) -> None:
    body = get(link).content.decode()
    assert [word for word in (link.secret, "hidden", "<svg") if word in body] == []


def test_the_page_of_the_link_offers_it(link: PreviewLink) -> None:
    for page in ("", "print/"):
        body = get(link, page).content.decode()
        assert [f"{link.get_absolute_url()}{end}" in body for end in ENDS] == [True, True], page


def test_a_link_whose_papers_are_not_made_yet_offers_none(press: Press, edition: Edition) -> None:
    assert edition.current is not None
    with time_machine.travel(NOW, tick=False):
        made = workflow.lend(edition.current, label="Reuters", by=factories.editor())
    assert "release.pdf" not in get(made, "").content.decode()
    assert get(made).status_code == 404


def test_with_another_moment_it_is_closed_until_it_is_made_anew(link: PreviewLink, edition: Edition) -> None:
    with time_machine.travel(NOW, tick=False):
        edition.refresh_from_db()
        workflow.schedule(edition, publish_at=EMBARGO + timedelta(hours=1), by=None)
        assert get(link).status_code == 404
        making.make(edition.release_id)
        assert get(link).status_code == 200


@pytest.mark.parametrize("end", ENDS)
def test_it_closes_with_the_link(link: PreviewLink, end: str) -> None:
    assert get(link, end, EMBARGO).status_code == 404  # published
    assert get(link, end, NOW + timedelta(hours=49)).status_code == 404  # expired
    with time_machine.travel(NOW, tick=False):
        workflow.recall(link, by=factories.editor())
    assert get(link, end).status_code == 404


def test_what_is_closed_answers_like_what_never_was(link: PreviewLink) -> None:
    with time_machine.travel(NOW, tick=False):
        workflow.recall(link, by=factories.editor())
        closed, missing = get(link), Client().get("/en/preview/nothing/release.pdf")
    assert (closed.status_code, closed.content) == (404, missing.content)


def test_a_dead_link_keeps_no_file(link: PreviewLink, edition: Edition) -> None:
    assert Derivative.objects.filter(link=link).count() == 2
    with time_machine.travel(NOW, tick=False):
        workflow.recall(link, by=factories.editor())
        making.make(edition.release_id)
    assert Derivative.objects.filter(link=link).count() == 0


def test_the_paper_of_a_link_is_not_what_readers_get(link: PreviewLink, edition: Edition) -> None:
    with time_machine.travel(EMBARGO, tick=False):
        response = Client().get(edition.address("pdf"))
    assert response.status_code == 200
    assert b"Not for publication" not in response.content
