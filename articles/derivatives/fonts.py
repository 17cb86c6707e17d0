"""Where this machine keeps the fonts that papers and share images are set in: Noto, from Debian's packages.

A language whose letters none of them has gets neither papers nor images: nothing is better than boxes.
"""

from functools import cache
from pathlib import Path

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
LATIN = ("NotoSans-Bold.ttf", "NotoSans-Regular.ttf")
# By language, for a headline and for what is small; languages that are not named here are written in Latin, Greek or
# Cyrillic letters. Arabic fonts have no Latin ones: what they lack is taken from LATIN.
SCRIPTS = {
    "ar": ("NotoSansArabic-Bold.ttf", "NotoSansArabic-Regular.ttf"),
    "zh-hans": ("NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc"),
}
PACKAGES = {"ar": "fonts-noto-core", "zh-hans": "fonts-noto-cjk"}
COLLECTION = {"zh-hans": 2}  # which font of a collection: the one with the forms of simplified Chinese


@cache
def found(name: str) -> Path | None:
    """Return where the font file ``name`` is, the same for as long as the process lives; None if it is nowhere."""
    return next((path for folder in FOLDERS for path in sorted(folder.rglob(name))), None)


def files(language: str, *, bold: bool) -> list[tuple[Path, int]]:
    """Return (file, index in it) of the fonts of ``language``, the one to try first first; empty if one is missing."""
    weight = 0 if bold else 1
    own = SCRIPTS.get(language)
    wanted = [(own[weight], COLLECTION.get(language, 0))] if own else []
    paths = [(found(name), index) for name, index in [*wanted, (LATIN[weight], 0)]]
    present = [(path, index) for path, index in paths if path is not None]
    return present if len(present) == len(paths) else []


def package(language: str) -> str:
    """Return the Debian package that brings the fonts of ``language``."""
    return PACKAGES.get(language, "fonts-noto-core")


def missing(language: str) -> list[str]:
    """Return the Debian packages without which nothing can be set in ``language``."""
    lacking = [package(language)] if language in SCRIPTS and found(SCRIPTS[language][0]) is None else []
    return [*lacking, *(["fonts-noto-core"] if found(LATIN[0]) is None else [])]
