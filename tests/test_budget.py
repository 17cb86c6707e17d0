"""What a reader's browser has to fetch, compressed as it is served: style sheets, scripts, a page, its pictures."""

import gzip
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Response
from pytest_django.live_server_helper import LiveServer

from articles.demo import pictures
from articles.library import photos as library
from articles.models import Edition, Organisation, Photo
from articles.querysets import PAGE_SIZE
from tests import factories

ROOT = Path(__file__).resolve().parent.parent
SHEETS, SCRIPTS, LIST, FIRST_VIEW = 12_000, 4_000, 30_000, 200_000  # bytes
SCREENS = {"laptop": (1280, 900, 1), "fine laptop": (1280, 800, 2), "phone": (390, 844, 2), "fine phone": (390, 844, 3)}

# A text as long as they come, in letters that take two bytes each: what compresses worst.
HEADLINE = "Международная организация призывает проверить предупреждения о штормах до начала зимы {}"
LEAD = (
    "Сезон зимних штормов в Северной Атлантике начался: жителям побережья и приезжим советуют сегодня же убедиться, что "
    "их телефоны принимают предупреждения, и держаться подальше от молов, когда они приходят, номер {}. "
)


def weight(content: bytes) -> int:
    """Return the size in bytes of a page, compressed as nginx does (deploy/nginx: level 5)."""
    return len(gzip.compress(content, 5))


def stored(names: Iterable[str]) -> int:
    """Return the size in bytes of static files, compressed as WhiteNoise stores them and browsers take them."""
    found = [finders.find(name) for name in names]
    return sum(len(brotli.compress(Path(path).read_bytes())) for path in found if isinstance(path, str))


def linked(markup: str) -> set[str]:
    """Return the names of our style sheets and scripts that ``markup`` links."""
    return set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', markup))


def named(ending: str) -> set[str]:
    """Return the names of the style sheets or scripts that any public template may link."""
    templates = [path for path in ROOT.glob("templates/**/*.html") if "admin" not in path.parts]
    markup = "".join(path.read_text(encoding="utf-8") for path in templates)
    return set(re.findall(rf"static '(newsroom/[^']+\.{ending})'", markup))


def fill(photos: list[Photo], language: str = "ru") -> Edition:
    """Publish a page of releases with long texts, a picture each while there are ``photos``, all about one topic."""
    factories.organisation()
    topic = factories.topic()
    for number in range(PAGE_SIZE + 1):
        photo = photos[number % len(photos)] if photos else None
        release = factories.release(language, photo=photo, topics=[topic])
        title, lead = HEADLINE.format(number), LEAD.format(number) * 2
        newest = factories.public(language, of=release, title=title, lead=lead[:400])
    return newest


@pytest.mark.django_db
def test_all_style_sheets_together_are_small() -> None:
    Organisation.objects.filter(pk=1).update(accent="#8a1538")
    (theme,) = set(re.findall(r'href="(/theme-[^"]+)"', Client().get("/ru/news/").content.decode()))
    assert {"newsroom/site.css", "newsroom/release.css"} <= named("css")
    assert stored(named("css")) + weight(Client().get(theme).content) < SHEETS


def test_all_scripts_together_are_small() -> None:
    assert {"newsroom/consent.js", "newsroom/share.js"} <= named("js")
    assert stored(named("js")) < SCRIPTS


@pytest.mark.django_db
def test_a_list_without_pictures_is_small_with_all_that_it_links() -> None:
    fill([])
    page = Client().get("/ru/news/").content
    assert weight(page) + stored(linked(page.decode())) < LIST


def _draw(key: str) -> Photo:
    """Return a picture as heavy as a photograph."""
    file = BytesIO()
    pictures.draw(key).save(file, "JPEG", quality=95)
    file.seek(0)
    photo = Photo(title_en=key)
    library.add_photo(photo, file, by=None)
    return photo


def _fetched(browser: Browser, address: str, width: int, height: int, density: float) -> dict[str, bytes]:
    """Return what a browser fetches by itself for the page at ``address``, by address."""
    got: list[Response] = []
    with browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=density) as context:
        page = context.new_page()
        page.on("response", lambda response: got.append(response))  # noqa: PLW0108 (Playwright marks it: no built-in)
        page.goto(address, wait_until="networkidle")
        return {response.url: response.body() for response in got if response.ok}


@pytest.mark.browser
@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_the_first_view_of_a_list_with_pictures_is_light_on_every_screen(
    browser: Browser, live_server: LiveServer
) -> None:
    fill([_draw(key) for key in ("storm-surge", "rescue-boat", "buoy")])
    for name, screen in SCREENS.items():
        answers = _fetched(browser, f"{live_server.url}/ru/news/", *screen)
        pictured = {address for address in answers if "/media/" in address}
        assert pictured, name
        total = sum(len(body) if address in pictured else weight(body) for address, body in answers.items())
        assert total < FIRST_VIEW, (name, total)
