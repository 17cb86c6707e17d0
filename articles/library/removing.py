"""Removing a photo or document that nothing has ever used."""

from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from articles.enums import Action
from articles.library.inventory import files_of
from articles.library.opening import note_in_the_log
from articles.library.storing import forget
from articles.models import Document, Photo
from articles.workflow import IllegalMove


@transaction.atomic
def remove(thing: Photo | Document, *, by: User | None) -> None:
    """Remove ``thing`` and, once that is certain, its files. ``IllegalMove`` if a release has or had it.

    It is locked first, as by all who change it, and then its versions: who makes pictures of one is waited for, and has
    nothing to make afterwards.
    """
    type(thing)._default_manager.select_for_update().only("pk").filter(pk=thing.pk).first()
    versions = thing.versions.select_for_update(of=("self",)).order_by("pk")
    names = [name for version in versions for name in files_of(version)]
    note_in_the_log(thing, Action.DISCARD, by, "removed")
    try:
        with transaction.atomic():
            thing.delete()
    except ProtectedError as error:
        raise IllegalMove(_("It is used by a release, or was: what was published stays true.")) from error
    transaction.on_commit(partial(forget, names), robust=True)
