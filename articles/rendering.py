"""How clean rich text is shown: what a page makes of quotations, fact boxes, tables, videos, numbers and addresses.

In the database stand plain elements that any program understands; what a reader's page needs besides is put round them
here, at the last moment. Conventions that give an element its form (docs/features/reading.md):

- a paragraph that is nothing but a link to a video or post (``embeds``) is a card for it;
- the last paragraph of a quotation is its attribution if it begins with a dash or is a ``cite`` altogether;
- an ``aside`` is a fact box; with nothing but a quotation in it, a pull quote.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from html import unescape

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import html
from articles.embeds import Embed, embed_of
from articles.enums import direction

# A paragraph with one link that has all its words, or with one bare address, and nothing else.
BLANK = r"(?:\s|&nbsp;|<br>)*"
ATTRIBUTES = r'((?: [a-z]+="[^"]*")*)'
LINK = r'<a(?: [a-z]+="[^"]*")*? href="([^"]*)"(?: [a-z]+="[^"]*")*>((?:(?!</a>).)*)</a>'
LONE_LINK = re.compile(rf"<p{ATTRIBUTES}>{BLANK}{LINK}{BLANK}</p>", re.DOTALL)
LONE_ADDRESS = re.compile(rf"<p{ATTRIBUTES}>{BLANK}(https?://[^\s<>\"]{{1,300}}?){BLANK}</p>")
ELSEWHERE = re.compile(r"youtu|vimeo|twitter|\bx\.com", re.IGNORECASE)
FORMED = re.compile(r"<(?:blockquote|aside|table)\b")
OPENING = re.compile(rf"<[a-z0-9]+{ATTRIBUTES}>")
PARAGRAPH = re.compile(rf"<p{ATTRIBUTES}>(.*)</p>", re.DOTALL)
TAG = re.compile(r"""(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)""")  # ours too, whose attributes have hyphens
DASHED = re.compile(r"\s*(?:<[^>]*>\s*)*[—–―‒]")
CITED = re.compile(rf"{BLANK}<cite(?: [^>]*)?>(?:(?!</cite>).)*</cite>{BLANK}", re.DOTALL)
HEADING = re.compile(r"<h[2-4](?: [^>]*)?>(.*?)</h[2-4]>", re.DOTALL)
CAPTION = re.compile(r"<caption(?: [^>]*)?>(.*?)</caption>", re.DOTALL)
LONGEST_ATTRIBUTION = 200  # characters

EMAIL = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}"
PHONE = r"\+[0-9](?:[0-9 ().\-\u2011\u202f]|&nbsp;){5,22}[0-9]"
WEB = r"(?:https?://|www\.)(?:[^\s<>\"&]|&amp;)*[^\s<>\"&.,;:!?)\]»”’،؛؟]"
REACHED = re.compile(rf"(?P<email>{EMAIL})|(?P<phone>{PHONE})")
LEFT_TO_RIGHT = re.compile(rf"{WEB}|{EMAIL}|{PHONE}")
# A national number may be of any form; the link says what it is.
TELEPHONE = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href="tel:[^"]*"[^>]*>)((?:[0-9 ().+\-/]|&nbsp;)+)(?=</a>)')


class Medium(StrEnum):
    """Where a text is shown: on a page of ours on a screen, or elsewhere, where neither scripts nor styles are sure."""

    SCREEN = "screen"
    ELSEWHERE = "elsewhere"


def _none(_key: str) -> str:
    return ""


def shown(
    value: str, language: str, medium: Medium, dateline: str = "", figure: Callable[[str], str] = _none
) -> SafeString:
    """Return the rich text ``value`` in ``language`` as HTML for ``medium``, ``dateline`` in its first paragraph.

    ``figure`` returns, as safe HTML, what stands in the place of a picture, by the key with which the text refers to
    it; nothing stands there by default.
    """
    markup = html.clean(value)
    if ELSEWHERE.search(markup) or FORMED.search(markup):
        markup = _Formed(medium).all(markup)
    if direction(language) == "rtl":
        markup = _isolated(markup)
    opening = _opening(dateline, language) if dateline else ""
    opened = html.run_in(mark_safe(markup), opening)  # noqa: S308 (cleaned, and formed of escaped parts)
    return with_figures(opened, figure)


def with_figures(markup: SafeString, figure: Callable[[str], str]) -> SafeString:
    """Return clean ``markup`` with what ``figure`` returns, as safe HTML, for the key of each of its pictures."""
    if "<figure data-photo" not in markup:
        return markup
    return mark_safe(html.FIGURE.sub(lambda found: figure(found[1]), markup))  # noqa: S308 (the caller's are safe)


def _opening(dateline: str, language: str) -> str:
    """Return the dateline with its dash; in text from the right, a place in other letters keeps its own order."""
    dash = pgettext("between dateline and first paragraph", " – ")
    if direction(language) == "rtl":
        return format_html("<bdi>{}</bdi>{}", dateline, dash)
    return dateline + dash


def contact(value: str, language: str) -> SafeString:
    """Return a press contact as HTML in which e-mail addresses and international telephone numbers are links."""
    markup = _outside_links(html.clean(value), lambda text: REACHED.sub(_reaching, text))
    if direction(language) == "rtl":
        markup = _isolated(markup)
    return mark_safe(markup)  # noqa: S308 (cleaned, and linked with what REACHED lets through)


def embeds(value: str) -> list[Embed]:
    """Return the videos and posts for which a page of the rich text ``value`` has a card, in order."""
    if not ELSEWHERE.search(value):
        return []
    lone = (_lone(part) for element in html.outermost(html.clean(value)) for part in _boxed(element))
    return [found.embed for found in lone if found is not None]


def _boxed(element: str) -> Iterator[str]:
    """Yield what stands directly in a fact box; any other element as it is."""
    if not element.startswith("<aside"):
        yield element
        return
    yield from html.outermost(_inside(element))


@dataclass(frozen=True, slots=True)
class _Lone:
    """The link that a paragraph consists of: what it leads to, its address and words; the paragraph's attributes."""

    embed: Embed
    address: str
    words: str
    attributes: str


def _lone(element: str) -> _Lone | None:
    found = LONE_LINK.fullmatch(element)
    if found:
        attributes, address, words = found[1], unescape(found[2]), html.plain(found[3])
    elif found := LONE_ADDRESS.fullmatch(element):
        attributes, address, words = found[1], unescape(found[2]), ""
    else:
        return None
    embed = embed_of(address)
    named = "" if embed_of(words) or words == address else words
    return _Lone(embed, address, named, attributes) if embed else None


def _inside(element: str) -> str:
    """Return what stands between the first tag of an element and its last."""
    opening = OPENING.match(element)
    assert opening is not None
    return element[opening.end() : element.rindex("</")]


@dataclass(slots=True)
class _Formed:
    """Gives elements their form; ``labels`` are the names of the regions of this text so far."""

    medium: Medium
    labels: list[str] = field(default_factory=list)

    def all(self, markup: str) -> str:
        """Return clean ``markup`` with each outermost element in its form."""
        return "".join(self.one(element) for element in html.outermost(markup))

    def one(self, element: str, *, boxed: bool = False) -> str:
        """Return one outermost element in its form; a box inside a box has none."""
        if element.startswith("<p"):
            lone = _lone(element)
            return self._card(lone) if lone else element
        if element.startswith("<blockquote"):
            return _quotation(element)
        if element.startswith("<aside") and not boxed:
            return self._box(element)
        if element.startswith("<table") and self.medium is Medium.SCREEN:
            return self._region(element)
        return element

    def _card(self, lone: _Lone) -> str:
        kind = _("Post on %(provider)s") if lone.embed.is_post else _("Video on %(provider)s")
        context = {
            "lone": lone,
            "embed": lone.embed,
            "kind": kind % {"provider": lone.embed.provider},
            "attributes": mark_safe(lone.attributes),  # noqa: S308 (cleaned)
        }
        name = "_embed" if self.medium is Medium.SCREEN else "_embed_elsewhere"
        return render_to_string(f"articles/{name}.html", context).strip()

    def _box(self, element: str) -> str:
        within = _inside(element)
        parts = [part for part in html.outermost(within) if part.strip()]
        formed = "".join(self.one(part, boxed=True) for part in parts)
        attributes = element[len("<aside") : element.index(">")]
        if len(parts) == 1 and parts[0].startswith("<blockquote"):
            return f'<aside{attributes} class="pull">{formed}</aside>'
        label = ""
        if self.medium is Medium.SCREEN:
            heading = HEADING.search(within)
            words = html.plain(heading[1]) if heading else ""
            label = format_html(' role="note" aria-label="{}"', words or _("Facts"))
        return f'<aside{attributes} class="facts"{label}>{formed}</aside>'

    def _region(self, table: str) -> str:
        """Return a table in a region that a keyboard can scroll, named by its caption or number."""
        caption = CAPTION.search(table)
        label = html.plain(caption[1]) if caption else ""
        if not label or label in self.labels:
            label = _("Table %(number)d") % {"number": len(self.labels) + 1}
        self.labels.append(label)
        region = format_html('<div class="table-scroll" role="region" aria-label="{}" tabindex="0">', label)
        return f"{region}{table}</div>"


def _quotation(element: str) -> str:
    """Return a quotation as a figure with its attribution below, or as it is if it has none.

    HTML wants the attribution outside of the ``blockquote`` (WHATWG HTML, 4.4.4).
    """
    opening, parts = OPENING.match(element), [part for part in html.outermost(_inside(element)) if part.strip()]
    last = PARAGRAPH.fullmatch(parts[-1]) if len(parts) > 1 else None
    if opening is None or last is None or not _attributes(last[2]) or DASHED.match(_words(parts[-2])):
        return element
    said = "".join(parts[:-1])
    return f'<figure class="quote">{opening[0]}{said}</blockquote><figcaption{last[1]}>{last[2]}</figcaption></figure>'


def _words(element: str) -> str:
    paragraph = PARAGRAPH.fullmatch(element)
    return paragraph[2] if paragraph else ""


def _attributes(words: str) -> bool:
    """Tell whether the words of a paragraph say who is quoted."""
    formed = DASHED.match(words) or CITED.fullmatch(words)
    return bool(formed) and len(html.plain(words)) <= LONGEST_ATTRIBUTION


def _outside_tags(markup: str, change: Callable[[str], str]) -> str:
    """Return ``markup`` with its texts changed and its tags as they are."""
    parts = TAG.split(markup)
    return "".join(part if part.startswith("<") else change(part) for part in parts)


def _outside_links(markup: str, change: Callable[[str], str]) -> str:
    """Return ``markup`` with those of its texts changed that stand in no link."""
    parts, links = [], 0
    for part in TAG.split(markup):
        links += part.startswith("<a ") or part == "<a>"
        links -= part == "</a>"
        parts.append(part if links or part.startswith("<") else change(part))
    return "".join(parts)


def _reaching(found: re.Match[str]) -> str:
    if found["email"]:
        return f'<a href="mailto:{found[0]}">{found[0]}</a>'
    return f'<a href="tel:+{re.sub("[^0-9]", "", found[0].replace("&nbsp;", ""))}">{found[0]}</a>'


def _isolated(markup: str) -> str:
    """Return right-to-left ``markup`` in which telephone numbers and addresses keep their order.

    Their groups and dots would change places (Unicode Bidirectional Algorithm, N1).
    """
    isolated = _outside_tags(markup, lambda text: LEFT_TO_RIGHT.sub(r'<bdi dir="ltr">\g<0></bdi>', text))
    return TELEPHONE.sub(r'\1<bdi dir="ltr">\2</bdi>', isolated)
