"""How large a file is, as people say it in their language."""

import pytest
from django.utils import translation

from articles.sizes import file_size


@pytest.mark.parametrize(
    ("language", "size", "said"),
    [
        ("en", 1_234_567, "1.2 MB"),
        ("en", 999, "999 bytes"),
        ("en", 1_000, "1 kB"),
        ("fr", 1_234_567, "1,2\u202fMo"),
        ("fr", 0, "0 octet"),
        ("es", 3_400_000_000, "3,4 GB"),
        ("ru", 340_000, "340 кБ"),
        ("ar", 21, "21 بايت"),
        ("ar", 1_200_000, "1.2 م.ب"),
        ("zh-hans", 52_428_800, "52.4 MB"),
    ],
)
def test_sizes_are_in_the_units_of_the_language(language: str, size: int, said: str) -> None:
    with translation.override(language):
        assert file_size(size).replace("\xa0", " ") == said
