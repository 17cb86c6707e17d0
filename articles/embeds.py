"""Addresses of videos and posts that a page may show: YouTube, Vimeo and X, and nothing that only looks like them.

An address is read as a whole or not at all: a host by its exact name, an id by its exact form. What comes out is put
together anew from what was read, so that nothing of an address gets into the player's but its id, its private hash and
the second at which it starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

WRITABLE = re.compile(r"https?://[A-Za-z0-9.\-]+/[A-Za-z0-9._~%/?#&=+@,:;!*()\-]*", re.IGNORECASE)
LONGEST = 300  # characters
MOST_PARAMETERS = 20

YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed)/([A-Za-z0-9_-]{11})/?")
YOUTUBE_SHORT_PATH = re.compile(r"/([A-Za-z0-9_-]{11})/?")
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIMEO_PATH = re.compile(r"/(?:channels/[A-Za-z0-9_-]+/)?([0-9]{5,12})(?:/([0-9a-f]{6,20}))?/?")
VIMEO_PLAYER_PATH = re.compile(r"/video/([0-9]{5,12})/?")
VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
X_HOSTS = {"x.com", "www.x.com", "mobile.x.com", "twitter.com", "www.twitter.com", "mobile.twitter.com"}
X_PATH = re.compile(r"/(?:[A-Za-z0-9_]{1,15}|i|i/web)/status/([0-9]{1,19})(?:/(?:photo|video)/[1-4])?/?")
START = re.compile(r"(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,6})s?)?")


@dataclass(frozen=True, slots=True)
class Embed:
    """A video or post elsewhere. ``provider``: who has it; ``origin``: who is asked when it is loaded, and for what."""

    provider: str
    origin: str
    path: str

    @property
    def frame(self) -> str:
        """The address of the player."""
        return self.origin + self.path

    @property
    def is_post(self) -> bool:
        """Whether it is a post to be read, not a video to be played."""
        return self.provider == "X"


def embed_of(address: str) -> Embed | None:
    """Return what ``address`` leads to, None if it is no video or post of a provider that we know."""
    if len(address) > LONGEST or not WRITABLE.fullmatch(address):
        return None
    parts = urlsplit(address)
    try:
        query = parse_qs(parts.query, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    host = parts.netloc.lower()
    given = {name: values[0] for name, values in query.items()}
    if host in YOUTUBE_HOSTS or host == "youtu.be":
        return _youtube(host, parts.path, given, parts.fragment)
    if host in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        return _vimeo(host, parts.path, given, parts.fragment)
    if host in X_HOSTS and (found := X_PATH.fullmatch(parts.path)):
        return Embed("X", "https://platform.twitter.com", f"/embed/Tweet.html?id={found[1]}&dnt=true")
    return None


def _youtube(host: str, path: str, given: Mapping[str, str], fragment: str) -> Embed | None:
    if path in {"/watch", "/watch/"} and host != "youtu.be":
        found = YOUTUBE_ID.fullmatch(given.get("v", ""))
        number = found[0] if found else ""
    else:
        found = (YOUTUBE_SHORT_PATH if host == "youtu.be" else YOUTUBE_PATH).fullmatch(path)
        number = found[1] if found else ""
    if not number:
        return None
    start = _seconds(given.get("t") or given.get("start") or fragment.removeprefix("t="))
    asked = {"autoplay": 1} | ({"start": start} if start else {})
    return Embed("YouTube", "https://www.youtube-nocookie.com", f"/embed/{number}?{urlencode(asked)}")


def _vimeo(host: str, path: str, given: Mapping[str, str], fragment: str) -> Embed | None:
    if host == "player.vimeo.com":
        found = VIMEO_PLAYER_PATH.fullmatch(path)
        private = given.get("h", "")
    else:
        found = VIMEO_PATH.fullmatch(path)
        private = (found[2] if found else "") or given.get("h", "")
    if not found or (private and not VIMEO_HASH.fullmatch(private)):
        return None
    asked = ({"h": private} if private else {}) | {"dnt": 1, "autoplay": 1}
    start = _seconds(fragment.removeprefix("t="))
    return Embed(
        "Vimeo", "https://player.vimeo.com", f"/video/{found[1]}?{urlencode(asked)}" + (f"#t={start}s" if start else "")
    )


def _seconds(start: str) -> int:
    """Return the seconds of ``90``, ``90s`` or ``1h2m3s``; 0 for anything else."""
    found = START.fullmatch(start)
    hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
