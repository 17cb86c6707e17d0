"""The whole life of one release, at five desks and before readers, in a real browser."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from articles import freshness
from articles.enums import State
from articles.models import AuditEntry, Edition, Release
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("press")]

PASSWORD = "a good password"
PARIS = ZoneInfo("Europe/Paris")
FRENCH = "Le port de Nantes a accueilli 4 500 navires en 2025."
ENGLISH = "The port of Nantes received {} ships in 2025."
ARABIC = "استقبل ميناء نانت 4500 سفينة في عام 2025."


class Desk:
    """One person's browser."""

    def __init__(self, browser: Browser, server: LiveServer, user: User) -> None:
        user.set_password(PASSWORD)
        user.save()
        self.url = f"{server.url}/admin/articles/release/"
        self.problems: list[str] = []
        self.page: Page = browser.new_context(locale="en").new_page()
        self.page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.page.goto(f"{server.url}/admin/login/")
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("#login-form [type=submit]")

    def open(self, release: Release, path: str) -> None:
        self.page.goto(f"{self.url}{release.pk}/{path}")

    def write(self, selector: str, text: str) -> None:
        """Replace what the rich-text editor within ``selector`` holds."""
        editor = self.page.locator(
            f"{selector} .ProseMirror[contenteditable]"
        ).first  # the body; the other is for notes
        editor.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def translate(self, release: Release, language: str, title: str, place: str, lead: str, body: str) -> None:
        """Write a translation beside its original and submit it."""
        self.open(release, f"{language}/translate/")
        self.page.fill("#id_title", title)
        self.page.fill("#id_dateline", place)
        self.page.fill("#id_lead", lead)
        self.write(".translation-body", body)
        self.page.click("[name=_submit]")
        expect(self.page.locator(".messagelist .success").first).to_be_visible()

    def press(self, release: Release, language: str, verb: str) -> None:
        """Press a language's button on the release's page."""
        self.open(release, "change/")
        self.page.locator(f"fieldset.language-{language} details").evaluate("details => { details.open = true; }")
        self.page.click(f"button[name=_move][value='{language}:{verb}']")

    def confirm(self, **answers: str) -> None:
        """Answer what the verb's page asks, and do it."""
        for name, value in answers.items():
            field = self.page.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                self.page.check(f"[name={name}][value={value}]")
            else:
                field.fill(value)
        self.page.click(".submit-row [type=submit]")
        expect(self.page.locator(".messagelist .success")).to_have_count(1)


class Readers:
    """What the public gets."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page, self.url = page, server.url

    def get(self, path: str) -> Response:
        freshness.forget()  # what happens here in one process happens in a second elsewhere
        response = self.page.goto(self.url + path)
        assert response is not None
        return response

    def sees(self, path: str) -> tuple[int, str]:
        response = self.get(path)
        return response.status, self.page.locator("main").inner_text() if response.status != 404 else ""

    def lists(self, language: str, title: str) -> bool:
        return title in self.sees(f"/{language}/news/")[1]


@pytest.fixture
def at_desk(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User], Desk]]:
    desks: list[Desk] = []

    def sit(user: User) -> Desk:
        desks.append(Desk(browser, live_server, user))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.page.context.close()
    # A page that is missing, in review or gone is what a test asks for; anything else is a fault of ours.
    faults = [text for desk in desks for text in desk.problems if "Failed to load resource" not in text]
    assert faults == []


@pytest.fixture
def readers(page: Page, live_server: LiveServer) -> Readers:
    return Readers(page, live_server)


def states(release: Release) -> dict[str, State]:
    return {edition.language: edition.state(timezone.now()) for edition in release.editions.all()}


def paths(release: Release) -> dict[str, str]:
    return {edition.language: edition.get_absolute_url() for edition in release.editions.all()}


def written(writer: Desk) -> Release:
    """Let the writer write a French release and submit it."""
    writer.page.goto(f"{writer.url}add/")
    writer.page.select_option("#id_original", "fr")
    writer.page.locator("fieldset.language-fr details").evaluate("details => { details.open = true; }")
    writer.page.fill("#id_title_fr", "Le port de Nantes bat son record")
    writer.page.fill("#id_dateline_fr", "NANTES")
    writer.page.fill("#id_lead_fr", "Une année sans précédent.")
    writer.write("fieldset.language-fr", FRENCH)
    for language in ("fr", "en", "ar"):
        writer.page.check(f"[name=required][value={language}]")
    writer.page.click(".submit-row [name=_continue]")
    release = Release.objects.get()
    # A space that may break stands between the figures: one click puts the right one.
    writer.open(release, "fr/checks/")
    writer.page.click("[name=_correct]")
    expect(writer.page.locator(".messagelist .success")).to_have_count(1)
    writer.press(release, "fr", "submit")
    assert states(release) == {"fr": State.IN_REVIEW}
    return release


def translated(release: Release, english: Desk, arabic: Desk, editor: Desk) -> None:
    """Let two people translate it, the checks catch a wrong figure, and an editor send it back and approve."""
    english.translate(
        release, "en", "Nantes breaks its record", "NANTES", "A year like no other.", ENGLISH.format("4,600")
    )
    arabic.translate(release, "ar", "ميناء نانت يحطم رقمه القياسي", "نانت", "عام لم يسبق له مثيل.", ARABIC)
    editor.press(release, "fr", "approve")
    editor.press(release, "en", "approve")
    # The checks keep the wrong figure from being approved, and show it.
    expect(editor.page).to_have_url(re.compile("/en/checks/$"))
    expect(editor.page.locator("main")).to_contain_text("4,600")
    assert states(release)["en"] == State.IN_REVIEW
    editor.press(release, "en", "send_back")
    editor.confirm(note="4,500, not 4,600.")

    english.page.goto(english.url.replace("articles/release/", ""))
    expect(english.page.locator("main")).to_contain_text("4,500, not 4,600.")
    english.open(release, "en/translate/")
    english.write(".translation-body", ENGLISH.format("4,500"))
    english.page.click("[name=_submit]")
    for language in ("en", "ar"):
        editor.press(release, language, "approve")
    assert states(release) == {"fr": State.APPROVED, "en": State.APPROVED, "ar": State.APPROVED}


def scheduled(release: Release, editor: Desk, moment: datetime) -> None:
    """Let an editor schedule all three languages for one instant."""
    editor.open(release, "together/")
    for language in ("fr", "en", "ar"):
        expect(editor.page.locator(f"#id_languages_{language}")).to_be_checked()  # they are required
    editor.page.fill("[name=publish_at]", moment.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S"))
    editor.page.click("[name=_schedule]")
    expect(editor.page.locator(".messagelist .success")).to_have_count(1)
    assert {edition.publish_at for edition in release.editions.all()} == {moment}


@pytest.mark.once  # what only a browser shows of it; the verbs behind are asked of both databases one by one
def test_a_release_lives_its_whole_life(at_desk: Callable[[User], Desk], readers: Readers) -> None:
    writer, editor, chief = (at_desk(person) for person in (factories.writer(), factories.editor(), factories.editor()))
    english, arabic = at_desk(factories.translator("en")), at_desk(factories.translator("ar"))
    release = written(writer)
    assert readers.lists("fr", "record") is False
    translated(release, english, arabic, editor)
    assert [readers.lists(code, "record") for code in ("fr", "en")] == [False, False]
    moment = (timezone.now() + timedelta(hours=3)).replace(microsecond=0)  # within one working day's log-in
    scheduled(release, editor, moment)
    before = paths(release)
    assert [readers.get(path).status for path in before.values()] == [404, 404, 404]

    # Edited after approval: what was approved goes out, and the page says that newer text waits.
    writer.open(release, "change/")
    writer.page.fill("#id_title_fr", "Le port de Nantes bat son record de 2019")
    writer.page.click(".submit-row [name=_continue]")
    expect(writer.page.locator("fieldset.language-fr .panel")).to_contain_text("Newer text")

    with time_machine.travel(moment - timedelta(microseconds=1), tick=False):
        assert [readers.get(path).status for path in before.values()] == [404, 404, 404]
    with time_machine.travel(moment, tick=False):
        assert [readers.get(path).status for path in before.values()] == [200, 200, 200]
        assert readers.lists("fr", "Le port de Nantes bat son record")
        assert not readers.lists("fr", "2019")

    with time_machine.travel(moment + timedelta(hours=1)):
        corrected(release, writer, editor, readers)
        moved(release, chief, readers)
        withdrawn(release, chief, readers)
    done = set(AuditEntry.objects.filter(release=release).values_list("action", flat=True))
    assert done >= {
        "create", "save", "submit", "send_back", "approve", "schedule", "publish", "readdress", "withdraw", "restore",
    }  # fmt: skip


def corrected(release: Release, writer: Desk, editor: Desk, readers: Readers) -> None:
    """Let the newer French text take the place of the public one, as a correction that readers are told of."""
    writer.press(release, "fr", "submit")
    editor.press(release, "fr", "approve")
    assert "2019" not in readers.sees(paths(release)["fr"])[1]
    editor.press(release, "fr", "publish")
    editor.confirm(change="correction", note="Le record précédent datait de 2019.")
    status, text = readers.sees(paths(release)["fr"])
    assert (status, "record de 2019" in text, "Le record précédent datait de 2019." in text) == (200, True, True)
    assert "Le record précédent datait de 2019." in readers.sees(paths(release)["fr"] + "print/")[1]
    assert Edition.objects.get(release=release, language="en").stale


def moved(release: Release, chief: Desk, readers: Readers) -> None:
    """Give the French text another address, to which the old one leads."""
    old = paths(release)["fr"]
    chief.press(release, "fr", "readdress")
    chief.confirm(slug="nantes-bat-son-record")
    new = paths(release)["fr"]
    assert (readers.get(old).status, readers.page.url.endswith(new)) == (200, True)


def withdrawn(release: Release, chief: Desk, readers: Readers) -> None:
    """Take the English text down, with a reason, and bring it back."""
    english = paths(release)["en"]
    chief.press(release, "en", "withdraw")
    chief.confirm(reason="error", note="The figures are being checked.")
    status, text = readers.sees(english)
    assert (status, "The figures are being checked." in text) == (410, True)
    assert (readers.lists("en", "Nantes breaks"), readers.lists("fr", "Nantes bat")) == (False, True)
    chief.press(release, "en", "restore")
    chief.confirm()
    assert (readers.get(english).status, readers.lists("en", "Nantes breaks")) == (200, True)


def test_three_languages_are_public_in_their_very_second_by_the_real_clock(
    at_desk: Callable[[User], Desk], readers: Readers
) -> None:
    release = factories.release("fr", required=["fr", "en"])
    for language in ("fr", "en", "ar"):
        factories.approved(language, of=release)
    editor = at_desk(factories.editor())
    editor.open(release, "together/")  # what takes long comes first
    editor.page.check("#id_languages_ar")
    moment = (timezone.now() + timedelta(seconds=8)).replace(microsecond=0)
    editor.page.fill("[name=publish_at]", moment.astimezone(PARIS).strftime("%Y-%m-%dT%H:%M:%S"))
    editor.page.click("[name=_schedule]")
    expect(editor.page.locator(".messagelist .success")).to_have_count(1)
    seen: dict[str, list[tuple[datetime, datetime, int]]] = {path: [] for path in paths(release).values()}
    while timezone.now() < moment + timedelta(seconds=1.5):
        for path, answers in seen.items():
            asked = timezone.now()
            status = readers.page.request.get(readers.url + path).status
            answers.append((asked, timezone.now(), status))
        time.sleep(0.02)
    for answers in seen.values():
        early = [status for _asked, answered, status in answers if answered < moment]
        late = [status for asked, _answered, status in answers if asked >= moment]
        assert (set(early), set(late)) == ({404}, {200})
