"""Which addresses are videos and posts that a page may show, and what of them gets into the player's address."""

import time

import pytest

from articles.embeds import embed_of

VIDEO = "https://www.youtube-nocookie.com/embed/abcdefghij0?autoplay=1"
VIMEO = "https://player.vimeo.com/video/123456789?dnt=1&autoplay=1"
PRIVATE = "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&dnt=1&autoplay=1"
POST = "https://platform.twitter.com/embed/Tweet.html?id=1234567890123456789&dnt=true"


def frame(address: str) -> str:
    """Return the address of the player; empty if the address is that of none."""
    found = embed_of(address)
    return found.frame if found else ""


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghij0", VIDEO),
        ("http://youtube.com/watch?v=abcdefghij0", VIDEO),
        ("HTTPS://WWW.YouTube.com/watch?v=abcdefghij0", VIDEO),
        ("https://m.youtube.com/watch?v=abcdefghij0&feature=share", VIDEO),
        ("https://www.youtube.com/watch?list=PL1&v=abcdefghij0", VIDEO),
        ("https://youtu.be/abcdefghij0", VIDEO),
        ("https://youtu.be/abcdefghij0?si=x1y2", VIDEO),
        ("https://www.youtube.com/shorts/abcdefghij0", VIDEO),
        ("https://www.youtube.com/live/abcdefghij0/", VIDEO),
        ("https://www.youtube.com/embed/abcdefghij0", VIDEO),
        ("https://www.youtube-nocookie.com/embed/abcdefghij0", VIDEO),
        ("https://youtu.be/-_-_-_-_-_-", VIDEO.replace("abcdefghij0", "-_-_-_-_-_-")),
        ("https://youtu.be/abcdefghij0?t=90", f"{VIDEO}&start=90"),
        ("https://youtu.be/abcdefghij0?t=1h2m3s", f"{VIDEO}&start=3723"),
        ("https://www.youtube.com/watch?v=abcdefghij0&t=2m", f"{VIDEO}&start=120"),
        ("https://www.youtube.com/watch?v=abcdefghij0&start=7", f"{VIDEO}&start=7"),
        ("https://www.youtube.com/watch?v=abcdefghij0#t=45s", f"{VIDEO}&start=45"),
        ("https://youtu.be/abcdefghij0?t=soon", VIDEO),
        ("https://youtu.be/abcdefghij0?t=", VIDEO),
        ("https://vimeo.com/123456789", VIMEO),
        ("https://www.vimeo.com/123456789/", VIMEO),
        ("https://vimeo.com/channels/staffpicks/123456789", VIMEO),
        ("https://player.vimeo.com/video/123456789", VIMEO),
        ("https://vimeo.com/123456789#t=90s", f"{VIMEO}#t=90s"),
        ("https://vimeo.com/123456789/0a1b2c3d4e", PRIVATE),
        ("https://vimeo.com/123456789?h=0a1b2c3d4e", PRIVATE),
        ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", PRIVATE),
        ("https://x.com/icso/status/1234567890123456789", POST),
        ("https://twitter.com/icso/status/1234567890123456789?s=20", POST),
        ("https://mobile.twitter.com/i_c_s_o/status/1234567890123456789/photo/1", POST),
        ("https://x.com/i/web/status/1234567890123456789", POST),
        ("https://x.com/i/status/1234567890123456789", POST),
    ],
)
def test_each_form_of_an_address_leads_to_its_player(address: str, player: str) -> None:
    assert frame(address) == player


@pytest.mark.parametrize(
    "address",
    [
        "",
        "youtu.be/abcdefghij0",
        "//youtu.be/abcdefghij0",
        "javascript:https://youtu.be/abcdefghij0",
        "data:text/html,https://youtu.be/abcdefghij0",
        "ftp://youtu.be/abcdefghij0",
        "https://youtube.com.evil.example/watch?v=abcdefghij0",
        "https://evil.example/youtube.com/watch?v=abcdefghij0",
        "https://evil-youtube.com/watch?v=abcdefghij0",
        "https://youtube.com@evil.example/watch?v=abcdefghij0",
        "https://evil.example@youtube.com/watch?v=abcdefghij0",
        "https://youtube.com:8443/watch?v=abcdefghij0",
        "https://youtube.com./watch?v=abcdefghij0",
        "https://youtube.com\\@evil.example/watch?v=abcdefghij0",
        "https://youtu.be/abcdefghij0\n",
        " https://youtu.be/abcdefghij0",
        "https://youtu.be/abcdefghij0\x00",
        "https://you\ttu.be/abcdefghij0",
        "https://youtu.be/abcdefghij0?t=1 onload=alert(1)",
        'https://youtu.be/abcdefghij0"onload="alert(1)',
        "https://youtu.be/abcdefghij0'><script>",
        "https://yоutube.com/watch?v=abcdefghij0",
        "https://youtu.be/abcdefghijé",
        "https://youtu.be/abcdefghij",
        "https://youtu.be/abcdefghij01",
        "https://youtu.be/abcdefghij0/more",
        "https://www.youtube.com/watch?v=abcdefghij",
        "https://www.youtube.com/watch?v=abcdefgh%00ij",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/embed/../abcdefghij0",
        "https://www.youtube.com/@icso",
        "https://www.youtube.com/redirect?q=https://evil.example/&v=abcdefghij0",
        "https://youtu.be/watch?v=abcdefghij0",
        "https://www.youtube.com/watch?" + "&".join(f"a{n}=" for n in range(30)) + "&v=abcdefghij0",
        "https://youtu.be/abcdefghij0?" + "x" * 4000,
        "https://vimeo.com/123",
        "https://vimeo.com/1234567890123",
        "https://vimeo.com/123456789/NOHASH",
        "https://player.vimeo.com/video/123456789?h=x%26y",
        "https://vimeo.com/icso/123456789",
        "https://player.vimeo.com.evil.example/video/123456789",
        "https://x.com/icso",
        "https://x.com/icso/status/12345678901234567890",
        "https://x.com/icso/status/1%32",
        "https://x.com/a-b/status/12",
        "https://x.com/icso/status/12/likes",
        "https://x.com.evil.example/icso/status/12",
        "https://netflix.com/icso/status/12",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_address_of_a_provider_is_none(address: str) -> None:
    assert embed_of(address) is None


@pytest.mark.parametrize(
    "address", ["https://youtu.be/" + "a" * 200_000, "https://x.com/" + "%" * 200_000, "h" * 200_000]
)
def test_the_longest_addresses_are_refused_at_once(address: str) -> None:
    start = time.process_time()
    assert embed_of(address) is None
    assert time.process_time() - start < 0.05
