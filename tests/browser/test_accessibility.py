"""axe finds nothing on any page of the desk, in both directions, on a wide screen in light and on a narrow one in dark."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from articles import workflow
from articles.models import Preferences, Term
from tests import factories
from tests.admin.library.test_shelf import document
from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PAGES = {
    "first page": "",
    "list": "articles/release/",
    "worklist": "articles/release/worklist/",
    "calendar": "articles/release/calendar/",
    "new release": "articles/release/add/",
    "release": "articles/release/{release}/change/",
    "translation desk": "articles/release/{release}/fr/translate/",
    "checks": "articles/release/{release}/fr/checks/",
    "send back": "articles/release/{release}/fr/send_back/",
    "schedule": "articles/release/{ready}/en/schedule/",
    "schedule together": "articles/release/{ready}/together/",
    "publish a correction": "articles/release/{out}/en/publish/",
    "change the address": "articles/release/{out}/en/readdress/",
    "withdraw": "articles/release/{out}/en/withdraw/",
    "preview links": "articles/release/{ready}/en/links/",
    "history": "articles/release/{out}/history/",
    "comparison": "articles/release/{out}/en/diff/?from=1&to=2",
    "bring back": "articles/release/{out}/en/revisions/1/bring-back/",
    "as of": "articles/release/{out}/as-of/",
    "copy": "articles/release/{release}/copy/",
    "audit log": "articles/auditentry/",
    "glossary": "articles/term/",
    "name of the glossary": "articles/term/add/",
    "photos": "articles/photo/",
    "photos as a list": "articles/photo/?view=list",
    "new photos": "articles/photo/upload/",
    "photo": "articles/photo/{photo}/change/",
    "focus of a photo": "articles/photo/{photo}/focus/",
    "newer file of a photo": "articles/photo/{photo}/replace/",
    "documents": "articles/document/",
    "document": "articles/document/{document}/change/",
    "newer file of a document": "articles/document/{document}/replace/",
    "tags": "articles/tag/",
    "topic": "articles/topic/add/",
    "organisation": "articles/organisation/1/change/",
    "preferences": "articles/preferences/",
    "person": "auth/user/add/",
    "log-in": "login/?next=/admin/",
}


def furnished() -> dict[str, int]:
    """Return the keys of releases with something to see on every page: in review and stale, approved, public."""
    Term.objects.create(form_en="Blue Hour", form_fr="Heure bleue")
    factories.organisation()
    photo, table = factories.photo(alt_en="A lighthouse"), document()
    release = factories.release("en", photo=photo, documents=[table], topics=[factories.topic()])
    original = factories.public("en", of=release)
    factories.in_review("fr", of=release, body="<p>Le premier paragraphe, 12.</p>", dateline="")
    workflow.approve(workflow.submit(factories.revise(original), by=None), by=None)
    factories.scheduled(factories.in_days(1), "ar", of=release)
    ready, out = factories.approved("en"), factories.public("en")
    workflow.lend(ready.approved, label="An agency", by=factories.editor())  # type: ignore[arg-type]
    workflow.approve(workflow.submit(factories.revise(out), by=None), by=None)
    keys = {"photo": photo.pk, "document": table.pk}
    return keys | {"release": release.pk, "ready": ready.release_id, "out": out.release_id}


def sit(browser: Browser, server: LiveServer, person: User, language: str, narrow: bool) -> Page:
    """Return the page of somebody who is signed in."""
    person.set_password("a good password")
    person.save()
    Preferences.objects.create(person=person, language=language)
    size: ViewportSize = {"width": 320, "height": 800} if narrow else {"width": 1280, "height": 900}
    page = browser.new_context(
        locale=language, viewport=size, color_scheme="dark" if narrow else "light", reduced_motion="reduce"
    ).new_page()
    page.goto(f"{server.url}/admin/login/")
    page.fill("#id_username", person.username)
    page.fill("#id_password", "a good password")
    page.click("#login-form [type=submit]")
    return page


@pytest.fixture(params=[("en", False), ("ar", True)], ids=["English, wide, light", "Arabic, narrow, dark"])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    language, narrow = request.param
    page = sit(browser, live_server, factories.person(superuser=True), language, narrow)
    yield page
    page.context.close()


def test_axe_finds_nothing_on_any_page_of_the_desk(desk: Page, live_server: LiveServer) -> None:
    keys = furnished()
    found: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        address = f"{live_server.url}/admin/{path.format(**keys)}"
        if name == "log-in":
            desk.context.clear_cookies()
        response = desk.goto(address)
        assert response is not None and response.status == 200, name
        wide = desk.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        problems = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations(desk)]
        if problems or wide:
            found[name] = [*problems, *(["wider than the window"] if wide else [])]
    assert found == {}
