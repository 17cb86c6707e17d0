"""What papers need beyond pages: a code that leads back from the paper to the page."""

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Return a QR code (ISO/IEC 18004) of an absolute ``address`` as SVG, with its alternative text as its title.

    Of the least redundancy that there is, raised as far as the size allows: addresses of many letters of other scripts
    are three to nine times as long for a machine, and a code with fewer dots is read more easily than a redundant one.
    """
    code = segno.make(address, error="l", micro=False)
    title = _("QR code of the address of this release")
    drawn = code.svg_inline(border=0, omitsize=True, svgclass="qr", lineclass=None, title=title)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" width="96" height="96" ', 1))  # noqa: S308 (segno escapes the title)
