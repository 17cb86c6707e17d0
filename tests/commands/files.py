"""Files to import, with unsurprising contents. A test names only what it is about."""

from pathlib import Path

PAGE = """All news
|
Print
{date}

{title}

{dateline} – {first}

{second}

Notre site utilise des cookies pour assurer un bon fonctionnement technique.

En savoir plus
"""


def markdown(folder: Path, name: str = "release.md", body: str = "The harbour is open again.", **keys: str) -> Path:
    """Write a Markdown release; a key that is given as an empty text is left out."""
    keys = {"title": "Harbour reopens after the storm", "date": "2021-03-09 10:30", "language": "en"} | keys
    lines = [f"{key}: {value}" for key, value in keys.items() if value]
    path = folder / name
    path.write_text("\n".join(["---", *lines, "---", "", body, ""]), encoding="utf-8")
    return path


def page(folder: Path, name: str = "page.txt", **parts: str) -> Path:
    """Write a French news page as a browser saves it as text."""
    defaults = {
        "date": "09 mars 2021",
        "title": "Le port rouvre après la tempête",
        "dateline": "LISBONNE (Portugal)",
        "first": "Le port a rouvert mardi matin.",
        "second": "Douze bouées sur 4\u00a0000 restent à réparer.",
    }
    path = folder / name
    path.write_text(PAGE.format(**(defaults | parts)), encoding="utf-8")
    return path
