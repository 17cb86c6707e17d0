"""What readers see."""

from articles.views.entry import choose_language, to_list
from articles.views.lists import MonthArchive, ReleaseList, TopicList, YearArchive
from articles.views.photos import photo
from articles.views.previews import shared_photo, shared_preview
from articles.views.releases import ReleaseDetail, ReleasePrint
from articles.views.searching import SearchPage, opensearch

__all__ = [
    "MonthArchive",
    "ReleaseDetail",
    "ReleaseList",
    "ReleasePrint",
    "SearchPage",
    "TopicList",
    "YearArchive",
    "choose_language",
    "opensearch",
    "photo",
    "shared_photo",
    "shared_preview",
    "to_list",
]
