"""What is added to the words of a difference, so that a change that has no ink can be seen.

- A no-break space is ``␣``, a narrow one ``˽``, and a new line ``↵`` before itself, inside ``<ins>`` and ``<del>`` and
  only where the two sides hold different numbers of them: in a text that only moved they would be noise.
- A changed link target follows its words: ``words ⟨old → new⟩``, a new one ``⟨→ new⟩``, a lost one ``⟨old →⟩``. From
  right to left the arrow points the other way, and the targets are isolated (UAX 9) from the text around them.
- A rule (hr) is ``———``.
"""

from html import escape  # Django's goes the long way round, for every word

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


def inserted(text: str) -> str:
    """Return ``text`` as added, in safe HTML."""
    return f"<ins>{escape(text)}</ins>" if text else ""


def deleted(text: str) -> str:
    """Return ``text`` as removed, in safe HTML."""
    return f"<del>{escape(text)}</del>" if text else ""


def retargeted(old: str, new: str, language: str) -> str:
    """Return the note that a link led to ``old`` and leads to ``new``, one of which may be empty, in safe HTML."""
    side = direction(language)
    if side == "rtl":
        old, new = (target and f"{ISOLATE}{target}{END_ISOLATE}" for target in (old, new))
    return f" ⟨{' '.join(filter(None, [deleted(old), ARROWS[side], inserted(new)]))}⟩"
