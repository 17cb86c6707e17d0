"""The public pages in a real browser."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_empty_list_loads_without_errors_in_the_console(page: Page, live_server: LiveServer) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))

    response = page.goto(f"{live_server.url}/ar/news/")

    assert response is not None
    assert response.status == 200
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert problems == []
