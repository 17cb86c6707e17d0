"""The PDF of a release: what it says, in six languages, on two papers."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.derivatives import making
from articles.derivatives.papers import isolated, quoted
from articles.derivatives.printing import PAPERS, printed
from articles.enums import suffix, tag
from articles.models import Edition
from tests import factories
from tests.derivatives import reading

pytestmark = [pytest.mark.django_db, pytest.mark.paper]

DAY = datetime(2018, 2, 5, 9, tzinfo=UTC)
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]
TITLES = {
    "en": "Ports become safer",
    "fr": "Les ports deviennent plus sûrs",
    "es": "Puertos más seguros",
    "ar": "موانئ أكثر أمانا",
    "ru": "Порты становятся безопаснее",
    "zh-hans": "港口更加安全",
}
SIZES = {"a4": "595.276 x 841.89 pts (A4)", "letter": "612 x 792 pts (letter)"}


def edition(language: str = "en", **parts: str) -> Edition:
    """Return a public release of 5 February 2018 with all that a paper shows."""
    factories.organisation()
    end = suffix(language)
    photo = factories.photo(**{f"alt_{end}": "A lighthouse", f"caption_{end}": "At night", f"credit_{end}": "ICSO"})
    release = factories.release(language, reference="ICSO-1-2018", photo=photo, topics=[factories.topic("ports")])
    texts = {"title": TITLES[language], "body": "<p>One.</p><h2>Inside</h2><p>Two.</p>"} | parts
    return factories.public(language, DAY, of=release, slug="ports", **texts)


def pdf(shown: Edition, paper: str = "a4") -> bytes:
    """Return the PDF of what readers get of an edition now."""
    subject = making.subject(shown.pk)
    assert subject is not None
    [made] = printed([subject.document((paper,))])
    return made[paper]


_printed: dict[str, dict[str, bytes]] = {}


def papers(language: str) -> dict[str, bytes]:
    """Return both papers of the release in a language, printed once for all tests."""
    if language not in _printed:
        subject = making.subject(edition(language).pk)
        assert subject is not None
        [_printed[language]] = printed([subject.document(tuple(PAPERS))])
    return _printed[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_is_tagged_in_its_language_with_every_font_embedded(language: str, tmp_path: Path) -> None:
    for paper, made in papers(language).items():
        said, fonts = reading.info(made, tmp_path), reading.fonts(made, tmp_path)
        assert (said["Tagged"], said["Title"]) == ("yes", f"{TITLES[language]} – Coastal Safety {suffix(language)}")
        assert said["Page size"] == SIZES[paper]
        assert fonts and all(fonts.values())
        assert all(name.startswith("Noto-") for name in fonts), fonts
        inside = reading.inside(made)
        assert f"/Lang ({tag(language)})".encode() in inside
        assert b'pdfuaid:part="1"' in inside


def test_a_paper_has_the_properties_of_a_document(tmp_path: Path) -> None:
    made = papers("en")["a4"]
    said = reading.info(made, tmp_path)
    assert said["Author"] == "Coastal Safety en"
    assert said["Keywords"] == "ports en"
    assert said["Subject"] == "What happened, in brief."
    assert (said["JavaScript"], said["Form"], said["Encrypted"]) == ("no", "none", "no")
    assert b"/CreationDate (D:20180205100000+01'00)" in reading.inside(made)


def test_a_paper_shows_everything_of_the_release(tmp_path: Path) -> None:
    words = reading.text(papers("en")["a4"], tmp_path)
    told = (
        "Coastal Safety en", "Press release ICSO-1-2018", "Feb. 5, 2018", "Ports become safer", "What happened, in brief.",
        "At night ICSO", "LISBON – One.", "Two.", "Press contact", "press@icso.example", "About us en",
        "Reference number ICSO-1-2018", "https://news.example.org/en/news/2018/ports/", "Page 1 of 1",
    )  # fmt: skip
    assert [part for part in told if part not in words] == []


def test_the_structure_of_a_paper_is_that_of_the_page(tmp_path: Path) -> None:
    tree = reading.structure(papers("en")["a4"], tmp_path)
    headings = re.findall(r'(H[1-6]) \(block\)\n(?:\s+Span[^\n]*\n)?\s+"([^"]+)"', tree)
    assert headings == [
        ("H1", "Ports become safer"),
        ("H2", "Inside"),
        ("H2", "Press contact"),
        ("H2", "About the organisation"),
    ]
    assert tree.count("Figure") == 2  # the picture, and the code


def test_pictures_on_paper_have_their_alternative_text() -> None:
    inside = reading.inside(papers("en")["a4"])
    assert b"(A lighthouse)" in inside
    assert b"(QR code of the address of this release)" in inside


def test_a_gallery_is_a_contact_sheet_two_in_a_row(tmp_path: Path) -> None:
    gallery = [factories.photo(alt_en=f"Picture {number}", caption_en=f"Caption {number}") for number in range(6)]
    release = factories.release("en", gallery=gallery)
    made = pdf(factories.public("en", DAY, of=release, slug="gallery", title="Ports", body="<p>One.</p>"))
    words = reading.text(made, tmp_path)
    assert [f"Caption {number} Caption {number + 1}" in words for number in (0, 2, 4)] == [True] * 3
    assert int(reading.info(made, tmp_path)["Pages"]) <= 2


def test_a_picture_within_the_text_takes_less_of_the_paper_than_the_lead(tmp_path: Path) -> None:
    within = factories.photo(alt_en="A buoy")
    body = f'<p>One.</p><figure data-photo="{within.token}"></figure><p>Two.</p>'
    lead, smaller = reading.heights(pdf(edition(body=body)), tmp_path)
    assert (lead, smaller) == (88, 62)


def test_corrections_stand_on_the_paper(tmp_path: Path) -> None:
    words = reading.text(pdf(factories.correct(edition(), note="430, not 340.")), tmp_path)
    assert "Correction" in words and "430, not 340." in words


def test_a_reference_that_begins_with_a_number_reads_the_same_in_arabic(tmp_path: Path) -> None:
    assert isolated("<bdi>2026-K7QF</bdi>") == "<bdi>\u20682026-K7QF\u2069</bdi>"
    assert isolated('<bdi dir="ltr">x</bdi>') == '<bdi dir="ltr">\u2066x\u2069</bdi>'


def test_a_name_in_the_margin_cannot_end_its_string() -> None:
    assert quoted('a"b}\\ c\n') == r'"a\22 b\7d \5c  c\a "'


def test_a_long_text_runs_over_pages_that_are_counted(tmp_path: Path) -> None:
    made = pdf(edition(body="<p>Word after word.</p>" * 120))
    words = reading.text(made, tmp_path)
    pages = int(reading.info(made, tmp_path)["Pages"])
    assert pages > 2
    assert [f"Page {number} of {pages}" in words for number in range(1, pages + 1)] == [True] * pages


@pytest.mark.once
@pytest.mark.parametrize(
    "body",
    [
        '<p>x</p><img src="file:///etc/passwd">',
        '<p><img src="http://127.0.0.1:1/x.png">x</p>',
        '<p style="background:url(http://127.0.0.1:1/)">x</p><style>@import url("file:///etc/hostname")</style>',
        '<link rel="attachment" href="file:///etc/passwd"><p>x</p>',
        "<svg><image href='file:///etc/passwd'/></svg><p>x</p>",
        "<blockquote>" * 400 + "x" + "</blockquote>" * 400,
        "<table><tr><td colspan='9999' rowspan='9999'>x</td></tr></table>",
    ],
)
def test_a_hostile_body_makes_a_paper_without_reaching_for_anything(body: str, tmp_path: Path) -> None:
    subject = making.subject(edition(body=body).pk)
    assert subject is not None
    [made] = printed([subject.document(("a4",))])
    for data in made.values():
        assert b"EmbeddedFile" not in data
        assert "root:" not in reading.text(data, tmp_path)
