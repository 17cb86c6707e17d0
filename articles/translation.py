"""Which columns exist per language, registered with django-modeltranslation; text only, never state.

No fallbacks, all blank allowed: a release may exist in any one language.
"""

from modeltranslation.translator import TranslationOptions, register

from articles.models import Document, Organisation, Photo, Release, Term, Topic


@register(Release)
class ReleaseTranslation(TranslationOptions):
    fields = ("title", "dateline", "lead", "body", "notes")


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("title", "terms", "alt", "caption", "credit", "place")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "terms")


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)


@register(Term)
class TermTranslation(TranslationOptions):
    fields = ("form",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "tagline", "boilerplate", "press_contact")
