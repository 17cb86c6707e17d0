"""Searches of the desk, asked for more than a database takes."""

import pytest

from tests import factories
from tests.admin.desk import signed_in

pytestmark = pytest.mark.django_db

MANY = "a " * 2_000


@pytest.mark.parametrize(
    "page", ["articles/release", "articles/photo", "articles/term", "articles/auditentry", "auth/user", "auth/group"]
)
def test_thousands_of_words_are_no_error(page: str) -> None:
    response = signed_in(factories.administrator()).get(f"/admin/{page}/", {"q": MANY})
    assert response.status_code == 200


def test_the_picker_of_photos_takes_thousands_of_words_too() -> None:
    asked = {"app_label": "articles", "model_name": "release", "field_name": "photo", "term": MANY}
    assert signed_in(factories.administrator()).get("/admin/autocomplete/", asked).status_code == 200
