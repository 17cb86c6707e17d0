"""What a translator may not read, the desk does not show, find, preview or betray."""

import pytest
from django.contrib.auth.models import User

from articles.models import Edition, Release
from tests import factories
from tests.admin.desk import RELEASES, page, preview, send, signed_in

pytestmark = pytest.mark.django_db

CANARY = "canary7Q"


@pytest.fixture
def release() -> Release:
    """A release written in English, translated into French and, with a word that only Spaniards may read, Spanish."""
    release = factories.release("en")
    factories.draft("en", of=release, title="The original", slug="the-original")
    factories.draft("fr", of=release, title="La traduction", slug="la-traduction")
    factories.draft(
        "es", of=release, title=f"{CANARY} titular", dateline=CANARY, lead=CANARY, body=f"<p>{CANARY}</p>",
        slug=f"{CANARY}-slug".lower(),
    )  # fmt: skip
    return release


def said(person: User, address: str) -> str:
    response = signed_in(person).get(address)
    return f"{response.status_code} {response.content.decode()}"


def test_a_translator_sees_that_another_language_exists_and_no_word_of_it(release: Release) -> None:
    shown = said(factories.translator("fr"), page(release))
    assert ("Español · Draft" in shown, CANARY.lower() in shown.lower()) == (True, False)


def test_the_original_and_the_own_language_are_there(release: Release) -> None:
    shown = said(factories.translator("fr"), page(release))
    assert ("The original" in shown, "La traduction" in shown) == (True, True)


@pytest.mark.parametrize("build", [factories.writer, factories.editor, factories.administrator])
def test_writers_editors_and_administrators_read_everything(build: object, release: Release) -> None:
    assert CANARY in said(build(), page(release))  # type: ignore[operator]


@pytest.mark.parametrize("end", ["", "print/"])
def test_a_translator_cannot_preview_another_language(end: str, release: Release) -> None:
    edition = release.editions.get(language="es")
    client = signed_in(factories.translator("fr"))
    assert [client.get(preview(release.editions.get(language=code), end)).status_code for code in ("en", "fr")] == [
        200,
        200,
    ]
    response = client.get(preview(edition, end))
    assert (response.status_code, CANARY in response.content.decode()) == (403, False)


def test_a_spanish_desk_shows_a_french_translator_the_headline_of_the_original(release: Release) -> None:
    client = signed_in(factories.translator("fr"))
    shown = client.get(RELEASES, headers={"accept-language": "es"}).content.decode()
    assert ("The original" in shown, CANARY in shown) == (True, False)


@pytest.mark.parametrize("word", [CANARY, CANARY[:4], "titular"])
def test_searching_does_not_find_what_may_not_be_read(word: str, release: Release) -> None:
    def found(person: User) -> int:
        return signed_in(person).get(RELEASES, {"q": word}).context["cl"].result_count

    assert (found(factories.translator("fr")), found(factories.translator("es")), found(factories.writer())) == (
        0,
        1,
        1,
    )


def test_searching_finds_the_original_and_the_own_language(release: Release) -> None:
    client = signed_in(factories.translator("fr"))
    assert [client.get(RELEASES, {"q": word}).context["cl"].result_count for word in ("original", "traduction")] == [
        1,
        1,
    ]


@pytest.mark.parametrize("column", ["title_es", "body_es", "editions__slug", "editions__current__title", "body"])
@pytest.mark.parametrize("lookup", ["startswith", "icontains", "regex", "exact"])
def test_no_lookup_from_the_address_tells_anything(column: str, lookup: str, release: Release) -> None:
    client = signed_in(factories.translator("fr"))
    right = client.get(f"{RELEASES}?{column}__{lookup}={CANARY}")
    wrong = client.get(f"{RELEASES}?{column}__{lookup}=zzz")
    assert (right.status_code, right.headers.get("Location")) == (wrong.status_code, wrong.headers.get("Location"))


def test_what_is_posted_for_a_language_that_may_not_be_read_is_not_taken_and_not_answered(release: Release) -> None:
    before = Edition.objects.get(release=release, language="es").version
    response = send(
        signed_in(factories.translator("fr")), page(release), title_es="Taken over", slug_es="taken-over", seen_es="0"
    )
    after = Edition.objects.get(release=release, language="es")
    assert (response.status_code, after.version, after.current.title) == (302, before, f"{CANARY} titular")
