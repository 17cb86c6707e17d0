"""What a site from before durations and parties gets when it is brought up to date."""

import importlib

import pytest
from cookie_consent.models import Cookie, CookieGroup
from django.apps import apps

from newsroom.models import CookieDetail
from newsroom.shipped import create_shipped

pytestmark = pytest.mark.django_db

migration = importlib.import_module("newsroom.migrations.0003_cookie_texts")


def described() -> dict[str, tuple[str, int, str, str]]:
    rows = CookieDetail.objects.select_related("cookie")
    return {row.cookie.name: (row.cookie.description, row.amount, row.unit, row.provider) for row in rows}


def test_an_older_site_gets_the_details_and_keeps_what_was_typed_at_the_desk() -> None:
    before = described()
    CookieDetail.objects.all().delete()
    Cookie.objects.filter(cookiegroup__varname="social").delete()
    Cookie.objects.filter(name="sessionid").update(description=migration.FORMER["sessionid"][0])
    Cookie.objects.filter(name="csrftoken").update(description="Typed at the desk")
    migration.complete(apps, None)
    after = described()
    assert after.pop("csrftoken") == ("Typed at the desk", 1, "year", "")
    before.pop("csrftoken")
    assert after == before


def test_a_group_that_the_desk_has_deleted_stays_deleted() -> None:
    CookieGroup.objects.get(varname="social").delete()
    migration.complete(apps, None)
    assert list(CookieGroup.objects.values_list("varname", flat=True)) == ["technical", "statistics"]


def test_a_site_with_groups_of_its_own_gets_none() -> None:
    CookieGroup.objects.all().delete()
    CookieGroup.objects.create(varname="own", name="Own")
    create_shipped(CookieGroup, CookieDetail)
    assert list(CookieGroup.objects.values_list("varname", flat=True)) == ["own"]
