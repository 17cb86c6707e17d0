"""What readers see."""

from articles.views.derivatives import ReleasePaper, ReleasePaperLetter, share_image
from articles.views.entry import choose_language, to_list
from articles.views.lists import MonthArchive, ReleaseList, TopicList, YearArchive
from articles.views.photos import photo
from articles.views.previews import shared_photo, shared_preview
from articles.views.releases import ReleaseDetail, ReleasePrint

__all__ = [
    "MonthArchive",
    "ReleaseDetail",
    "ReleaseList",
    "ReleasePaper",
    "ReleasePaperLetter",
    "ReleasePrint",
    "TopicList",
    "YearArchive",
    "choose_language",
    "photo",
    "share_image",
    "shared_photo",
    "shared_preview",
    "to_list",
]
