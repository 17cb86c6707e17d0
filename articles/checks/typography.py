"""Typography: finds what a language writes otherwise, and corrects it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext

from articles.checks.content import Body, Node, Run
from articles.checks.figures import ADDRESS, PHONE
from articles.checks.material import Finding, Kind
from articles.checks.places import Piece, Place, key
from articles.checks.typography_rules import Edit, Rule, rules
from articles.models.release import RICH_FIELDS, TEXT_FIELDS, Text

FIELDS = tuple(name for name in TEXT_FIELDS if name not in RICH_FIELDS)
ROUNDS = 5
"""One correction may make place for another; it has never taken more than two rounds."""
ONE_LINE = str.maketrans("\t\r\n", "   ")


def check_typography(text: Text, language: str) -> Iterator[Finding]:
    """Yield one finding for each rule that each field or paragraph breaks, where it does so first."""
    seen: set[tuple[str, str, int | None]] = set()
    for field, paragraph, run in _runs(text, _rich(text, language)):
        for rule in _rules(language, field):
            if (rule.slug, field, paragraph) in seen:
                continue
            edits = _edits(rule, run)
            if edits:
                seen.add((rule.slug, field, paragraph))
                start, end, _new = edits[0]
                yield _finding(rule, Place(Piece(field, paragraph, run.text.translate(ONE_LINE)), start, end))


def _finding(rule: Rule, place: Place) -> Finding:
    return Finding(
        kind=Kind.TYPOGRAPHY,
        message=gettext(rule.message),
        field=place.piece.field,
        paragraph=place.piece.paragraph,
        excerpt=place.excerpt,
        mark=place.mark,
        key=key("typography", rule.slug, place.piece.field, place.context),
        correctable=rule.correctable,
    )


def corrected(text: Text, language: str) -> Text:
    """Return ``text`` with its typography repaired; elements, attributes and addresses stay, and so does the result."""
    for _round in range(ROUNDS):
        after = _corrected_once(text, language)
        if after == text:
            break
        text = after
    return text


def _corrected_once(text: Text, language: str) -> Text:
    rich = _rich(text, language)
    lines = {}
    for field, _paragraph, run in _runs(text, rich):
        for rule in _rules(language, field):
            if rule.correctable:
                _apply(_edits(rule, run), run.nodes)
        if field not in rich:
            lines[field] = run.text
    return replace(text, **lines, **{name: part.markup() for name, part in rich.items()})


def _rich(text: Text, language: str) -> dict[str, Body]:
    """Return the rich parts of a text, read."""
    return {name: Body(getattr(text, name), language) for name in RICH_FIELDS}


def _runs(text: Text, rich: Mapping[str, Body]) -> Iterator[tuple[str, int | None, Run]]:
    """Yield field, paragraph and running text of all that has any."""
    for field in FIELDS:
        if value := getattr(text, field):
            yield field, None, Run(0, nodes=[Node(value, value)])
    for name, part in rich.items():
        for run in part.runs:
            yield name, run.block if name == "body" else None, run


def _rules(language: str, field: str) -> Iterator[Rule]:
    return (rule for rule in rules(language) if rule.in_headlines or field != "title")


def _edits(rule: Rule, run: Run) -> list[Edit]:
    """Return the edits of ``rule`` outside addresses, telephone numbers and text of other languages."""
    text = run.text
    edits = rule.find(text)
    if not edits:
        return edits
    closed = [match.span() for pattern in (ADDRESS, PHONE) for match in pattern.finditer(text)]
    position = 0
    for node in run.nodes:
        if node.foreign:
            closed.append((position, position + len(node.text)))
        position += len(node.text)
    return [edit for edit in edits if not any(edit[0] < end and start < edit[1] for start, end in closed)]


def _apply(edits: list[Edit], nodes: list[Node]) -> None:
    """Change the nodes' text; what an edit puts in stands in the node where it begins."""
    for start, end, new in sorted(edits, reverse=True):
        position, rest = 0, new
        for node in nodes:
            left, right = start - position, end - position
            length = len(node.text)
            position += length
            if right <= 0 or left >= length:
                continue
            node.text = node.text[: max(0, left)] + rest + node.text[max(0, right) :]
            rest = ""  # the rest of the edit only takes away
