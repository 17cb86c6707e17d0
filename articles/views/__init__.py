"""What readers see."""

from articles.views.derivatives import ReleasePaper, ReleasePaperLetter, share_image
from articles.views.entry import choose_language, to_list
from articles.views.lists import MonthArchive, ReleaseList, TopicList, YearArchive
from articles.views.ninjs import ReleaseNinjs
from articles.views.photos import photo
from articles.views.previews import shared_pdf, shared_photo, shared_preview
from articles.views.releases import ReleaseDetail, ReleasePrint
from articles.views.searching import SearchPage, opensearch
from articles.views.themes import theme

__all__ = [
    "MonthArchive",
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
    "opensearch",
    "photo",
    "share_image",
    "shared_pdf",
    "shared_photo",
    "shared_preview",
    "theme",
    "to_list",
]
