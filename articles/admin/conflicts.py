"""Two people at one text: what a person is shown who saves a text that somebody else has changed meanwhile.

Nothing is decided here for the person: both versions are shown, what was typed stays in its fields, and a choice bound
to the version shown says which stays. ``ReleaseForm`` is built on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import comparing
from articles.admin.figures import labelled, tokens_of
from articles.admin.library.reading import languages_of
from articles.admin.library.tiles import title_of
from articles.admin.media import stored as stored_media
from articles.admin.media import things
from articles.admin.pictures import of_library
from articles.admin.texts import LABELS
from articles.enums import Action, InLanguage, State, all_codes, own_name, suffix
from articles.models import AuditEntry, Document, Edition, Photo, Release, Text
from articles.people import name_of

MINE, THEIRS = "mine", "theirs"
SHOWN_EVENTS = 10
# What the log says of a language without moving it on.
BESIDE = (Action.CREATE, Action.LEND, Action.RECALL, Action.OVERRIDE, Action.SHARE, Action.RENUMBER)
# What, if the text is the same, takes nothing from anybody: a new picture, a translation that follows.
WRITING = frozenset({Action.SAVE, Action.REVERT})
HARMLESS = WRITING | {Action.FOLLOW}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a language since the person opened it; ``mine``: by the person, in another window."""

    entry: AuditEntry
    mine: bool

    @property
    def who(self) -> str:
        """The name of who did it; empty for the command line."""
        return name_of(self.entry.actor)


@dataclass(frozen=True, slots=True)
class Conflict(InLanguage):
    """One language that moved on; ``opened`` is the text that the person had before them, None if nobody can tell."""

    language: str
    edition: Edition
    state: State
    events: list[Event]
    opened: Text | None
    stored: Text
    typed: Text
    pictures: Mapping[str, str]
    other_slug: tuple[str, str] | None = None  # stored, typed

    @property
    def version(self) -> int:
        """The version that the choice is about."""
        return self.edition.version

    @property
    def another_text(self) -> bool:
        """Whether two texts stand against each other, and not only a state or an address."""
        return self.stored not in {self.typed, self.opened}

    @property
    def message(self) -> str:
        """The sentence above the two versions."""
        values = {"language": own_name(self.language), "state": self.state.label, "name": self._who()}
        if self.another_text:
            return (
                _(
                    "%(name)s has changed “%(language)s” since you opened this page. Nothing of this page has been"
                    " saved; what you typed is still here. Choose which text stays."
                )
                % values
            )
        return (
            _(
                "“%(language)s” has moved on since you opened this page: it is now “%(state)s”. Nothing of this"
                " page has been saved. Choose whether to save yours all the same."
            )
            % values
        )

    def _who(self) -> str:
        last = next((event for event in self.events if event.entry.action in WRITING), None)
        if last and last.mine:
            return _("You, in another window,")
        return (last.who if last else "") or _("Somebody else")

    def rows(self) -> list[tuple[str, str, comparing.Change, SafeString]]:
        """Return what is stored beside what was typed: (label, stored, change, typed as a difference)."""
        fields, pairs = comparing.compared(self.stored, self.typed, self.language, self.pictures)
        lines = [(str(LABELS[f.name]), getattr(self.stored, f.name), f.change, f.diff) for f in fields]
        body = [("", pair.before.plain if pair.before else "", pair.change, pair.diff) for pair in pairs]
        return [row for row in [*lines, *body] if row[1] or row[3]]

    def since(self) -> list[SafeString]:
        """Return what others changed: what is stored as a difference from what was opened, its changed parts alone."""
        if not self.another_text or self.opened is None:
            return []
        fields, pairs = comparing.compared(self.opened, self.stored, self.language, self.pictures)
        parts: list[comparing.FieldDiff | comparing.Pair] = [*fields, *pairs]
        return [part.diff for part in parts if part.change is not comparing.Change.SAME]


def events(release: Release, edition: Edition, seen: int, person: Any) -> list[Event]:
    """Return what happened to ``edition`` since its version ``seen``, newest first; a version is one entry."""
    count = min(edition.version - seen, SHOWN_EVENTS) if 0 <= seen < edition.version else SHOWN_EVENTS
    entries = AuditEntry.objects.filter(release=release, language=edition.language).exclude(action__in=BESIDE)
    newest = entries.select_related("actor").order_by("-pk")[:count]
    return [Event(entry, entry.actor_id == person.pk) for entry in newest]


class ConflictWidget(forms.HiddenInput):
    """Hidden as long as there is no conflict; then both versions and the choice between them."""

    def __init__(self) -> None:
        super().__init__()
        self.conflict: Conflict | None = None

    @property
    def is_hidden(self) -> bool:
        return self.conflict is None

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        if self.conflict is None:
            return super().render(name, value, attrs, renderer)
        context = {
            "name": name,
            "conflict": self.conflict,
            "rows": self.conflict.rows(),
            "since": self.conflict.since(),
            "choices": [(f"{what}:{self.conflict.version}", what) for what in (MINE, THEIRS)],
            "chosen": value,
        }
        return render_to_string("admin/articles/release/_conflict.html", context)


class _ConflictBoundField(BoundField):
    """Without a label: the choice has a legend of its own."""

    def label_tag(self, *args: Any, **kwargs: Any) -> SafeString:
        return SafeString()


class ConflictField(forms.CharField):
    """What the person chose: ``mine:7`` is "keep mine, having seen version 7"."""

    def __init__(self) -> None:
        super().__init__(required=False, label="", widget=ConflictWidget())

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return _ConflictBoundField(form, self, field_name)


class ConflictingForm(forms.ModelForm):
    """The part of ``ReleaseForm`` that notices what moved on. ``stored`` holds the texts before validation."""

    person: Any = None
    instance: Any
    stored: dict[str, Text]

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The release's editions by language."""
        if self.instance.pk is None:
            return {}
        return {edition.language: edition for edition in self.instance.editions.all()}

    def opened(self, language: str) -> Text | None:
        """Return the text that the person opened, as the form says by its revision; None if it says nothing true."""
        edition = self.editions.get(language)
        if edition is None:
            return Text()
        base = self.cleaned_data.get(f"base_{suffix(language)}")
        if base == (edition.current_id or 0):
            return self.stored[language].cleaned()
        if base == 0:
            return Text()
        revision = edition.revisions.filter(pk=base).first() if base else None
        return revision.text() if revision else None

    def moved_on(self, language: str) -> bool:
        """Tell whether ``language`` is at another version than the one that the person opened."""
        edition = self.editions.get(language)
        return edition is not None and self.cleaned_data.get(f"seen_{suffix(language)}") != edition.version

    def chosen(self, language: str) -> str:
        """Return ``mine`` or ``theirs`` if the person chose, having seen the version there is now; else nothing."""
        what, _colon, version = (self.cleaned_data.get(f"choice_{suffix(language)}") or "").partition(":")
        edition = self.editions.get(language)
        return what if edition and what in (MINE, THEIRS) and version == str(edition.version) else ""

    def version(self, language: str) -> int:
        """Return the version that the form was checked against, for the verb to compare."""
        edition = self.editions.get(language)
        return edition.version if edition else 0

    def conflict(self, language: str, typed: Text) -> Conflict | None:
        """Return what keeps ``typed`` from being saved in ``language``, chosen already or not."""
        edition = self.editions.get(language)
        if edition is None or not self.moved_on(language):
            return None
        seen = self.cleaned_data.get(f"seen_{suffix(language)}")
        happened = events(self.instance, edition, -1 if seen is None else seen, self.person)
        opened, stored = self.opened(language), self.stored[language].cleaned()
        found = Conflict(
            language=language,
            edition=edition,
            state=edition.state(localtime()),
            events=happened,
            opened=opened,
            stored=stored,
            typed=typed,
            pictures=labelled(of_library(self.person, tokens_of([opened, stored, typed]))),
            other_slug=self._other_slug(edition),
        )
        claims = bool(self.cleaned_data.get(f"up_to_date_{suffix(language)}")) and found.opened != found.stored
        harmless = {event.entry.action for event in happened} <= HARMLESS and not (found.other_slug or claims)
        return None if harmless and not found.another_text else found

    def _other_slug(self, edition: Edition) -> tuple[str, str] | None:
        """Return the stored and the typed slug if both people changed it."""
        name = f"slug_{suffix(edition.language)}"
        if name not in self.changed_data:
            return None
        opened = self._opened_value(name)
        typed, stored = self.cleaned_data.get(name) or "", edition.slug or ""
        return (stored, typed) if stored not in (opened or "", typed) else None

    def _opened_value(self, name: str) -> Any:
        """Return what the page held in ``name`` when it was opened, as the page sent it beside the field."""
        bound = self[name]
        return bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)

    def refuse_conflict(self, language: str, typed: Text) -> None:
        """Show both versions in the section of ``language``; an error unless the person has chosen."""
        found = self.conflict(language, typed)
        if found is None:
            return
        name = f"choice_{suffix(language)}"
        self.fields[name].widget.conflict = found
        if not self.chosen(language):
            self.add_error(name, found.message)

    # --- What all languages share ---

    def refuse_clashes(self, names: tuple[str, ...]) -> None:
        """Refuse a shared field that two people changed, with both values; sending it again replaces the other's."""
        for name in names:
            field = self.fields.get(name)
            if field is None or field.disabled or not field.show_hidden_initial or name not in self.changed_data:
                continue
            stored = self.get_initial_for_field(field, name)
            typed = self[name].data
            if field.has_changed(stored, self._opened_value(name)) and field.has_changed(stored, typed):
                self._show_clash(name, field, stored)

    def _show_clash(self, name: str, field: forms.Field, stored: Any) -> None:
        values = {
            "stored": _listed(name, self.instance, self.person),
            "typed": _said(self.cleaned_data.get(name), self.person),
        }
        last = (
            AuditEntry.objects.filter(release=self.instance)
            .filter(Q(action=Action.RENUMBER) if name == "reference" else Q(action=Action.SHARE))
            .select_related("actor")
            .order_by("-pk")
            .first()
        )
        values["name"] = name_of(last.actor if last else None) or _("Somebody else")
        values["time"] = date_format(localtime(last.at), "DATETIME_FORMAT") if last else ""
        self.add_error(
            name,
            _(
                "%(name)s has changed this since you opened the page (%(time)s). Stored now: %(stored)s. Your choice:"
                " %(typed)s. Nothing was saved: save again to replace what is stored, or choose as it is stored."
            )
            % values,
        )
        # From here on the person has seen what is stored.
        data, key = cast("QueryDict", self.data).copy(), self[name].html_initial_name
        prepared = field.prepare_value(stored)
        if isinstance(prepared, list | tuple | set):
            data.setlist(key, [str(value) for value in prepared])
        else:
            data[key] = "" if prepared is None else str(prepared)
        self.data = data


def _listed(name: str, release: Release, person: Any) -> str:
    """Return what is stored in a shared field; ``release`` itself carries what was typed."""
    fresh = Release.objects.get(pk=release.pk)
    media = stored_media(fresh)
    if name in media:
        return _said(things("photo" if name == "gallery" else "document", map(str, media[name])), person)
    value = getattr(fresh, name)
    return _said(value.all() if hasattr(value, "all") else value, person)


def _said(value: Any, person: Any) -> str:
    """Return a value as ``person`` reads it."""
    if isinstance(value, Photo | Document):
        return f"“{title_of(value, languages_of(person, value))[0]}”"
    if value is None or value == "":
        return "–"
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return f"“{value}”"
    names = [f"“{own_name(item)}”" if item in all_codes() else _said(item, person) for item in value]
    return ", ".join(names) or "–"


def clashes(form: Any, names: tuple[str, ...], release: Release) -> bool:
    """Tell whether a shared field that the form changes is no more what the form was checked against.

    ``release`` is its row, locked.
    """
    current = forms.model_to_dict(release, fields=names) | stored_media(release)
    return any(
        form.fields[name].has_changed(form.initial.get(name), form.fields[name].prepare_value(current.get(name)))
        for name in names
        if name in form.fields and name in form.changed_data
    )
