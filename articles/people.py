"""What people are called."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def name_of(person: "User | None") -> str:
    """Return a person's full name, or else the name of the account; empty for nobody, which is the command line."""
    return (person.get_full_name() or person.get_username()) if person else ""
