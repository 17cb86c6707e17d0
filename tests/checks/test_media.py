"""Checks of photos and documents: pure, so that a text and what is known of its pictures are all there is."""

from articles.checks import Attached, Finding, Kind, Material, Picture, check
from articles.enums import Scan
from tests.checks.material import text

HARBOUR, BRIDGE = "h" * 22, "b" * 22
NAMES = {HARBOUR: "Harbour", BRIDGE: "Bridge"}


def figure(token: str) -> str:
    return f'<figure data-photo="{token}"></figure>'


def shown(*tokens: str, alt: str = "To be seen") -> list[Picture]:
    return [Picture(alt, "body", NAMES[token], token) for token in tokens]


def alone(body: str, *pictures: Picture, documents: tuple[Attached, ...] = ()) -> list[Finding]:
    return check(Material("en", text(body), pictures=pictures, documents=documents))


def beside(here: str, there: str) -> list[Finding]:
    pictures = shown(HARBOUR, BRIDGE)
    return check(Material("fr", text(here), "en", text(there), pictures=pictures, photos=NAMES))


def test_each_photo_without_alternative_text_is_named_with_its_place() -> None:
    lead, gallery = Picture(" ", "lead", "Crane", "c" * 22), Picture("", "gallery", "Ferry", "f" * 22)
    found = alone(f"<p>One</p>{figure(HARBOUR)}", lead, *shown(HARBOUR, alt=""), gallery)
    assert [(one.kind, one.field, one.paragraph, one.key, one.asset) for one in found] == [
        (Kind.ALT, "photo", None, "alt:missing:1", "c" * 22),
        (Kind.ALT, "body", 2, f"alt:missing:{HARBOUR}", HARBOUR),
        (Kind.ALT, "photo", None, f"alt:missing:{'f' * 22}", "f" * 22),
    ]
    assert "“Harbour” in the text" in found[1].message and "“Ferry” in the gallery" in found[2].message


def test_a_photo_that_is_lead_and_in_the_gallery_is_found_once() -> None:
    twice = [Picture("", "lead", "Crane", "c" * 22), Picture("", "gallery", "Crane", "c" * 22)]
    assert [one.key for one in alone("Words", *twice)] == ["alt:missing:1"]


def test_a_picture_that_the_library_does_not_have_is_found() -> None:
    [found] = alone(f"<p>One</p><p>Two</p>{figure(HARBOUR)}")
    assert (found.kind, found.paragraph, found.key) == (Kind.PICTURE, 3, f"picture:unknown:{HARBOUR}")


def test_a_photo_of_the_gallery_does_not_stand_for_one_in_the_text() -> None:
    gallery = Picture("To be seen", "gallery", "Harbour", HARBOUR)
    assert [one.key for one in alone(figure(HARBOUR), gallery)] == [f"picture:unknown:{HARBOUR}"]


def test_pictures_of_the_original_and_of_the_translation_are_compared_both_ways() -> None:
    found = beside(f"<p>Un</p>{figure(HARBOUR)}", f"{figure(BRIDGE)}<p>One</p>")
    assert [(one.key, one.paragraph) for one in found if one.kind == Kind.PICTURE] == [
        (f"picture:missing:{BRIDGE}", None),
        (f"picture:extra:{HARBOUR}", 2),
    ]
    assert "“Bridge”" in found[0].message


def test_the_same_pictures_in_another_order_are_no_finding() -> None:
    assert beside(figure(HARBOUR) + figure(BRIDGE), figure(BRIDGE) + figure(HARBOUR)) == []


def test_paragraphs_are_counted_with_pictures_among_them() -> None:
    found = beside(f"{figure(HARBOUR)}<p>Il y a 12 ports.</p>", f"{figure(HARBOUR)}<p>Ports.</p>")
    assert [(one.key, one.paragraph) for one in found] == [("figure:extra:12", 2)]


def attached(title: str = "Figures", scan: str = Scan.CLEAN, **notes: str) -> Attached:
    return Attached(title, "figures.xlsx", "d" * 22, "v" * 22, scan, notes)


def test_a_document_without_a_title_in_this_language_is_found_by_the_name_of_its_file() -> None:
    [found] = alone("Words", documents=(attached(""),))
    assert (found.kind, found.key, found.blocking) == (Kind.DOCUMENT, f"document:title:{'d' * 22}", False)
    assert "figures.xlsx" in found.message


def test_a_document_that_would_not_be_served_cannot_be_let_stand() -> None:
    found = alone("Words", documents=(attached(scan=Scan.WAITING), attached(scan=Scan.INFECTED)))
    assert [(one.key, one.blocking) for one in found] == [
        (f"document:waiting:{'v' * 22}", True),
        (f"document:infected:{'v' * 22}", True),
    ]


def test_what_was_noticed_in_a_document_is_a_warning_about_that_file() -> None:
    [found] = alone("Words", documents=(attached(comments="This document holds comments."),))
    assert (found.key, found.blocking) == (f"document:comments:{'v' * 22}", False)
    assert found.message == "“figures.xlsx”: This document holds comments."


def test_a_document_that_is_titled_safe_and_plain_is_no_finding() -> None:
    assert alone("Words", documents=(attached(), attached(scan=Scan.OFF))) == []
