"""Addresses of the API. Its version is part of them: what changes the meaning of an answer gets a new one."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.api import views


class ReferenceConverter(StringConverter):
    """A reference number (``articles.models.release.REFERENCE``)."""

    regex = "[A-Za-z0-9][A-Za-z0-9-]{0,39}"


register_converter(ReferenceConverter, "reference")

urlpatterns = [
    path("v1/", views.index, name="api"),
    path("v1/releases", views.releases, name="api_releases"),
    path("v1/releases/<reference:reference>", views.release, name="api_release"),
    path("v1/releases/<reference:reference>/<language:language>", views.edition, name="api_edition"),
    path("v1/withdrawals", views.withdrawals, name="api_withdrawals"),
    path("v1/topics", views.topics, name="api_topics"),
    path("v1/languages", views.languages, name="api_languages"),
    path("v1/organisation", views.organisation, name="api_organisation"),
    path("v1/openapi.json", views.openapi, name="api_openapi"),
    path("<path:rest>", views.missing, name="api_missing"),
]
