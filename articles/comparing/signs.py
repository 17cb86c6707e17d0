"""What is added to the words of a difference, so that a change that has no ink can be seen.

- A no-break space is ``␣``, a narrow one ``˽``, and a new line ``↵`` before itself, inside ``<ins>`` and ``<del>`` and
  only where the two sides hold different numbers of them: in a text that only moved they would be noise.
- A changed link target follows its words: ``words ⟨old → new⟩``, a new one ``⟨→ new⟩``, a lost one ``⟨old →⟩``. From
  right to left the arrow points the other way, and the targets are isolated (UAX 9) from the text around them.
- A rule (hr) is ``———``.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.enums import direction

SIGNS = {"\xa0": "␣", "\u202f": "˽", "\n": "↵\n"}
RULE = "———"
ARROWS = {"ltr": "→", "rtl": "←"}
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def visible(text: str, other: str) -> str:
    """Return ``text`` with signs for the white space that ``other``, the other side of a change, has not."""
    for character, sign in SIGNS.items():
        if text.count(character) != other.count(character):
            text = text.replace(character, sign)
    return text


def retargeted(old: str, new: str, language: str) -> SafeString:
    """Return the note, beginning with a space, that a link led to ``old`` and leads to ``new``; one may be empty."""
    side = direction(language)
    if side == "rtl":
        old, new = (target and f"{ISOLATE}{target}{END_ISOLATE}" for target in (old, new))
    parts = [format_html("<del>{}</del> ", old) if old else "", ARROWS[side]]
    return format_html(" ⟨{}{}{}⟩", *parts, format_html(" <ins>{}</ins>", new) if new else "")
