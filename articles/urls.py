"""Public addresses: DESIGN.md, URLs. The language is the first part of every path."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from articles import feeds, sitemaps, views
from articles.enums import shown_codes
from articles.models.photo import TOKEN_PATTERN
from articles.models.publication import SECRET_PATTERN


class LanguageConverter(StringConverter):
    """A language that is shown."""

    regex = "|".join(sorted(shown_codes(), key=len, reverse=True))


class YearConverter:
    """A year of four digits, as a number."""

    regex = "[12][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class MonthConverter:
    """A month of two digits, as a number."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


class SlugConverter(StringConverter):
    """A slug in any script; white space, control characters and ASCII punctuation but ``-`` and ``_`` never match.

    One character class, so that matching takes linear time whatever the path.
    """

    regex = r"[^\x00-,./:-@\[-^`{-\xa0]+"


class TokenConverter(StringConverter):
    """A picture's random name."""

    regex = TOKEN_PATTERN


class SecretConverter(StringConverter):
    """The signed secret of a preview link."""

    regex = SECRET_PATTERN


class DigestConverter(StringConverter):
    """The name of a style sheet: ``colours.digest``."""

    regex = "[0-9a-f]{16}"


class RenditionConverter(StringConverter):
    """The name of what was made of a photo: a width in pixels, the full size, or a cut around its focus."""

    regex = r"(?:[1-9][0-9]{0,4}|full|social-[0-9]{1,3}-[0-9]{1,3})\.(?:jpg|png|avif)"


class FeedFormatConverter(StringConverter):
    """The format of a feed, as its address ends."""

    regex = "atom|rss|json"


register_converter(LanguageConverter, "language")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(SlugConverter, "release_slug")
register_converter(TokenConverter, "token")
register_converter(SecretConverter, "secret")
register_converter(DigestConverter, "digest")
register_converter(RenditionConverter, "rendition")
register_converter(FeedFormatConverter, "feed_format")

app_name = "articles"
urlpatterns = [
    path("", views.choose_language, name="home"),
    path("<language:language>/", views.to_list, name="language"),
    path("<language:language>/news/", views.ReleaseList.as_view(), name="list"),
    path("<language:language>/news/feed.<feed_format:form>", feeds.newsroom_feed, name="feed"),
    path("<language:language>/news/search/", views.SearchPage.as_view(), name="search"),
    path("<language:language>/opensearch.xml", views.opensearch, name="opensearch"),
    path("<language:language>/news/<year:year>/", views.YearArchive.as_view(), name="year"),
    path(
        "<language:language>/news/<year:year>/<month:month>/",
        views.MonthArchive.as_view(),
        name="month",
    ),
    path(
        "<language:language>/news/topics/<release_slug:slug>/",
        views.TopicList.as_view(),
        name="topic",
    ),
    path(
        "<language:language>/news/topics/<release_slug:slug>/feed.<feed_format:form>",
        feeds.topic_feed,
        name="topic_feed",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/",
        views.ReleaseDetail.as_view(),
        name="detail",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/print/",
        views.ReleasePrint.as_view(),
        name="print",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/ninjs.json",
        views.ReleaseNinjs.as_view(),
        name="ninjs",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/release.pdf",
        views.ReleasePaper.as_view(),
        name="pdf",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/release-letter.pdf",
        views.ReleasePaperLetter.as_view(),
        name="pdf_letter",
    ),
    path(
        "<language:language>/news/<year:year>/<release_slug:slug>/press-kit.zip",
        views.PressKit.as_view(),
        name="kit",
    ),
    path("<language:language>/documents/<token:token>/", views.document, name="document"),
    path("<language:language>/preview/<secret:token>/", views.shared_preview, name="shared_preview"),
    path(
        "<language:language>/preview/<secret:token>/print/",
        views.shared_preview,
        {"template": "print"},
        name="shared_preview_print",
    ),
    path("<language:language>/preview/<secret:token>/release.pdf", views.shared_pdf, name="shared_pdf"),
    path(
        "<language:language>/preview/<secret:token>/release-letter.pdf",
        views.shared_pdf,
        {"kind": "letter"},
        name="shared_pdf_letter",
    ),
    path(
        "<language:language>/preview/<secret:token>/<token:photo>-<rendition:name>",
        views.shared_photo,
        name="shared_photo",
    ),
    path(
        "<language:language>/preview/<secret:token>/documents/<token:document>/",
        views.shared_document,
        name="shared_document",
    ),
    path("media/<token:token>/", views.photo_file, name="photo_file"),
    path("media/<token:token>-<rendition:name>", views.photo, name="photo"),
    path("media/<token:token>-share.jpg", views.share_image, name="share_image"),
    path("api/", include("articles.api.urls")),
    path("theme-<digest:digest>.css", views.theme, name="theme"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<language:language>.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-<language:language>-<year:year>-<month:month>.xml", sitemaps.month, name="sitemap_month"),
]
