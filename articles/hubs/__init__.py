"""Telling WebSub hubs and search engines that public pages have changed, at the moment they did and never before.

``outbox`` keeps what has to be told until it has been; ``messages`` says what is told, public addresses alone;
``sending`` speaks HTTP within a time limit. Why so: docs/decisions/0026.
"""

from articles.hubs.outbox import announce, resume, tell

__all__ = ["announce", "resume", "tell"]
