"""HTTP to others: no redirects, and never longer than a limit, whatever the other side does."""

import threading
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

AGENT = "newsroom"


class _Staying(HTTPRedirectHandler):
    """Takes a redirect for the answer that it is."""

    def redirect_request(self, *_args: object) -> None:
        return None


def post(address: str, body: bytes, content_type: str, limit: float) -> None:
    """Send ``body`` to ``address``; raise ``OSError`` unless it is taken (2xx) within ``limit`` seconds."""
    headers = {"Content-Type": content_type}
    request = Request(address, data=body, headers=headers, method="POST")  # noqa: S310 (settings take http and https)
    status = _ask(request, limit)
    if not 200 <= status < 300:
        raise ConnectionRefusedError(f"{address} answered {status}")


def status_of(address: str, limit: float) -> int:
    """Return the status of ``address``, asked by HEAD; raise ``OSError`` without an answer within ``limit`` seconds."""
    return _ask(Request(address, method="HEAD"), limit)  # noqa: S310 (our own address)


def _ask(request: Request, limit: float) -> int:
    request.add_header("User-Agent", AGENT)

    def answer() -> int:
        try:
            with build_opener(_Staying).open(request, timeout=limit) as response:
                return int(response.status)
        except HTTPError as error:
            error.close()
            return error.code
        except HTTPException as error:
            raise ConnectionError(str(error)) from error

    return _within(limit, answer)


def _within(limit: float, work: Callable[[], int]) -> int:
    """Return what ``work`` does; raise ``TimeoutError`` if that takes longer than ``limit`` seconds.

    In a thread that is left behind: a socket's limit counts anew with every byte, and looking up a name has none.
    """
    if limit <= 0:
        raise TimeoutError("no time is left")
    results: list[int] = []
    errors: list[OSError | ValueError] = []

    def run() -> None:
        try:
            results.append(work())
        except (OSError, ValueError) as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(limit)
    if errors:
        raise OSError(str(errors[0])) from errors[0]
    if not results:
        raise TimeoutError(f"no answer within {limit:.1f} seconds")
    return results[0]
