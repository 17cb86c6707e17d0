"""The page on which a verb asks for what it needs: a moment, a reason, a note for readers, or just a yes."""

from articles.admin.moves.page import move_view

__all__ = ["move_view"]
