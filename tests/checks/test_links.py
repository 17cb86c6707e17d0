"""Links, quotations and the form of a release."""

import pytest

from articles.checks import Kind, Material, Picture, check
from tests.checks.material import alone, compared, text


def linked(*targets: str) -> str:
    return "".join(f'<p>To <a href="{target}" rel="noopener">the page</a>.</p>' for target in targets)


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("https://www.example.org/report", "https://www.example.org/report"),
        ("https://www.example.org/report", "https://www.example.org/report/"),
        ("https://www.example.org/en/report", "https://www.example.org/fr/report"),
        ("https://www.example.org/report", "https://www.example.org/fr/report"),
        ("https://www.example.org/zh-hans/report", "https://www.example.org/fr-fr/report"),
        ("https://www.example.org/report?lang=en&amp;p=1", "https://www.example.org/report?lang=fr&amp;p=1"),
        ("https://en.example.org/report", "https://fr.example.org/report"),
        ("https://www.example.org/report", "https://fr.example.org/report"),
        ("https://www.example.org/report-en.pdf", "https://www.example.org/report-fr.pdf"),
        ("/en/news/2026/the-headline/", "/fr/news/2026/le-titre/"),
        ("mailto:press@icso.example", "mailto:press@icso.example"),
        ("tel:+33 1 23", "tel:+33123"),
    ],
)
def test_a_variant_in_another_language_is_the_same_target(there: str, here: str) -> None:
    assert compared("en", linked(there), "fr", linked(here), only=Kind.LINK) == []


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("https://www.example.org/report", "https://www.example.org/other"),
        ("https://www.example.org/report?p=1", "https://www.example.org/report?p=2"),
        ("https://www.example.org/report", "https://www.example.net/report"),
        ("mailto:press@icso.example", "mailto:presse@icso.example"),
        ("tel:+33123", "tel:+33124"),
        ("/en/news/2026/the-headline/", "/fr/news/2025/le-titre/"),
    ],
)
def test_another_target_is_missing_and_too_many(there: str, here: str) -> None:
    missing, extra = compared("en", linked(there), "fr", linked(here), only=Kind.LINK)
    assert there in missing.message and here in extra.message
    assert (missing.mark, missing.excerpt, missing.paragraph) == ("the page", "To the page.", 1)


def test_a_target_may_be_linked_to_as_often_as_one_likes() -> None:
    twice = linked("https://a.example/x", "https://a.example/x")
    assert compared("en", twice, "fr", linked("https://a.example/x"), only=Kind.LINK) == []


SPEECH = "Too many people on the coast still have no safe place to go"
PAROLE = "Trop de gens sur le littoral n’ont toujours aucun lieu sûr où aller"


@pytest.mark.parametrize(
    ("language", "translation"),
    [
        ("fr", f"« {PAROLE} », a-t-elle dit."),
        ("fr", f"« {PAROLE}, a-t-elle dit. {PAROLE}. »"),
        ("ru", "«Слишком многим на побережье по-прежнему некуда идти, — сказала она, — совсем некуда»."),
        ("ar", "وقالت: «لا يزال كثيرون على الساحل بلا مكان آمن يقصدونه». وشبكة «تايدلينك» تعمل."),
        ("zh-hans", "她说：“仍有太多沿海居民找不到安全的去处可以避难。”“潮讯”网络在《报告》中。"),
        ("es", "«Demasiadas personas en la costa siguen sin tener un lugar seguro al que ir», dijo."),
    ],
)
def test_a_quotation_is_one_however_a_language_sets_it(language: str, translation: str) -> None:
    assert compared("en", f"“{SPEECH},” she said. “{SPEECH}.”", language, translation) == []


@pytest.mark.parametrize(
    ("language", "translation"),
    [
        ("ru", "Программа «Более безопасные берега для малых островных развивающихся государств» расширилась."),
        ("ar", "صدر التقرير المعنون «سواحل أكثر أمانا: خطة للدول الجزرية الصغيرة النامية»."),
        ("zh-hans", "“小岛屿发展中国家更安全海岸”方案扩大。"),
    ],
)
def test_a_title_in_quotation_marks_is_no_quotation(language: str, translation: str) -> None:
    original = "The programme Safer Coasts for Small Island Developing States grew."
    assert compared("en", original, language, translation) == []


def test_a_quotation_that_is_left_out_is_found() -> None:
    original = f"<p>“{SPEECH},” she said.</p><p>“{SPEECH},” he said.</p>"
    [found] = compared("en", original, "fr", f"<p>« {PAROLE} », a-t-elle dit.</p><p>Lui aussi.</p>")
    assert (found.kind, found.key) == (Kind.QUOTATION, "quotation:count:2:1")
    assert "2" in found.message and "1" in found.message
    assert (found.paragraph, found.mark) == (2, f"“{SPEECH},”")


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    original = f"<p>“{SPEECH}.</p><p>“{SPEECH},” she said.</p>"
    assert compared("en", original, "fr", f"<p>« {PAROLE}. {PAROLE} », a-t-elle dit.</p>") == []
    assert alone("en", original) == []


def test_a_quotation_that_is_not_closed_is_found() -> None:
    [found] = alone("en", f"“{SPEECH}, she said.")
    assert (found.kind, found.mark) == (Kind.QUOTATION, "“")


def test_apostrophes_open_nothing() -> None:
    assert alone("en", "The States’ ships and ICSO’s ports don’t wait.") == []


STRUCTURES = {
    "h2": ("<h2>A</h2>", ""),
    "h3": ("<h3>A</h3>", ""),
    "li": ("<ul><li>A</li><li>B</li></ul>", "<ul><li>A</li></ul>"),
    "tr": ("<table><tr><td>A</td></tr></table>", ""),
    "blockquote": ("<blockquote><p>A</p></blockquote>", ""),
}


@pytest.mark.parametrize("element", STRUCTURES)
def test_elements_are_counted(element: str) -> None:
    there, here = STRUCTURES[element]
    [found] = compared("en", f"{there}<p>X</p>", "fr", f"{here}<p>X</p>")
    assert found.kind == Kind.STRUCTURE and found.key.startswith(f"structure:{element}:")
    assert (found.paragraph, found.excerpt, "original’s" in found.message) == (1, "A", True)
    assert compared("en", f"{there}<p>X</p>", "fr", f"{there}<p>X</p>") == []


@pytest.mark.parametrize(("language", "longest"), [("en", 110), ("ar", 110), ("zh-hans", 40)])
def test_a_headline_may_be_so_long(language: str, longest: int) -> None:
    assert alone(language, "X", title="x" * longest) == []
    [found] = alone(language, "X", title="x" * (longest + 1))
    assert (found.kind, found.field, found.key) == (Kind.HEADLINE, "title", "headline:long")


def test_what_is_missing_is_named() -> None:
    found = check(Material("en", text("X", lead="", dateline=" "), pictures=[Picture(" "), Picture("A boat")]))
    assert [(one.kind, one.field) for one in found] == [
        (Kind.LEAD, "lead"),
        (Kind.DATELINE, "dateline"),
        (Kind.ALT, "photo"),
    ]
