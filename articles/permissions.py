"""Who may do what, per language.

Permissions belong to the model Edition and end in the language: ``articles.write_fr``, ``articles.approve_zh_hans``.
They are made from ``settings.ALL_LANGUAGES``, and so are the groups that ``ensure_groups`` brings after every migrate.
"""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.contrib.contenttypes.models import ContentType

from articles.enums import all_codes, shown_codes, suffix

Person = User | AnonymousUser

WRITERS = "Writers"
EDITORS = "Editors"
ADMINISTRATORS = "Administrators"

DESK = ("add_release", "change_release", "view_release", "view_photo", "view_topic", "view_auditentry")
PICTURES = ("add_photo", "change_photo")
EDITORIAL = ("add_topic", "change_topic", "view_organisation")


def translators(language: str) -> str:
    """Return the name of the group of translators into ``language``."""
    return f"Translators {suffix(language)}"


def may_write(person: Person, language: str) -> bool:
    """Tell whether ``person`` may change the working copy in ``language``."""
    return person.is_active and person.has_perm(f"articles.write_{suffix(language)}")


def may_approve(person: Person, language: str) -> bool:
    """Tell whether ``person`` may approve, time and withdraw in ``language``."""
    return person.is_active and person.has_perm(f"articles.approve_{suffix(language)}")


def writable(person: Person) -> list[str]:
    """Return the shown languages that ``person`` may write."""
    return [language for language in shown_codes() if may_write(person, language)]


def _wanted() -> dict[str, list[str]]:
    """Return the codenames of each group's permissions."""
    write = [f"write_{suffix(code)}" for code in all_codes()]
    approve = [f"approve_{suffix(code)}" for code in all_codes()]
    writers = [*DESK, *PICTURES, *write]
    editors = [*writers, *approve, *EDITORIAL]
    groups = {WRITERS: writers, EDITORS: editors}
    for code in all_codes():
        groups[translators(code)] = [*DESK, "change_photo", f"write_{suffix(code)}"]
    return groups


def _administration() -> Any:
    """Return every permission on newsroom's own models, accounts and the cookie notice."""
    return Permission.objects.filter(content_type__app_label__in=("articles", "auth", "cookie_consent")).exclude(
        content_type__model__in=("permission",)
    )


def ensure_groups(sender: AppConfig, using: str, **_kwargs: object) -> None:
    """Create the groups that do not exist yet, with their permissions; a ``post_migrate`` receiver.

    A group that exists is left as its administrators made it, but for the permissions of a language that is new
    (the language's translators did not exist before).
    """
    from django.contrib.auth.management import create_permissions

    create_permissions(sender, using=using, verbosity=0)
    content_types = ContentType.objects.using(using).filter(app_label="articles")
    by_codename = {
        permission.codename: permission
        for permission in Permission.objects.using(using).filter(content_type__in=content_types)
    }
    known = set(Group.objects.using(using).values_list("name", flat=True))
    new_languages = [code for code in all_codes() if translators(code) not in known]
    for name, wanted in _wanted().items():
        group, created = Group.objects.using(using).get_or_create(name=name)
        ends = tuple(f"_{suffix(code)}" for code in new_languages)
        codenames = wanted if created else [codename for codename in wanted if codename.endswith(ends)]
        group.permissions.add(*(by_codename[codename] for codename in codenames))
    group, created = Group.objects.using(using).get_or_create(name=ADMINISTRATORS)
    if created or new_languages:
        group.permissions.add(*_administration().using(using))
