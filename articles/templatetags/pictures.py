"""Pictures and documents in templates: their addresses wherever they are shown, their markup, their size."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.darkroom.prints import LIST, cut
from articles.material import File, Picture, file_name
from articles.models import PhotoVersion
from articles.models.photo import CENTRE, mime_of
from articles.pages import ReleasePage
from articles.rendering import Medium
from articles.sizes import file_size, megabytes

register = template.Library()

GALLERY = (
    "(min-width: 60rem) calc(19rem{0}), (min-width: 36rem) calc((50vw - 2rem){0}), "
    "(min-resolution: 1.5dppx) calc(60vw{0}), calc((100vw - 2rem){0})"
)


@register.simple_tag(takes_context=True)
def photo_url(context: dict[str, Any], photo: PhotoVersion, name: str | int) -> str:
    """Return the address of a picture: a file's, a width's or less, or on paper the one under which the press has it.

    In a preview that is the desk's own, which asks who you are, or that of the link.
    """
    if pdf := context.get("pdf"):
        return str(pdf.address(photo))
    name = photo.name_at(photo.fitting(name)) if isinstance(name, int) else name
    if lent := context.get("lent"):
        return reverse("articles:shared_photo", args=[context["site"].language, lent.token, photo.token, name])
    page = "admin:articles_photo_rendition" if context.get("preview") else "articles:photo"
    return reverse(page, args=[photo.token, name])


@register.simple_tag(takes_context=True)
def photo_srcset(context: dict[str, Any], photo: PhotoVersion, form: str = "") -> str:
    """Return the ``srcset`` of a picture: every width, as ``form`` ``avif`` or as what every browser shows."""
    avif = form == "avif"
    widths = photo.avif_widths if avif else photo.widths
    return ", ".join(f"{photo_url(context, photo, photo.name_at(w, avif=avif))} {w}w" for w in widths)


@register.simple_tag
def gallery_sizes(photo: PhotoVersion) -> str:
    """Return the ``sizes`` of a picture in a gallery, which is shown whole in a frame of ``LIST``."""
    part = round(min(1, photo.width / photo.height * LIST[1] / LIST[0]), 3)
    return GALLERY.format("" if part == 1 else f" * {part}")


@register.filter
def aim(photo: PhotoVersion) -> str:
    """Return the class that keeps the focus of a picture in sight where a frame of ``LIST`` cuts it, if one is needed.

    ``cut-x0`` to ``cut-y10``: how far the frame is moved along, in tenths of what there is to move.
    """
    size = photo.width, photo.height
    left, top, width, height = cut(size, photo.focus or (CENTRE, CENTRE), LIST)
    axis, moved, room = ("x", left, size[0] - width) if width < size[0] else ("y", top, size[1] - height)
    tenths = round(10 * moved / room) if room else 5
    return "" if tenths == 5 else f"cut-{axis}{tenths}"


@register.simple_tag(takes_context=True)
def text_of(context: Context, page: ReleasePage, name: str, *, screen: bool = False) -> SafeString:
    """Return the ``body`` or ``notes`` of a release with its pictures, for a page of ours or for paper."""
    around: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}

    def figure(picture: Picture) -> str:
        return render_to_string("articles/_figure.html", {**around, "picture": picture, "screen": screen})

    return page.text(name, Medium.SCREEN if screen else Medium.ELSEWHERE, figure)


@register.simple_tag
def picture_file(page: ReleasePage, picture: Picture) -> str:
    """Return under which name the high resolution of a picture is stored, as in the press kit."""
    tokens = [one.photo.token for one in page.pictures]
    return file_name(page.edition.release.reference, tokens.index(picture.photo.token) + 1, picture)


@register.simple_tag
def full_size(photo: PhotoVersion) -> str:
    """Return what the high resolution of a picture is: ``JPEG, 3000 × 2000, 4.2 MB``."""
    width, height, *_rest = photo.made.get(photo.full) or (photo.width, photo.height)
    form = "PNG" if mime_of(photo.full) == "image/png" else "JPEG"
    size = photo.size_of(photo.full)
    parts = {"form": form, "width": width, "height": height, "size": file_size(size) if size else ""}
    if not size:
        return _("%(form)s, %(width)d × %(height)d pixels") % parts
    return _("%(form)s, %(width)d × %(height)d pixels, %(size)s") % parts


@register.simple_tag(takes_context=True)
def file_url(context: dict[str, Any], file: File) -> str:
    """Return the address of a document; empty in a preview at the desk, which lists it and no more."""
    language = context["site"].language
    if lent := context.get("lent"):
        return reverse("articles:shared_document", args=[language, lent.token, file.token])
    return "" if context.get("preview") else reverse("articles:document", args=[language, file.token])


@register.simple_tag
def file_kind(file: File) -> str:
    """Return what a document is: ``PDF, 1.2 MB``."""
    return _("%(kind)s, %(size)s") % {"kind": file.kind.label, "size": file_size(file.size)}


register.filter("file_size", file_size)
register.filter("megabytes", megabytes)
