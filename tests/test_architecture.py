"""The shape of the project, measured: HOUSE.md's limits and what must stand in no file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 50, 120

# What a template must not hold, and why.
TEMPLATE_BANS = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "safe filter": re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off"),
}
# Sides that differ by direction of writing; logical properties serve both with one sheet.
PHYSICAL = re.compile(
    r"(?:^|[;{\s])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right"
    r"|(?:float|clear|text-align)\s*:\s*(?:left|right))\s*[:;}]"
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
LEFT_OUT = re.compile(r"\b(?:pytest|unittest)\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b")


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the repository, committed or about to be, that match git's ``patterns``."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(path for name in names if (path := ROOT / name).is_file())


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


PYTHON = [path for path in tracked("*.py") if "migrations" not in path.parts]
APPLICATION = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in {"articles", "newsroom"}]
ARTICLES = [path for path in PYTHON if path.relative_to(ROOT).parts[0] == "articles"]
TEMPLATES = tracked("templates/*.html", "templates/*.xml", "templates/*.txt")
SHEETS = tracked("*.css")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_is_something_to_measure() -> None:
    assert min(map(len, (PYTHON, APPLICATION, ARTICLES, TEMPLATES, SHEETS))) > 0


def test_files_are_short() -> None:
    measured = {named(path): len(lines(path)) for path in [*PYTHON, *SHEETS, *tracked("*.js")]}
    assert {name: length for name, length in measured.items() if length > FILE_LINES} == {}


def test_functions_are_short() -> None:
    measured = {
        f"{named(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in functions(path)
    }
    assert {name: length for name, length in measured.items() if length > FUNCTION_LINES} == {}


def test_templates_are_short() -> None:
    measured = {named(path): len(lines(path)) for path in TEMPLATES}
    assert {name: length for name, length in measured.items() if length > TEMPLATE_LINES} == {}


@pytest.mark.parametrize("ban", TEMPLATE_BANS)
def test_no_template_holds(ban: str) -> None:
    found = [
        f"{named(path)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in TEMPLATES
        for text in [path.read_text(encoding="utf-8")]
        for match in TEMPLATE_BANS[ban].finditer(text)
    ]
    assert found == []


def test_templates_that_are_only_included_begin_with_an_underscore() -> None:
    included = re.compile(r"{%\s*include\s+[\"']([^\"']+)[\"']")
    names = {name for path in TEMPLATES for name in included.findall(path.read_text(encoding="utf-8"))}
    # Those of other packages have names of their own.
    own = {name for name in names if (ROOT / "templates" / name).is_file()}
    assert {name for name in own if not Path(name).name.startswith("_")} == set()


def test_style_sheets_name_no_physical_side() -> None:
    found = []
    for path in SHEETS:
        text = re.sub(
            r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        found += [
            f"{named(path)}:{n} {line.strip()}" for n, line in enumerate(text.splitlines(), 1) if PHYSICAL.search(line)
        ]
    assert found == []


def test_every_block_of_a_style_sheet_is_closed() -> None:
    """A browser closes what is open at the end: rules that a merge put into another's ``@media`` say nothing."""
    read = {named(path): path.read_text(encoding="utf-8") for path in SHEETS}
    assert {name: text.count("{") - text.count("}") for name, text in read.items()} == dict.fromkeys(read, 0)


def test_nothing_is_left_unfinished_or_left_out() -> None:
    found = [
        f"{named(path)}:{number} {line.strip()}"
        for path in [*PYTHON, *TEMPLATES, *SHEETS, *tracked("*.js")]
        if path != Path(__file__)
        for number, line in enumerate(lines(path), 1)
        if UNFINISHED.search(line) or LEFT_OUT.search(line)
    ]
    assert found == []


def _shared_values(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the expressions assigned in the body of a module or of its classes: made once, used by all."""
    bodies = [
        tree.body,
        *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef) if node.name != "Meta"),
    ]
    for statement in (statement for body in bodies for statement in body):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            yield statement.value


def _called(node: ast.AST) -> str:
    """Return the name that a call calls, ``Q`` for ``models.Q(...)``; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_no_expression_or_queryset_is_shared() -> None:
    """A shared ``Q`` or ``F`` is rewritten in place by modeltranslation, for the language of whoever came first."""
    refused = {"Q", "F", "filter", "exclude", "annotate", "order_by", "all"}
    found = [
        f"{named(path)}:{node.lineno} {_called(node)}"
        for path in APPLICATION
        for value in _shared_values(ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(value)
        if isinstance(node, ast.Call) and _called(node) in refused
    ]
    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    allowed = {"newsroom/env.py", "newsroom/wsgi.py"}
    reading = re.compile(r"\bos\.(?:environ|getenv)\b|\bfrom newsroom import env\b")
    found = {named(path) for path in APPLICATION if reading.search(path.read_text(encoding="utf-8"))}
    assert found - allowed == {"newsroom/settings.py"}


def test_visibility_is_decided_in_one_place() -> None:
    """Only ``querysets`` compares ``publish_at`` with a moment for readers; the desk's filters may, too."""
    compared = re.compile(r"publish_at__(?:lte|gt)\s*=")
    found = {named(path) for path in ARTICLES if compared.search(path.read_text(encoding="utf-8"))}
    found = {name for name in found if not name.startswith("articles/admin/")}
    assert found == {"articles/querysets.py"}


def test_every_address_has_a_name() -> None:
    from django.contrib import admin
    from django.urls import URLPattern, URLResolver, get_resolver

    def unnamed(resolver: URLResolver) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                if pattern.app_name != admin.site.name:
                    yield from unnamed(pattern)
            elif isinstance(pattern, URLPattern) and not pattern.name:
                yield str(pattern.pattern)

    assert list(unnamed(get_resolver())) == []
