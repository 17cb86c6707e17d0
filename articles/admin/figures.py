"""Pictures in texts at the desk, wherever a text is shown: what they are called and what they look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import html
from articles.models import Text

if TYPE_CHECKING:
    from articles.admin.library.tiles import Thumbnail


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of a text: its title (or the name of its file), its alternative text in one language, and a thumbnail.

    ``lacks``: the languages without an alternative text.
    """

    title: str
    alt: str
    thumbnail: Thumbnail | None
    lacks: str = ""


def tokens_of(texts: Iterable[Text | None]) -> list[str]:
    """Return the tokens of the photos to which ``texts`` refer, each once, in order."""
    rich = (part for text in texts if text for part in (text.body, text.notes))
    return list(dict.fromkeys(token for part in rich for token in html.photos_in(part)))


def named(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return the titles of ``pictures``, for ``comparing``."""
    return {token: picture.title for token, picture in pictures.items()}


def labelled(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Return the titles of ``pictures`` with a word that says what they are, for comparisons without labels."""
    return {token: _("Picture: %(title)s") % {"title": title} for token, title in named(pictures).items()}


def shown(body: str, pictures: Mapping[str, Picture]) -> SafeString:
    """Return a body as safe HTML for the desk, with a thumbnail in the place of each picture."""
    rendered = html.render_body(body)
    if "<figure" not in rendered:
        return rendered
    template = "admin/articles/media/_figure.html"
    figures = {
        token: render_to_string(template, {"token": token, "picture": pictures.get(token)})
        for token in set(html.photos_in(rendered))
    }
    return mark_safe(html.FIGURE.sub(lambda found: figures[found[1]], rendered))  # noqa: S308 (cleaned; a template)
