"""The layers of the suite that need a program of the machine: a marker each, what it looks for, what brings it.

``tests/conftest.py`` leaves out the tests of a layer that is absent, and says so; ``scripts/test.py`` installs what it
may.
"""

import os
import shutil
from dataclasses import dataclass
from glob import glob
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layer:
    """A marker's programs (any one of them will do), other files that it needs (patterns), and the Debian packages that
    bring all that, separated by spaces.
    """

    programs: tuple[str, ...]
    package: str
    files: tuple[str, ...] = ()

    @property
    def program(self) -> str | None:
        """The path of the program; None where the machine has none. PostgreSQL keeps its own off the PATH."""
        if not all(map(glob, self.files)):
            return None
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        search = os.pathsep.join([*map(str, reversed(folders)), os.environ.get("PATH", ""), "/usr/sbin"])
        return next(filter(None, (shutil.which(name, path=search) for name in self.programs)), None)


LAYERS = {
    "postgresql": Layer(("initdb",), "postgresql"),
    "redis": Layer(("redis-server",), "redis-server"),
    "nginx": Layer(("nginx",), "nginx"),
    "browser": Layer(("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "paper": Layer(
        ("pdfinfo",),
        "poppler-utils libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk",
        (
            *(f"/usr/lib/*/{name}.so.0" for name in ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz-subset")),
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf",
            "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
        ),
    ),
}


def absent() -> list[str]:
    """Return the markers of the layers whose program this machine lacks."""
    return [marker for marker, layer in LAYERS.items() if layer.program is None]


def not_tested(marker: str) -> str:
    """Return the line that says that a layer was left out and what brings it."""
    return f"NOT TESTED: {marker}. Run `apt-get install {LAYERS[marker].package}` and then `make test`."
