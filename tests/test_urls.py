"""What addresses match, and how long it takes to say no."""

import re
import string
import time

import pytest
from django.test import Client

from articles.urls import SlugConverter

pytestmark = pytest.mark.django_db


def test_a_slug_is_letters_of_any_script_digits_hyphens_and_underscores() -> None:
    matched = [c for c in string.printable if re.fullmatch(SlugConverter.regex, c)]
    assert matched == [*string.digits, *string.ascii_letters, "-", "_"]
    assert re.fullmatch(SlugConverter.regex, "пресс-релиз-新闻-الساحل-é")
    assert not re.fullmatch(SlugConverter.regex, "no\xa0break")


@pytest.mark.parametrize("slug", ["س" * 5000, "新" * 5000, "a" * 5000, "-" * 5000])
def test_a_long_path_that_leads_nowhere_is_refused_at_once(slug: str) -> None:
    started = time.perf_counter()
    assert Client().get(f"/ar/news/2026/{slug}/nowhere/").status_code == 404
    assert time.perf_counter() - started < 1  # seconds; a regular expression that backtracks takes years
