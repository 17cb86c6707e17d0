"""The table of docs/roles.md, tried cell by cell by raw requests."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles import permissions, workflow
from articles.enums import suffix
from articles.models import AuditEntry, Document, Edition, Override, Photo, PreviewLink, Release, Tag, Term, Topic
from tests import factories
from tests.admin.desk import filled, page, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
PEOPLE: dict[str, Callable[[], User]] = {
    "Writer": factories.writer,
    "Translator fr": lambda: factories.translator("fr"),
    "Editor fr": lambda: factories.person(permissions.editors("fr")),
    "Editor": factories.editor,
    "Administrator": factories.administrator,
}
LANGUAGES = {"French": "fr", "English": "en", "Spanish": "es"}
SECRET = "canary7Q"


def tables() -> list[list[dict[str, str]]]:
    """Return the tables of the document, each a list of rows by the names of their columns."""
    blocks = re.findall(r"(?:^\|.*\n)+", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    found = []
    for block in blocks:
        head, _rule, *rows = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in block.splitlines()]
        found.append([dict(zip(head, row, strict=True)) for row in rows])
    return found


def cells() -> list[Any]:
    """Return (action, role, language, allowed) of each cell of the first table; every language where it names none."""
    found = []
    for row in tables()[0]:
        action = row.pop("action")
        for column, value in row.items():
            role, _in, language = column.partition(" in ")
            found += [
                pytest.param(action, role, code, value == "yes", id=f"{action}-{role}-{code}")
                for code in ([LANGUAGES[language]] if language else LANGUAGES.values())
            ]
    return found


def plain_cells() -> list[Any]:
    """Return (action, role, allowed) of each cell of the second table."""
    return [
        pytest.param(row["action"], role, value == "yes", id=f"{row['action']}-{role}")
        for row in tables()[1]
        for role, value in row.items()
        if role != "action"
    ]


NEEDS: dict[Any, dict[str, Any]] = {
    workflow.schedule: {"publish_at": factories.in_days(1)},
    workflow.withdraw: {"reason": "error"},
}


class Case:
    """One person, one release in three languages, one language of it that the action is about."""

    def __init__(self, person: User, language: str) -> None:
        self.person, self.language = person, language
        self.client: Client = signed_in(person)
        self.release = factories.release("en")
        for code in LANGUAGES.values():
            factories.draft(code, of=self.release, title=f"{SECRET}{code}title", lead=f"{SECRET}{code}lead")

    @property
    def edition(self) -> Edition:
        return Edition.objects.get(release=self.release, language=self.language)

    def prepare(self, *verbs: Callable[..., Edition]) -> Edition:
        edition = self.edition
        for verb in verbs:
            edition = verb(edition, by=None, **NEEDS.get(verb, {}))
        return edition

    def address(self, name: str, *more: object) -> str:
        return reverse(f"admin:articles_release_{name}", args=[self.release.pk, *more])

    def shows(self, address: str, word: str, **data: str) -> bool:
        response = self.client.get(address, data)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code == 200 and word in content.decode()

    def posts(self, address: str, **data: object) -> int:
        return self.client.post(address, data).status_code

    def moves(self, verb: str, **data: object) -> bool:
        """Tell whether a verb's page did what it was asked to."""
        before = self.edition.version
        self.posts(self.address("move", self.language, verb), seen=before, **data)
        return self.edition.version > before


def read(case: Case) -> bool:
    return case.shows(page(case.release), f"{SECRET}{case.language}lead")


def find(case: Case) -> bool:
    response = case.client.get("/admin/articles/release/", {"q": f"{SECRET}{case.language}title"})
    return response.context["cl"].result_count == 1


def audit(case: Case) -> bool:
    case.prepare(workflow.submit)
    workflow.send_back(case.edition, by=None, note=f"{SECRET}{case.language}note")
    return case.shows("/admin/articles/auditentry/", f"{SECRET}{case.language}note")


def write(case: Case) -> bool:
    values = filled(case.client, page(case.release)) | {f"title_{suffix(case.language)}": "Written"}
    case.posts(page(case.release), **values)
    return case.edition.current.title == "Written"


def translate(case: Case) -> bool:
    text = {"title": "Written", "dateline": "X", "lead": "x", "body": "<p>x</p>", "seen": case.edition.version}
    if case.language == "en":
        return write(case)  # the original has no translation desk
    case.posts(case.address("translate", case.language), **text, _save="1")
    return case.edition.current.title == "Written"


def follow(case: Case) -> bool:
    if case.language == "en":
        return write(case)
    factories.revise(case.release.editions.get(language="en"))
    newest = case.release.editions.get(language="en").current
    case.posts(
        case.address("translate", case.language), seen=case.edition.version, source=newest.pk, _up_to_date="1"
    )  # fmt: skip
    return case.edition.source_id == newest.pk


def bring_back(case: Case) -> bool:
    edition = factories.revise(case.edition)
    case.posts(case.address("bring_back", case.language, 1), seen=edition.version)
    return case.edition.current.title == f"{SECRET}{case.language}title"


def override(case: Case) -> bool:
    workflow.save_text(case.release, case.language, factories.text(dateline=""), by=None)
    (finding, *_rest) = workflow.open_findings(case.edition)
    case.posts(case.address("checks", case.language), keys=finding.key, reason="It is right", _override="1")
    return Override.objects.filter(edition=case.edition).exists()


def together(case: Case) -> bool:
    edition = case.prepare(workflow.submit, workflow.approve)
    case.posts(
        case.address("together"), languages=case.language, publish_at="2099-01-01T10:00:00",
        **{f"seen_{suffix(case.language)}": edition.version},
    )  # fmt: skip
    return case.edition.live_id is not None


def lend(case: Case) -> bool:
    revision = case.edition.current_id
    case.posts(case.address("previews", case.language), label="An agency", hours="48", revision=revision)
    return PreviewLink.objects.exists()


def begin(case: Case) -> bool:
    before = Release.objects.count()
    values = filled(case.client, "/admin/articles/release/add/")
    case.posts("/admin/articles/release/add/", **values | {"original": case.language, f"title_{case.language}": "New"})
    return Release.objects.count() > before


def copy(case: Case) -> bool:
    case.release = factories.release(case.language)
    factories.draft(case.language, of=case.release)
    before = Release.objects.count()
    case.posts(case.address("copy"))
    return Release.objects.count() > before


def share(case: Case) -> bool:
    case.release = factories.release(case.language)
    factories.draft(case.language, of=case.release)
    topic = factories.topic()
    case.posts(page(case.release), **filled(case.client, page(case.release)) | {"topics": [topic.pk]})
    return case.release.topics.exists()


def verb(name: str, *before: Callable[..., Edition], **data: object) -> Callable[[Case], bool]:
    """Return an action: bring the edition where the verb leads on from, and post the verb's page."""

    def action(case: Case) -> bool:
        case.prepare(*before)
        return case.moves(name, **data)

    return action


def diff(case: Case) -> bool:
    factories.revise(case.edition, title=f"{SECRET}second")
    return case.shows(case.address("diff", case.language), f"{SECRET}second", **{"from": "1", "to": "2"})


IN_REVIEW = (workflow.submit,)
APPROVED = (*IN_REVIEW, workflow.approve)
PUBLIC = (*APPROVED, workflow.publish)
ACTIONS: dict[str, Callable[[Case], bool]] = {
    "read the working copy": read,
    "find it by its headline": find,
    "preview it": lambda case: case.shows(case.address("preview", case.language), SECRET),
    "see its history": lambda case: case.shows(case.address("history"), f"{case.language}/revisions/1/"),
    "compare two revisions": diff,
    "see what the checks find": lambda case: case.client.get(case.address("checks", case.language)).status_code == 200,
    "see it in the audit log": audit,
    "write it": write,
    "write it at the translation desk": translate,
    "mark it as up to date": follow,
    "bring an earlier text back": bring_back,
    "submit it for review": verb("submit"),
    "let a finding of the checks stand": override,
    "send it back": verb("send_back", *IN_REVIEW, note="Why"),
    "approve it": verb("approve", *IN_REVIEW),
    "revoke its approval": verb("revoke", *APPROVED, note="Why"),
    "schedule it": verb("schedule", *APPROVED, publish_at="2099-01-01T10:00:00"),
    "schedule it together with others": together,
    "unschedule it": verb("unschedule", *APPROVED, workflow.schedule),
    "publish it": verb("publish", *APPROVED),
    "change its address when it is out": verb("readdress", *PUBLIC, slug="another-address"),
    "withdraw it": verb("withdraw", *PUBLIC, reason="error"),
    "restore it": verb("restore", *PUBLIC, workflow.withdraw),
    "make a preview link": lend,
    "begin a release in the language": begin,
    "copy a release written in the language": copy,
    "change what its languages share, as the original": share,
}


def test_every_row_of_the_tables_is_tried_and_nothing_else() -> None:
    named = [[row["action"] for row in table] for table in tables()]
    assert named == [list(ACTIONS), list(PLAIN)]


@pytest.mark.parametrize(("action", "role", "language", "allowed"), cells())
def test_each_role_does_in_each_language_what_the_table_says(
    action: str, role: str, language: str, allowed: bool
) -> None:
    assert ACTIONS[action](Case(PEOPLE[role](), language)) is allowed


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "find it by its headline"])
@pytest.mark.parametrize("build", [factories.person, None])
def test_staff_without_a_role_and_strangers_do_nothing(action: str, build: Callable[[], User] | None) -> None:
    case = Case(factories.person(), "fr")
    if build is None:
        case.client = Client()
    try:
        done = ACTIONS[action](case)
    except (KeyError, TypeError):
        done = False  # there is not even a form to fill
    assert done is False


def _posts(address: str, **data: object) -> Callable[[Client], bool]:
    def action(client: Client) -> bool:
        counted = (Topic, Term, Tag, AuditEntry)
        before = [model.objects.count() for model in counted]
        client.post(address, data)
        return [model.objects.count() for model in counted] != before

    return action


def _opens(address: str) -> Callable[[Client], bool]:
    return lambda client: client.get(address).status_code == 200


def _deletes(client: Client) -> bool:
    release = factories.draft().release
    client.post(f"/admin/articles/release/{release.pk}/delete/", {"post": "yes"})
    return not Release.objects.filter(pk=release.pk).exists()


def _names(client: Client) -> bool:
    address = "/admin/articles/organisation/1/change/"
    response = client.get(address)
    form = response.context.get("adminform") if response.status_code == 200 else None
    return form is not None and bool(form.form.fields)


def _adds(file: Callable[[], BytesIO]) -> Callable[[Client], bool]:
    def action(client: Client) -> bool:
        client.post("/admin/articles/photo/upload/", {"file": file()})
        return Photo.objects.exists() or Document.objects.exists()

    return action


def _replaces(**fields: Any) -> Callable[[Client], bool]:
    def action(client: Client) -> bool:
        photo = factories.photo(**fields)
        client.post(f"/admin/articles/photo/{photo.pk}/replace/", {"seen": "1", "file": factories.picture(900)})
        return photo.versions.count() == 2

    return action


def _focuses(client: Client) -> bool:
    photo = factories.photo()
    client.post(f"/admin/articles/photo/{photo.pk}/focus/", {"x": "1", "y": "1"})
    return Photo.objects.get(pk=photo.pk).focus == (1, 1)


def _describes(client: Client) -> bool:
    photo = factories.photo()
    address = f"/admin/articles/photo/{photo.pk}/change/"
    client.post(address, filled(client, address) | {"alt_fr": "Un phare"})
    return Photo.objects.get(pk=photo.pk).alt_fr == "Un phare"


def _opens_to_everybody(client: Client) -> bool:
    photo = factories.photo()
    address = f"/admin/articles/photo/{photo.pk}/change/"
    client.post(address, filled(client, address) | {"always_public": "on"})
    return Photo.objects.get(pk=photo.pk).always_public


def _removes(build: Callable[[], Photo | Document]) -> Callable[[Client], bool]:
    def action(client: Client) -> bool:
        thing = build()
        client.post(f"/admin/articles/{thing._meta.model_name}/{thing.pk}/delete/", {"post": "yes"})
        return not type(thing)._default_manager.filter(pk=thing.pk).exists()

    return action


PLAIN: dict[str, Callable[[Client], bool]] = {
    "see the list of releases": _opens("/admin/articles/release/"),
    "export the audit log": _opens("/admin/articles/auditentry/export/"),
    "see the glossary": _opens("/admin/articles/term/"),
    "change the glossary": _posts("/admin/articles/term/add/", form_en="Blue Hour", form_fr="Heure bleue"),
    "see the media library": _opens("/admin/articles/photo/"),
    "describe a photo in French": _describes,
    "add a photo": _adds(factories.picture),
    "add a document": _adds(lambda: BytesIO(b"name;place\nAna;Brest\n")),
    "add a tag": _posts("/admin/articles/tag/add/", name="Coast"),
    "replace the file of a photo": _replaces(),
    "replace a file that is open to everybody": _replaces(always_public=True),
    "move the focus of a photo": _focuses,
    "open a photo to everybody": _opens_to_everybody,
    "delete a photo that was never used": _removes(factories.photo),
    "delete a document that was never used": _removes(factories.document),
    "change topics": _posts("/admin/articles/topic/add/", slug="ports", name_en="Ports"),
    "change the organisation": _names,
    "change accounts": _opens("/admin/auth/user/add/"),
    "delete a release that never went out": _deletes,
}


@pytest.mark.parametrize(("action", "role", "allowed"), plain_cells())
def test_each_role_does_what_the_second_table_says(action: str, role: str, allowed: bool) -> None:
    assert PLAIN[action](signed_in(PEOPLE[role]())) is allowed
