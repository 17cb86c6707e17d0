"""What all public pages have in common."""

from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from articles.freshness import public_page
from articles.site import Site


class PublicPage(TemplateResponseMixin, ContextMixin, View):
    """A page that is a function of its URL and the content clock.

    Subclasses set ``template_name`` and give ``get_context_data``; ``queries`` names the query parameters that mean
    something, anything else in the query leads to the page without it.
    """

    http_method_names = ["get", "head", "options"]
    queries: ClassVar[frozenset[str]] = frozenset()

    @cached_property
    def at(self) -> datetime:
        """The moment for which the page is made."""
        return timezone.now()

    @property
    def language(self) -> str:
        """The language of the page."""
        return str(self.kwargs["language"])

    def get_site(self) -> Site:
        """Return the frame of the page."""
        return Site(self.language)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        """Answer with the page."""
        if request.META.get("QUERY_STRING") and not self._query_is_canonical(request):
            return HttpResponseRedirect(escape_uri_path(request.path))
        return self.answer()

    def answer(self) -> HttpResponseBase:
        """Return the page itself."""
        return self.render_to_response(self.get_context_data())

    def _query_is_canonical(self, request: HttpRequest) -> bool:
        return "&" not in request.META["QUERY_STRING"] and set(request.GET) <= self.queries and bool(request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("site", self.get_site())
        context.setdefault("canonical", escape_uri_path(self.request.path))
        return context

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view: Any = super().as_view(**initkwargs)
        return public_page(view)
