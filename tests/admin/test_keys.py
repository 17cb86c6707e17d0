"""Keys that no database takes: an answer, never an error."""

import pytest

from articles.models import Edition
from tests import factories
from tests.admin.desk import RELEASES, errors, filled, move, page, signed_in

pytestmark = pytest.mark.django_db

HUGE = "9" * 25


@pytest.mark.parametrize("key", ["x", "\x00", "٣", "-1", "1.5", HUGE, "9" * 5_000])
@pytest.mark.parametrize("name", ["photo", "topics"])
def test_a_photo_or_topic_that_is_no_key_is_refused_at_its_field(name: str, key: str) -> None:
    edition = factories.draft()
    client = signed_in(factories.editor())
    values = filled(client, page(edition.release)) | {name: key, f"initial-{name}": key}
    assert list(errors(client.post(page(edition.release), values))) == [name]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_verb_on_a_release_with_a_key_beyond_the_column_is_not_found(method: str) -> None:
    response = getattr(signed_in(factories.editor()), method)(f"{RELEASES}{HUGE}/en/submit/")
    assert response.status_code == 404


@pytest.mark.parametrize("typed", ["2999-12-31T23:59:59-12:00", "1900-01-01T00:00:00+14:00"])
def test_a_moment_whose_year_no_address_can_carry_here_is_refused(typed: str) -> None:
    edition = factories.approved()
    response = signed_in(factories.editor()).post(
        move(edition, "schedule"), {"seen": edition.version, "publish_at": typed, "now_if_past": "1"}
    )
    assert (response.status_code, Edition.objects.get().live_id) == (200, None)
