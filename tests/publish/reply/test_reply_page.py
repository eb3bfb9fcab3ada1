"""The letter as a page: it reflows on a phone, and nothing is fetched."""

import os
import shutil

import pytest
from conftest_reply import order

from answerable.publish.reply.html import html
from answerable.publish.reply.letter import letter
from answerable.publish.reply.printed import print_tables
from answerable.publish.reply.tables import search_of

CHROMIUM = (
    os.environ.get("ANSWERABLE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)


@pytest.mark.browser
def test_a_wide_table_scrolls_in_its_own_box_and_the_page_does_not(tmp_path):
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    months = [
        ["2023", m]
        for m in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    ]
    wide = {
        "title": "Records by offence and month",
        "stub": "Offence",
        "columns": months,
        "grid": [["8Q - Stalking", *[1000] * 12]],
    }
    found = search_of({"tables": [wide]}, "x").tables
    path = tmp_path / "reply.html"
    path.write_text(html(letter(order(*found), print_tables(found), means=None)), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_page(viewport={"width": 320, "height": 800})
        asked = []
        view.on("request", lambda request: asked.append(request.url))
        view.goto(path.as_uri())
        assert view.evaluate("document.documentElement.scrollWidth") <= 320
        box = view.locator(".scroll")
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        view.keyboard.press("Tab")
        assert view.evaluate("document.activeElement.className") == "scroll"
        assert asked == [path.as_uri()]
        browser.close()
