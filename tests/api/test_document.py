"""The description of the API is true: whatever a client may ask, the answer is one that the document names."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import jsonschema
import pytest
import schemathesis
import time_machine
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from articles import workflow
from articles.api.parameters import MAX_LIMIT, OF_A_LIST
from articles.api.views import DOCUMENT
from articles.querysets import PAGE_SIZE
from newsroom.wsgi import application
from tests import factories
from tests.api.asking import get

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
EXAMPLES = 12  # made-up requests of each kind and resource
RAW = json.loads(DOCUMENT.read_text(encoding="utf-8"))
CONFIG = schemathesis.Config.from_dict(
    {
        "seed": 1,
        "generation": {"deterministic": True, "max-examples": EXAMPLES, "mode": "all", "allow-x00": True},
        # What is well-formed can be refused still: a language that is not shown, a period that ends before it begins.
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "404", "410"]}},
    }
)
SCHEMA = schemathesis.openapi.from_dict(RAW, config=CONFIG)
SCHEMA.app = application


@pytest.fixture(autouse=True)
def _same_connection() -> Iterator[None]:
    """Keep a request from closing the connection that holds the test's data, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def newsroom() -> Iterator[None]:
    """A release with all that an answer can say, in two languages, and one that was withdrawn for its sake."""
    factories.organisation()
    with time_machine.travel(NOW, tick=False):
        release = factories.release(
            "fr", photo=factories.photo(alt_fr="Une bouée"), topics=[factories.topic("climate")], reference="2026-K7QF"
        )
        factories.public("en", of=release)
        factories.correct(factories.public("fr", of=release, notes="<p>Notes.</p>"), note="Un chiffre était faux.")
        gone = factories.public("fr", of=factories.release("fr", reference="2026-R4TB"))
        factories.replaced(gone, release)
        workflow.withdraw(factories.public("ar", of=release), reason="error", note="عذرا", by=None)
        yield


@SCHEMA.parametrize()
@hypothesis.settings(suppress_health_check=list(hypothesis.HealthCheck))
def test_every_answer_is_as_the_document_says(case: schemathesis.Case, newsroom: None) -> None:
    case.call_and_validate()


def test_the_document_is_openapi() -> None:
    SCHEMA.validate()
    jsonschema.Draft202012Validator.check_schema({"$defs": RAW["components"]["schemas"]})


def closed(schema: Any) -> Any:
    """Return ``schema`` with no property but those it names: the document leaves room for more, we may not use it."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) and "type" in schema else {}
    return {name: closed(part) for name, part in schema.items()} | shut


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "Index"),
        ("releases", "Releases"),
        ("releases?include=body", "Releases"),
        ("releases?modified_since=2026-11-01", "Releases"),
        ("releases/2026-K7QF", "AllLanguages"),
        ("releases/2026-K7QF/fr", "Release"),
        ("withdrawals", "Withdrawals"),
        ("topics", "Topics"),
        ("languages", "Languages"),
        ("organisation", "Organisations"),
    ],
)
def test_an_answer_says_nothing_that_the_document_does_not_explain(path: str, name: str, newsroom: None) -> None:
    whole = {"$ref": f"#/components/schemas/{name}", "components": closed(RAW["components"])}
    formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
    said = get(path)
    jsonschema.Draft202012Validator(whole, format_checker=formats).validate(said)
    assert said.get("items") != []


def test_every_part_of_the_document_is_explained() -> None:
    silent = [
        f"{name}.{field}"
        for name, schema in RAW["components"]["schemas"].items()
        for field, part in schema.get("properties", {}).items()
        if not ("description" in part or "$ref" in part)
    ]
    assert silent == []


def test_the_document_knows_the_parameters_and_their_limits() -> None:
    parameters = RAW["components"]["parameters"]
    listed = [part["$ref"].rpartition("/")[2] for part in RAW["paths"]["/releases"]["get"]["parameters"]]
    limit = parameters["limit"]["schema"]
    assert (tuple(listed), limit["default"], limit["maximum"]) == (OF_A_LIST, PAGE_SIZE, MAX_LIMIT)


def test_the_document_is_served_as_it_is_checked_in() -> None:
    response = Client().get("/api/v1/openapi.json")
    assert (response.status_code, response.content) == (200, DOCUMENT.read_bytes())
