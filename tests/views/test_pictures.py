"""Pictures of a release besides its lead photo: within its text and in its gallery, wherever readers meet it."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from articles import html, workflow
from articles.models import Edition, Photo, PhotoVersion, Release
from articles.models.photo import new_token
from tests import factories
from tests.admin.desk import preview, signed_in

pytestmark = pytest.mark.django_db

ORIGIN = "https://news.example.org"
BODY = '<p>Un.</p><figure data-photo="{}"></figure><p>Deux.</p>'


def described(name: str) -> Photo:
    """Return a photo with French texts that say ``name``."""
    texts = {f"{kind}_fr": f"{kind} <{name}>" for kind in ("alt", "caption", "credit", "terms", "title")}
    return factories.photo(**texts, alt_en="Canary")


def release(**options: object) -> Release:
    """Return a French release with a lead photo and two in its gallery."""
    gallery = [described("gallery 1"), described("gallery 2")]
    return factories.release("fr", photo=described("lead"), gallery=gallery, **options)


def pictured(of: Release | None = None) -> tuple[Edition, Photo]:
    """Return a public release with pictures everywhere, and the one within its text."""
    within = described("within")
    body = BODY.format(within.token)
    return factories.public("fr", of=of or release(), title="Un titre", dateline="PARIS", body=body), within


def get(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def alts(page: str) -> list[str]:
    return re.findall(r'<img [^>]*alt="([^"]*)"', page)


EVERYWHERE = [f"alt &lt;{name}&gt;" for name in ("lead", "within", "gallery 1", "gallery 2")]


@pytest.mark.parametrize("page", ["detail", "print"])
def test_a_page_shows_its_pictures_in_the_order_of_a_reader(page: str) -> None:
    edition, _within = pictured()
    shown = get(edition.address(page))
    assert (alts(shown), "Canary" in shown) == (EVERYWHERE, False)


def test_a_picture_within_a_text_stands_where_the_text_has_it_with_its_words() -> None:
    edition, within = pictured()
    page = get(edition.get_absolute_url())
    before, _figure, after = page.partition('<div class="body">')[2].partition("<figure")
    figure, _end, rest = after.partition("</figure>")
    assert (before.strip(), rest.partition("</div>")[0].strip()) == (
        '<p><span class="dateline">PARIS – </span>Un.</p>',
        "<p>Deux.</p>",
    )
    words = [f"{kind} &lt;within&gt;" in figure for kind in ("alt", "caption", "credit", "terms")]
    assert (words, f"/media/{within.file.token}-400.jpg" in figure) == ([True] * 4, True)


@pytest.mark.parametrize("later", [False, True])
def test_a_reference_to_a_picture_that_the_revision_does_not_hold_shows_nothing(later: bool) -> None:
    token = "x" * 22
    edition = factories.public("fr", body=BODY.format(token))
    if later:
        Photo.objects.filter(pk=described("elsewhere").pk).update(token=token)
    page = get(edition.get_absolute_url())
    assert (alts(page), "<p>Deux.</p>" in page, "data-photo" in page) == ([], True, False)


def test_the_dateline_opens_the_first_paragraph_also_behind_a_picture() -> None:
    within = described("first")
    body = f'<figure data-photo="{within.token}"></figure><p>Un.</p>'
    page = get(factories.public("fr", dateline="PARIS", body=body).get_absolute_url())
    assert '</figure><p><span class="dateline">PARIS – </span>Un.</p>' in re.sub(r">\s+<", "><", page)


def test_a_picture_can_be_had_in_high_resolution_under_a_readable_name_with_its_terms() -> None:
    edition, within = pictured()
    page = get(edition.get_absolute_url())
    reference = edition.release.reference
    links = re.findall(r'<a href="([^"]*-full\.jpg)" download="([^"]*)">', page)
    names = [
        f"{reference}_{n:02d}_credit-{name}.jpg"
        for n, name in enumerate(("lead", "within", "gallery-1", "gallery-2"), 1)
    ]
    assert ([name for _path, name in links], links[1][0]) == (names, f"/media/{within.file.token}-full.jpg")
    assert page.count("terms &lt;") == 4
    assert Client().get(links[3][0]).status_code == 200


@pytest.mark.parametrize(
    ("size", "focus", "said"),
    [
        ((1000, 600), (50, 50), ""),
        ((1000, 1500), (50, 0), "cut-y0"),
        ((1000, 1500), (0, 40), "cut-y3"),  # 600 of 1500, and half of 667: 267 of the 833 that the frame can move
        ((1000, 1500), (50, 50), ""),
        ((1000, 1500), (50, 100), "cut-y10"),
        ((3000, 1000), (30, 0), "cut-x1"),
        ((1500, 1000), (0, 0), ""),  # there is nothing to cut
    ],
)
def test_a_picture_in_a_list_is_cut_around_its_focus(size: tuple[int, int], focus: tuple[int, int], said: str) -> None:
    photo = described("aimed")
    made = photo.file.made | {f"social-{focus[0]}-{focus[1]}.jpg": [1200, 630, 10]}
    made.pop("social-50-50.jpg") if focus != (50, 50) else None
    PhotoVersion.objects.filter(pk=photo.file.pk).update(made=made, width=size[0], height=size[1])
    factories.public("fr", of=factories.release("fr", photo=photo))
    (image,) = re.findall(r'<div class="row-picture">.*<img ([^>]*)>', get("/fr/news/"))
    assert re.findall(r' class="([^"]*)"', image) == ([said] if said else [])


@pytest.mark.parametrize(("height", "part"), [(600, ""), (1500, " * 0.444")])
def test_a_gallery_asks_for_pictures_as_wide_as_it_shows_them(height: int, part: str) -> None:
    edition, _within = pictured()
    shown = edition.live.illustrations.filter(role="gallery").values_list("photo", flat=True)
    PhotoVersion.objects.filter(pk__in=shown).update(height=height)
    gallery = get(edition.get_absolute_url()).partition('class="gallery"')[2]
    assert f'sizes="(min-width: 60rem) calc(19rem{part}), ' in gallery


def test_terms_that_all_pictures_of_a_gallery_have_are_said_once_below_it() -> None:
    own, shared = [
        factories.public("fr", of=factories.release("fr", gallery=[factories.photo(terms_fr=terms) for terms in each]))
        for each in (("Presse <libre>", "Sur demande"), ("Presse <libre>", "Presse <libre>"))
    ]
    pages = [get(edition.get_absolute_url()).partition('class="gallery"')[2] for edition in (own, shared)]
    assert [page.count("Presse &lt;libre&gt;") for page in pages] == [1, 1]
    assert ["<figcaption>" in page.partition("Presse &lt;libre&gt;")[2] for page in pages] == [True, False]


def test_the_lead_photo_comes_first_and_others_when_they_are_near() -> None:
    edition, _within = pictured()
    images = re.findall(r"<img ([^>]*)>", get(edition.get_absolute_url()))
    assert ["high" if 'fetchpriority="high"' in one else "lazy" if 'loading="lazy"' in one else "" for one in images] == [
        "high", "lazy", "lazy", "lazy",
    ]  # fmt: skip
    assert all('width="1000" height="600"' in one and 'decoding="async"' in one for one in images)


def test_on_the_print_page_no_picture_waits_for_a_reader_to_come_near() -> None:
    edition, _within = pictured()
    page = get(edition.address("print"))
    assert (page.count("<img "), "lazy" in page) == (4, False)


def test_a_browser_is_offered_avif_as_soon_as_there_is_some() -> None:
    edition, within = pictured()
    assert 'type="image/avif"' not in get(edition.get_absolute_url())
    made = within.file.made | {f"{width}.avif": [width, width * 6 // 10, 10] for width in (400, 800)}
    PhotoVersion.objects.filter(pk=within.file.pk).update(made=made)
    (source,) = re.findall(
        r'<source type="image/avif" srcset="([^"]*)" sizes="[^"]+">', get(edition.get_absolute_url())
    )
    token = within.file.token
    assert source == f"/media/{token}-400.avif 400w, /media/{token}-800.avif 800w"


def test_a_colour_stands_in_the_place_of_a_picture_that_is_not_there_yet() -> None:
    edition, within = pictured()
    assert get(edition.get_absolute_url()).count(f'fill="{within.file.colour}"') == 4
    assert re.fullmatch("#[0-9a-f]{6}", within.file.colour)


def test_what_was_published_keeps_its_pictures_and_their_words() -> None:
    edition, within = pictured()
    before = get(edition.get_absolute_url())
    gallery = list(workflow.gallery_of(edition.release))
    Photo.objects.filter(pk__in=[within.pk, gallery[0].pk]).update(alt_fr="Canary", caption_fr="Canary")
    workflow.share(edition.release, by=None, photo=None, topics=[], gallery=gallery[:1])
    assert get(edition.get_absolute_url()) == before


# --- Machines ---


def test_feeds_have_the_picture_within_the_text_under_its_absolute_address() -> None:
    _edition, within = pictured()
    (item,) = json.loads(get("/fr/news/feed.json"))["items"]
    address = f"{ORIGIN}/media/{within.file.token}-1000.jpg"
    assert (
        f'Un.</p><figure><img src="{address}" alt="alt &lt;within&gt;" width="1000" height="600">'
        in item["content_html"]
    )


def names_in(markup: str) -> list[str]:
    """Return which pictures are named by their texts for who does not see them, in order."""
    return re.findall(r"alt (?:<|&lt;)([a-z0-9 ]+)(?:>|&gt;)", markup)


NAMES = ["lead", "within", "gallery 1", "gallery 2"]


def test_a_feed_shows_every_picture_where_the_page_has_it() -> None:
    pictured()
    (item,) = json.loads(get("/fr/news/feed.json"))["items"]
    assert names_in(item["content_html"]) == NAMES


def test_every_feed_offers_each_picture_for_itself() -> None:
    edition, within = pictured()
    gallery = [photo.file.token for photo in workflow.gallery_of(edition.release)]
    lead = edition.release.photo
    assert lead is not None
    expected = [f"{ORIGIN}/media/{token}-1000.jpg" for token in (lead.file.token, within.file.token, *gallery)]
    (item,) = json.loads(get("/fr/news/feed.json"))["items"]
    assert (item["image"], [one["url"] for one in item["attachments"]]) == (expected[0], expected)
    atom = ET.fromstring(get("/fr/news/feed.atom"))  # noqa: S314 (our own)
    links = atom.iter("{http://www.w3.org/2005/Atom}link")
    assert [link.get("href") for link in links if link.get("rel") == "enclosure"] == expected
    rss = ET.fromstring(get("/fr/news/feed.rss"))  # noqa: S314 (our own)
    media = list(rss.iter("{http://search.yahoo.com/mrss/}content"))
    assert [one.get("url") for one in media] == expected
    assert [one.get("url") for one in rss.iter("enclosure")] == expected[:1]


def test_a_release_with_a_gallery_alone_has_a_picture_in_every_feed() -> None:
    release = factories.release("fr", gallery=[described("gallery 1")])
    factories.public("fr", of=release)
    (item,) = json.loads(get("/fr/news/feed.json"))["items"]
    (photo,) = workflow.gallery_of(release)
    assert item["image"] == f"{ORIGIN}/media/{photo.file.token}-1000.jpg"
    assert get("/fr/news/feed.rss").count("<enclosure ") == get("/fr/news/feed.atom").count('rel="enclosure"') == 1


def test_a_news_item_has_each_picture_with_all_its_files_and_a_text_without_captions() -> None:
    edition, within = pictured()
    item = json.loads(get(edition.address("ninjs")))
    pictures = [one for one in item["associations"] if one["rel"] == "picture"]
    assert [one["name"] for one in pictures] == ["photo", "body", "gallery", "gallery"]
    assert [one["name"] for one in pictures[1]["renditions"]] == [
        "240w",
        "400w",
        "520w",
        "700w",
        "800w",
        "1000w",
        "full",
    ]
    assert pictures[1]["uri"].endswith(within.file.token)
    bodies = {one["contentType"]: one["value"] for one in item["bodies"]}
    assert ("caption" in bodies["text/plain"], f"{within.file.token}-1000.jpg" in bodies["text/html"]) == (False, True)


def test_the_api_has_each_picture_once_and_the_text_with_absolute_addresses() -> None:
    edition, within = pictured()
    said = json.loads(get(f"/api/v1/releases/{edition.release.reference}/fr"))
    assert [one["role"] for one in said["photos"]] == ["lead", "body", "gallery", "gallery"]
    assert said["photo"] == said["photos"][0]
    assert said["body_text"] == "Un.\n\nDeux."
    assert f'<figure><img src="{ORIGIN}/media/{within.file.token}-1000.jpg"' in said["body_html"]


def test_structured_data_and_sitemap_name_every_picture() -> None:
    edition, within = pictured()
    page = get(edition.get_absolute_url())
    article = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])[0]
    named = [image["url"] for image in article["image"]]
    assert (len(named), named[1], article["image"][1]["creditText"]) == (
        1 + 3, f"{ORIGIN}/media/{within.file.token}-1000.jpg", "credit <within>",
    )  # fmt: skip
    month = timezone.localtime(edition.publish_at, timezone.get_default_timezone())
    root = ET.fromstring(get(f"/sitemap-fr-{month:%Y-%m}.xml"))  # noqa: S314 (our own)
    images = [one.text for one in root.iter("{http://www.google.com/schemas/sitemap-image/1.1}loc")]
    assert images == named


def test_captions_and_titles_of_documents_are_found_by_searching() -> None:
    documents = [factories.document(title_fr="Annexe statistique")]
    pictured(release(documents=documents))
    words = ("within", "gallery", "annexe", "canary")
    answers = [json.loads(get(f"/api/v1/releases?language=fr&q={word}")) for word in words]
    assert [len(answer["items"]) for answer in answers] == [1, 1, 1, 0]


# --- Before it is public ---


@pytest.mark.parametrize("page", ["", "print/"])
def test_a_preview_link_shows_all_pictures_under_its_own_addresses(page: str) -> None:
    within = described("within")
    edition = factories.draft("fr", of=release(), body=BODY.format(within.token))
    assert edition.current is not None
    link = workflow.lend(edition.current, label="Reuters", by=factories.editor())
    shown = get(f"{link.get_absolute_url()}{page}")
    paths = [path.split()[0] for path in re.findall(r'<img src="([^"]*)"', shown)]
    assert (alts(shown), all(path.startswith(link.get_absolute_url()) for path in paths)) == (EVERYWHERE, True)
    for path in paths:
        response = Client().get(path)
        assert (response.status_code, "no-store" in response.headers["Cache-Control"]) == (200, True)
    public = [path.replace(link.get_absolute_url(), "/media/") for path in paths]
    assert [Client().get(path).status_code for path in public] == [404] * 4


def test_the_desk_sees_all_pictures_of_the_working_copy_as_readers_will() -> None:
    within = described("within")
    edition = factories.draft("fr", of=release(), body=BODY.format(within.token))
    response = signed_in(factories.editor()).get(preview(edition, ""))
    shown = response.content.decode()
    assert (response.status_code, alts(shown), "/media/" in shown) == (200, EVERYWHERE, False)


# --- Hostile ---


@pytest.mark.parametrize(
    "markup",
    [
        '<figure data-photo="{}"><img src="https://evil.example/x.png"><script>alert(1)</script></figure>',
        '<figure data-photo="{}" onclick="alert(1)" style="x"><figcaption>Canary</figcaption></figure>',
    ],
)
def test_a_reference_carries_nothing_of_its_own(markup: str) -> None:
    within = described("within")
    edition = factories.public("fr", body=f"<p>Un.</p>{markup.format(within.token)}")
    page = get(edition.get_absolute_url()).partition('<div class="body">')[2].partition("</div>")[0]
    assert (alts(page), "evil" in page, "alert" in page, "Canary" in page) == ([EVERYWHERE[1]], False, False, False)


def test_an_attribute_that_looks_like_a_reference_is_none() -> None:
    token = described("within").token
    value = f'<p><a href="/x" title=\'<figure data-photo="{token}"></figure>\'>Un</a></p>'
    assert html.photos_in(html.clean(value)) == []


def test_random_tokens_are_the_names_of_nothing() -> None:
    assert Client().get(f"/media/{new_token()}/").status_code == 404
