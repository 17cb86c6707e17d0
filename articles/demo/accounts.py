"""The demo's people: one account for each role."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from articles import permissions


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the demo, by user name, first and last name, and group."""

    username: str
    first_name: str
    last_name: str
    group: str


ACCOUNTS = (
    Account("writer", "Inês", "Carvalho", permissions.WRITERS),
    Account("translator-ar", "Layla", "Mansour", permissions.translators("ar")),
    Account("translator-fr", "Camille", "Rousseau", permissions.translators("fr")),
    Account("editor", "David", "Okafor", permissions.EDITORS),
    Account("editor-fr", "Solène", "Marchand", permissions.editors("fr")),
    Account("administrator", "Helena", "Brandt", permissions.ADMINISTRATORS),
)


def bring(account: Account, password: str) -> bool:
    """Make the account if there is none of its name, and tell whether ``password`` opens it."""
    user = User.objects.filter(username=account.username).first()
    if user is not None:
        return user.is_active and user.check_password(password)
    user = User.objects.create_user(
        account.username,
        password=password,
        first_name=account.first_name,
        last_name=account.last_name,
        is_staff=True,
    )
    user.groups.add(Group.objects.get(name=account.group))
    return True


def give_addresses() -> None:
    """Give the demo's people their mail addresses; last of all, so that nobody is written to about the demo's past."""
    for account in ACCOUNTS:
        User.objects.filter(username=account.username, email="").update(email=f"{account.username}@icso.example")
