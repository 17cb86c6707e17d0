"""The press kit of a public release, under the release's own address and closed with it."""

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from articles.delivery import SANDBOX
from articles.derivatives.offered import standing
from articles.enums import DerivativeKind
from articles.pages import ReleasePage, changes, held_by, public_page
from articles.presskit import Part, press_kit, written
from articles.views.derivatives import paper_name
from articles.views.releases import ReleaseDetail


class PressKit(ReleaseDetail):
    """The pictures, text and documents of a public release as ZIP; 404 where there are neither pictures nor documents.

    Nobody keeps it: it is made for each reader, and may be hundreds of megabytes.
    """

    kind = "kit"

    def answer(self) -> HttpResponseBase:
        """Answer with the kit, written while it is sent; where there is no page the answer is the page's own."""
        edition = self.edition
        if edition is None or edition.withdrawn_at is not None:
            return super().answer()
        page = public_page(edition, [], changes([edition], self.at), held_by([edition]))
        if not page.has_kit:
            raise Http404
        wanted = self.request.method != "HEAD"
        pieces = written(press_kit(page, self.get_site(), _paper(page))) if wanted else iter(())
        response = StreamingHttpResponse(pieces, content_type="application/zip")
        name = f"{edition.release.reference}-{edition.language}.zip"
        response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
        response.headers["Content-Security-Policy"] = SANDBOX
        response.headers["Cache-Control"] = "no-store"
        response.headers["CDN-Cache-Control"] = "no-store"
        response.headers["X-Accel-Expires"] = "0"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _paper(page: ReleasePage) -> Part | None:
    row = standing(page, [DerivativeKind.A4]).get(DerivativeKind.A4)
    return Part(paper_name(page, row.kind), row.file_name) if row else None
