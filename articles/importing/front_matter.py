"""Reads the YAML in front of a Markdown file, by its nodes: nothing in it is ever constructed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _

from articles.importing.parsed import ImportProblem, excerpt

TEXTS = (
    "title",
    "date",
    "language",
    "slug",
    "reference",
    "translation_of",
    "dateline",
    "lead",
    "photo",
    "notes",
)
KEYS = (*TEXTS, "topics")
REQUIRED = ("title", "date")

FENCE = re.compile(r"---[ \t]*")
END = re.compile(r"(?:---|\.\.\.)[ \t]*")
MOST_LINES = 500
DEEPEST = 4

STRING = "tag:yaml.org,2002:str"
NOTHING = "tag:yaml.org,2002:null"
TIMESTAMP = "tag:yaml.org,2002:timestamp"
SLUG = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The keys of a file: texts on one line ("" where absent), notes as Markdown, topics, and each key's line."""

    texts: Mapping[str, str]
    topics: tuple[str, ...]
    lines: Mapping[str, int]


def split_front_matter(text: str) -> tuple[FrontMatter, str, int]:
    """Return the front matter, the text after it and the line (1-based) on which that begins.

    Raises ImportProblem where there is none, or where a key or value is wrong, with its line.
    """
    lines = text.split("\n")
    if not FENCE.fullmatch(lines[0]):
        raise ImportProblem(_("the file does not begin with front matter between --- lines"), 1)
    for index, line in enumerate(lines[1 : MOST_LINES + 1], 1):
        if END.fullmatch(line):
            # A blank line instead of the fence, so that YAML counts lines as the file does.
            source = "\n".join(["", *lines[1:index]])
            return read_keys(source), "\n".join(lines[index + 1 :]), index + 2
    raise ImportProblem(_("the front matter has no closing --- line"), 1)


def read_keys(source: str) -> FrontMatter:
    """Return the keys of a YAML mapping; raise ImportProblem for all that is not expected."""
    texts = dict.fromkeys(TEXTS, "")
    topics: tuple[str, ...] = ()
    lines: dict[str, int] = {}
    for key_node, value in mapping(source):
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key not in KEYS or not isinstance(key_node, yaml.ScalarNode):
            message = _("“%(key)s” is not a key of a release; these are: %(keys)s")
            raise ImportProblem(message % {"key": excerpt(key), "keys": ", ".join(KEYS)}, line)
        if key in lines:
            raise ImportProblem(_("“%(key)s” stands here twice") % {"key": key}, line)
        lines[key] = line
        if key == "topics":
            topics = slugs(value)
        else:
            texts[key] = text_of(key, value)
    for key in REQUIRED:
        if not texts[key]:
            raise ImportProblem(_("“%(key)s” is missing") % {"key": key}, lines.get(key, 1))
    if texts["slug"] and not SLUG.fullmatch(texts["slug"]):
        message = _("“%(slug)s” cannot be a slug: it may hold letters, digits, - and _")
        raise ImportProblem(message % {"slug": excerpt(texts["slug"])}, lines["slug"])
    return FrontMatter(texts, topics, lines)


def mapping(source: str) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the nodes of the keys and values of a YAML document."""
    try:
        check_events(source)
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except ImportProblem:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ImportProblem(_("the front matter is not YAML that can be read"), line) from None
    except (yaml.YAMLError, ValueError):
        raise ImportProblem(_("the front matter is not YAML that can be read")) from None
    if not isinstance(root, yaml.MappingNode):
        raise ImportProblem(_("the front matter holds no keys; write “title: …”"), 2)
    pairs: list[tuple[yaml.Node, yaml.Node]] = root.value
    return pairs


def check_events(source: str) -> None:
    """Raise ImportProblem for what a release never needs and a bomb does: aliases and depth."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            message = _("anchors and aliases are not read; put the value in quotes")
            raise ImportProblem(message, line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ImportProblem(_("the front matter is nested too deeply"), line)


def text_of(key: str, node: yaml.Node) -> str:
    """Return the text of a value on one line; of a date as it is written, of notes with their lines."""
    allowed = {STRING, NOTHING, TIMESTAMP} if key == "date" else {STRING, NOTHING}
    if not isinstance(node, yaml.ScalarNode) or node.tag not in allowed:
        message = _("“%(key)s” must be text; put it in quotes")
        raise ImportProblem(message % {"key": key}, node.start_mark.line + 1)
    if node.tag == NOTHING:
        return ""
    if key == "notes":
        return str(node.value)
    return re.sub(r"[ \t\n]+", " ", str(node.value)).strip()


def slugs(node: yaml.Node) -> tuple[str, ...]:
    """Return the slugs of a list, or of a single word; raise ImportProblem for others."""
    line = node.start_mark.line + 1
    if node.tag == NOTHING:
        return ()
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    found = []
    for item in nodes:
        plain = isinstance(item, yaml.ScalarNode) and item.tag == STRING
        if not plain or not SLUG.fullmatch(item.value):
            message = _("“topics” must be a list of slugs, as [climate, ports]")
            raise ImportProblem(message, line)
        found.append(str(item.value))
    return tuple(dict.fromkeys(found))
