"""Nothing that a person may not read is observable at the desk: every route, GET and POST, with every value there is.

As ``tests/test_embargo.py`` does for readers: a route that is added later is asked too, and one with a parameter that
this test does not know makes it fail.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils.http import urlencode

from articles import permissions, workflow
from articles.admin import papers
from articles.enums import Action
from articles.models import AuditEntry, Edition, PreviewLink, Release, Revision
from tests import factories
from tests.admin.desk import filled, page, signed_in
from tests.derivatives.quick import Press
from tests.test_embargo import routes

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CANARY = "canary7q"
# What tells of the Spanish text: its words, and how often it was saved.
TELLING = re.compile(rf"{CANARY}|\b7741\d\d\b", re.IGNORECASE)
NUMBER = 774100


@pytest.fixture(autouse=True)
def _legible(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Print at once, and papers in which words can be found: those of the real press are compressed."""
    monkeypatch.setattr(papers, "printed", press.printed)


def _words(name: str) -> str:
    return f"{CANARY} {name}"


def _text() -> dict[str, str]:
    """Return a text whose every word is a canary, and in which the checks find something."""
    body = f"<p>{CANARY} body 77 %</p>"
    return {"title": _words("title"), "dateline": _words("place"), "lead": _words("lead"), "body": body}


def _numbered(edition: Edition) -> Edition:
    """Give ``edition`` a number of revision and a version that no page holds by chance."""
    before = edition.current
    assert before is not None
    texts = {name: getattr(before, name) for name in ("title", "dateline", "lead", "body", "digest", "photo")}
    photo = {f"photo_{name}": getattr(before, f"photo_{name}") for name in ("alt", "caption", "credit")}
    revision = Revision.objects.create(edition=edition, number=NUMBER, source=before.source, **texts, **photo)
    Edition.objects.filter(pk=edition.pk).update(current=revision, version=NUMBER)
    edition.refresh_from_db()
    return edition


def _used(edition: Edition, editor: User) -> None:
    """Leave every other trace: a sending back, an override, preview links."""
    edition = workflow.send_back(workflow.submit(edition, by=editor), by=editor, note=_words("sent back"))
    keys = [finding.key for finding in workflow.open_findings(edition)]
    workflow.override(edition, keys, reason=_words("override"), by=editor)
    assert edition.current is not None
    workflow.lend(edition.current, label=_words("label"), by=editor)


def plant(state: str) -> Release:
    """Return an English release with a French text, and a Spanish one in ``state`` that nobody else may read."""
    photo = factories.photo(
        alt_en="A lighthouse", alt_es=_words("alt"), caption_es=_words("caption"), credit_es=_words("credit")
    )
    public = state == "newer text behind what is public"
    release = factories.release("en", photo=None if public else photo, reference="2026-RELEASE")
    factories.approved("en", of=release, title="Readable en")
    editor = factories.editor()
    later = NOW.replace(year=2027)
    if public:
        factories.public("es", of=release, title="Algo público", slug="algo-publico", body="<p>Algo</p>")
        workflow.share(release, by=None, photo=photo, topics=[])
        spanish = release.editions.get(language="es")
        workflow.save_text(release, "es", factories.text(**_text()), by=editor, note=_words("why"))
    else:
        factories.draft("es", of=release, slug=f"{CANARY}-slug", **_text())
        spanish = release.editions.get(language="es")
    spanish.refresh_from_db()
    _used(_numbered(spanish), editor)
    factories.approved("fr", of=release, title="Readable fr")
    Release.objects.filter(pk=release.pk).update(required=["en", "es"])
    release.refresh_from_db()
    if state in {"scheduled", "held", "revoked"}:
        spanish.refresh_from_db()
        workflow.approve(workflow.submit(spanish, by=None), by=None)
    if state in {"scheduled", "held"}:
        workflow.schedule_together(release, ["en", "fr", "es"], publish_at=later, by=editor)
    if state in {"held", "revoked"}:
        workflow.revoke(release.editions.get(language="es"), by=editor, note=_words("revoked"))
    return release


STATES = ["draft", "scheduled", "held", "revoked", "newer text behind what is public"]


def _with(person: User, *codenames: str) -> User:
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    assert person.user_permissions.count() == len(codenames)
    return person


PEOPLE: dict[str, Callable[[], User]] = {
    "translator": lambda: factories.translator("fr"),
    "editor of one language": lambda: factories.person(permissions.editors("fr")),
    "translator who may delete": lambda: _with(factories.translator("fr"), "delete_release", "delete_photo"),
    "staff without rights": factories.person,
}
CASES = [
    *((state, "translator") for state in STATES),
    ("scheduled", "editor of one language"),
    ("draft", "translator who may delete"),
    ("scheduled", "staff without rights"),
]


def values(release: Release) -> dict[str, list[str]]:
    """Return what each parameter of a route of the desk is tried with."""
    photo = release.photo
    assert photo is not None
    return {
        "pk": [str(release.pk)],
        "object_id": ["1"],
        "language": ["en", "fr", "es", "ru"],
        "number": ["1", str(NUMBER)],
        "action": [action.value for action in Action],
        "token": [photo.file.token],
        "name": list(photo.file.made),
        "id": ["1"],
        "app_label": ["articles"],
        "url": ["articles/", "articles/edition/"],
    }


def keys(route: str, release: Release) -> list[str]:
    """Return the keys of what a route of Django's own shows."""
    found: dict[str, Any] = {
        "release": [release.pk],
        "photo": [release.photo_id],
        "auditentry": AuditEntry.objects.filter(release=release).values_list("pk", flat=True),
    }
    return [str(key) for key in found.get("".join(route.split("/")[2:3]), [1])]


def elsewhere(release: Release) -> Iterator[str]:
    """Yield Django's addresses that lead to what an object calls its own address."""
    editions, links = release.editions.all(), PreviewLink.objects.all()
    for row in (*editions, *links, *Revision.objects.filter(edition__in=editions), release):
        yield f"/admin/r/{ContentType.objects.get_for_model(row).pk}/{row.pk}/"


def addresses(release: Release) -> Iterator[str]:
    """Yield every address of the desk that the URLconf can make of the release."""
    yield from elsewhere(release)
    for route in routes():
        if not route.startswith("admin/") or "logout" in route:
            continue
        known = values(release) | {"object_id": keys(route, release)}
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")
        names = [name.rpartition(":")[2] for name in re.findall(r"<([^>]+)>", plain)]
        unknown = set(names) - set(known)
        assert unknown == set(), f"teach tests/admin/test_no_canary.py what to try for {unknown} in {route}"
        for chosen in product(*(known[name] for name in names)):
            path = plain
            for value in chosen:
                path = re.sub(r"<[^>]+>", lambda _match, value=value: value, path, count=1)
            yield "/" + path
    yield from asking(release)


def asking(release: Release) -> Iterator[str]:
    """Yield addresses with queries: searches, filters, pages, moments, pairs of revisions."""
    one, desk = f"/admin/articles/release/{release.pk}/", "/admin/articles/release/"
    for language in ("en", "fr", "es", "ru"):
        yield f"{one}history/?{urlencode({'language': language})}"
        yield f"{one}history/?{urlencode({'language': language, 'before': NUMBER + 50})}"
        yield f"{one}{language}/diff/?{urlencode({'from': 1, 'to': NUMBER})}"
        yield f"{desk}worklist/?{urlencode({'language': language})}"
        yield f"{desk}links/?{urlencode({'language': language, 'q': ''})}"
        yield f"{desk}?{urlencode({'language': language})}"
        yield f"/admin/articles/auditentry/?{urlencode({'language': language})}"
        yield f"/admin/articles/auditentry/export/?{urlencode({'language': language})}"
    for moment in ("2026-11-24T11:59:59", "2026-11-24T12:00:00", "2027-12-01T00:00:00"):
        yield f"{one}as-of/?{urlencode({'at': moment})}"
    yield f"{desk}calendar/?month=2027-11"
    for state in ("draft", "in_review", "approved", "scheduled", "public", "review", "held", "stale"):
        yield f"{desk}?{urlencode({'state': state, 'language': 'es'})}"
    for field in ("photo", "topics"):
        yield f"/admin/autocomplete/?app_label=articles&model_name=release&field_name={field}"


def observe(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """Return everything that an answer says, without what was asked."""
    response = client.get(path) if data is None else client.post(path, data)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    seen = f"{response.status_code}\n{headers}\n{body.decode('utf-8', 'replace')}"
    query = path.partition("?")[2]
    for asked in (path, query, *(value for pair in query.split("&") for value in [pair.partition("=")[2]] if value)):
        seen = seen.replace(asked, "") if len(asked) > 5 else seen
    return re.sub(r"https?://testserver", "", seen).replace(path.split("?", maxsplit=1)[0], "")


@pytest.mark.parametrize(("state", "who"), CASES)
def test_no_address_of_the_desk_tells_what_a_person_may_not_read(state: str, who: str) -> None:
    with time_machine.travel(NOW, tick=False):
        release = plant(state)
        client = signed_in(PEOPLE[who]())
        leaks = {path: found[0] for path in addresses(release) if (found := TELLING.findall(observe(client, path)))}
    assert leaks == {}


@pytest.mark.parametrize("state", ["held"])
def test_the_walk_finds_the_words_where_they_may_be_read(state: str) -> None:
    with time_machine.travel(NOW, tick=False):
        release = plant(state)
        client = signed_in(factories.translator("es"))
        leaks = [path for path in addresses(release) if TELLING.search(observe(client, path))]
    assert len(leaks) > 20


POSTED: dict[str, Any] = {
    "title": "Mine", "dateline": "Mine", "lead": "Mine", "body": "<p>Mine</p>", "seen": "0", "note": "Why",
    "because": "Why", "reason": "error", "change": "minor", "slug": "mine", "publish_at": "2027-11-24T12:00:00",
    "languages": "es", "keys": "x", "label": "Mine", "hours": "48", "revision": "1", "language": "es", "arriving": "1",
}  # fmt: skip


@pytest.mark.parametrize(("state", "who"), [("held", "translator"), ("scheduled", "editor of one language")])
def test_no_answer_to_a_post_tells_it_and_the_text_stays_as_it_was(state: str, who: str) -> None:
    with time_machine.travel(NOW, tick=False):
        release = plant(state)
        client = signed_in(PEOPLE[who]())
        before = Edition.objects.values().get(release=release, language="es")
        paths = [path for path in addresses(release) if not re.search(r"/delete/|/password|/print/|[?]", path)]
        leaks = {path: found[0] for path in paths if (found := TELLING.findall(observe(client, path, POSTED)))}
        after = Edition.objects.values().get(release=release, language="es")
    assert (leaks, after) == ({}, before)


@pytest.mark.parametrize(
    "address", ["photo/", "document/", "photo/pick/", "release/", "term/", "topic/", "auditentry/"]
)
def test_no_search_finds_what_may_not_be_read(address: str) -> None:
    release = plant("held")
    client = signed_in(factories.translator("fr"))
    for word in (CANARY, CANARY[:4], str(NUMBER), "caption"):
        response = client.get(f"/admin/articles/{address}", {"q": word})
        if response.status_code != 403:
            own = response.context.get("tiles")  # the library's page is its own; the others are Django's
            found = len(own) if own is not None else response.context["cl"].result_count
            assert found == 0, (word, release.pk)


def test_the_picker_of_photos_finds_none_by_words_that_may_not_be_read() -> None:
    plant("draft")
    client = signed_in(factories.translator("fr"))
    asked = {"app_label": "articles", "model_name": "release", "field_name": "photo", "term": CANARY}
    assert client.get("/admin/autocomplete/", asked).json()["results"] == []


def test_a_conflict_on_a_release_shows_no_language_that_may_not_be_read() -> None:
    release = plant("held")
    client = signed_in(factories.translator("fr"))
    stale = filled(client, page(release)) | {"title_fr": "Mine", "seen_fr": "0", "seen_es": "0", "title_es": "Mine"}
    factories.revise(release.editions.get(language="fr"), title="Theirs")
    shown = observe(client, page(release), stale)
    assert ("Theirs" in shown, TELLING.findall(shown)) == (True, [])


def test_nothing_at_the_desk_leads_to_a_preview_link_that_was_made_for_somebody_else() -> None:
    release = plant("draft")
    client = signed_in(factories.translator("fr"))
    found = [(response.status_code, response.get("Location")) for response in map(client.get, elsewhere(release))]
    assert set(found) == {(404, None)}
