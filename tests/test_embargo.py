"""Promise 1: nothing of an edition that is not public is observable, on any address, in any language.

Every route of the URLconf is asked, as the public asks it, with every value that the hidden edition could lend it. A
route that is added later is asked too: one with a parameter that this test does not know makes it fail.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.http import urlencode

from articles import workflow
from articles.api.cursors import Order, Position
from articles.derivatives import making
from articles.enums import shown_codes, suffix
from articles.models import Derivative, Document, Edition, Photo, PreviewLink, Revision
from articles.models.photo import new_token
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("press")]

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]
# All on SQLite; on PostgreSQL one of each direction.
MATRIX = [pytest.param(code, marks=() if code in {"en", "ar"} else pytest.mark.once) for code in LANGUAGES]
STATES = ["draft", "in review", "approved", "scheduled"]
# In as many turns as there are states, every language is in each; on PostgreSQL one turn.
TURNS = [pytest.param(turn, marks=pytest.mark.once if turn else ()) for turn in range(len(STATES))]
CANARY = "canary7Q"


def _hidden_photo() -> Photo:
    names = ("title", "alt", "caption", "credit", "terms")
    return factories.photo(**{f"{name}_{suffix(code)}": f"{CANARY} {name}" for name in names for code in LANGUAGES})


def _hidden_document() -> Document:
    names = ("title", "terms")
    return factories.document(**{f"{name}_{suffix(code)}": f"{CANARY} {name}" for name in names for code in LANGUAGES})


def _parts(within: Iterable[str] = ()) -> dict[str, Any]:
    figures = "".join(f'<figure data-photo="{token}"></figure>' for token in within)
    return {
        "title": f"{CANARY} headline",
        "dateline": f"{CANARY} place",
        "lead": f"{CANARY} lead",
        "body": f"<p>{CANARY} body</p>{figures}",
        "notes": f"<p>{CANARY} notes</p>",
        "slug": f"{CANARY}-slug".lower(),
    }


def _release(language: str) -> Any:
    topic = factories.topic(f"{CANARY}-topic".lower())
    media = {"photo": _hidden_photo(), "gallery": [_hidden_photo()], "documents": [_hidden_document()]}
    return factories.release(language, **media, topics=[topic], reference=f"2026-{CANARY}", year=2026)


def plant(state: str, language: str, of: Any = None) -> Edition:
    """Return an edition in ``state`` whose every word is a canary, on a release that has nothing public."""
    options = {"of": of or _release(language), **_parts([_hidden_photo().token])}
    if state == "scheduled":
        return factories.scheduled(NOW + timedelta(seconds=1), language, **options)
    make = {
        "draft": factories.draft,
        "in review": factories.in_review,
        "approved": factories.approved,
        "withdrawn": factories.withdrawn,
    }
    return make[state](language, **options)


def routes(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Yield the template of the path of every route, included ones too."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def values(edition: Edition) -> dict[str, list[str]]:
    """Return what each parameter of a route is tried with."""
    photo = edition.release.photo
    assert photo is not None
    return {
        "language": shown_codes(),
        "year": ["2026"],
        "month": ["11", "12"],
        "form": ["atom", "rss", "json"],
        "key": ["0123456789abcdef", f"{CANARY}-key"],
        "slug": [edition.slug or "", f"{CANARY}-topic".lower()],
        "token": [photo.file.token, *_library(edition), *made_ahead(edition), *dead_links(edition)],
        "number": ["1"],
        "reference": [edition.release.reference],
        "rest": [f"v1/{CANARY}", f"v1/releases/{edition.release.reference}/pdf"],
        "name": list(photo.file.made),
        "photo": [photo.file.token],
        "document": [document.token for document in workflow.documents_of(edition.release)],
        "digest": ["0" * 16],
        "pk": [str(edition.release_id), str(edition.pk)],
        "object_id": [str(edition.release_id)],
        "action": ["publish", "schedule", "approve"],
        "app_label": ["articles"],
        "content_type_id": ["1"],
        "id": ["1"],
        "url": ["articles/release/"],
    }


def _library(edition: Edition) -> list[str]:
    """Return the permanent names of the photos and documents of a release, and those of their files."""
    held = [*workflow.gallery_of(edition.release), *workflow.documents_of(edition.release)]
    return [token for one in held for token in (one.token, one.file.token)]


def made_ahead(edition: Edition) -> list[str]:
    """Return the names of the papers and the share image that wait for the moment of the edition."""
    making.make(edition.release_id)
    return list(Derivative.objects.filter(edition=edition).values_list("token", flat=True))


def dead_links(edition: Edition) -> list[str]:
    """Return the tokens of preview links that open nothing: forged, another release's, expired, revoked."""
    editor, revision, at = factories.editor(), edition.current, timezone.now()
    assert revision is not None
    alive, expired, revoked = (workflow.lend(revision, label=CANARY, by=editor, at=at) for _link in range(3))
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=at)
    workflow.recall(revoked, by=editor, at=at)
    another = factories.draft(edition.language)
    assert another.current is not None
    others = workflow.lend(another.current, label="Somebody", by=editor, at=at)
    return [f"{alive.secret}.{others.token.rpartition('.')[2]}", expired.token, revoked.token, others.token]


def addresses(edition: Edition) -> Iterator[str]:
    """Yield every address that the URLconf can make of the hidden edition."""
    known = values(edition)
    for route in routes():
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "").replace("\\Z", "")
        names = [name.rpartition(":")[2] for name in re.findall(r"<([^>]+)>", plain)]
        unknown = set(names) - set(known)
        assert unknown == set(), f"teach tests/test_embargo.py what to try for {unknown} in {route}"
        for chosen in product(*(known[name] for name in names)):
            path = plain
            for value in chosen:
                path = re.sub(r"<[^>]+>", lambda _match, value=value: value, path, count=1)
            yield "/" + path
    for language in shown_codes():
        topic = f"{CANARY}-topic".lower()
        for query in (
            {"before": str(edition.slug)}, {"q": CANARY}, {"page": "1"}, {"topic": topic}, {"also": edition.language},
            {"topic": topic, "year": "2026"}, {"year": "2026", "month": "11", "also": edition.language},
        ):  # fmt: skip
            yield f"/{language}/news/?{urlencode(query)}"
        for query in ({"topic": f"{CANARY}-topic".lower()}, {"before": str(edition.slug)}, {"year": "2026"}):
            yield f"/{language}/news/search/?{urlencode({'q': 'something'} | query)}"
    yield from _questions(edition)
    yield f"/media/photos/{edition.release.photo.file.token}/400.jpg"  # type: ignore[union-attr]
    yield f"/admin/?next=/{edition.language}/news/2026/"


def _questions(edition: Edition) -> Iterator[str]:
    """Yield every question to the API that could be answered with the hidden edition."""
    place = Position(NOW + timedelta(days=1), "zz", CANARY.lower())
    own = {"language": edition.language}
    for query in (
        {"topic": f"{CANARY}-topic".lower()},
        {"include": "body", "limit": "50"},
        own | {"from": "2026-11-24", "to": "2026-11-26"},
        own | {"cursor": place.cursor(Order.PUBLISHED)},
        own | {"modified_since": "2026-11-01"},
        own | {"q": CANARY},
    ):
        yield f"/api/v1/releases?{urlencode(query)}"
    yield f"/api/v1/releases/{edition.release.reference}?include=body"
    yield "/api/v1/withdrawals?since=2026-01-01"


def observe(client: Client, path: str) -> str:
    """Return everything that an answer says: status, headers, body, and where it leads."""
    response = client.get(path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    asked = path.partition("?")[2]
    seen = f"{response.status_code}\n{headers}\n{body.decode('utf-8', 'replace')}"
    # The login page and clean redirects name the address that was asked for, and nothing else.
    return seen.replace(path, "").replace(asked, "") if asked else seen.replace(path, "")


@pytest.mark.parametrize("turn", TURNS)
def test_nothing_of_a_hidden_edition_is_observable_on_any_address(turn: int, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        beside = [factories.public(language, title="Something public") for language in LANGUAGES]
        release = _release(LANGUAGES[turn])
        states = {language: STATES[(place + turn) % len(STATES)] for place, language in enumerate(LANGUAGES)}
        hidden = [plant(state, language, of=release) for language, state in states.items()]
        around = [edition.address(page) for edition in beside for page in ("detail", "print")]
        asked = {*around, *(path for edition in hidden for path in addresses(edition))}
        leaks = [path for path in sorted(asked) if CANARY.lower() in observe(client, path).lower()]
    assert leaks == []


@pytest.mark.parametrize("language", MATRIX)
def test_a_scheduled_edition_is_public_at_its_second_in_its_language_alone(language: str, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        edition = plant("scheduled", language)
    moment = NOW + timedelta(seconds=1)
    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        assert [code for code in LANGUAGES if CANARY in observe(client, f"/{code}/news/")] == []
        assert client.get(edition.get_absolute_url()).status_code == 404
    with time_machine.travel(moment, tick=False):
        assert [code for code in LANGUAGES if CANARY in observe(client, f"/{code}/news/")] == [language]
        assert client.get(edition.get_absolute_url()).status_code == 200
        other = [code for code in LANGUAGES if code != language]
        paths = [edition.get_absolute_url().replace(f"/{language}/", f"/{code}/", 1) for code in other]
        assert [client.get(path).status_code for path in paths] == [404] * 5


def test_hidden_and_missing_answer_alike_byte_for_byte(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        for code in ("en", "fr"):  # so that there is something to narrow down
            factories.public(code, NOW - timedelta(days=1000), of=factories.release(code, topics=[factories.topic()]))
        edition = plant("scheduled", "fr")
        photo = edition.release.photo
        assert photo is not None
        pairs = [
            (f"/fr/news/2026/{edition.slug}/", "/fr/news/2026/nothing-here/"),
            (f"/fr/news/2026/{edition.slug}/print/", "/fr/news/2026/nothing-here/print/"),
            (f"/fr/news/2026/{edition.slug}/ninjs.json", "/fr/news/2026/nothing-here/ninjs.json"),
            (f"/fr/news/2026/{edition.slug}/release.pdf", "/fr/news/2026/nothing-here/release.pdf"),
            (f"/fr/news/2026/{edition.slug}/release-letter.pdf", "/fr/news/2026/nothing-here/release-letter.pdf"),
            *((f"/media/{token}-share.jpg", f"/media/{'x' * 22}-share.jpg") for token in made_ahead(edition)),
            (f"/fr/news/topics/{CANARY.lower()}-topic/", "/fr/news/topics/nothing-here/"),
            (f"/fr/news/topics/{CANARY.lower()}-topic/feed.rss", "/fr/news/topics/nothing-here/feed.rss"),
            ("/sitemap-fr-2026-11.xml", "/sitemap-fr-2026-10.xml"),
            ("/fr/news/2026/11/", "/fr/news/2026/10/"),
            (f"/media/{photo.file.token}-400.jpg", f"/media/{'x' * 22}-400.jpg"),
            (f"/fr/news/2026/{edition.slug}/press-kit.zip", "/fr/news/2026/nothing-here/press-kit.zip"),
            (f"/fr/news/?before={edition.slug}", "/fr/news/?before=nothing-here"),
            (f"/api/v1/releases/2026-{CANARY}", "/api/v1/releases/2026-NONE"),
            (f"/api/v1/releases/2026-{CANARY}/fr", "/api/v1/releases/2026-NONE/fr"),
            (f"/api/v1/releases/2026-{CANARY}/fr", "/api/v1/nothing-here"),
            (f"/api/v1/releases?topic={CANARY.lower()}-topic", "/api/v1/releases?topic=nothing-here"),
            (f"/fr/news/?topic={CANARY.lower()}-topic&year=2026", "/fr/news/?topic=nothing-here&year=2026"),
            *(
                (f"/{code}/news/{page}topic={CANARY.lower()}-topic", f"/{code}/news/{page}topic=nothing-here")
                for code in ("en", "fr")
                for page in ("?", "?year=2026&", "search/?q=public&")
            ),
            ("/en/news/?also=fr", "/en/news/?also=ru"),
            ("/fr/news/?year=2026&also=en", "/fr/news/?year=2025&also=en"),
        ]
        for hidden, missing in pairs:
            first, second = client.get(hidden), client.get(missing)
            assert (first.status_code, first.content) == (second.status_code, second.content), hidden
            assert first.headers.items() == second.headers.items(), hidden


def media(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield every media address that a release has or could be guessed to have, with a random one of its kind."""
    revision = Revision.objects.filter(edition=edition).latest("number")
    photos = [one for one in (revision.photo, *(row.photo for row in revision.illustrations.all())) if one]
    documents = [row.document for row in revision.attachments.all()]
    assert (len(photos), len(documents)) == (3, 1)
    random = new_token()
    for version in photos:
        for name in (*version.made, "original", "2000.avif", "share.jpg"):
            yield f"/media/{version.token}-{name}", f"/media/{random}-{name}"
            yield f"/media/photos/{version.token}/{name}", f"/media/photos/{random}/{name}"
        yield f"/media/{version.photo.token}/", f"/media/{random}/"
    yield "/media/photos/", "/media/nothing/"
    for token in made_ahead(edition):
        yield f"/media/{token}-share.jpg", f"/media/{random}-share.jpg"
        yield f"/media/derivatives/{token}.pdf", f"/media/derivatives/{random}.pdf"
    for held in documents:
        for code in shown_codes():
            yield f"/{code}/documents/{held.document.token}/", f"/{code}/documents/{random}/"
            yield f"/{code}/documents/{held.token}/", f"/{code}/documents/{random}/"
        yield f"/media/{held.file_name}", f"/media/documents/{random}.csv"
        yield f"/media/{held.token}/", f"/media/{random}/"
    for name in ("press-kit.zip", "release.pdf", "release-letter.pdf", "ninjs.json"):
        yield f"/{edition.language}/news/2026/{edition.slug}/{name}", f"/{edition.language}/news/2026/{random}/{name}"


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "scheduled", "withdrawn"])
def test_every_media_address_of_a_release_that_is_not_public_is_the_404_of_a_random_one(
    state: str, client: Client
) -> None:
    with time_machine.travel(NOW, tick=False):
        factories.public("fr", title="Something public", of=factories.release("fr", photo=factories.photo()))
        edition = plant(state, "fr")
        for hidden, random in media(edition):
            if state == "withdrawn" and "/news/" in hidden:  # which says that it is gone, as its page does
                assert client.get(hidden).status_code == 410, hidden
                continue
            first, second = (client.get(path) for path in (hidden, random))
            assert (first.status_code, first.getvalue()) == (404, second.getvalue()), hidden
            assert first.headers.items() == second.headers.items(), hidden


def test_every_file_of_a_release_is_open_at_its_second(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        edition = plant("scheduled", "fr")
        paths = [path for path, _random in media(edition)]
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        answers = {path: client.get(path) for path in paths}
        opened = {path for path, answer in answers.items() if answer.getvalue() and answer.status_code == 200}
    revision = edition.current
    assert revision is not None
    photos = [revision.photo, *(row.photo for row in revision.illustrations.all())]
    (held,) = revision.attachments.all()
    own = f"/fr/news/2026/{edition.slug}/"
    assert opened == {
        *(f"/media/{one.token}-{name}" for one in photos if one for name in one.made),
        *(
            f"/media/{token}-share.jpg"
            for token in Derivative.objects.filter(kind="share").values_list("token", flat=True)
        ),
        f"/fr/documents/{held.document.document.token}/",
        *(f"{own}{name}" for name in ("press-kit.zip", "release.pdf", "release-letter.pdf", "ninjs.json")),
    }


def test_an_arabic_release_of_an_arabic_translator_is_public_in_arabic_alone(client: Client) -> None:
    translator, editor = factories.translator("ar"), factories.editor()
    with time_machine.travel(NOW, tick=False):
        release = workflow.create_release(by=translator, original="ar", photo=_hidden_photo())
        workflow.save_text(release, "ar", _arabic(), by=translator)
        edition = release.editions.get(language="ar")
        workflow.submit(edition, by=translator)
        workflow.approve(edition, by=editor)
        workflow.schedule(edition, publish_at=NOW + timedelta(minutes=1), by=editor)
        edition.refresh_from_db()
        assert [path for path in addresses(edition) if CANARY in observe(client, path)] == []
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        edition.refresh_from_db()
        seen = {path for path in addresses(edition) if CANARY in observe(client, path)}
        image = f"/media/{Derivative.objects.get(edition=edition, kind='share').token}-share.jpg"
    everywhere = {"api", "sitemap-news.xml"}  # which are in all languages
    assert {path.split("/")[1] for path in seen} == {"ar", "media", *everywhere}
    assert {path for path in seen if re.fullmatch(r"/api/v1/releases/[^/?]+/.+", path)} == {
        f"/api/v1/releases/{release.reference}/ar"
    }
    assert {f"/ar/news/2026/{edition.slug}/", f"/ar/news/2026/{edition.slug}/print/", "/ar/news/"} <= seen
    assert {image, f"/ar/news/2026/{edition.slug}/release.pdf"} <= seen


def _arabic() -> Any:
    return factories.text(f"عنوان {CANARY}", dateline="لشبونة", lead=f"نبذة {CANARY}", body=f"<p>نص {CANARY}</p>")


def test_a_corrected_text_in_preparation_is_not_observable(client: Client) -> None:
    edition = factories.public("en", title="As published")
    factories.revise(edition, **{k: v for k, v in _parts().items() if k != "slug"})
    workflow.submit(edition, by=None)
    workflow.approve(edition, by=None)
    making.make(edition.release_id)
    month = timezone.localtime(edition.publish_at, timezone.get_default_timezone())
    pages = [edition.address(page) for page in ("detail", "print", "ninjs", "pdf", "pdf_letter")]
    feeds = [f"/en/news/feed.{form}" for form in ("atom", "rss", "json")]
    paths = ["/en/news/", *pages, *feeds, f"/sitemap-en-{month:%Y-%m}.xml", "/sitemap-news.xml"]
    assert [path for path in paths if not observe(client, path).startswith("200")] == []
    assert [path for path in paths if CANARY in observe(client, path)] == []


def test_a_new_picture_is_closed_until_the_revision_that_shows_it_is_published(client: Client) -> None:
    old, new = factories.photo(), factories.photo()
    edition = factories.public("en", of=factories.release("en", photo=old))
    workflow.share(edition.release, by=None, photo=new, topics=[])
    statuses = [observe(client, f"/media/{photo.file.token}-400.jpg")[:3] for photo in (old, new)]
    assert statuses == ["200", "404"]
    edition.refresh_from_db()
    for verb in (workflow.submit, workflow.approve, workflow.publish):
        verb(edition, by=None)
    statuses = [observe(client, f"/media/{photo.file.token}-400.jpg")[:3] for photo in (old, new)]
    assert statuses == ["404", "200"]


def test_staff_see_no_more_than_the_public_on_public_addresses(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        edition = plant("scheduled", "fr")
        client.force_login(User.objects.create_superuser("root"))
        assert client.get(edition.get_absolute_url()).status_code == 404
        assert CANARY not in observe(client, "/fr/news/")
        assert timezone.now() == NOW
