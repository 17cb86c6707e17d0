"""What was asked: query parameters, read strictly.

Whatever is not understood is refused by name and never passed over: a program whose filter is ignored would print what
it wanted to leave out.
"""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.api.answers import Problem
from articles.api.cursors import Order, Position, position
from articles.enums import shown_codes
from articles.models.topic import validate_slug
from articles.moments import YEARS, day_start, period
from articles.querysets import MAX_SEARCH, PAGE_SIZE
from articles.search import Query, cleaned, understood
from articles.site import absolute

EARLIEST, LATEST = period(YEARS.start)[0], period(YEARS.stop - 1)[1]
OF_A_LIST = ("language", "topic", "from", "to", "q", "modified_since", "include", "limit", "cursor")
MAX_LIMIT = 50  # items of a page
MAX_LENGTH = 1000  # characters of a value
MAX_NAME = 40  # characters of an unknown name that are repeated
MAX_ERRORS = 10
SINCE_DAYS = 366  # how far back a program that has been away can ask what has changed
UNFIT = re.compile(r"[\x00-\x1f\x7f\ufffd]")  # U+FFFD: what was no UTF-8
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = re.compile(DATE + r"(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2}))?")
LIMIT = re.compile(r"[1-9][0-9]?")
FORM_OF_MOMENT = (
    "Write a date, as in 2026-01-31, or a moment with its offset, as in 2026-01-31T09:00:00Z. "
    "A plus sign in an address is written %2B."
)


class Parameters:
    """The parameters of one request, of which ``known`` mean something here.

    Readers of values return None where a value is absent or wrong; ``settle`` raises if any was wrong.
    """

    def __init__(self, request: HttpRequest, *known: str) -> None:
        self.known = known
        self.errors: list[dict[str, str]] = []
        self._given: dict[str, str] = {}
        for name, values in request.GET.lists():
            if name not in known:
                self.refuse(name[:MAX_NAME], f"Unknown here. Known: {', '.join(known) or 'none'}.")
            elif len(values) > 1:
                self.refuse(name, "Given more than once.")
            elif not 0 < len(values[0]) <= MAX_LENGTH:
                self.refuse(name, f"A value has 1 to {MAX_LENGTH} characters.")
            elif UNFIT.search(values[0]):
                self.refuse(name, "No control characters, please, and all else in UTF-8.")
            else:
                self._given[name] = values[0]

    def refuse(self, name: str, detail: str) -> None:
        """Note what is wrong with the parameter ``name``."""
        self.errors.append({"parameter": name, "detail": detail})

    def settle(self) -> None:
        """Raise the problem that says what is wrong, if anything is."""
        if self.errors:
            names = ", ".join(dict.fromkeys(error["parameter"] for error in self.errors[:MAX_ERRORS]))
            raise Problem(400, f"Not understood: {names}", {"errors": self.errors[:MAX_ERRORS]})

    def address(self, path: str, **changed: str) -> str:
        """Return the absolute address of ``path`` with these parameters, in one order, and with ``changed`` ones."""
        values = self._given | changed
        query = urlencode({name: values[name] for name in self.known if name in values}, safe=":")
        return absolute(f"{path}?{query}")

    def given(self, *names: str) -> list[str]:
        """Return those of ``names`` that were given."""
        return [name for name in names if name in self._given]

    def languages(self) -> list[str]:
        """Return the language asked for, or all that are shown, by code."""
        value, shown = self._given.get("language"), sorted(shown_codes())
        if value is None:
            return shown
        if value not in shown:
            self.refuse("language", f"There is: {', '.join(shown)}.")
        return [value]

    def topic(self) -> str | None:
        """Return the slug of the topic asked for, of which nothing is known yet but that it could be one."""
        value = self._given.get("topic")
        if value is None:
            return None
        try:
            validate_slug(value)
        except ValidationError:
            self.refuse("topic", "This cannot be the slug of a topic.")
        return value

    def search(self) -> Query | None:
        """Return what is searched for; a search is in one language, whose words it knows."""
        value, language = self._given.get("q"), self._given.get("language")
        if value is None:
            return None
        if len(value) > MAX_SEARCH:
            self.refuse("q", f"At most {MAX_SEARCH} characters.")
        elif language is None:
            self.refuse("language", "A search (q) is made in one language: say which.")
        elif language in shown_codes():
            query = understood(cleaned(value), language)
            if query:
                return query
            self.refuse("q", "There is no word in it.")
        return None

    def moment(self, name: str) -> datetime | None:
        """Return the moment that ``name`` gives, in UTC: PostgreSQL knows no offset of 16 hours or more.

        A date is its first moment in the newsroom's zone.
        """
        value = self._given.get(name)
        if value is None:
            return None
        try:
            if not MOMENT.fullmatch(value):
                raise ValueError
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.refuse(name, FORM_OF_MOMENT)
            return None
        if moment.year not in YEARS:
            self.refuse(name, f"A year from {YEARS.start} to {YEARS.stop - 1}, please.")
            return None
        return (moment if moment.tzinfo else day_start(moment.date())).astimezone(UTC)

    def period(self) -> tuple[datetime, datetime]:
        """Return the moments from which on (``from``) and before which (``to``) something was published."""
        first, before = self.moment("from") or EARLIEST, self.moment("to") or LATEST
        if before <= first:
            name = "to" if self.given("to") else "from"
            self.refuse(name, "The end (to) is the first moment that is not wanted: later than the beginning (from).")
        return first, before

    def exclude(self, name: str, *others: str) -> None:
        """Refuse ``others`` beside ``name``."""
        for other in self.given(*others) if self.given(name) else []:
            self.refuse(other, f"Not together with {name}.")

    def since(self, name: str, at: datetime) -> datetime | None:
        """Return the moment that ``name`` gives, which is at most a year ago."""
        moment = self.moment(name)
        if moment is not None and moment < at - timedelta(days=SINCE_DAYS):
            self.refuse(
                name, f"At most {SINCE_DAYS} days ago. Whoever has been away longer reads the whole list again."
            )
        return moment

    def limit(self) -> int:
        """Return how many items a page has."""
        value = self._given.get("limit", str(PAGE_SIZE))
        if not LIMIT.fullmatch(value) or int(value) > MAX_LIMIT:
            self.refuse("limit", f"A number from 1 to {MAX_LIMIT}.")
            return PAGE_SIZE
        return int(value)

    def with_body(self) -> bool:
        """Tell whether the full text was asked for (``include=body``)."""
        value = self._given.get("include")
        if value not in {None, "body"}:
            self.refuse("include", "There is: body.")
        return value == "body"

    def after(self, order: Order) -> Position | None:
        """Return where the page before ended, in a list of this ``order``."""
        value = self._given.get("cursor")
        if value is None:
            return None
        try:
            return position(value, order)
        except ValueError:
            self.refuse("cursor", "Not a cursor of this list. Take the address under next as it is.")
            return None
