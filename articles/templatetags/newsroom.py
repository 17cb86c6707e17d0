"""What templates need beyond Django: absolute addresses, dates for machines, numbers, rich text."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from babel.core import get_global, parse_locale
from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from articles import rendering, site
from articles.enums import tag

register = template.Library()


@register.simple_tag
def readable(path: str) -> str:
    """Return ``path`` under the public origin in the letters of its script, as people read and type it."""
    return site.absolute(unquote(path))


@register.filter
def og_locale(language: str) -> str:
    """Return ``language`` as Open Graph has it, with the territory that CLDR holds to be likeliest: ``fr_FR``."""
    likely, name = get_global("likely_subtags"), tag(language).replace("-", "_")
    head, territory, *_rest = parse_locale(likely.get(name) or likely[name.partition("_")[0]])
    return f"{head}_{territory}"


@register.filter(expects_localtime=True)
def machine(moment: datetime) -> str:
    """Return ``moment`` for ``datetime`` attributes: to the second, since HTML knows no microseconds."""
    return moment.isoformat(timespec="seconds")


@register.filter
def grouped(number: int) -> str:
    """Return ``number`` with its thousands apart, as the page's language writes it."""
    return number_format(number, force_grouping=True)


@register.filter
def by_release(found: Iterable[Any]) -> list[list[Any]]:
    """Return what there is to tell of texts, each with its ``release``, in a list per release; the first come first."""
    groups: dict[int, list[Any]] = {}
    for one in found:
        groups.setdefault(one.release.pk, []).append(one)
    return list(groups.values())


@register.filter
def rich(value: str, language: str) -> SafeString:
    """Return rich text in ``language`` as safe HTML."""
    return rendering.shown(value, language, rendering.Medium.ELSEWHERE)


register.filter("contact", rendering.contact)
register.simple_tag(site.absolute)
