"""The list of releases and a release: what they say, which, and in what order."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client

from articles import workflow
from articles.derivatives import making
from articles.enums import Change
from articles.models import Edition, Photo
from tests import factories
from tests.api.asking import get, items, walked
from tests.hostile import PAYLOADS, faults

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
SITE = "https://news.example.org"


def titles(path: str) -> list[str]:
    return [item["title"] for item in items(path)]


def references(path: str) -> list[tuple[str, str]]:
    return [(item["reference"], item["language"]) for item in walked(path)]


def publish_everything() -> Photo:
    """Publish a release with all that an item can say, in two languages, and return its picture."""
    photo = factories.photo(alt_fr="Une bouée", caption_fr="La bouée 12.", credit_fr="R. Silva")
    topics = [factories.topic("ports"), factories.topic("nameless", languages=["en"])]
    release = factories.release("fr", photo=photo, topics=topics, reference="2018-K7QF")
    factories.public("zh-hans", DAY, of=release, slug="新闻")
    factories.public(
        "fr", DAY, of=release, slug="bouées", title="Un & deux", lead="Un chapeau.", dateline="PARIS",
        body="<p>Un.</p><p><a href='#x'>Deux</a>.</p>", notes="<p>Source : <a href='/fr/news/'>ici</a>.</p>",
    )  # fmt: skip
    return photo


def said_of(photo: Photo) -> dict[str, Any]:
    """Return what an item says of that picture."""
    files = [
        {
            "url": f"{SITE}/media/{photo.file.token}-{name}.jpg",
            "type": "image/jpeg",
            "width": width,
            "height": round(width * 0.6),
        }
        for name, width in [*((w, w) for w in photo.file.widths), ("full", 1000)]
    ]
    return {
        "role": "lead",
        "alt": "Une bouée",
        "caption": "La bouée 12.",
        "credit": "R. Silva",
        "terms": "",
        "renditions": files[:-1],
        "full": files[-1],
    }


def links_of(reference: str, page: str) -> dict[str, str | None]:
    """Return where an item in French leads that has pictures and no papers yet."""
    return {
        "self": f"{SITE}/api/v1/releases/{reference}/fr",
        "release": f"{SITE}/api/v1/releases/{reference}",
        "html": page,
        "print": f"{page}print/",
        "ninjs": f"{page}ninjs.json",
        **dict.fromkeys(("pdf", "pdf_letter")),
        "press_kit": f"{page}press-kit.zip",
    }


def test_an_item_says_all_that_readers_get() -> None:
    photo = publish_everything()
    page = f"{SITE}/fr/news/2018/{quote('bouées')}/"
    chinese = f"{SITE}/zh-hans/news/2018/{quote('新闻')}/"
    brief = {
        "id": "tag:news.example.org,2018:release/2018-K7QF/fr",
        "reference": "2018-K7QF",
        "language": "fr",
        "direction": "ltr",
        "title": "Un & deux",
        "dateline": "PARIS",
        "lead": "Un chapeau.",
        "published_at": "2018-02-05T10:00:00+01:00",
        "modified_at": "2018-02-05T10:00:00+01:00",
        "updated_at": "2018-02-05T10:00:00+01:00",
        "version": 1,
        "changes": [],
        "topics": [{"slug": "ports", "name": "ports fr"}],
        "photo": said_of(photo),
        "photos": [said_of(photo)],
        "documents": [],
        "alternates": [
            {
                "id": "tag:news.example.org,2018:release/2018-K7QF/zh-hans",
                "language": "zh-hans",
                "self": f"{SITE}/api/v1/releases/2018-K7QF/zh-hans",
                "html": chinese,
            }
        ],
        "links": links_of("2018-K7QF", page),
    }
    full = brief | {
        "body_html": f'<p>Un.</p><p><a href="{page}#x" rel="noopener">Deux</a>.</p>',
        "body_text": "Un.\n\nDeux.",
        "notes_html": f'<p>Source : <a href="{SITE}/fr/news/" rel="noopener">ici</a>.</p>',
        "notes_text": "Source : ici.",
    }
    assert items("releases?language=fr") == [brief]
    assert items("releases?language=fr&include=body") == [full]
    assert get("releases/2018-K7QF/fr") == full
    assert get("releases/2018-K7QF")["items"][0] == brief
    assert get("releases/2018-K7QF?include=body")["items"][0] == full


def test_texts_stand_in_their_own_letters() -> None:
    factories.public("ar", DAY, title="المنارة", slug="x")
    response = Client().get("/api/v1/releases?language=ar")
    assert "المنارة".encode() in response.content
    assert (response.json()["items"][0]["direction"], response.headers["Content-Language"]) == ("rtl", "ar")


def test_corrections_are_told_and_minor_changes_move_the_version_alone() -> None:
    with time_machine.travel(DAY, tick=False):
        edition = factories.public("fr", title="First")
        path = f"releases/{edition.release.reference}/fr"
    with time_machine.travel(DAY + timedelta(hours=1), tick=False):
        factories.correct(edition, note="Un chiffre.", title="Second")
    with time_machine.travel(DAY + timedelta(hours=2), tick=False):
        factories.correct(edition, note="", change=Change.MINOR, title="Third")
        said = get(path)
    names = ("title", "version", "published_at", "modified_at", "updated_at", "changes")
    assert {name: said[name] for name in names} == {
        "title": "Third",
        "version": 3,
        "published_at": "2018-02-05T10:00:00+01:00",
        "modified_at": "2018-02-05T11:00:00+01:00",
        "updated_at": "2018-02-05T12:00:00+01:00",
        "changes": [{"kind": "correction", "at": "2018-02-05T11:00:00+01:00", "note": "Un chiffre."}],
    }


def test_drafts_do_not_move_the_version() -> None:
    edition = factories.public("fr", title="As published")
    for _save in range(3):
        factories.revise(edition, title="Draft")
    said = get(f"releases/{edition.release.reference}/fr")
    assert (said["title"], said["version"]) == ("As published", 1)


def test_a_list_without_a_language_has_an_item_for_each() -> None:
    release = factories.release("fr")
    moments = {"fr": DAY, "ar": DAY, "en": DAY + timedelta(hours=1)}
    for language, moment in moments.items():
        factories.public(language, moment, of=release)
    factories.scheduled(factories.in_days(1), "ru", of=release)
    assert [item["language"] for item in items("releases")] == ["en", "ar", "fr"]
    assert [item["language"] for item in get(f"releases/{release.reference}")["items"]] == ["ar", "en", "fr"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["march", "february", "january"]),
        ("&from=2026-02-01", ["march", "february"]),
        ("&to=2026-02-01", ["january"]),
        ("&from=2026-02-01&to=2026-03-01", ["february"]),
        ("&from=2026-01-31T23:00:00Z&to=2026-03-01T00:00:00%2B01:00", ["february"]),
        ("&from=2026-01-31T23:00:00.000001Z&to=2026-03-01", []),
        ("&from=2026-01-01&to=2026-01-31T23:00:00Z", ["january"]),
        ("&from=2999-01-01", []),
        ("&to=1900-01-01T00:00:00Z", []),
        ("&topic=ports", ["march", "january"]),
        ("&topic=ports&from=2026-02-01", ["march"]),
        ("&topic=nothing", []),
    ],
)
@time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC), tick=False)
def test_filters_combine(query: str, found: list[str]) -> None:
    ports = factories.topic("ports")
    moments = {
        "january": datetime(2026, 1, 15, 12, tzinfo=UTC),
        "february": datetime(2026, 1, 31, 23, tzinfo=UTC),  # its first moment in the newsroom's zone
        "march": datetime(2026, 2, 28, 23, tzinfo=UTC),
    }
    for title, moment in moments.items():
        release = factories.release("fr", topics=[ports] if title != "february" else [])
        factories.public("fr", moment, of=release, title=title)
    factories.public("en", title="English")
    assert titles(f"releases?language=fr{query}") == found


def publish_many() -> list[tuple[str, str]]:
    """Publish seven releases at three moments in two languages; return the order that lists have."""
    made: list[Edition] = []
    for number in range(7):
        release = factories.release("fr", reference=f"R-{number}")
        moment = DAY + timedelta(days=number // 3)
        made += [factories.public(code, moment, of=release, slug=f"slug-{number}-é") for code in ("fr", "ar")]
    made.sort(key=lambda edition: (edition.language, edition.slug))
    made.sort(key=lambda edition: edition.publish_at or DAY, reverse=True)
    return [(edition.release.reference, edition.language) for edition in made]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 13, 14, 50])
def test_pages_put_together_are_the_list(limit: int) -> None:
    whole = publish_many()
    assert references(f"releases?limit={limit}") == whole
    assert references(f"releases?limit={limit}&language=ar") == [(ref, code) for ref, code in whole if code == "ar"]
    rest = [(ref, code) for ref, code in whole if ref != "R-6"]
    until = (DAY + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert references(f"releases?limit={limit}&to={until}") == rest


def test_the_next_page_is_named_in_the_answer_and_in_its_head() -> None:
    publish_many()
    response = Client().get("/api/v1/releases?limit=5&language=fr")
    following = response.json()["next"]
    assert response.headers["Link"] == f'<{following}>; rel="next"'
    last = Client().get(following.removeprefix(SITE))
    assert (last.json()["next"], "Link" in last.headers) == (None, False)


def test_the_address_of_the_next_page_carries_the_filters_in_one_order() -> None:
    topic = factories.topic("موانئ")
    for _number in range(2):
        factories.public("fr", DAY, of=factories.release("fr", topics=[topic]))
    query = f"include=body&limit=1&topic={quote('موانئ')}&to=2019-01-01T00:00:00%2B01:00&language=fr&from=2018-01-01"
    following = get(f"releases?{query}")["next"]
    start = f"{SITE}/api/v1/releases?language=fr&topic={quote('موانئ')}&from=2018-01-01&to=2019-01-01T00:00:00%2B01:00"
    assert following.startswith(f"{start}&include=body&limit=1&cursor=")


def test_a_page_stays_what_it_is_while_things_are_published_and_withdrawn() -> None:
    publish_many()
    first = get("releases?limit=4&language=fr")
    second = get(first["next"].removeprefix(f"{SITE}/api/v1/"))
    factories.public("fr", DAY + timedelta(days=9))
    last = Edition.objects.get(release__reference=first["items"][-1]["reference"], language="fr")
    workflow.withdraw(last, reason="error", by=None)
    assert get(first["next"].removeprefix(f"{SITE}/api/v1/")) == second


def test_a_release_tells_where_it_was_withdrawn() -> None:
    release = factories.release("fr", reference="2018-K7QF")
    factories.public("en", DAY, of=release)
    with time_machine.travel(DAY + timedelta(days=1), tick=False):
        edition = factories.public("fr", DAY, of=release)
        workflow.withdraw(edition, reason="legal", note="Nous regrettons.", by=None)
        said = get("releases/2018-K7QF")
    assert [item["language"] for item in said["items"]] == ["en"]
    assert [gone["language"] for gone in said["withdrawals"]] == ["fr"]


def test_what_was_withdrawn_is_gone_and_says_why() -> None:
    with time_machine.travel(DAY, tick=False):
        edition = factories.public("fr", of=factories.release("fr", reference="2018-K7QF"))
        workflow.withdraw(edition, reason="error", note="Nous <regrettons>.", by=None)
        one, all_of_it = get("releases/2018-K7QF/fr", 410), get("releases/2018-K7QF", 410)
    withdrawal = {
        "id": "tag:news.example.org,2018:release/2018-K7QF/fr",
        "reference": "2018-K7QF",
        "language": "fr",
        "published_at": "2018-02-05T10:00:00+01:00",
        "withdrawn_at": "2018-02-05T10:00:00+01:00",
        "reason": "error",
        "note": "Nous <regrettons>.",
        "replaced_by": None,
    }
    assert one["withdrawal"].pop("statement") == all_of_it["withdrawals"][0].pop("statement") != ""
    same = {"type": "about:blank", "title": "Gone", "status": 410}
    assert one == same | {"detail": "This release was withdrawn in this language.", "withdrawal": withdrawal}
    assert all_of_it == same | {"detail": "This release was withdrawn.", "withdrawals": [withdrawal]}


def test_a_release_that_is_back_is_back() -> None:
    edition = factories.withdrawn("fr", of=factories.release("fr", reference="2018-K7QF"))
    get("releases/2018-K7QF/fr", 410)
    workflow.restore(edition, by=None)
    assert get("releases/2018-K7QF/fr")["version"] == 3


@pytest.mark.parametrize("path", ["releases/2018-K7QF", "releases/2018-K7QF/fr", "releases/none", "releases/none/fr"])
def test_what_is_not_public_is_not_found(path: str) -> None:
    factories.approved("fr", of=factories.release("fr", reference="2018-K7QF"))
    problem: Any = get(path, 404)
    assert problem == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing public here.",
    }


def test_a_language_that_is_not_shown_is_in_no_answer(settings: Any) -> None:
    release = factories.release("fr", reference="2018-K7QF")
    for language in ("fr", "ru"):
        factories.public(language, DAY, of=release)
    settings.LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != "ru"]
    assert [item["language"] for item in items("releases")] == ["fr"]
    assert [item["alternates"] for item in get("releases/2018-K7QF")["items"]] == [[]]
    assert get("releases?language=ru", 400)["errors"][0]["parameter"] == "language"


@pytest.mark.parametrize("name", PAYLOADS)
def test_markup_of_attackers_is_inert(name: str) -> None:
    body = f"<p>x</p>{PAYLOADS[name]}"
    edition = factories.public("fr", DAY, body=body, notes=body)
    said = get(f"releases/{edition.release.reference}/fr")
    assert (faults(said["body_html"]), faults(said["notes_html"])) == ([], [])


@pytest.mark.usefixtures("press")
def test_papers_are_linked_while_they_show_this_very_text() -> None:
    edition = factories.public("fr", DAY, of=factories.release("fr", reference="2018-K7QF"), slug="x")
    making.make(edition.release_id)

    def linked() -> list[str | None]:
        found = [get("releases/2018-K7QF/fr"), *items("releases?language=fr")]
        return [item["links"][name] for item in found for name in ("pdf", "pdf_letter")]

    page = f"{SITE}/fr/news/2018/x/"
    assert linked() == [f"{page}release.pdf", f"{page}release-letter.pdf"] * 2
    factories.correct(edition)
    assert linked() == [None] * 4
