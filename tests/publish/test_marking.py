"""The page and the file that a sample is marked with."""

import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from answerable.publish.marking import page, write_sample
from answerable.records.sample import Candidate, SampleError, draw
from answerable.records.sample_file import read_draw, read_marks

CHROMIUM = (
    os.environ.get("ANSWERABLE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)


def drawn(hits=4, rest=4):
    found = [
        Candidate(f"=H{i}", "hit", f"Note {i}: alpha, <b>Alphas</b> & beta", ("alpha", "beta"))
        for i in range(hits)
    ]
    return draw(
        [*found, *(Candidate(f"R{i}", "rest", "Another note") for i in range(rest))], size=hits + rest
    )


def test_the_page_shows_every_record_and_says_no_stratum():
    found = LexborHTMLParser(page(drawn(), "Is it about alpha?"))
    assert [node.text() for node in found.css(".id")] == [r.record_id for r in drawn().records]
    assert "Is it about alpha?" in found.body.text()
    text = found.html
    assert "stratum" not in text
    assert '"rest"' not in text
    assert found.css_first("html").attributes["lang"] == "en-GB"
    assert not found.css("link, [src]")
    ids = [node.attributes["id"] for node in found.css("[id]")]
    assert len(ids) == len(set(ids))
    assert all(fieldset.css_first("legend") is not None for fieldset in found.css("fieldset"))


def test_words_of_the_term_list_are_marked_whole_and_text_stays_text():
    found = LexborHTMLParser(page(drawn()))
    marked = next(node for node in found.css(".text") if node.css("mark"))
    assert [node.text() for node in marked.css("mark")] == ["alpha", "beta"]
    assert "<b>Alphas</b> & beta" in marked.text()
    assert not marked.css("b")


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_marking_words_changes_no_letter_of_the_text(text, terms):
    shown = LexborHTMLParser(page(draw([Candidate("1", "hit", text, tuple(terms))], size=1)))
    whole = LexborHTMLParser(page(draw([Candidate("1", "hit", text)], size=1)))
    assert shown.css_first(".text").text() == whole.css_first(".text").text()


def test_marks_are_never_written_over(tmp_path):
    write_sample(drawn(), tmp_path)
    write_sample(drawn(), tmp_path)  # the same again is no harm
    sheet = tmp_path / "to-mark.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",,", ",yes,"), encoding="utf-8")
    with pytest.raises(SampleError, match="may hold marks"):
        write_sample(drawn(), tmp_path)
    assert ",yes," in sheet.read_text(encoding="utf-8")


def test_the_file_to_mark_reads_back_with_its_ids(tmp_path):
    found = drawn()
    _, sheet, _ = write_sample(found, tmp_path)
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",,", ",yes,"), encoding="utf-8")
    marks = read_marks(sheet, read_draw(tmp_path / "sample.json"))
    assert dict(marks.marks) == {r.record_id: "yes" for r in found.records}
    assert marks.findings == ()


@pytest.fixture
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.mark.browser
def test_a_sample_is_marked_with_the_keyboard_alone_and_saved(browser, tmp_path):
    found = drawn()
    _, _, path = write_sample(found, tmp_path)
    view = browser.new_page(viewport={"width": 320, "height": 800}, accept_downloads=True)
    asked = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
    view.keyboard.press("Tab")  # the skip link
    for _ in range(3):
        view.keyboard.press("Tab")  # the two buttons, and the first record
    for key in ("y", "n", "c", "n"):
        view.keyboard.press(key)
    assert view.inner_text("#progress") == "4 of 8 marked"
    view.reload()
    assert view.inner_text("#progress") == "4 of 8 marked"
    view.focus("#next")
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.closest('article').id") == "record-5"
    with view.expect_download() as saved:
        view.focus("#save")
        view.keyboard.press("Enter")
    saved.value.save_as(tmp_path / "marks.csv")
    marks = read_marks(tmp_path / "marks.csv", found)
    order = [record.record_id for record in found.records]
    assert dict(marks.marks) == dict(zip(order, ["yes", "no", "unsure", "no"], strict=False))
    assert marks.findings == ()
    assert all(url.startswith(("file:", "blob:")) for url in asked)
    view.close()
