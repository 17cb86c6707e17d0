"""The form of a release: what all languages share, and per language the text, the slug and what was seen.

Nothing is written here: ``ReleaseAdmin`` hands what was typed to ``workflow``.
"""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import permissions, slugs
from articles.admin import widgets
from articles.admin.conflicts import THEIRS, ConflictField, ConflictingForm
from articles.admin.figures import Picture, tokens_of
from articles.admin.library.tiles import tiles
from articles.admin.media import MediaField, MediaList, stored
from articles.admin.pictures import of_library
from articles.admin.screens import with_keys, with_nothing_seen
from articles.admin.texts import text_widget
from articles.enums import shown_codes, suffix
from articles.models import TEXT_FIELDS, Edition, Release, Text
from articles.models.topic import validate_slug
from articles.workflow.addresses import MAX_SLUG
from articles.workflow.media import MAX_DOCUMENTS, MAX_GALLERY

KEYS = ("photo", "photo-number", "topics", "initial-photo", "initial-topics")
SHARED = ("reference", "photo", "gallery", "documents", "topics", "required")


class ReleaseForm(ConflictingForm):
    """A release at the desk. ``person`` is set on the subclass that ``ReleaseAdmin.get_form`` returns."""

    refusal: str = ""
    required = forms.MultipleChoiceField(
        label=gettext_lazy("Required languages"),
        help_text=gettext_lazy("Nothing of this release goes out before these languages are approved."),
        choices=widgets.named_languages,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    gallery = MediaField(
        "photo",
        most=MAX_GALLERY,
        label=gettext_lazy("Gallery"),
        help_text=gettext_lazy("Further photos below the text, in this order."),
    )
    documents = MediaField(
        "document",
        most=MAX_DOCUMENTS,
        label=gettext_lazy("Documents"),
        help_text=gettext_lazy("Files to download, in this order. One in a single language is offered in that alone."),
    )

    class Meta:
        model = Release
        fields = ("original", "reference", "photo", "topics", "required")
        widgets = {"topics": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data = with_keys(self.data, KEYS)
        self.initial.update(stored(self.instance))
        # As stored: validation puts what was typed on the instance.
        self.stored = {language: self.instance.text(language) for language in shown_codes()}
        writable = permissions.writable(self.person)
        if "original" in self.fields:
            allowed = writable if self.instance.pk is None else shown_codes()
            field = self.fields["original"]
            field.choices = [c for c in field.choices if c[0] in allowed or not c[0]]  # type: ignore[attr-defined]
            if len(allowed) == 1:
                field.initial = allowed[0]
        if "reference" in self.fields:
            self.fields["reference"].widget.attrs["dir"] = "ltr"
            if self.instance.pk is not None:
                self.fields["reference"].help_text = ""
            self.fields["reference"].disabled = any(edition.live_id for edition in self.editions.values())
        for name in set(SHARED) & set(self.fields):
            # Changed means: from what the person saw, not from what somebody else has stored since.
            self.fields[name].show_hidden_initial = self.instance.pk is not None
        for language in shown_codes():
            if f"title_{suffix(language)}" in self.fields:  # a new release offers only what the person may write
                self._prepare(language, language in writable)
        self._prepare_shared(disabled=self.instance.pk is not None and self.instance.original not in writable)
        self.data = with_nothing_seen(self)

    def _prepare_shared(self, *, disabled: bool) -> None:
        """Close what all languages share if it is not the person's to change; set up the photos and documents."""
        for name in set(SHARED) & set(self.fields) if disabled else ():
            self.fields[name].disabled = True
        for name, kind in (("photo", "photo"), ("gallery", "photo"), ("documents", "document")):
            field = self.fields.get(name)
            if isinstance(field, MediaField):
                field.widget = MediaList(kind, self.person, most=field.most, readonly=field.disabled)
            elif field is not None and field.disabled:
                field.widget = MediaList(kind, self.person, most=1, readonly=True)
            elif field is not None:  # a photo is called by a title that the person may read
                field.label_from_instance = lambda photo: tiles(self.person, [photo])[0].title  # type: ignore[attr-defined]

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The photos to which the stored texts refer, by token, as the person may see them."""
        return of_library(self.person, tokens_of(self.stored.values()))

    def _prepare(self, language: str, writable: bool) -> None:
        """Set values and widgets of one language's fields."""
        end = suffix(language)
        edition = self.editions.get(language)
        for name in TEXT_FIELDS:
            field = self.fields[f"{name}_{end}"]
            field.required = False
            field.widget = text_widget(name, language, writable=writable, pictures=lambda: self.pictures)
            field.disabled = not writable
        slug, seen, base, up_to_date = (self.fields[f"{n}_{end}"] for n in ("slug", "seen", "base", "up_to_date"))
        slug.initial = edition.slug if edition else ""
        slug.show_hidden_initial = edition is not None and writable
        seen.initial = edition.version if edition else 0
        base.initial = (edition.current_id or 0) if edition else 0
        slug.disabled = not writable or bool(edition and edition.live_id)
        if slug.disabled:
            slug.widget = widgets.ReadOnly(language)
        follows = self.instance.pk is not None and edition and language != self.instance.original
        if not (writable and follows):
            up_to_date.disabled = True
            up_to_date.widget = forms.HiddenInput()

    def text(self, language: str) -> Text:
        """Return what was typed in ``language``."""
        end = suffix(language)
        return Text(**{name: self.cleaned_data.get(f"{name}_{end}") or "" for name in TEXT_FIELDS})

    def touched(self, language: str) -> bool:
        """Tell whether the person changed anything of ``language``.

        Line ends and the like, which browsers change, are nothing; neither is the text that the person opened, even if
        somebody else has saved another since.
        """
        end = suffix(language)
        changed = set(self.changed_data)
        if changed & {f"slug_{end}", f"up_to_date_{end}"}:
            return True
        if not changed & {f"{name}_{end}" for name in TEXT_FIELDS}:
            return False
        typed = self.text(language).cleaned()
        if typed == self.stored[language].cleaned():
            return False
        return not self.moved_on(language) or typed != self.opened(language)

    def to_save(self, language: str) -> bool:
        """Tell whether what was typed in ``language`` is to be stored: the person changed it, and did not yield."""
        return self.touched(language) and self.chosen(language) != THEIRS

    def text_to_save(self, language: str) -> Text:
        """Return what was typed in ``language``, or what is stored if the person did not change the text itself."""
        typed = self.text(language)
        untouched = self.moved_on(language) and typed.cleaned() == self.opened(language)
        return self.stored[language] if untouched else typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        for language in permissions.writable(self.person):
            if self.touched(language):
                self._clean_language(language)
        if self.instance.pk is not None:
            self.refuse_clashes(SHARED)
        original = cleaned.get("original")
        if self.instance.pk is None and original and not self.text(original).title:
            name = f"title_{suffix(original)}"
            self.add_error(name, _("Write a headline in the language of the original."))
        return cleaned

    def _clean_language(self, language: str) -> None:
        """Refuse a text that somebody else changed meanwhile, and a slug that cannot be."""
        end = suffix(language)
        edition = self.editions.get(language)
        self.refuse_conflict(language, self.text_to_save(language).cleaned())
        if not self.to_save(language):
            return
        slug = (self.cleaned_data.get(f"slug_{end}") or "").strip().lower()
        if not slug or f"slug_{end}" not in self.changed_data:
            return
        if len(slug) > MAX_SLUG:
            self.add_error(f"slug_{end}", _("This slug is too long."))
            return
        try:
            validate_slug(slug)
        except ValidationError as error:
            self.add_error(f"slug_{end}", error)
        candidate = edition or Edition(language=language)
        if not slugs.available(slug, candidate):
            self.add_error(f"slug_{end}", _("Another release has this slug already."))


def _language_fields() -> dict[str, forms.Field]:
    """Return the fields that no column stands behind, for every shown language."""
    made: dict[str, forms.Field] = {}
    for language in shown_codes():
        end = suffix(language)
        made[f"slug_{end}"] = forms.CharField(
            label=gettext_lazy("Slug"),
            required=False,
            max_length=120,
            widget=widgets.line(language),
            help_text=gettext_lazy("The end of the address. Leave empty to have it proposed from the headline."),
        )
        made[f"up_to_date_{end}"] = forms.BooleanField(
            label=gettext_lazy("This translation follows the newest text of the original"), required=False
        )
        made[f"choice_{end}"] = ConflictField()
        for name in ("seen", "base"):
            made[f"{name}_{end}"] = forms.IntegerField(required=False, widget=forms.HiddenInput())
    return made


def release_form(person: Any, refusal: str = "") -> type[ReleaseForm]:
    """Return the form class for ``person``; ``refusal`` is shown at its top and keeps it from being valid."""
    attributes = {"person": person, "refusal": refusal, **_language_fields()}
    return type("BoundReleaseForm", (ReleaseForm,), attributes)
