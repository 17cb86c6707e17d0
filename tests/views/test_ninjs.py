"""News items for agencies: ninjs 3.1, true to what is public and to what became of it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from articles import workflow
from articles.derivatives import making
from articles.enums import Change, shown_codes
from articles.models import Edition
from tests import factories
from tests.ninjs_schema import faults

pytestmark = pytest.mark.django_db

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ORIGIN = "https://news.example.org"
IDENTITY = "tag:news.example.org,2018:release/2018-K7QF"


def item(edition: Edition, status: int = 200) -> dict[str, Any]:
    """Return the news item of an edition, which is valid."""
    response = Client().get(edition.address("ninjs"))
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/json")
    found: dict[str, Any] = json.loads(response.content)
    assert faults(found) == []
    return found


def full(language: str = "fr") -> Edition:
    """Return a release with everything that a news item can say."""
    factories.organisation()
    texts = {
        f"{name}_{end}": f"{name} {end}" for name in ("alt", "caption", "credit") for end in ("fr", "ar", "zh_hans")
    }
    topics = [factories.topic("ports"), factories.topic("nameless", languages=["en"])]
    release = factories.release("fr", photo=factories.photo(**texts), topics=topics, reference="2018-K7QF")
    body = '<p>Un <a href="/fr/news/">deux</a>.</p><p>Trois &amp; quatre.</p>'
    parts = {"title": "Un titre", "lead": "Un chapeau.", "dateline": "PARIS", "body": body, "slug": "ports"}
    editions = {
        code: factories.public(code, DAY, of=release, **parts) for code in ("fr", language)[: 1 + (language != "fr")]
    }
    return editions[language]


def test_a_news_item_says_all_of_a_release() -> None:
    found = item(full())
    assert [one["type"] for one in found.pop("associations")] == ["picture"]
    assert found == {
        "uri": f"{IDENTITY}/fr",
        "standard": {
            "name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": "fr",
        "version": "1",
        "firstCreated": "2018-02-05T09:00:00+00:00",
        "versionCreated": "2018-02-05T09:00:00+00:00",
        "copyrightHolder": "Coastal Safety fr",
        "by": "Coastal Safety fr",
        "infoSources": [{"name": "Coastal Safety fr", "uri": f"{ORIGIN}/fr/news/", "role": "publisher"}],
        "genres": [{"name": "Press Release", "uri": "http://cv.iptc.org/newscodes/genre/Press_Release"}],
        "altIds": [{"role": "reference", "value": "2018-K7QF"}],
        "title": "Un titre",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "Un titre"}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "Un chapeau."}],
        "bodies": [
            {
                "role": "main", "contentType": "text/html",
                "value": '<p><span class="dateline">PARIS – </span>Un '
                f'<a href="{ORIGIN}/fr/news/" rel="noopener">deux</a>.</p><p>Trois &amp; quatre.</p>',
            },
            {
                "role": "main", "contentType": "text/plain", "charCount": 33,
                "value": "PARIS – Un deux.\n\nTrois & quatre.",
            },
        ],
        "located": "PARIS",
        "subjects": [{"name": "ports fr", "literal": "ports", "uri": f"{ORIGIN}/fr/news/topics/ports/"}],
        "renditions": [{"name": "web", "href": f"{ORIGIN}/fr/news/2018/ports/", "contentType": "text/html"}],
    }  # fmt: skip


def test_the_picture_of_a_news_item_is_an_item_of_its_own_in_every_width() -> None:
    edition = full()
    photo = edition.release.photo
    assert photo is not None
    (picture,) = item(edition)["associations"]
    renditions = picture.pop("renditions")
    assert picture == {
        "name": "photo", "rel": "picture", "uri": f"{IDENTITY}/fr/{photo.file.token}", "type": "picture", "language": "fr",
        "by": "credit fr",
        "descriptions": [
            {"role": "caption", "contentType": "text/plain", "value": "caption fr"},
            {"role": "alt", "contentType": "text/plain", "value": "alt fr"},
        ],
    }  # fmt: skip
    assert [(one["name"], one["width"], one["height"], one["contentType"]) for one in renditions] == [
        ("240w", 240, 144, "image/jpeg"), ("400w", 400, 240, "image/jpeg"), ("520w", 520, 312, "image/jpeg"),
        ("700w", 700, 420, "image/jpeg"), ("800w", 800, 480, "image/jpeg"),
        ("1000w", 1000, 600, "image/jpeg"), ("full", 1000, 600, "image/jpeg"),
    ]  # fmt: skip
    files = [Client().get(one["href"].removeprefix(ORIGIN)).content for one in renditions]
    assert [one["sizeInBytes"] for one in renditions] == [len(file) for file in files]


@pytest.mark.parametrize(("language", "tag"), [("ar", "ar"), ("zh-hans", "zh-Hans")])
def test_translations_and_their_original_name_each_other(language: str, tag: str) -> None:
    translated = full(language)
    original = translated.release.editions.get(language="fr")
    named = [
        [(one["rel"], one["uri"], one["language"]) for one in item(edition)["associations"] if one["type"] == "text"]
        for edition in (translated, original)
    ]
    assert named == [[("original", f"{IDENTITY}/fr", "fr")], [("translation", f"{IDENTITY}/{language}", tag)]]


def test_no_hidden_translation_is_named() -> None:
    edition = full()
    factories.draft("en", of=edition.release)
    factories.scheduled(factories.in_days(1), "ar", of=edition.release)
    factories.withdrawn("ru", of=edition.release)
    assert [one["type"] for one in item(edition)["associations"]] == ["picture"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_the_barest_release_is_a_valid_item_in_every_language(language: str) -> None:
    found = item(factories.public(language, dateline="", lead="", body="<p>x</p>"))
    assert {"located", "descriptions", "associations", "subjects", "edNote", "usageTerms"} & set(found) == set()
    assert language in shown_codes()


def test_a_version_is_counted_by_what_was_public_and_not_by_work_at_the_desk() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.public("fr")
        factories.revise(edition)
        before = item(edition)
        clock.move_to(DAY + HOUR)
        factories.correct(edition, "430 et non 340.", Change.CORRECTION)
        clock.move_to(DAY + 2 * HOUR)
        edition.refresh_from_db()
        factories.correct(edition, "", Change.MINOR)
        after = item(edition)
    assert [(one["version"], one["firstCreated"], one["versionCreated"]) for one in (before, after)] == [
        ("1", "2018-02-05T09:00:00+00:00", "2018-02-05T09:00:00+00:00"),
        ("3", "2018-02-05T09:00:00+00:00", "2018-02-05T11:00:00+00:00"),
    ]
    assert ("edNote" in before, "2018-02-05T10:00:00+00:00: 430 et non 340." in after["edNote"]) == (False, True)


def test_a_withdrawn_release_is_canceled() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        factories.organisation()
        edition = factories.public("fr", of=factories.release("fr", reference="2018-K7QF"), title="Canary")
        clock.move_to(DAY + HOUR)
        workflow.withdraw(edition, reason="legal", note="Une injonction.", by=None)
        found = item(edition, status=410)
    assert {name: found.get(name) for name in ("uri", "pubStatus", "version", "versionCreated")} == {
        "uri": f"{IDENTITY}/fr", "pubStatus": "canceled", "version": "2", "versionCreated": "2018-02-05T10:00:00+00:00",
    }  # fmt: skip
    assert (found["edNote"].endswith(" Une injonction."), {"bodies", "headlines", "title"} & set(found)) == (
        True,
        set(),
    )
    assert "Canary" not in json.dumps(found)


def test_a_restored_release_is_usable_again_in_a_later_version() -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        edition = factories.withdrawn("fr")
        canceled = int(item(edition, status=410)["version"])
        clock.move_to(DAY + HOUR)
        workflow.restore(edition, by=None)
        found = item(edition)
    assert (found["pubStatus"], int(found["version"]) == canceled + 1, found["versionCreated"]) == (
        "usable", True, "2018-02-05T10:00:00+00:00",
    )  # fmt: skip


def test_a_replaced_release_is_canceled_and_names_what_replaces_it() -> None:
    successor = factories.public("fr", DAY, slug="newer")
    edition = factories.replaced(factories.public("fr", DAY), successor.release)
    found = item(edition, status=410)
    assert [(one["rel"], one["uri"], one["language"]) for one in found["associations"]] == [
        ("replacement", f"{ORIGIN}/fr/news/2018/newer/", "fr")
    ]


def test_a_replacement_that_is_nowhere_public_is_not_spoken_of() -> None:
    successor = factories.draft("fr", title="Canary", slug="canary")
    found = item(factories.replaced(factories.public("fr", DAY), successor.release), status=410)
    assert ("associations" in found, "canary" in json.dumps(found).lower()) == (False, False)


def test_a_former_address_leads_to_the_item_under_the_current_one() -> None:
    edition = factories.public("fr", DAY, slug="first")
    former = edition.address("ninjs")
    moved = workflow.readdress(edition, slug="second", by=None)
    response = Client().get(former)
    assert (response.status_code, response.headers["Location"]) == (301, moved.address("ninjs"))
    successor = factories.public("fr")
    factories.replaced(moved, successor.release)
    assert Client().get(former).headers["Location"] == moved.address("ninjs")
    assert item(moved, status=410)["pubStatus"] == "canceled"


@pytest.mark.parametrize(
    "path", ["/fr/news/2018/nothing/ninjs.json", "/fr/news/2017/ports/ninjs.json", "/en/news/2018/ports/ninjs.json"]
)
def test_what_is_not_public_there_is_missing(path: str) -> None:
    factories.public("fr", DAY, slug="ports")
    assert Client().get(path).status_code == 404


def test_an_item_has_one_address_and_takes_nothing() -> None:
    path = factories.public("fr").address("ninjs")
    response = Client().get(f"{path}?x=1")
    assert (response.status_code, response.headers["Location"], Client().post(path).status_code) == (302, path, 405)


def test_terms_of_use_are_named_where_there_are_some(settings: Settings) -> None:
    settings.TERMS_URL = "https://icso.example/terms"
    found = item(factories.public("en"))
    assert (found["usageTerms"], found["rightsInfo"]) == (
        "The terms of use are at https://icso.example/terms.", {"linkedRights": "https://icso.example/terms"},
    )  # fmt: skip


def test_markup_of_attackers_is_text_in_headlines_and_gone_from_bodies() -> None:
    hostile = "</script><script>alert(1)</script>&\u2028"
    found = item(
        factories.public("fr", title=hostile, lead=hostile, dateline=hostile, body=f"<p>x{hostile}</p>", slug="x")
    )
    assert found["headlines"][0]["value"].startswith("</script>")
    assert "<script" not in found["bodies"][0]["value"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"uri": "/relative"},
        {"uri": "tag:x.example,2018:y", "pubStatus": "maybe"},
        {"uri": "tag:x.example,2018:y", "firstCreated": "2018-02-05"},
        {"uri": "tag:x.example,2018:y", "headline": "Of another version"},
    ],
)
def test_the_judge_of_news_items_refuses_what_is_wrong(wrong: dict[str, str]) -> None:
    assert len(faults(wrong)) == 1


def test_a_news_item_names_the_papers_that_there_are() -> None:
    edition = factories.public("fr", DAY)
    before = [one["name"] for one in item(edition)["renditions"]]
    making.make(edition.release_id)
    found = [(one["name"], one["href"], one["contentType"]) for one in item(edition)["renditions"][1:]]
    assert (before, found) == (
        ["web"],
        [
            ("pdf-a4", ORIGIN + edition.address("pdf"), "application/pdf"),
            ("pdf-letter", ORIGIN + edition.address("pdf_letter"), "application/pdf"),
        ],
    )
    assert [Client().get(edition.address(page)).status_code for page in ("pdf", "pdf_letter")] == [200, 200]
