"""What this machine lacks for papers and share images: told by ``manage.py check``, and asked before any is made."""

import ctypes
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from django.apps import AppConfig
from django.core.checks import CheckMessage
from django.core.checks import Warning as Lacking
from PIL import features

from articles.derivatives import fonts
from articles.enums import shown_codes

# Debian package: file names of its library on Linux and macOS, as WeasyPrint looks for them (weasyprint/text/ffi.py).
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz0b": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
}


@cache
def missing_libraries() -> list[str]:
    """Return the Debian packages without whose libraries no PDF can be made."""
    return [package for package, names in LIBRARIES.items() if not any(map(_loads, names))]


def _loads(name: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False


def prints(language: str) -> bool:
    """Tell whether PDFs in ``language`` can be made here."""
    return not missing_libraries() and not fonts.missing(language)


def draws(language: str) -> bool:
    """Tell whether share images in ``language`` can be made here: there are its fonts, and raqm to join letters."""
    return not fonts.missing(language) and bool(features.check("raqm"))


def check_machine(app_configs: Sequence[AppConfig] | None, **_kwargs: object) -> list[CheckMessage]:
    """Warn of each thing that is missing, with the Debian package that brings it; a system check of Django's."""
    found: list[CheckMessage] = []
    if packages := missing_libraries():
        said = "No PDF can be made: libraries are missing. Releases have no link to a PDF."
        found.append(Lacking(said, hint=_install(packages), id="articles.W011"))
    for language in shown_codes():
        if packages := fonts.missing(language):
            said = f"No PDF and no share image can be made in {language}: its fonts are missing."
            found.append(Lacking(said, hint=_install(packages), id="articles.W012"))
    if not features.check("raqm"):
        said = "No share image can be made: Pillow finds no library that orders text of both directions."
        found.append(Lacking(said, hint=_install(["libfribidi0"]), id="articles.W013"))
    return found


def _install(packages: list[str]) -> str:
    return f"apt-get install {' '.join(sorted(set(packages)))}"
