"""The place that a wire story opens with: «NATIONS UNIES (New York) – », "LYON, France — "."""

from __future__ import annotations

import re

from articles.importing.calendar_names import fold, months

LONGEST = 80
"""Characters of a dateline at most; a longer opening is a sentence."""

MARKS = "\u061c\u200e\u200f\u2066-\u2069\ufeff"
OPENING = re.compile(
    rf"(?P<before>[\s{MARKS}]*)(?P<place>[^\n]{{2,{LONGEST}}}?)"
    rf"(?P<dash>[\s{MARKS}]*(?:—{{1,2}}|–|―)[\s{MARKS}]*|\s+--\s+|[\s{MARKS}]*-\s+)"
)
DASHES = re.compile(r"——|(?<=\s)[–—―-]{1,2}(?=\s)|—|―")
SENTENCE_END = re.compile(r"[.!?؟…](?:\s|$)|[。！？]")

# A name begins with a capital and may run through these; only capitals make it a dateline alone.
JOINERS = r"(?:and|et|y|e|и|de|du|des|da|do|del|der|den|la|le|les|el|los|sur|upon|of|am|an|di)"
LETTERS = r"[^\W\d_](?:[^\W\d_]|['’.-])*"
CAPITALS = re.compile(rf"(?=.*[^\W\d_]{{2}}){LETTERS}(?:[\s/]+(?:{JOINERS}(?=\s)|{LETTERS}))*")
NAME = re.compile(rf"[^\W\d_][\w'’.-]*(?:\s+(?:{JOINERS}(?=\s)|[^\W\d_][\w'’.-]*)){{0,4}}")
PARENTHESIS = re.compile(r"(?P<name>[^()（）]+?)\s*[(（][^()（）]{1,40}[)）]")
DAY_AND_MONTH = re.compile(r"(?:\d{1,2}\S{0,3}\s+)?(?P<month>[^\W\d]+\.?)(?:\s+\d{1,2})?")

ARABIC = re.compile("[\u0600-\u06ff]")
HAN = "\u3400-\u9fff"
CHINESE = re.compile(f"[{HAN}]")
CHINESE_OPENINGS = (
    re.compile(rf"\s*[（(](?P<place>[{HAN}·、，]{{2,12}})[）)]\s*(?:——|—|–)?\s*(?=\S)"),
    re.compile(rf"\s*(?P<place>[{HAN}·]{{2,10}}(?:\d{{1,2}}月\d{{1,2}}日)?)电(?:\s+|[:：]\s*|(?=[（(]))"),
)
CHINESE_PLACE = re.compile(rf"[{HAN}·]{{2,8}}(?:[，、/][{HAN}·]{{2,8}})?")
# Characters that make a clause of it: particles, pronouns, "said".
CHINESE_PROSE = re.compile("[的了是在说们这我你他她]|表示|宣布|组织|机构")
# "（更新）" and the like stand where a place does.
CHINESE_LABELS = frozenset({"更新", "更正", "综合", "资料图", "快讯", "图文"})

# What an Arabic sentence opens with and a place name never does: verbs and particles.
ARABIC_PROSE = frozenset(
    fold(
        """
        قال قالت وقال وقالت أعلن أعلنت وأعلن أكد أكدت وأكد أفاد أفادت ذكر ذكرت أضاف أضافت وأضاف
        أوضح أوضحت دعا دعت شدد شددت إن أن إنه إنها في من على إلى عن هذا هذه ذلك تلك منذ بعد قبل
        خلال وفي ومن وعلى وقد قد لقد كما كان كانت هو هي هم نحن لا لم لن ما ليس ليست كل بين مع حتى
        عند المنظمة
        """
    ).split()
)


def split_dateline(text: str) -> tuple[str, str]:
    """Return the dateline that opens a paragraph, without its dash, and the rest of the text.

    The dateline is "" and the rest the whole text where a sentence opens it. The rest is always
    an ending of `text`, so that a caller can cut as many characters from markup.
    """
    for opening in CHINESE_OPENINGS:
        found = opening.match(text)
        if found and found["place"] not in CHINESE_LABELS and text[found.end() :].strip():
            return found["place"], text[found.end() :]
    found = OPENING.match(text)
    if found is not None:
        place, rest = found["place"].strip(" ,،，"), text[found.end() :]
        if rest.strip() and is_place(place, rest):
            return place, rest
    return "", text


def is_place(place: str, rest: str) -> bool:
    """Return whether what stands before the first dash names a place and opens no sentence."""
    if CHINESE.search(place):
        return is_chinese_place(place, rest)
    if ARABIC.search(place):
        return is_arabic_place(place, rest)
    if not opens_sentence(rest):
        return False
    bare, dated = without_date(place)
    parenthesis = PARENTHESIS.fullmatch(bare)
    name = parenthesis["name"].strip(" ,") if parenthesis else bare
    if is_capitals(name):
        return dated or bool(parenthesis) or "," in name or not is_interrupted(rest)
    if NAME.fullmatch(name.replace(",", " ")) and is_titled(name):
        return dated or (bool(parenthesis) and not is_interrupted(rest))
    return False


def is_capitals(name: str) -> bool:
    """Return whether a name is in capitals, but for small joiners and a country after a comma."""
    city, _comma, country = name.partition(",")
    words = [word for word in re.split(r"[\s/]+", city) if not re.fullmatch(JOINERS, word)]
    if not words or not CAPITALS.fullmatch(city) or not all(word.isupper() for word in words):
        return False
    return not country.strip() or bool(NAME.fullmatch(country.strip()) and is_titled(country))


def is_titled(name: str) -> bool:
    """Return whether every word but the small joiners begins with a capital."""
    words = re.split(r"[\s,/]+", name.strip())
    return all(word[:1].isupper() or re.fullmatch(JOINERS, word) for word in words)


def without_date(place: str) -> tuple[str, bool]:
    """Return a place without the day that follows it, as in "GENEVA, 12 March 2019"."""
    bare = re.sub(r",?\s+(?:de\s+)?\d{4}(?:\s+(?:г\.|года))?$", "", place)
    head, comma, day = bare.rpartition(",")
    found = DAY_AND_MONTH.fullmatch(day.strip().replace(" de ", " "))
    if not comma or found is None or not re.search(r"\d", day):
        return place, False
    month = fold(found["month"]).strip(".")
    known = any(month in months(language) for language in ("en", "fr", "es", "ru"))
    return (head.strip(), True) if known else (place, False)


def is_arabic_place(place: str, rest: str) -> bool:
    """Return whether Arabic words, which have no capitals, can be a place: few, and no clause."""
    parenthesis = PARENTHESIS.fullmatch(place)
    words = (parenthesis["name"] if parenthesis else place).split()
    if len(words) > 4 or fold(words[0]) in ARABIC_PROSE:
        return False
    if not re.fullmatch(rf"[^\W\d_]+(?:[\s،,/{MARKS}]+[^\W\d_]+)*", " ".join(words)):
        return False
    return bool(parenthesis) or not is_interrupted(rest)


def is_chinese_place(place: str, rest: str) -> bool:
    """Return whether Chinese characters before a dash can be a place: short, and no clause."""
    parenthesis = PARENTHESIS.fullmatch(place)
    name = parenthesis["name"] if parenthesis else place
    if not CHINESE_PLACE.fullmatch(name) or CHINESE_PROSE.search(name):
        return False
    return bool(parenthesis) or not is_interrupted(rest)


def is_interrupted(rest: str) -> bool:
    """Return whether a dash later in the first sentence answers the one before `rest`."""
    end = SENTENCE_END.search(rest)
    sentence = rest[: end.start()] if end else rest
    return len(DASHES.findall(sentence)) % 2 == 1


def opens_sentence(rest: str) -> bool:
    """Return whether a text begins as a sentence does: quotation marks, then capital or digit."""
    first = re.sub(r"^[^\w]+", "", rest)[:1]
    return first.isdigit() or first.isupper() or (first.isalpha() and not first.islower())
