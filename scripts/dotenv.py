"""Write ``.env`` for a first start, with secrets of this installation's own; an existing file is left alone."""

import os
import secrets
import sys
from pathlib import Path

TEMPLATE = """\
# Written by `make setup`; .env.example explains every variable. The process environment goes before this file.
SECRET_KEY={key}
SITE_URL={site_url}
BEHIND_PROXY=true
# The password of every demo account.
DEMO_PASSWORD={password}
"""


def write(path: Path) -> bool:
    """Create the file at ``path``, readable by its owner alone; return False where there is one already.

    ``SITE_URL`` and ``DEMO_PASSWORD`` are taken from the process environment where it holds them.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(
            TEMPLATE.format(
                key=secrets.token_urlsafe(50),
                site_url=os.environ.get("SITE_URL") or f"http://{host}:{port}",
                password=os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9),
            )
        )
    return True


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ".env")
    if write(target):
        print(f"{target} written, with secrets of this installation.")
