"""When papers and share images are made: after each verb that changes what they show, in a task.

As with mails (docs/decisions/0017): where tasks are a table, the task is stored with the verb's own transaction; where
they are done at once, it is done when the transaction is through, in the request of the person who took the step. What
the command line publishes there is made by ``manage.py make_derivatives``: an import of a thousand releases would take
an hour longer.
"""

import logging
from datetime import timedelta
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.derivatives import making

log = logging.getLogger(__name__)

# Minutes after which what could not be made is tried again.
RETRIES = (1, 10, 60)


def make_soon(release: int, by: User | None) -> None:
    """Have what is due of a release made, because ``by`` (None: the command line) changed what it shows."""
    if make_derivatives.get_backend().supports_defer:
        make_derivatives.enqueue(release)
    elif by is not None:
        transaction.on_commit(partial(make_derivatives.enqueue, release), robust=True)


@task()
def make_derivatives(release: int, attempt: int = 0) -> bool:
    """Make what is due of a release, and tell whether it is all there.

    What cannot be made, for want of room or time, is tried again after ``RETRIES`` where tasks can wait.
    """
    try:
        complete = making.make(release)
    except OSError:
        log.warning("The papers of release %s could not be stored", release, exc_info=True)
        complete = False
    if not complete and make_derivatives.get_backend().supports_defer and attempt < len(RETRIES):
        later = timezone.now() + timedelta(minutes=RETRIES[attempt])
        make_derivatives.using(run_after=later).enqueue(release, attempt + 1)
    return complete
