"""The figures of a text: numbers, percentages, years, telephone numbers and times, each with what it may mean."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from articles.checks.calendar import FILLED, Dates, take_dates
from articles.checks.clock import times
from articles.checks.content import Content
from articles.checks.languages import locales
from articles.checks.numbers import Written, number_pattern, read, unit_of
from articles.checks.places import Piece, Place
from articles.checks.spelled import canonical, spelled

# Digits of other scripts, one for one, so that places stay.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:[!#-;=?-~]|(?![\u3000-\u9fff\uff00-\uffef])[^\W_])+(?<![.,;:!?)'])"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])[a-zA-Z][\w-]*(?:\.[a-zA-Z][\w-]*)+/[!#-;=?-~]*(?<![.,;:!?)'])"
)
PHONE = re.compile(r"(?<![0-9A-Za-z+])(?:(?:\+|00)\d{1,3}(?:[\s\u00a0().-]{0,2}\d+){2,}|0\d(?:[\s.-]\d\d){4}(?!\d))")
WRITTEN_OUT = re.compile(r"[A-Za-zА-Яа-яЁё0-9]+(?:[-/.][A-Za-zА-Яа-яЁё0-9]+)*")
UNIT = re.compile(
    r"\d(?:st|nd|rd|th|er|re|es?|o|a|s|k?m|[cm]m|k?g|t|ha|l|h|min|[kMGT]?Wh?|V|[kMG]?Hz|[GMT]B|ft|mph|kn|nm|bn|tn|[kKMBC]"
    r"|[ap]m|x|km/h|fold)(?![A-Za-z])"
)
# "24/7" is one word in some languages, four in others.
ROUND_THE_CLOCK = re.compile(
    r"24/7|7\s?[天日x×]\s?24\s?小?时?|(?:每天|全天)24\s?小时"
    r"|24\s+(?:hours\s+a\s+day|horas\s+(?:del\s+día|al\s+día)|час\w*\s+в\s+сутки|ساعة\s+(?:في\s+اليوم|يوميا))"
    r"|24\s?h(?:eures)?\s?(?:/|sur)\s?24|7\s?j(?:ours)?\s?(?:/|sur)\s?7"
    r"|7\s+(?:days\s+a\s+week|días\s+(?:de|a)\s+la\s+semana|дней\s+в\s+неделю|أيام\s+في\s+الأسبوع)",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last>\d\d)(?!\d)")
DECADE = re.compile(r"(?P<century>\d\d)\s?世纪(?P<decade>\d0)年代|(?<!\d)(?P<bare>\d0)年代")
FRACTION = re.compile(r"(?<![\d/.,])(\d{1,4})/(\d{1,4})(?![\d/])")
POINTED_TIME = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
MINUS = re.compile(r"(?<!\w)(?:moins|menos)\s+$", re.IGNORECASE)
TOGETHER = re.compile(
    r"\s*(?:[-–—~～,،、]|(?<!\w)(?:to|and|or|à|et|ou|al?|y|e|o|u|до|и|или|по)(?!\w)|إلى|أو|و|至|到|和|或)\s*(?:de\s+)?(?:[A-Z]{2,3}\s?)?[$€£¥₽]?\s*"
)


@dataclass(slots=True)
class Figure:
    """A figure that stands in digits."""

    place: Place
    readings: frozenset[str]
    value: str
    percent: bool = False
    parts: tuple[str, ...] = ()
    written: Written | None = None
    headed: bool = False
    """Perhaps a percentage: so says a heading of its table, or the next number, as in "6 to 8 per cent"."""


@dataclass(slots=True)
class Figures:
    """The figures of a text, its dates, and in ``loose`` the numbers that only satisfy those of another text."""

    figures: list[Figure] = field(default_factory=list)
    dates: Dates = field(default_factory=Dates)
    loose: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, content: Content) -> "Figures":
        """Read all pieces of ``content``."""
        found = cls()
        for piece in content.pieces:
            found._read(piece, content.language)
        found._apply_headings(content)
        found.loose |= set(map(str, found.dates.numbers))
        return found

    def available(self) -> set[str]:
        """Return every value that the text may be said to hold."""
        return {reading for figure in self.figures for reading in figure.readings} | self.loose

    def years(self) -> set[int]:
        """Return the whole numbers of four digits, and the years of dates."""
        numbers = {int(value) for value in self.available() if len(value) == 4 and value.isdigit()}
        return numbers | self.dates.years()

    def _read(self, piece: Piece, language: str) -> None:
        text = piece.text.translate(DIGITS)
        text = ADDRESS.sub(_fill, text)
        self.loose |= spelled(text, language)
        if not any(map(str.isdigit, text)):
            take_dates(piece, text, language, self.dates)
            return
        text = take_dates(piece, text, language, self.dates)
        text = PHONE.sub(lambda match: self._take_phone(piece, match), text)
        text = ROUND_THE_CLOCK.sub(self._take_loosely, text)
        text = self._take_times(piece, text)
        text = WRITTEN_OUT.sub(self._take_code, text)
        text = YEARS.sub(self._take_years, text)
        text = DECADE.sub(lambda match: self._take_decade(piece, match), text)
        text = FRACTION.sub(lambda match: self._take_fraction(piece, match), text)
        self._take_numbers(piece, text, language)

    def _apply_headings(self, content: Content) -> None:
        """Let the numbers of a table have the units that its cells of words name: "(millions)", "%"."""
        units: dict[int | None, list[tuple[int | None, bool]]] = {}
        for piece in content.pieces:
            if piece.tabular and not any(map(str.isdigit, piece.text)):
                units.setdefault(piece.paragraph, []).append(unit_of(piece.text, content.language))
        for figure in self.figures:
            if figure.place.piece.tabular and figure.written is not None:
                for scale, percent in units.get(figure.place.piece.paragraph, ()):
                    figure.headed = figure.headed or percent
                    if scale and figure.written.scale is None:
                        figure.readings |= figure.written.readings(Decimal(scale))

    def _take_phone(self, piece: Piece, match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        if len(digits) < 8 or len(digits) > 15:
            return match[0]
        value = "tel " + digits.removeprefix("00")
        self.figures.append(Figure(Place(piece, *match.span()), frozenset({value}), value))
        return _fill(match)

    def _take_times(self, piece: Piece, text: str) -> str:
        for time in times(text):
            if FILLED in text[time.start : time.end]:
                continue
            numbers = tuple(map(str, time.numbers))
            place = Place(piece, time.start, time.end)
            readings = {time.value}
            if time.sure:
                self.loose |= set(numbers)
            else:
                readings |= set(numbers)
            self.figures.append(
                Figure(place, frozenset(readings), time.value if time.sure else numbers[0], parts=numbers)
            )
            text = text[: time.start] + FILLED * (time.end - time.start) + text[time.end :]
        return text

    def _take_code(self, match: re.Match[str]) -> str:
        """Leave out COP29, 2026-K7QF and A/RES/72/1, whose digits are no figures."""
        return self._take_loosely(match) if is_code(match[0]) else match[0]

    def _take_loosely(self, match: re.Match[str]) -> str:
        self.loose |= {number.lstrip("0") or "0" for number in re.findall(r"\d+", match[0])}
        return _fill(match)

    def _take_years(self, match: re.Match[str]) -> str:
        """Leave out the end of 2025-26, which others write as 2025-2026."""
        first, last = match["first"], match["last"]
        if int(last) <= int(first[2:]):
            return match[0]
        self.loose |= {last.lstrip("0"), first[:2] + last}
        return first + FILLED * (len(match[0]) - 4)

    def _take_decade(self, piece: Piece, match: re.Match[str]) -> str:
        if match["bare"]:
            self.loose |= {match["bare"], "19" + match["bare"], "20" + match["bare"]}
        else:
            value = str((int(match["century"]) - 1) * 100 + int(match["decade"]))
            self.figures.append(Figure(Place(piece, *match.span()), frozenset({value, match["decade"]}), value))
        return _fill(match)

    def _take_fraction(self, piece: Piece, match: re.Match[str]) -> str:
        above, below = int(match[1]), int(match[2])
        if above > 31 and below > 31:
            return match[0]
        self.loose |= {str(above), str(below)}
        if below:
            self.loose.add(f"{round(above / below, 4):g}")
        if below > 12 or above >= below:
            value = f"{above}/{below}"
            self.figures.append(
                Figure(Place(piece, *match.span()), frozenset({value}), value, parts=(match[1], match[2]))
            )
        return _fill(match)

    def _take_numbers(self, piece: Piece, text: str, language: str) -> None:
        before: Figure | None = None
        for match in number_pattern(language).finditer(text):
            written = read(match, language)
            start = match.start("sign") if match["sign"] else match.start("number")
            readings = written.readings() | _further(match, start)
            value = canonical(written.values[0])
            figure = Figure(Place(piece, start, match.end()), readings, value, written.percent, written=written)
            if before is not None and TOGETHER.fullmatch(text, before.place.end, start):
                _share(before, written)
            self.figures.append(figure)
            before = figure


def _further(match: re.Match[str], start: int) -> set[str]:
    """Return what else a number may be: 10.30 a time, the 5 of "moins 5" below zero ("au moins 5" is not)."""
    number = match["number"]
    time = None if match["scale"] or match["percent"] else POINTED_TIME.fullmatch(number)
    further = {f"{int(time[1]) % 24:02}:{time[2]}"} if time else set()
    return further | ({f"-{number}"} if MINUS.search(match.string, max(0, start - 10), start) else set())


def _share(figure: Figure, after: Written) -> None:
    """Let "3" in "3 to 5 million" or "3 to 5 per cent" be what the second number is too."""
    if figure.written is None:
        return
    if after.scale and figure.written.scale is None:
        figure.readings |= figure.written.readings(after.scale)
    figure.headed = figure.headed or after.percent


def _fill(match: re.Match[str]) -> str:
    return FILLED * len(match[0])


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(locales("en")[0].currencies) | {"US"}


def is_code(text: str) -> bool:
    """Tell whether letters and digits that stand together are a name or a reference, not a figure with its unit."""
    if text.isdigit() or not re.search(r"\d", text) or not re.search(r"[^\W\d_]", text):
        return False
    glued = re.search(r"([^\W\d_]+)\d", text)
    if glued is not None:
        return glued[1] not in _currencies() or not text.startswith(glued[1])
    if re.search(r"\d[A-Za-z]", UNIT.sub("", text)):
        return True
    named = re.search(r"([^\W\d_]*[A-ZА-ЯЁ][^\W\d_]*)[-/.](\d+)", text)
    if named is not None:
        return not re.fullmatch(r"(?:19|20)\d\d", named[2])
    return re.search(r"\d-(?:[A-Z]+|[A-Z0-9]*[A-Z][A-Z0-9]*)(?![a-z])", text) is not None
