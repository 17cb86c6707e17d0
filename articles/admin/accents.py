"""How an accent is typed at the desk, with a sample of it on every ground that it will stand on."""

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import colours

WIDTH, HEIGHT = 132, 56  # pixels of one sample
_SAMPLE = (
    '<g data-ground="{ground}" transform="translate({at} 0)"><rect width="{width}" height="{height}" fill="{ground}"/>'
    '<text x="12" y="36" font-size="22" font-weight="700" fill="{colour}" data-accent-fill>{word}</text>'
    '<rect x="76" y="16" width="44" height="24" fill="{colour}" data-accent-fill/>'
    '<text x="98" y="34" font-size="16" text-anchor="middle" fill="{paper}">{word}</text></g>'
)


class AccentInput(AdminTextInputWidget):
    """A line for one colour; beneath it links and a button in that colour, and its lowest contrast.

    ``accents.js`` keeps the sample up with what is typed and adds the browser's own colour picker.
    """

    def __init__(self, grounds: tuple[str, ...], default: str) -> None:
        attributes = {"class": "vTextField accent-input", "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}
        super().__init__(attrs={**attributes, "placeholder": default, "size": 9})
        self.grounds, self.default = grounds, default

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        typed = colours.normal(str(value or ""))
        colour = typed if colours.is_colour(typed) else self.default
        box = super().render(name, value, attrs, renderer)
        return format_html('<div class="accent" data-accent="{}">{}{}</div>', self.default, box, self._preview(colour))

    def _preview(self, colour: str) -> SafeString:
        """Return the samples and, in words, the lowest contrast of ``colour``."""
        samples = format_html_join("", _SAMPLE, (self._sample(at, colour) for at in range(len(self.grounds))))
        lowest, _ground = colours.worst(colour, self.grounds)
        contrast = format_html('<output data-accent-ratio="">{}</output>', colours.floored(lowest, 1))
        # In one piece: where the number stands differs by language.
        said = format_html(_("Lowest contrast: {} to 1"), contrast)
        return format_html(
            '<svg class="accent-preview" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">{2}</svg>'
            '<p class="accent-ratio">{3}</p>',
            WIDTH * len(self.grounds),
            HEIGHT,
            samples,
            said,
        )

    def _sample(self, number: int, colour: str) -> dict[str, Any]:
        sizes = {"at": number * WIDTH, "width": WIDTH, "height": HEIGHT}
        return {**sizes, "ground": self.grounds[number], "paper": self.grounds[0], "colour": colour, "word": "Aa"}
