"""What whoever publishes a document should know before: codes that are kept, and the sentences they stand for."""

from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NAMES = 300  # characters of names that are kept


class Note(StrEnum):
    """A code of what was found in a document."""

    CHANGES = "changes"
    COMMENTS = "comments"
    NAMES = "names"
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_SLIDES = "hidden_slides"
    SPEAKER_NOTES = "speaker_notes"
    EMBEDDED = "embedded"
    LOADS = "loads"
    FORMULAS = "formulas"
    UNTAGGED = "untagged"
    ATTACHMENTS = "attachments"
    SCRIPTS = "scripts"
    AUTHOR = "author"
    CAMERA_DATA = "camera_data"


SENTENCES = {
    Note.CHANGES: gettext_lazy("This document holds tracked changes: readers can see what stood there before."),
    Note.COMMENTS: gettext_lazy("This document holds comments. Readers can see them."),
    Note.HIDDEN_SHEETS: gettext_lazy("Some sheets are hidden. Readers can show them."),
    Note.HIDDEN_SLIDES: gettext_lazy("Some slides are hidden. Readers can show them."),
    Note.SPEAKER_NOTES: gettext_lazy("Slides have speaker's notes. Readers can see them."),
    Note.EMBEDDED: gettext_lazy(
        "Other files lie in this document, such as the whole table behind a diagram. They go out with it."
    ),
    Note.LOADS: gettext_lazy("This document loads something from elsewhere when it is opened."),
    Note.FORMULAS: gettext_lazy("Cells of this table are formulas for a spreadsheet program, which may warn of them."),
    Note.UNTAGGED: gettext_lazy("This PDF seems to have no tags: people who use a screen reader cannot read it well."),
    Note.ATTACHMENTS: gettext_lazy("Other files are attached to this PDF. They go out with it."),
    Note.SCRIPTS: gettext_lazy("This PDF holds scripts or starts programs. Readers may be warned of it."),
    Note.AUTHOR: gettext_lazy("The properties of this PDF name its author."),
    Note.CAMERA_DATA: gettext_lazy(
        "Pictures in an archive keep what cameras write into them, such as the place where they were taken."
    ),
}


def naming(names: str) -> str:
    """Return the note that a document's properties name these people."""
    return f"{Note.NAMES}:{names[:NAMES]}"


def said(note: str) -> str:
    """Return what ``note`` says, in the active language; empty for a code that is not known any more."""
    code, _colon, detail = note.partition(":")
    if code == Note.NAMES:
        return _("The properties of this document name: %(names)s.") % {"names": detail}
    return str(SENTENCES.get(code, ""))  # type: ignore[call-overload]  # a StrEnum is its value
