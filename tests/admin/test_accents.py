"""The organisation's accents at the desk: what is refused, what is kept, what is shown."""

import pytest
from django.test import Client

from articles import colours
from articles.models import Organisation
from tests import factories
from tests.admin.desk import filled, signed_in

pytestmark = pytest.mark.django_db

PATH = "/admin/articles/organisation/1/change/"


def send(**typed: str) -> tuple[Client, str]:
    """Send the organisation's form with ``typed`` in it; return the client and the page that came back, if one did."""
    client = signed_in(factories.administrator())
    response = client.post(PATH, filled(client, PATH) | typed)
    return client, response.content.decode() if response.status_code == 200 else ""


def stored() -> tuple[str, str]:
    return Organisation.objects.values_list("accent", "accent_dark").get()


def test_accents_that_can_be_read_are_kept_in_one_form_and_pages_wear_them() -> None:
    client, refused = send(accent="8A1538", accent_dark=" #ff9db5 ")
    assert (refused, stored()) == ("", ("#8a1538", "#ff9db5"))
    assert "/theme-" in client.get("/en/news/").content.decode()


def test_an_accent_that_is_too_faint_is_refused_with_a_better_one() -> None:
    _client, page = send(accent="#7fb2d6")
    assert stored() == ("", "")
    assert colours.nearest("#7fb2d6", colours.LIGHT) in page


@pytest.mark.parametrize("typed", ["blue", "#12", "#0b4f7d;}", "\x00", "é" * 7])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    _client, page = send(accent_dark=typed)
    assert stored() == ("", "")
    assert "errorlist" in page


def test_the_form_shows_each_accent_on_every_ground_that_it_will_stand_on() -> None:
    Organisation.objects.filter(pk=1).update(accent="#8a1538")
    page = signed_in(factories.administrator()).get(PATH).content.decode()
    for ground in (*colours.LIGHT, *colours.DARK):
        assert f'data-ground="{ground}"' in page
    assert page.count('fill="#8a1538" data-accent-fill') == 6
    assert page.count(f'fill="{colours.DEFAULTS[1]}" data-accent-fill') == 6
    assert colours.floored(colours.worst("#8a1538", colours.LIGHT)[0], 1) in page


def test_what_was_stored_past_the_form_breaks_no_page_of_the_desk() -> None:
    Organisation.objects.filter(pk=1).update(accent='"><b>')
    page = signed_in(factories.administrator()).get(PATH)
    assert (page.status_code, '"><b>' in page.content.decode()) == (200, False)
