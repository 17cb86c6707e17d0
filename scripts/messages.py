"""The message catalogues in ``locale/``: ``extract``, ``compile FILE...``, ``check``.

English is the language of the source and has no catalogue. Extraction needs GNU gettext, compiling only Babel.
Catalogues name the files of a text but no lines and no dates, so that they change when texts do and at no other time.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

if TYPE_CHECKING:
    import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
SOURCES = ("articles", "newsroom", "templates", "locale")
SOURCE_LANGUAGE = "en"
GETTEXT = "apt-get install gettext"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def _read(path: Path, **options: int) -> "polib.POFile":
    import polib  # not installed where newsroom only runs, and compiles

    return polib.pofile(str(path), **options)


def locales() -> list[str]:
    """Return the names of the folders that ``locale/`` must hold: ``zh_Hans``."""
    return [to_locale(code) for code, _name in settings.ALL_LANGUAGES if code != SOURCE_LANGUAGE]


def catalogue(locale: str, root: Path = ROOT) -> Path:
    """Return where the catalogue of ``locale`` is, or would be."""
    return root / "locale" / locale / "LC_MESSAGES" / "django.po"


def plural_forms(locale: str) -> str:
    """Return the ``Plural-Forms`` of ``locale`` that Django has; another would keep Django from merging the two."""
    import django

    path = Path(django.__file__).parent / "conf" / "locale" / locale / "LC_MESSAGES" / "django.po"
    return _read(path).metadata["Plural-Forms"]


def tidy(path: Path, locale: str) -> None:
    """Write the catalogue at ``path`` in the one form that we keep: a header without dates, lines unwrapped."""
    entries = _read(path, wrapwidth=-1)
    entries.header = ""
    entries.metadata_is_fuzzy = False
    entries.metadata = {
        "Project-Id-Version": "newsroom",
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(locale),
    }
    entries.save(str(path), newline="\n")


@contextmanager
def extracted() -> Iterator[Path]:
    """Yield a copy of the sources, for the time of the block, whose ``locale/`` holds what extraction makes of them."""
    if shutil.which("xgettext") is None:
        raise SystemExit(f"Extracting messages needs GNU gettext: {GETTEXT}")
    with tempfile.TemporaryDirectory(prefix="newsroom-messages-") as folder:
        root = Path(folder)
        for name in SOURCES:
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "static", "releases", "*.mo")
                shutil.copytree(ROOT / name, root / name, ignore=ignored)
        (root / "locale").mkdir(exist_ok=True)
        options = ("--no-obsolete", "--no-wrap", "--add-location", "file", "--verbosity", "0")
        languages = [argument for locale in locales() for argument in ("--locale", locale)]
        # Without settings, makemessages takes ./locale for the one place of catalogues.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        command = [sys.executable, "-m", "django", "makemessages", *languages, *options]
        subprocess.run(command, check=True, cwd=root, env=environment)
        for locale in locales():
            tidy(catalogue(locale, root), locale)
        yield root


def extract() -> None:
    """Bring every catalogue up to date with the texts in the sources."""
    with extracted() as root:
        for locale in locales():
            catalogue(locale).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(catalogue(locale, root), catalogue(locale))
            entries = _read(catalogue(locale))
            print(f"{locale}: {len(entries)} texts, {len(entries) - len(entries.translated_entries())} to translate.")


def compile_catalogues(paths: Iterable[Path]) -> None:
    """Write the ``.mo`` file beside each ``.po`` file."""
    for path in paths:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def _forms(entry: "polib.POEntry") -> list[str]:
    """Return the translations of an entry: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def entry_problems(entry: "polib.POEntry", plurals: int) -> list[str]:
    """Return what is wrong with the translation of one entry, in a language of ``plurals`` plural forms."""
    forms = _forms(entry)
    if entry.fuzzy:
        return ["fuzzy"]
    if not all(forms):
        return ["not translated"]
    if entry.msgid_plural and len(forms) != plurals:
        return [f"{len(forms)} plural forms instead of {plurals}"]
    # "One release" needs no figure, so a plural form may lack a placeholder of its text, but the last, the general one.
    known = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    needed = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    problems = []
    if any(set(PLACEHOLDER.findall(form)) - known for form in forms) or needed - set(PLACEHOLDER.findall(forms[-1])):
        problems.append("placeholders differ")
    if any(sorted(TAG.findall(form)) != sorted(TAG.findall(entry.msgid)) for form in forms):
        problems.append("HTML tags differ")
    # A dash has the spaces of its language: none in Chinese, one that does not break in Russian.
    own_spaces = entry.msgctxt == "between dateline and first paragraph"
    if not own_spaces and any(form.strip() == "" or _ends(form) != _ends(entry.msgid) for form in forms):
        problems.append("white space at the ends differs")
    return problems


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def problems(locale: str) -> list[str]:
    """Return what is wrong inside the catalogue of ``locale``, a line each."""
    path = catalogue(locale)
    if not path.is_file():
        return [f"{locale}: there is no catalogue; run `make messages`."]
    entries = _read(path)
    forms = entries.metadata.get("Plural-Forms", "")
    found = [] if forms == plural_forms(locale) else [f"{locale}: Plural-Forms are not Django's."]
    plurals = int(re.findall(r"nplurals=(\d+)", forms + " nplurals=0")[0])
    return found + [
        f"{locale}: {problem}: {entry.msgid!r}"
        for entry in entries
        for problem in (["obsolete"] if entry.obsolete else entry_problems(entry, plurals))
    ]


def texts(path: Path) -> set[tuple[str | None, str, str]]:
    """Return the (context, text, plural) of each entry of a catalogue."""
    entries = _read(path) if path.is_file() else []
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries if not entry.obsolete}


def drift() -> list[str]:
    """Return how the catalogues differ from the texts in the sources, a line each."""
    found = []
    with extracted() as root:
        for locale in locales():
            kept, fresh = texts(catalogue(locale)), texts(catalogue(locale, root))
            found += [
                f"{locale}: not extracted yet: {text!r}" for _context, text, _plural in sorted(fresh - kept, key=str)
            ]
            found += [
                f"{locale}: no longer in use: {text!r}" for _context, text, _plural in sorted(kept - fresh, key=str)
            ]
    return found


def check() -> int:
    """Print every problem and drift; return the exit code."""
    found = [line for locale in locales() for line in problems(locale)]
    if not any(catalogue(locale).is_file() for locale in locales()):
        print("\n".join(found))
        return 1
    found += drift()
    print("\n".join(found) or f"{len(locales())} catalogues are complete.")
    return 1 if found else 0


def main(command: str, *arguments: str) -> int:
    """Run one of the three commands; return its exit code."""
    if command == "extract":
        extract()
    elif command == "compile":
        compile_catalogues(map(Path, arguments))
    elif command == "check":
        return check()
    else:
        raise SystemExit(__doc__)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    sys.exit(main(*(sys.argv[1:] or ["help"])))
