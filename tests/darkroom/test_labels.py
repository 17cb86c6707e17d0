"""What a picture file says of itself is offered to the person who fills in its form."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from articles.darkroom.offers import Offered, offered, shortened
from tests.darkroom import corpus, files
from tests.darkroom.files import file, quarters
from tests.darkroom.working import work

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
)


def xmp(inside: str, attributes: str = "", before: str = "") -> bytes:
    """Return a packet of XMP."""
    return (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}><rdf:Description rdf:about="" {NAMES} {attributes}>'
        f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def iptc(*records: tuple[int, int, bytes]) -> bytes:
    """Return a segment of a JPEG with what IPTC's older standard says."""
    said = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(text)) + text for record, number, text in records)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(said)) + said + b"\0" * (len(said) % 2)
    return files.with_segment(file(quarters(), "JPEG"), 0xED, b"Photoshop 3.0\0" + resource)


def exif(**texts: str) -> Image.Exif:
    """Return EXIF with ``caption``, ``artist``, ``taken``, ``offset``, and where the camera stood."""
    made = Image.Exif()
    made[0x010E], made[0x013B] = (texts.get(name, "").encode() for name in ("caption", "artist"))
    detail = made.get_ifd(0x8769)
    detail[0x9003], detail[0x9011] = texts.get("taken", ""), texts.get("offset", "")
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (38.0, 42.0, 0.0), "E", (9.0, 8.0, 0.0)
    return made


def said(data: bytes) -> Offered:
    """Return what is offered of the file ``data``."""
    return offered(work(data, "social").result["offered"])


WHOLE = xmp(
    "<photoshop:Headline>Storm over the harbour</photoshop:Headline>"
    "<dc:description><rdf:Alt><rdf:li xml:lang='fr'>Vagues</rdf:li><rdf:li xml:lang='x-default'>Waves &amp; wind</rdf:li>"
    "</rdf:Alt></dc:description>"
    "<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Jo Wu</rdf:li></rdf:Seq></dc:creator>"
    "<dc:subject><rdf:Bag><rdf:li>storm</rdf:li><rdf:li>港口</rdf:li><rdf:li>storm</rdf:li></rdf:Bag></dc:subject>"
    "<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang='x-default'>No resale</rdf:li></rdf:Alt></xmpRights:UsageTerms>",
    'photoshop:Credit="ICSO" photoshop:City="Brest" photoshop:Country="France"'
    ' photoshop:DateCreated="2026-02-03T04:05:06+02:00"',
)
OFFERED = Offered(
    title="Storm over the harbour",
    caption="Waves & wind",
    credit="ICSO",
    photographer="Ana Ruiz, Jo Wu",
    place="Brest, France",
    terms="No resale",
    taken_at=datetime(2026, 2, 3, 2, 5, 6, tzinfo=UTC),
    keywords=("storm", "港口"),
)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF", "HEIF"])
def test_all_that_xmp_says_is_offered_whatever_the_format(form: str) -> None:
    assert said(file(quarters(), form, xmp=WHOLE)) == OFFERED


def test_all_that_xmp_says_in_a_png_is_offered() -> None:
    data = files.with_chunk(file(quarters(), "PNG"), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + WHOLE)
    assert said(data) == OFFERED


@pytest.mark.parametrize(("marker", "encoding"), [([(1, 90, b"\x1b%G")], "utf-8"), ([], "utf-8"), ([], "cp1252")])
def test_all_that_iptc_says_is_offered_in_utf_8_and_as_older_programs_wrote_it(
    marker: list[tuple[int, int, bytes]], encoding: str
) -> None:
    texts = {
        105: "Tempête",
        120: "Vagues à Ouessant",
        80: "Zoé",
        110: "ICSO",
        116: "© ICSO",
        90: "Brest",
        101: "France",
    }
    records = [(2, number, text.encode(encoding)) for number, text in texts.items()]
    data = iptc(*marker, *records, (2, 25, b"storm"), (2, 25, b"sea"), (2, 55, b"20260203"), (2, 60, b"040506+0200"))
    assert said(data) == Offered(
        title="Tempête",
        caption="Vagues à Ouessant",
        credit="ICSO",
        photographer="Zoé",
        place="Brest, France",
        terms="© ICSO",
        taken_at=OFFERED.taken_at,
        keywords=("storm", "sea"),
    )


def test_exif_is_offered_where_nothing_else_is_said_and_never_where_the_camera_stood() -> None:
    told = exif(caption="Waves", artist="Zoé", taken="2026:02:03 04:05:06", offset="+02:00")
    found = said(file(quarters(), "JPEG", exif=told))
    assert found == Offered(caption="Waves", photographer="Zoé", taken_at=OFFERED.taken_at)
    assert "38" not in str(work(file(quarters(), "JPEG", exif=told), "social").result)


def test_xmp_goes_before_iptc_and_both_before_exif() -> None:
    data = iptc((2, 120, b"of iptc"), (2, 110, b"credit of iptc"))
    data = files.with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("", 'photoshop:Credit="of xmp"'))
    data = files.with_segment(data, 0xE1, exif(caption="of exif", artist="Zoe").tobytes())
    found = said(data)
    assert (found.credit, found.caption, found.photographer) == ("of xmp", "of iptc", "Zoe")


def test_without_an_offset_a_camera_was_on_the_newsrooms_clocks() -> None:
    found = said(file(quarters(), "JPEG", exif=exif(taken="2026:07:03 04:05:06")))
    assert found.taken_at == datetime(2026, 7, 3, 2, 5, 6, tzinfo=UTC)
    assert found.taken_at is not None and found.taken_at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "2026:13:45 99:99:99", "    :  :     :  :  ", "today", "1700:01:01 00:00:00", "\0"]
)
def test_a_date_that_is_none_is_not_offered(taken: str) -> None:
    assert said(file(quarters(), "JPEG", exif=exif(taken=taken))).taken_at is None


def test_a_date_with_a_time_goes_before_one_without() -> None:
    data = file(
        quarters(), "JPEG", xmp=xmp("", 'photoshop:DateCreated="2026-02-03"'), exif=exif(taken="2026:02:03 04:05:06")
    )
    found = said(data).taken_at
    assert found is not None and (found.hour, found.minute) == (4, 5)


@pytest.mark.parametrize(
    "caption",
    [
        "OLYMPUS DIGITAL CAMERA",
        "SONY DSC",
        "default",
        "Exif_JPEG_PICTURE",
        "DCIM\\100MEDIA",
        "IMG_2041.JPG",
        "cof_soft",
        "---",
    ],
)
def test_what_cameras_write_where_a_caption_belongs_is_not_offered(caption: str) -> None:
    assert said(file(quarters(), "JPEG", exif=exif(caption=caption))) == Offered()


@pytest.mark.parametrize("caption", ["Image of the year", "Default of the bank", "P 7 opens", "Digital camera museum"])
def test_a_caption_that_begins_like_a_cameras_is_offered(caption: str) -> None:
    assert said(file(quarters(), "JPEG", exif=exif(caption=caption))).caption == caption


def test_texts_are_cleaned_and_cut_between_words() -> None:
    found = said(file(quarters(), "JPEG", xmp=xmp(f"<dc:description>\u202eab\n\tc {'word ' * 300}</dc:description>")))
    assert found.caption.startswith("ab c word")
    assert found.caption.endswith("word…") and len(found.caption) <= 500


@pytest.mark.parametrize(("text", "length", "cut"), [("a b", 3, "a b"), ("aaaa", 3, "aa…"), ("aaa bbb", 6, "aaa…")])
def test_a_cut_text_says_so(text: str, length: int, cut: str) -> None:
    assert shortened(text, length) == cut


def test_keywords_are_few_and_short() -> None:
    items = "".join(f"<rdf:li>{n} {'x' * 300}</rdf:li>" for n in range(500))
    found = said(file(quarters(), "WEBP", xmp=xmp(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>"))).keywords
    assert (len(found), max(map(len, found))) == (50, 50)


ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
CAPTION = "<dc:description>&j;</dc:description>"


@pytest.mark.parametrize(
    "packet",
    [
        xmp(CAPTION, before=f'<!DOCTYPE x [<!ENTITY a "{"ha" * 100}">{ENTITIES}]>'),
        xmp(CAPTION, before='<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'),
        xmp(CAPTION, before='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
        xmp(CAPTION, before='<!DOCTYPE x [<!ENTITY j "canary">]>').decode().encode("utf-16"),
        b"<x" * 100_000,
        b"<x>" * 60_000,
        b"\xff\xfe\0",
        b"<x:xmpmeta",
    ],
    ids=["entities", "a file", "the network", "in utf-16", "open", "deep", "odd", "cut"],
)
def test_hostile_xmp_is_as_if_it_were_not_there(packet: bytes) -> None:
    assert said(file(quarters(), "WEBP", xmp=packet)) == Offered()


def test_damaged_labels_are_no_reason_to_refuse_a_picture() -> None:
    data = files.with_segment(
        file(quarters(), "JPEG"), 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02"
    )
    assert said(data) == Offered()


def test_a_picture_that_says_nothing_offers_nothing() -> None:
    assert said(corpus.SOUND["png"][0]()) == Offered()
