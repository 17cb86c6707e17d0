"""Links by which readers pass a release on: plain addresses that say nothing to anybody before they are followed."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ShareLink:
    """A way to pass a release on: ``network``, its name, and the ``address`` of a link to it."""

    network: str
    address: str


def share_links(title: str, address: str) -> list[ShareLink]:
    """Return the links that share the release ``title`` at the absolute ``address``, which is encoded as a URL is."""
    subject = _("Press release: %(title)s") % {"title": title}
    mail = urlencode({"subject": subject, "body": f"{title}\r\n\r\n{address}"}, quote_via=quote)
    networks = {
        "WhatsApp": "https://wa.me/?" + urlencode({"text": f"{title} {address}"}, quote_via=quote),
        "X": "https://x.com/intent/post?" + urlencode({"text": title, "url": address}, quote_via=quote),
        "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?" + urlencode({"url": address}, quote_via=quote),
        "Facebook": "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address}, quote_via=quote),
    }
    return [ShareLink(_("E-mail"), f"mailto:?{mail}"), *(ShareLink(name, link) for name, link in networks.items())]
