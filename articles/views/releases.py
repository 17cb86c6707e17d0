"""One release: its page and its print page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from articles import html
from articles.enums import suffix
from articles.models import Edition, Photo, Revision, Topic
from articles.site import Site
from articles.views.page import PublicPage


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """What the templates of a release show, from a public edition or, in a preview, from a working copy."""

    edition: Edition
    revision: Revision
    topics: list[Topic]
    published_at: datetime

    @property
    def body(self) -> SafeString:
        """The body as safe HTML, the dateline run into its first paragraph."""
        dateline = self.revision.dateline
        if not dateline:
            return html.render_body(self.revision.body)
        dash = pgettext("between dateline and first paragraph", " – ")
        return html.render_body(self.revision.body, f"{dateline}{dash}")

    @property
    def description(self) -> str:
        """At most 160 characters for search engines: the lead or the beginning of the body."""
        text = self.revision.lead or html.plain(self.revision.body)
        return text if len(text) <= 160 else text[:159].rstrip() + "…"

    @property
    def photo(self) -> Photo | None:
        """The picture."""
        return self.revision.photo


def named_topics(edition: Edition, language: str, at: datetime) -> list[Topic]:
    """Return the topics of an edition that have a name in ``language``; all of them have something public: it."""
    name = f"name_{suffix(language)}"
    found = edition.release.topics.only("slug", name)
    return sorted((topic for topic in found if getattr(topic, name)), key=lambda topic: topic.name)


class ReleaseDetail(PublicPage):
    """The page of a public release; 410 for one that was withdrawn, 404 for all else."""

    template_name = "articles/detail.html"

    @cached_property
    def edition(self) -> Edition:
        """The public or withdrawn edition that the address names; 404 if there is none."""
        slug, year = self.kwargs["slug"], self.kwargs["year"]
        public = Edition.objects.public(self.language, self.at)
        found = public.for_page().with_alternates(self.at).filter(slug=slug).first()
        if found is None:
            gone = Edition.objects.withdrawn(self.language, self.at)
            found = gone.only("publish_at", "withdrawn_at").with_alternates(self.at).filter(slug=slug).first()
        if found is None or found.year != year:
            raise Http404
        return found

    def answer(self) -> HttpResponse:
        if self.edition.withdrawn_at is not None:
            context = {"site": self.get_site(), "canonical": ""}
            return TemplateResponse(self.request, "articles/withdrawn.html", context, status=410)
        return super().answer()

    def get_site(self) -> Site:
        return Site(self.language, self.edition.alternates())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = self.edition
        assert edition.live is not None and edition.publish_at is not None
        page = ReleasePage(
            edition=edition,
            revision=edition.live,
            topics=named_topics(edition, self.language, self.at),
            published_at=edition.publish_at,
        )
        context = super().get_context_data(**kwargs)
        return context | {
            "page": page,
            "canonical": edition.address(),
            "print_path": edition.address("print"),
        }


class ReleasePrint(ReleaseDetail):
    """The same release on paper."""

    template_name = "articles/print.html"
