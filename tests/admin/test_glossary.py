"""The glossary at the desk: approved forms, found in any language, changed by those who may."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import ContentClock, Term
from tests import factories
from tests.admin.desk import filled, signed_in

pytestmark = pytest.mark.django_db

GLOSSARY = "/admin/articles/term/"
ADD = f"{GLOSSARY}add/"
FORMS = {"form_en": "General Secretariat", "form_fr": "Secrétariat général", "form_ar": "الأمانة العامة"}


@pytest.fixture
def term() -> Term:
    """An entry in three languages."""
    return Term.objects.create(**FORMS)


@pytest.fixture
def client() -> Client:
    """The desk of an editor."""
    return signed_in(factories.editor())


def page(term: Term) -> str:
    return f"{GLOSSARY}{term.pk}/change/"


def test_an_editor_adds_an_entry(client: Client) -> None:
    response = client.post(ADD, FORMS)
    made = Term.objects.get()
    assert (response.status_code, made.form_fr, made.form_ar) == (302, "Secrétariat général", "الأمانة العامة")


@pytest.mark.parametrize("given", [{}, {"form_en": "Only one"}, {"form_en": "One", "form_fr": " | "}, {"note": "Note"}])
def test_an_entry_needs_two_languages(client: Client, given: dict[str, str]) -> None:
    response = client.post(ADD, given)
    told = response.context["adminform"].form.non_field_errors()
    assert (list(told), Term.objects.count()) == (["Give the approved form in at least two languages."], 0)


def test_the_last_but_one_form_cannot_be_emptied(client: Client, term: Term) -> None:
    client.post(page(term), filled(client, page(term)) | {"form_fr": "", "form_ar": ""})
    term.refresh_from_db()
    assert term.form_fr == "Secrétariat général"


def test_changing_one_form_leaves_what_somebody_else_saved_in_another(client: Client, term: Term) -> None:
    typed = filled(client, page(term)) | {"form_fr": "SG"}
    Term.objects.filter(pk=term.pk).update(form_ar="أمانة")
    client.post(page(term), typed)
    term.refresh_from_db()
    assert (term.form_fr, term.form_ar) == ("SG", "أمانة")


def test_saving_tells_readers_nothing(client: Client, term: Term) -> None:
    before = ContentClock.objects.get().version
    client.post(page(term), filled(client, page(term)) | {"form_fr": "SG"})
    assert ContentClock.objects.get().version == before


def test_every_form_has_its_language_and_direction(client: Client, term: Term) -> None:
    shown = client.get(GLOSSARY).content.decode(), client.get(page(term)).content.decode()
    assert ('<span lang="ar" dir="rtl">الأمانة العامة</span>' in shown[0], 'lang="ar" dir="rtl"' in shown[1]) == (
        True,
        True,
    )


@pytest.mark.parametrize("words", ["secretariat", "SECRÉTARIAT", "الأمانة", "general secretariat"])
def test_the_search_finds_any_form_in_any_case(client: Client, term: Term, words: str) -> None:
    Term.objects.create(form_en="Harbour Office", form_fr="Capitainerie")
    assert list(client.get(GLOSSARY, {"q": words}).context["cl"].result_list) == [term]


def test_a_search_for_nothing_printable_breaks_nothing(client: Client, term: Term) -> None:
    assert client.get(GLOSSARY, {"q": "\0"}).status_code == 200


@pytest.mark.parametrize(
    ("groups", "statuses"),
    [
        (["Translators fr"], (200, 403, 403, 403)),
        (["Editors fr"], (200, 403, 403, 403)),
        (["Writers"], (200, 403, 403, 403)),
        (["Editors"], (200, 302, 302, 403)),
        (["Administrators"], (200, 302, 302, 302)),
        ([], (403, 403, 403, 403)),
    ],
)
def test_who_views_adds_changes_and_deletes(term: Term, groups: list[str], statuses: tuple[int, ...]) -> None:
    client = signed_in(factories.person(*groups))
    found = (
        client.get(GLOSSARY).status_code,
        client.post(ADD, FORMS).status_code,
        client.post(page(term), FORMS).status_code,
        client.post(f"{GLOSSARY}{term.pk}/delete/", {"post": "yes"}).status_code,
    )
    assert found == statuses


def test_forms_cannot_be_guessed_through_the_address(client: Client, term: Term) -> None:
    assert client.get(GLOSSARY, {"form_fr__startswith": "S"}).status_code in {302, 400}


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    client: Client, term: Term, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(GLOSSARY)
    with django_assert_num_queries(6):
        client.get(GLOSSARY)
    Term.objects.bulk_create(Term(form_en=f"Name {n}", form_fr=f"Nom {n}") for n in range(30))
    with django_assert_num_queries(6):
        client.get(GLOSSARY)
