"""The message catalogues: complete in every language, and true to the texts' placeholders and elements.

Whether they hold exactly the texts of the sources is asked by ``make check`` (it needs gettext).
"""

import ast
import re
from pathlib import Path
from typing import Any

import polib
import pytest

from scripts import messages


@pytest.mark.parametrize("locale", messages.locales())
def test_a_catalogue_has_no_problem(locale: str) -> None:
    assert messages.problems(locale) == []


def test_there_is_a_catalogue_for_every_language_and_no_other() -> None:
    found = {path.parent.parent.name for path in messages.LOCALE.glob("*/LC_MESSAGES/django.po")}
    assert found == set(messages.locales())


def test_all_catalogues_hold_the_same_texts() -> None:
    texts = {locale: messages.texts(messages.catalogue(locale)) for locale in messages.locales()}
    assert len(set(map(frozenset, texts.values()))) == 1


# What a typesetter of the language would never let stand: straight quotation marks, the wrong dash or comma, a sign that
# may come first in a line.
NEVER = {
    "ar": r"[\u0600-\u06ff]\s?[,;?]|\w\"|\.\.\.",
    "es": r"\w\"|\.\.\.",
    "fr": r"\w['\"]|[“”]|\w[;!?»]|«[ \w]|[ ][;!?»]|\.\.\.",
    "ru": r"[^\xa0]— |\w [–-] \w|[“”]|\w\"|\.\.\.",
    "zh_Hans": r"[\u4e00-\u9fff]\s?[,;:?!]|[\u4e00-\u9fff]\"|\.\.\.",
}
MARKUP = re.compile(r"<[^>]*>")


@pytest.mark.parametrize("locale", messages.locales())
def test_a_catalogue_keeps_the_typography_of_its_language(locale: str) -> None:
    entries = polib.pofile(str(messages.catalogue(locale)))
    said = (text for entry in entries if not entry.obsolete for text in [entry.msgstr, *entry.msgstr_plural.values()])
    assert [text for text in said if re.search(NEVER[locale], MARKUP.sub("", text))] == []


WRITERS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}


def test_no_text_is_asked_for_within_an_f_string() -> None:
    """What collects the texts of the sources does not look into f-strings: such a text would stay English."""
    sources = [path for app in ("articles", "newsroom") for path in Path(app).rglob("*.py")]
    strings = (
        node for path in sources for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)
    )
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    assert [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id in WRITERS] == []


ENTRIES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "fine": ({"msgid": "%(name)s <b>now</b>", "msgstr": "<b>jetzt</b> %(name)s"}, []),
    "empty": ({"msgid": "Now", "msgstr": ""}, ["not translated"]),
    "fuzzy": ({"msgid": "Now", "msgstr": "Jetzt", "flags": ["fuzzy"]}, ["fuzzy"]),
    "lost placeholder": ({"msgid": "%(name)s", "msgstr": "Name"}, ["placeholders differ"]),
    "renamed placeholder": ({"msgid": "{name}", "msgstr": "{nom}"}, ["placeholders differ"]),
    "lost element": ({"msgid": "<b>Now</b>", "msgstr": "Jetzt"}, ["HTML tags differ"]),
    "white space": ({"msgid": "Now ", "msgstr": "Jetzt"}, ["white space at the ends differs"]),
    "singular in words": (
        {"msgid": "%d day", "msgid_plural": "%d days", "msgstr_plural": {0: "Ein Tag", 1: "%d Tage"}},
        [],
    ),
    "general plural in words": (
        {"msgid": "One day", "msgid_plural": "%d days", "msgstr_plural": {0: "Ein Tag", 1: "Tage"}},
        ["placeholders differ"],
    ),
    "too few plurals": (
        {"msgid": "%d day", "msgid_plural": "%d days", "msgstr_plural": {0: "%d Tage"}},
        ["1 plural forms instead of 2"],
    ),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_judged(name: str) -> None:
    fields, expected = ENTRIES[name]
    assert messages.entry_problems(polib.POEntry(**fields), plurals=2) == expected
