"""Everything that changes a release: one verb each, one transaction each.

A verb locks the release and the edition, checks the person's permission and the move, changes the row, writes the audit
entry, and bumps the content clock where a public page may change. It takes the moment ``at`` from its caller or the
clock, and ``by``, the person; ``by=None`` is the command line, which may do everything.

Errors, all with a message for the person: ``NotPermitted``, ``IllegalMove``, ``Incomplete`` (``MomentPassed``),
``FourEyes``, ``Unsettled``, ``EditConflict``.
"""

from collections.abc import Callable

from articles.enums import Action
from articles.models import Edition
from articles.workflow.checking import findings, open_findings, override
from articles.workflow.media import documents_of, gallery_of, offering, using
from articles.workflow.moves import (
    EditConflict,
    FourEyes,
    IllegalMove,
    Incomplete,
    MomentPassed,
    NotPermitted,
    Unsettled,
    WorkflowError,
    moves,
    permitted,
    possible,
)
from articles.workflow.publishing import publish, readdress, restore, withdraw
from articles.workflow.readiness import missing_languages
from articles.workflow.review import approve, last_written_by, revoke, send_back, submit, wrote_last
from articles.workflow.revisions import bring_back, copy_release, lend, mark_up_to_date, recall
from articles.workflow.text import create_release, discard, original_of, refresh_media, renumber, save_text, share
from articles.workflow.timing import schedule, schedule_together, unschedule

# The verbs that move one edition on.
VERBS: dict[Action, Callable[..., Edition]] = {
    Action.SUBMIT: submit,
    Action.SEND_BACK: send_back,
    Action.APPROVE: approve,
    Action.REVOKE: revoke,
    Action.SCHEDULE: schedule,
    Action.UNSCHEDULE: unschedule,
    Action.PUBLISH: publish,
    Action.READDRESS: readdress,
    Action.WITHDRAW: withdraw,
    Action.RESTORE: restore,
}

__all__ = [
    "VERBS",
    "EditConflict",
    "FourEyes",
    "IllegalMove",
    "Incomplete",
    "MomentPassed",
    "NotPermitted",
    "Unsettled",
    "WorkflowError",
    "approve",
    "bring_back",
    "copy_release",
    "create_release",
    "discard",
    "documents_of",
    "findings",
    "gallery_of",
    "last_written_by",
    "lend",
    "mark_up_to_date",
    "missing_languages",
    "moves",
    "offering",
    "open_findings",
    "original_of",
    "override",
    "permitted",
    "possible",
    "publish",
    "readdress",
    "recall",
    "refresh_media",
    "renumber",
    "restore",
    "revoke",
    "save_text",
    "schedule",
    "schedule_together",
    "send_back",
    "share",
    "submit",
    "unschedule",
    "using",
    "withdraw",
    "wrote_last",
]
