"""The rules of typography of each language: what is looked for, and what it becomes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop

NO_BREAK, NARROW = "\u00a0", "\u202f"
ARABIC = "ء-ي\u064b-\u0652"
CJK = "\u3400-\u9fff"
ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟"}
CHINESE_MARKS = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！"}

Edit = tuple[int, int, str]
"""Start, end, and what stands there instead."""
Finder = Callable[[str], list[Edit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``find`` returns the edits that it asks for; ``slug`` is its name in keys."""

    slug: str
    message: str
    find: Finder
    correctable: bool = True
    in_headlines: bool = True


def swap(pattern: str, replacement: str | Callable[[re.Match[str]], str], flags: int = 0) -> Finder:
    """Return a finder of ``pattern``; in ``replacement`` groups are written as in ``re.sub``."""
    compiled = re.compile(pattern, flags)

    def find(text: str) -> list[Edit]:
        edits = []
        for match in compiled.finditer(text):
            new = match.expand(replacement) if isinstance(replacement, str) else replacement(match)
            if new != match[0]:
                edits.append((*match.span(), new))
        return edits

    return find


def straight_quotes(outer: tuple[str, str], inner: tuple[str, str], *, spaced: bool = True) -> Finder:
    """Return a finder of pairs of straight quotation marks; within quotation marks they become ``inner`` ones.

    An odd number is left alone, and so is a mark after a letter or digit where an opening one would stand (inches),
    in scripts that part words by spaces.
    """

    def find(text: str) -> list[Edit]:
        places = [match.start() for match in re.finditer('"', text)]
        if len(places) % 2:
            return []
        edits: list[Edit] = []
        for start, end in zip(places[::2], places[1::2], strict=True):
            if spaced and start and text[start - 1].isalnum():
                return []
            before = text[:start]
            within = before.count("«") > before.count("»") or before.count("“") > before.count("”")
            opening, closing = inner if within else outer
            after = start + 1 + (text[start + 1 : start + 2] == " " and len(opening) > 1)
            until = end - (text[end - 1] == " " and len(closing) > 1 and end - 1 > after)
            edits += [(start, after, opening), (until, end + 1, closing)]
        return edits

    return find


def curly_to_guillemets(opening: str, closing: str) -> Finder:
    """Return a finder of “ and ” that are not within guillemets."""

    def find(text: str) -> list[Edit]:
        edits = []
        for match in re.finditer("“([^“”]*)”", text):
            before = text[: match.start()]
            if before.count("«") <= before.count("»") and "«" not in match[1]:
                edits += [(match.start(), match.start() + 1, opening), (match.end() - 1, match.end(), closing)]
        return edits

    return find


def parentheses(text: str) -> list[Edit]:
    """Return the edits of half-width parentheses that touch Chinese characters, in pairs."""
    edits = []
    for match in re.finditer(r" ?\(([^()]*)\) ?", text):
        around = text[max(0, match.start() - 1) : match.start()] + match[1] + text[match.end() : match.end() + 1]
        if re.search(f"[{CJK}]", around):
            left, right = text.index("(", match.start()), match.end(1)
            edits += [(match.start(), left + 1, "（"), (right, match.end(), "）")]
    return edits


def without_opening(closing: str, opening: str) -> Finder:
    """Return a finder of a Spanish question or exclamation mark without its inverted one."""

    def find(text: str) -> list[Edit]:
        # Counted, not searched sentence by sentence: abbreviations have points too, and ¿…! is allowed.
        if len(re.findall("[¿¡]+", text)) >= len(re.findall("[?!]+", text)):
            return []
        open_marks = 0
        for match in re.finditer(rf"[{re.escape(closing + opening)}]+", text):
            open_marks += match[0].count(opening) - (closing in match[0])
            if open_marks < 0:
                return [(*match.span(), match[0])]
        return []

    return find


DOUBLE_SPACE = Rule("double-space", gettext_noop("There is more than one space."), swap("(?<=\\S) {2,}(?=\\S)", " "))
SPACE_BEFORE_COMMA = Rule(
    "space-before-comma",
    gettext_noop("There is a space before a comma or full stop."),
    swap(rf"(?<=[^\W_]) +([,.،])(?![\w.])|(?<=[^\W_])[{NO_BREAK}{NARROW}]+([,.،])(?![\w.])", r"\1\2"),
)
SPACE_BEFORE_MARK = Rule(
    "space-before-mark",
    gettext_noop("There is a space before a punctuation mark."),
    swap(rf"(?<=[^\W_])[ {NO_BREAK}{NARROW}]+([;:!?؛؟]+)(?=\s|$)", r"\1"),
)
STRAIGHT = gettext_noop("Straight quotation marks stand where this language has its own.")
ENGLISH_SINGLE = re.compile(r"(?<=[^\W\d_])'(?=\w)|(?<!\w)'(?=\d\ds)|(?<=s)'(?=[\s.,;:!?)])(?![^']*[^\w']'[^']*$)")
APOSTROPHE = gettext_noop("A straight apostrophe stands where a curved one (’) belongs.")
GUILLEMETS = gettext_noop("Quotation marks of another language stand where guillemets (« ») belong.")

COMMON = (DOUBLE_SPACE, SPACE_BEFORE_COMMA)
ENGLISH = (
    Rule("straight-quotes", STRAIGHT, straight_quotes(("“", "”"), ("‘", "’"))),
    Rule("straight-apostrophe", APOSTROPHE, swap(ENGLISH_SINGLE.pattern, "’")),
    SPACE_BEFORE_MARK,
)
FRENCH = (
    Rule("straight-apostrophe", APOSTROPHE, swap(r"(?<=[^\W\d_])'(?=[\w«“\"])", "’")),
    Rule("straight-quotes", STRAIGHT, straight_quotes((f"«{NO_BREAK}", f"{NO_BREAK}»"), ("“", "”"))),
    Rule("guillemets", GUILLEMETS, curly_to_guillemets(f"«{NO_BREAK}", f"{NO_BREAK}»")),
    Rule(
        "guillemet-space",
        gettext_noop("Inside guillemets (« ») there is no no-break space."),
        swap(rf"« ?(?![\u2009{NO_BREAK}{NARROW}])|(?<![\u2009{NO_BREAK}{NARROW}]) ?»",
             lambda match: f"«{NO_BREAK}" if "«" in match[0] else f"{NO_BREAK}»"),
    ),
    Rule(
        "high-mark-space",
        gettext_noop("Before ; ! ? there is no narrow no-break space."),
        swap(r"(?<=[^\s!?;:(\[«…]) ?([;!?]+)(?=[\s»”’)\]]|$)", rf"{NARROW}\1"),
    ),
    Rule(
        "colon-space",
        gettext_noop("Before a colon there is no no-break space."),
        swap(r"(?<=[^\s!?;:(\[«]) ?:(?=\s|$)", f"{NO_BREAK}:"),
    ),
    Rule(
        "percent-space",
        gettext_noop("Before the percent sign there is no no-break space."),
        swap(r"(?<=\d) ?%(?!\w)", f"{NO_BREAK}%"),
    ),
    Rule(
        "group-space",
        gettext_noop("In a number, thousands are parted by a space at which the line may break."),
        swap(r"(?<![\d.,+\u00a0\u202f])(?<!\d )\d{1,3}(?: \d{3})+(?! ?\d)", lambda it: it[0].replace(" ", NARROW)),
    ),
)  # fmt: skip
SPANISH = (
    Rule("straight-quotes", STRAIGHT, straight_quotes(("«", "»"), ("“", "”"))),
    SPACE_BEFORE_MARK,
    Rule(
        "opening-question-mark",
        gettext_noop("A question has no opening mark (¿)."),
        without_opening("?", "¿"),
        correctable=False,
    ),
    Rule(
        "opening-exclamation-mark",
        gettext_noop("An exclamation has no opening mark (¡)."),
        without_opening("!", "¡"),
        correctable=False,
    ),
)
RUSSIAN = (
    Rule("straight-quotes", STRAIGHT, straight_quotes(("«", "»"), ("„", "“"))),
    Rule("guillemets", GUILLEMETS, curly_to_guillemets("«", "»")),
    Rule(
        "dash",
        gettext_noop("A hyphen stands where a dash belongs."),
        swap(r"(?<=[^\s\d]) - (?=\S)|(?<=\d) - (?=[^\s\d])", f"{NO_BREAK}— "),
    ),
    SPACE_BEFORE_MARK,
)
ARABIC_RULES = (
    Rule("straight-quotes", STRAIGHT, straight_quotes(("«", "»"), ("“", "”"))),
    Rule(
        "latin-mark",
        gettext_noop("A Latin punctuation mark stands where an Arabic one belongs."),
        swap(
            rf"([{ARABIC}][»”)]*) ?([,;?])(?!\w)|(?<=\d)([,;?])(?=\s+[{ARABIC}«])",
            lambda match: (match[1] or "") + ARABIC_MARKS[match[2] or match[3]],
        ),
    ),
    SPACE_BEFORE_MARK,
)
CHINESE = (
    Rule("straight-quotes", STRAIGHT, straight_quotes(("“", "”"), ("‘", "’"), spaced=False)),
    Rule("ellipsis", gettext_noop("Three full stops stand where an ellipsis (……) belongs."), swap(r"\.{3,}", "……")),
    Rule("parentheses", gettext_noop("Parentheses are half-width."), parentheses),
    Rule(
        "half-width-mark",
        gettext_noop("A punctuation mark is half-width."),
        swap(
            rf"(?<=[{CJK}”』」》）])(?:([,;:?!]) ?|(\.)(?![\w.]))|(?<=[A-Za-z0-9%])([,;:?!]) ?(?=[{CJK}“《])",
            lambda match: CHINESE_MARKS[match[1] or match[2] or match[3]],
        ),
    ),
    Rule(
        "space-between-characters",
        gettext_noop("There is a space between two Chinese characters."),
        swap(rf"(?<=[{CJK}]) +(?=[{CJK}])", ""),
        in_headlines=False,  # the two halves of a headline are parted by one
    ),
)
RULES = {
    "en": COMMON + ENGLISH,
    "fr": COMMON + FRENCH,
    "es": COMMON + SPANISH,
    "ru": COMMON + RUSSIAN,
    "ar": COMMON + ARABIC_RULES,
    "zh-hans": (DOUBLE_SPACE, *CHINESE),
}


def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language; those of all where it has none of its own."""
    return RULES.get(language, COMMON)
