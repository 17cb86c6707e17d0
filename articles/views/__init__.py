"""What readers see."""

from articles.views.derivatives import ReleasePaper, ReleasePaperLetter, share_image
from articles.views.documents import document
from articles.views.entry import choose_language, to_list
from articles.views.lists import MonthArchive, ReleaseList, TopicList, YearArchive
from articles.views.ninjs import ReleaseNinjs
from articles.views.photos import photo, photo_file
from articles.views.presskit import PressKit
from articles.views.previews import shared_document, shared_pdf, shared_photo, shared_preview
from articles.views.releases import ReleaseDetail, ReleasePrint
from articles.views.searching import SearchPage, opensearch
from articles.views.themes import theme

__all__ = [
    "MonthArchive",
    "PressKit",
    "ReleaseDetail",
    "ReleaseList",
    "ReleaseNinjs",
    "ReleasePaper",
    "ReleasePaperLetter",
    "ReleasePrint",
    "SearchPage",
    "TopicList",
    "YearArchive",
    "choose_language",
    "document",
    "opensearch",
    "photo",
    "photo_file",
    "share_image",
    "shared_document",
    "shared_pdf",
    "shared_photo",
    "shared_preview",
    "theme",
    "to_list",
]
