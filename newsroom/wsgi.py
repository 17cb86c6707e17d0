"""The WSGI entry point: ``granian --interface wsgi newsroom.wsgi:application``."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django_application = get_wsgi_application()
CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request, read as UTF-8 whatever charset it names.

    Django believes the name while it builds the request, before any middleware, also where Python has a codec of that
    name that yields no text (``hex``): any visitor could cause a 500.
    """
    if content_type := environ.get("CONTENT_TYPE"):
        environ["CONTENT_TYPE"] = CHARSET.sub("", content_type)
    return django_application(environ, start_response)
