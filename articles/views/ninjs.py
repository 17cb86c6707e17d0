"""A release for agencies: ninjs, under the release's own address."""

import json

from django.http import HttpResponse, HttpResponseBase
from django.utils.functional import cached_property

from articles import ninjs
from articles.derivatives.offered import offered
from articles.models import Edition
from articles.pages import changes, held_by, named_topics, public_page, withdrawal_statement
from articles.site import Site
from articles.views.releases import ReleaseDetail


class ReleaseNinjs(ReleaseDetail):
    """A public release as a news item; 410 with a canceled one where it was withdrawn.

    A withdrawn one does not lead to what replaces it, as it does for readers: who has taken an item in must learn what
    has become of that item.
    """

    kind = "ninjs"

    @cached_property
    def edition(self) -> Edition | None:
        """The public or withdrawn edition that the address names, with its version."""
        rows = Edition.objects.with_version(self.at).filter(slug=self.kwargs["slug"])
        found = rows.public(self.language, self.at).for_page().with_alternates(self.at).first()
        if found is None:
            found = rows.withdrawn(self.language, self.at).for_withdrawal().first()
        return found if found is not None and found.year == self.kwargs["year"] else None

    def answer(self) -> HttpResponseBase:
        edition = self.edition
        if edition is None or edition.withdrawn_at is not None:
            return super().answer()
        topics = named_topics(edition)
        page = public_page(edition, topics, changes([edition], self.at), held_by([edition]))
        papers = offered(page)
        return _answer(ninjs.news_item(page, self.get_site(), {"a4": papers.a4, "letter": papers.letter}))

    def _replacement(self, edition: Edition) -> tuple[Edition | None, dict[str, str]]:
        """Return no edition to lead to, and the path per language of what replaces a withdrawn one."""
        standing, elsewhere = super()._replacement(edition)
        return None, {standing.language: standing.address()} if standing is not None else elsewhere

    def _withdrawn(self, edition: Edition) -> HttpResponse:
        _none, replacements = self._replacement(edition)
        statement = withdrawal_statement(edition, replaced=bool(replacements))
        return _answer(ninjs.canceled_item(edition, statement, replacements, Site(self.language)), status=410)


def _answer(item: ninjs.Item, status: int = 200) -> HttpResponse:
    text = json.dumps(item, ensure_ascii=False)
    return HttpResponse(text, content_type="application/json", status=status)
