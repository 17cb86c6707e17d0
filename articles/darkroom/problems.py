"""Why a file is not taken as a picture, said to the person who chose it."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.sizes import megabytes, rounded


class ImageProblem(ValueError):
    """A file that is not taken as a picture; the message is for the person who chose it, in that person's language."""


def problem(why: str, numbers: Mapping[str, int]) -> ImageProblem:
    """Return the problem that ``why`` stands for, a word of ``kinds.Refused`` or of ``developing``."""
    if why in FOREIGN:
        return ImageProblem(FOREIGN[why]() + " " + _("Pictures are taken as JPEG, PNG, WebP, AVIF or HEIC."))
    return ImageProblem(OWN[why](numbers))


# What the file is instead of a picture that is taken.
FOREIGN: dict[str, Callable[[], str]] = {
    "svg": lambda: _("This is an SVG drawing. Save it as PNG."),
    "eps": lambda: _("This is an EPS drawing. Save it as PNG."),
    "psd": lambda: _("This is a Photoshop file. Save it as JPEG or PNG."),
    "pdf": lambda: _("This is a PDF document. Add it as a document, or save its page as PNG."),
    "tiff": lambda: _("This is a TIFF picture or a camera's raw file. Save it as JPEG."),
    "gif": lambda: _("This is a GIF picture. Save it as PNG."),
    "bmp": lambda: _("This is a Windows bitmap. Save it as PNG."),
    "ico": lambda: _("This is an icon. Save it as PNG."),
    "jpeg2000": lambda: _("This is a JPEG 2000 picture. Save it as JPEG."),
    "jpegxl": lambda: _("This is a JPEG XL picture. Save it as JPEG."),
    "film": lambda: _("This is a film."),
    "archive": lambda: _("This is an archive or an office document."),
    "markup": lambda: _("This is a web page or another text, not a picture."),
    "unknown": lambda: _("This file is not a picture."),
}


def _animated(numbers: Mapping[str, int]) -> str:
    frames = numbers["frames"]
    return ngettext(
        "This picture is an animation of %(frames)s frame. Save one frame of it as a picture of its own.",
        "This picture is an animation of %(frames)s frames. Save one frame of it as a picture of its own.",
        frames,
    ) % {"frames": number_format(frames, use_l10n=True)}


def _large(_numbers: Mapping[str, int]) -> str:
    return _("This picture has more than %(megapixels)s megapixels. Make it smaller.") % {
        "megapixels": number_format(rounded(settings.IMAGE_MAX_PIXELS / 1_000_000))
    }


def _heavy(_numbers: Mapping[str, int]) -> str:
    return _("This file is larger than %(megabytes)s MB.") % {"megabytes": megabytes(settings.IMAGE_MAX_BYTES)}


def _narrow(_numbers: Mapping[str, int]) -> str:
    return _("This picture is less than %(pixels)s pixels wide.") % {"pixels": number_format(settings.IMAGE_MIN_WIDTH)}


OWN: dict[str, Callable[[Mapping[str, int]], str]] = {
    "empty": lambda _numbers: _("This file is empty."),
    "heavy": _heavy,
    "large": _large,
    "narrow": _narrow,
    "long": lambda _numbers: _("This picture is more than 65,500 pixels wide or high."),
    "animated": _animated,
    "sequence": lambda _numbers: _("This file is a series of pictures. Save one of them as a picture of its own."),
    "two": lambda _numbers: _(
        "This file is a picture and something else at the same time. Open it in a picture program and save it anew."
    ),
    "damaged": lambda _numbers: _("This picture is damaged or not complete. Send or save it again."),
    "no_heif": lambda _numbers: _("HEIC pictures cannot be read on this server. Save it as JPEG."),
    "slow": lambda _numbers: _(
        "This picture takes too long to read. Open it in a picture program and save it anew, as JPEG or PNG."
    ),
    "costly": lambda _numbers: _(
        "This picture takes too much memory to read. Open it in a picture program and save it anew, as JPEG or PNG."
    ),
}
