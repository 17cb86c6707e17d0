"""Everything that changes a release: one verb each, one transaction each.

A verb locks the edition, checks the person's permission and the move, changes the row, writes the audit entry, and
bumps the content clock where a public page may change. It takes the moment ``at`` from its caller or the clock, and
``by``, the person; ``by=None`` is the command line, which may do everything.

Errors, all with a message for the person: ``NotPermitted``, ``IllegalMove``, ``Incomplete``, ``EditConflict``.
"""

from articles.workflow.life import (
    VERBS,
    approve,
    publish,
    restore,
    schedule,
    send_back,
    submit,
    unschedule,
    withdraw,
)
from articles.workflow.moves import (
    EditConflict,
    IllegalMove,
    Incomplete,
    NotPermitted,
    WorkflowError,
    moves,
    permitted,
    possible,
)
from articles.workflow.text import create_release, discard, refresh_photo, renumber, save_text, share

__all__ = [
    "VERBS",
    "EditConflict",
    "IllegalMove",
    "Incomplete",
    "NotPermitted",
    "WorkflowError",
    "approve",
    "create_release",
    "discard",
    "moves",
    "permitted",
    "possible",
    "publish",
    "refresh_photo",
    "renumber",
    "restore",
    "save_text",
    "schedule",
    "send_back",
    "share",
    "submit",
    "unschedule",
    "withdraw",
]
