"""Asking the API."""

from typing import Any

from django.test import Client


def get(path: str, status: int = 200, **headers: str) -> Any:
    """Return what the API answers to ``path`` (what follows ``/api/v1/``), which must have ``status``."""
    response = Client().get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == status, (path, response.status_code, response.content[:300])
    kind = "application/json" if status == 200 else "application/problem+json"
    assert response.headers["Content-Type"] == kind
    return response.json()


def items(path: str) -> list[Any]:
    """Return the items of a list."""
    found = get(path)["items"]
    assert isinstance(found, list)
    return found


def walked(path: str) -> list[Any]:
    """Return the items of a list, page after page, in order."""
    found: list[Any] = []
    following: str | None = f"https://news.example.org/api/v1/{path}"
    while following:
        page = get(following.removeprefix("https://news.example.org/api/v1/"))
        assert page["items"] or not found, following
        found += page["items"]
        following = page["next"]
    return found
