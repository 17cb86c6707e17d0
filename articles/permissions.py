"""Who may do what, per language.

Permissions belong to the model Edition and end in the language: ``articles.write_fr``, ``articles.approve_zh_hans``.
They are made from ``settings.ALL_LANGUAGES``, and so are the groups that ``ensure_groups`` brings after every migrate.
"""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from articles.enums import all_codes, shown_codes, suffix

Person = User | AnonymousUser

WRITERS = "Writers"
EDITORS = "Editors"
ADMINISTRATORS = "Administrators"

DESK = (
    "add_release", "change_release", "view_release", "view_topic", "view_auditentry",
    "view_photo", "view_document", "view_tag",
)  # fmt: skip
TEXTS_OF_MEDIA = ("change_photo", "change_document")
MEDIA = (*TEXTS_OF_MEDIA, "add_photo", "add_document", "add_tag", "change_tag")
EDITORIAL = (
    "add_topic", "change_topic", "view_organisation", "view_term", "add_term", "change_term",
    "delete_photo", "delete_document", "delete_tag",
)  # fmt: skip
EVERY_LANGUAGE = "read_every_language"


def translators(language: str) -> str:
    """Return the name of the group of translators into ``language``."""
    return f"Translators {suffix(language)}"


def editors(language: str) -> str:
    """Return the name of the group of editors who write and approve in ``language`` alone."""
    return f"Editors {suffix(language)}"


def may_write(person: Person, language: str) -> bool:
    """Tell whether ``person`` may change the working copy in ``language``."""
    return person.is_active and person.has_perm(f"articles.write_{suffix(language)}")


def may_approve(person: Person, language: str) -> bool:
    """Tell whether ``person`` may approve, time and withdraw in ``language``."""
    return person.is_active and person.has_perm(f"articles.approve_{suffix(language)}")


def reads_every_language(person: Person) -> bool:
    """Tell whether ``person`` may read working copies in any language."""
    return person.is_active and person.has_perm(f"articles.{EVERY_LANGUAGE}")


def may_read(person: Person, language: str, original: str) -> bool:
    """Tell whether ``person`` may read the working copy in ``language`` of a release written in ``original``.

    Translators read their own languages and what they translate from. What is public everyone may read.
    """
    if reads_every_language(person) or may_write(person, language) or may_approve(person, language):
        return True
    return person.is_active and language == original and person.has_perm("articles.view_release")


def readable(person: Person, original: str) -> list[str]:
    """Return the shown languages that ``person`` may read of a release written in ``original``."""
    return [language for language in shown_codes() if may_read(person, language, original)]


def own(person: Person) -> list[str]:
    """Return the shown languages in which ``person`` has a right of their own, to write or to approve."""
    return [code for code in shown_codes() if may_write(person, code) or may_approve(person, code)]


def writable(person: Person) -> list[str]:
    """Return the shown languages that ``person`` may write."""
    return [language for language in shown_codes() if may_write(person, language)]


def _wanted() -> dict[str, list[str]]:
    """Return the codenames of each group's permissions."""
    write = [f"write_{suffix(code)}" for code in all_codes()]
    approve = [f"approve_{suffix(code)}" for code in all_codes()]
    writers = [*DESK, *MEDIA, EVERY_LANGUAGE, "view_term", *write]
    groups = {WRITERS: writers, EDITORS: [*writers, *approve, *EDITORIAL]}
    for code in all_codes():
        translator = [*DESK, *TEXTS_OF_MEDIA, "view_term", f"write_{suffix(code)}"]
        groups[translators(code)] = translator
        groups[editors(code)] = [*translator, *MEDIA, f"approve_{suffix(code)}"]
    return groups


def _administration() -> Any:
    """Return every permission on newsroom's own models, accounts and the cookie notice."""
    return Permission.objects.filter(content_type__app_label__in=("articles", "auth", "cookie_consent")).exclude(
        content_type__model__in=("permission",)
    )


def ensure_groups(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the groups that do not exist yet, with their permissions; a ``post_migrate`` receiver.

    A group that exists is left as its administrators made it, but for permissions that no group holds yet: those of a
    language, or of a version, that is new.
    """
    from django.contrib.auth.management import create_permissions

    create_permissions(sender, using=using, verbosity=0)
    own_permissions = Permission.objects.using(using).filter(content_type__app_label="articles")
    by_codename = {permission.codename: permission for permission in own_permissions}
    new = set(own_permissions.filter(group=None).values_list("codename", flat=True))
    for name, wanted in _wanted().items():
        group, created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*(by_codename[codename] for codename in wanted if created or codename in new))
    group, created = Group.objects.using(using).get_or_create(name=ADMINISTRATORS)
    administration = _administration().using(using)
    group.permissions.add(*(permission for permission in administration if created or permission.codename in new))
