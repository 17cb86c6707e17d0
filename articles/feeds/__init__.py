"""Feeds: what the newest releases are, with their full text, and what was taken back, for machines that come again.

``content`` holds what a feed says; ``atom``, ``rss`` and ``json_feed`` are ways to say it; ``views`` answers.
"""

from articles.feeds.views import newsroom_feed, topic_feed

__all__ = ["newsroom_feed", "topic_feed"]
