"""The report: every number leads to its source, nothing is fetched, and it reads on a phone and on paper."""

import os
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser

CHROMIUM = (
    os.environ.get("ANSWERABLE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)


@pytest.fixture(scope="module")
def page(out):
    return LexborHTMLParser((out / "report.html").read_text(encoding="utf-8"))


def test_every_link_inside_the_page_leads_somewhere_and_no_anchor_stands_twice(page):
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {node.attributes["href"][1:] for node in page.css('a[href^="#"]')}
    assert targets
    assert targets <= set(ids)


def test_every_leaf_figure_is_within_two_clicks(page, picture):
    """From a force's number to its cell is one click; from the national total, by its derivation, two."""
    text = page.html
    for entry in picture.entries.values():
        if entry.figure is not None:
            for source in entry.figure.sources():
                assert source.id in text


def test_nothing_is_fetched(page):
    for node in page.css("[src], link[href], script"):
        assert not node.attributes.get("src", "").startswith(("http", "//"))
        assert node.tag != "link"
    assert "@import" not in page.html
    assert "url(http" not in page.html


def test_tables_have_captions_and_scopes(page):
    tables = page.css("table")
    assert tables
    for table in tables:
        assert table.css_first("caption") is not None
        assert table.css("th[scope]")


def test_the_headline_is_the_sum_of_what_is_given_whole(page, picture):
    assert "48,560" in page.css_first("h2, .headline, main").text() or "48,560" in page.body.text()
    assert "33 of 43" in page.body.text()
    assert page.css_first("html").attributes["lang"] == "en-GB"


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_page_reflows(browser, out, width):
    view = browser.new_page(viewport={"width": width, "height": 900})
    view.goto((out / "report.html").as_uri())
    assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.close()


@pytest.mark.browser
def test_a_number_leads_to_its_marked_cell(browser, out, picture):
    view = browser.new_page(viewport={"width": 1280, "height": 900})
    view.goto((out / "report.html").as_uri())
    entry = next(e for e in picture.entries.values() if e.figure is not None and e.figure.source is not None)
    link = view.locator(f'a[href="#{entry.figure.source.id}"]').first
    link.click()
    target = view.locator(f'[id="{entry.figure.source.id}"]')
    assert target.is_visible()
    assert entry.figure.source.printed.replace(",", "") in target.inner_text().replace(",", "")
    view.close()


@pytest.mark.browser
def test_it_prints(browser, out):
    view = browser.new_page()
    view.goto((out / "report.html").as_uri())
    assert view.pdf(format="A4")[:5] == b"%PDF-"
    view.close()
