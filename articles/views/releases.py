"""One release: its page, its print page, and what stands there when it was withdrawn or has moved."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property

from articles import html
from articles.derivatives.offered import Offered, offered
from articles.metadata import structured_data
from articles.models import Edition, FormerAddress
from articles.pages import ReleasePage, beside, changes, held_by, named_topics, public_page, withdrawal_reason
from articles.sharing import share_links
from articles.site import Site, absolute
from articles.views.page import PublicPage

MAX_REPLACEMENTS = 10  # releases that are looked through for the one that stands in the end, a query each


class ReleaseDetail(PublicPage):
    """The page of a public release; 410 or its replacement for one that was withdrawn, 404 for all else.

    A former address leads to the current one, in one hop.
    """

    template_name = "articles/detail.html"
    kind = "detail"

    @cached_property
    def edition(self) -> Edition | None:
        """The public or withdrawn edition that the address names."""
        slug = self.kwargs["slug"]
        public = Edition.objects.public(self.language, self.at)
        found = public.for_page().with_alternates(self.at).filter(slug=slug).first()
        if found is None:
            gone = Edition.objects.withdrawn(self.language, self.at)
            found = gone.for_withdrawal().with_alternates(self.at).filter(slug=slug).first()
        return found if found is not None and found.year == self.kwargs["year"] else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the page; a query leads to the page without, or at once to where it has moved."""
        if request.META.get("QUERY_STRING"):
            return self._moved() or super().get(request, *args, **kwargs)
        return super().get(request, *args, **kwargs)

    def answer(self) -> HttpResponseBase:
        if self.edition is None:
            if (moved := self._moved()) is None:
                raise Http404
            return moved
        if self.edition.withdrawn_at is not None:
            return self._withdrawn(self.edition)
        return super().answer()

    def _moved(self) -> HttpResponse | None:
        """Return the redirect from a former address; None if this is none of something that readers have seen."""
        former = FormerAddress.objects.leading(self.language, self.kwargs["slug"], self.at)
        columns = ("language", "slug", "publish_at", "withdrawn_at", "release", "replaced_by")
        found = former.select_related("edition").only(*(f"edition__{name}" for name in columns)).first()
        if found is None or found.edition.year != self.kwargs["year"]:
            return None
        if found.edition.withdrawn_at is not None:
            standing, _elsewhere = self._replacement(found.edition)
            if standing is not None:  # one hop, and not for ever: what was withdrawn can be restored
                return HttpResponseRedirect(standing.address(self.kind))
        return HttpResponsePermanentRedirect(found.edition.address(self.kind))

    def _withdrawn(self, edition: Edition) -> HttpResponse:
        """Lead to what replaces a withdrawn edition, or say that it was withdrawn, when and why."""
        standing, elsewhere = self._replacement(edition)
        if standing is not None:
            return HttpResponseRedirect(standing.address(self.kind))
        site = self.get_site()
        context = {
            "site": site,
            "canonical": "",
            "edition": edition,
            "reason": withdrawal_reason(edition, replaced=bool(elsewhere)),
            "replacements": site.links(elsewhere),
        }
        return TemplateResponse(self.request, "articles/withdrawn.html", context, status=410)

    def _replacement(self, edition: Edition) -> tuple[Edition | None, dict[str, str]]:
        """Return what stands in the place of a withdrawn edition: the public edition of the replacing release in its
        language, or the path per language in which there is one in others; nothing if it is nowhere public.

        Releases that were replaced themselves are passed by, in this language if they were out in it, else in any.
        """
        seen, following = {edition.release_id}, edition.replaced_by_id
        elsewhere: dict[str, str] = {}
        while following is not None and following not in seen and len(seen) <= MAX_REPLACEMENTS:
            seen.add(following)
            rows = Edition.objects.begun(self.at).filter(release=following).order_by("pk")
            out = {e.language: e for e in rows.only("language", "slug", "publish_at", "withdrawn_at", "replaced_by")}
            public = {code: found.address() for code, found in out.items() if found.withdrawn_at is None}
            own = out.get(edition.language)
            if own is not None and own.withdrawn_at is None:
                return own, {}
            elsewhere = public or elsewhere
            handed_on = [own] if own is not None else [] if public else list(out.values())
            following = next((found.replaced_by_id for found in handed_on if found.replaced_by_id), None)
        return None, elsewhere

    def get_site(self) -> Site:
        assert self.edition is not None
        return Site(self.language, self.edition.alternates())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        assert edition is not None
        topics = named_topics(edition)
        page = public_page(edition, topics, changes([edition], self.at), held_by([edition]))
        context, papers = super().get_context_data(**kwargs), offered(page)
        context |= {
            "page": page,
            "canonical": edition.address(),
            "print_path": edition.address("print"),
            "offered": papers,
            "kit_path": edition.address("kit") if page.has_kit else "",
        }
        return context | self.around(page, context["site"], papers)

    def around(self, page: ReleasePage, site: Site, papers: Offered) -> dict[str, Any]:
        """Return what the page offers beside the release itself: ways to share it, videos, and other releases."""
        share = reverse("articles:share_image", args=[papers.share.token]) if papers.share else ""
        address = absolute(page.edition.address())
        return {
            "data": html.json_data(structured_data(page, site, share)),
            "share_links": share_links(page.revision.title, address),
            "embeds": page.embeds,
            "beside": beside(page.edition, page.topics, self.at),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer with the page; frames are allowed of those who are shown in it, and of nobody on any other page."""
        response = super().render_to_response(context, **kwargs)
        if found := context.get("embeds"):
            policy = {"frame-src": sorted({embed.origin for embed in found})}
            response._csp_update = policy  # type: ignore[attr-defined]  # django-csp's, as its decorators set it
        return response


class ReleasePrint(ReleaseDetail):
    """The same release on paper."""

    template_name = "articles/print.html"
    kind = "print"

    def around(self, page: ReleasePage, site: Site, papers: Offered) -> dict[str, Any]:
        """Return nothing: paper holds the release alone."""
        return {}
