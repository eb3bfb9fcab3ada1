import calendar
import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from conftest_reply import order, tables
from docx import Document
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from answerable.model import Count, Period
from answerable.publish.reply import OrderError, Search, SmallCountsError, TermMatches, Withheld, answer
from answerable.publish.reply.docx import docx
from answerable.publish.reply.html import html
from answerable.publish.reply.letter import letter
from answerable.publish.reply.printed import meaning, print_tables
from answerable.publish.reply.tables import search_of
from answerable.publish.reply.text import text
from answerable.publish.reply.words import words_of
from answerable.read import read_file
from answerable.records.cost import Hits, Work, price
from answerable.records.quality import judge
from answerable.records.sample import Candidate, draw

MONTHS = calendar.month_abbr[1:]
PERIOD = Period(date(2022, 10, 1), date(2024, 10, 1))


def grid(rows, columns=("2022", "2023", "Total"), **more):
    value = {
        "title": "Records by offence and year",
        "unit": "records",
        "stub": "Offence",
        "columns": list(columns),
        "grid": rows,
    }
    return search_of({"tables": [value | more]}, "search.json").tables[0]


PLAIN = grid([["8Q - Stalking", 10, 0, 10], ["Total", 10, 0, 10]])
SMALL = grid([["8Q - Stalking", 12, 0, 12], ["35 - Blackmail", 1, 5, 6], ["Total", 13, 5, 18]])
STARS = grid([["8Q - Stalking", "*", 12], ["Total", "*", 12]], columns=("2022", "2023"), withheld=[1, 4])


def refused(records=20):
    hits = [Hits(Period.month(2023, m), "8L - Harassment", records) for m in range(1, 13)]
    hits += [Hits(Period.month(2024, 9), "8Q - Stalking", records), Hits(None, "35 - Blackmail", 3)]
    return order(cost=price(hits, PERIOD, Work.of(5)))


def written(order_, tmp_path, **more):
    done = answer(order_, tmp_path / "reply", **more)
    return done, (tmp_path / "reply" / "reply.txt").read_text(encoding="utf-8")


def test_the_letter_as_printed(snapshot, tmp_path):
    search = Search(
        1234,
        (TermMatches("alpha*", (("alpha", 900), ("alphas", 3))), TermMatches("beta", ())),
        (PLAIN,),
        "alpha* AND beta",
    )
    full = order(
        to="A. Requester", search=search, searched="All crime records from 1 October 2022 to 1 October 2024.",
        counting=("Validated crimes only.",), caveats=("Free text is not written for statistics.",), sign="Information Rights",
    )  # fmt: skip
    assert written(full, tmp_path)[1] == snapshot


def test_a_refusal_as_printed(snapshot, tmp_path):
    done, printed = written(refused(), tmp_path)
    assert printed == snapshot
    assert done.state == "refused"
    assert not list((tmp_path / "reply").glob("reply-data*"))


def test_a_scottish_refusal_stands_on_the_scottish_act(tmp_path):
    printed = written(replace(refused(), act="foisa"), tmp_path)[1]
    assert "Freedom of Information (Scotland) Act 2002" in printed
    assert "section 16" in printed
    assert "section 15" in printed
    assert "12(4)" not in printed
    assert "section 47" in printed


@pytest.mark.parametrize("name", ["reply.txt", "reply.html"])
def test_what_kind_of_answer_it_is_reads_back(tmp_path, name):
    plain = order(PLAIN)
    part = order(
        STARS, withheld=(Withheld("40(2)", "counts of one to four", "They could point to a person."),)
    )
    goodwill = replace(refused(), search=Search(tables=(PLAIN,)))
    withheld = order(
        withheld=(
            Withheld(
                "30(1)",
                "the records",
                "They are held for an investigation.",
                "The balance favours withholding.",
            ),
        )
    )
    for given_, state in (
        (plain, "answered"),
        (part, "part"),
        (refused(), "refused"),
        (goodwill, "part"),
        (withheld, "refused"),
    ):
        done = answer(given_, tmp_path)
        assert done.state == state
        assert read_file(tmp_path / name).reply.state == state
        assert "reads-otherwise" not in {f.kind for f in done.findings}


def test_a_release_with_small_counts_is_refused_and_the_cells_are_named(tmp_path):
    with pytest.raises(SmallCountsError, match="table 1, 35 - Blackmail, 2022: 1") as caught:
        answer(order(SMALL), tmp_path / "reply")
    assert len(caught.value.found) == 1
    assert not (tmp_path / "reply").exists()
    assert "| 35 - Blackmail |    1 |" in written(order(SMALL), tmp_path, allow_small=True)[1]


def test_small_counts_of_words_and_hits_are_not_told(tmp_path):
    search = Search(3, (TermMatches("alpha", (("alpha", 2),)),), (PLAIN,), "alpha")
    printed = written(order(search=search), tmp_path)[1]
    assert "The search found fewer than 5 records." in printed
    assert "stands in fewer than 5 of the records" in printed
    data = json.loads((tmp_path / "reply" / "reply-data.json").read_text())
    assert (data["hits"], data["terms"]) == (None, {"alpha": {"alpha": None}})
    assert (
        json.loads(
            (answer(order(search=search), tmp_path, allow_small=True).folder / "reply-data.json").read_text()
        )["hits"]
        == 3
    )


def test_a_word_that_no_record_holds_is_said_in_words():
    said = list(words_of(TermMatches("alph*", (("alpha", 12), ("alphb", 0))), small=False))
    assert said == [
        "alph* matched “alpha”, which stands in 12 of the records.",
        "alph* stands for “alphb”, which is in none of the records.",
    ]


def test_small_counts_cannot_be_worked_out_from_what_the_work_costs(tmp_path):
    """Two refusals that differ by one small offence print the same numbers."""
    months = [Period.month(2023, m) for m in range(1, 13)]
    hits = [Hits(m, o, 20) for m in months for o in ("8L - Harassment", "8Q - Stalking")]
    printed = set()
    for few in (1, 2, 3, 4):
        cost = price([*hits, Hits(months[3], "35 - Blackmail", few)], PERIOD, Work.of(5))
        printed.add(written(order(cost=cost), tmp_path)[1])
    assert len(printed) == 1
    assert "35 - Blackmail” over the whole period, which needs little time for fewer than 5" in printed.pop()


def test_a_withheld_number_is_in_no_file(tmp_path):
    secret = grid([["8Q - Stalking", "*", 7654, 8888], ["Total", 1234, 7654, 8888]], withheld=[1234, 1234])
    hidden = replace(
        secret,
        cells=(
            replace(secret.cells[0], state="bounded"),
            *secret.cells[1:3],
            replace(secret.cells[3], state="open"),
            *secret.cells[4:],
        ),
    )
    done = answer(order(hidden), tmp_path)
    for path in done.paths:
        data = path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                data = b"".join(package.read(name) for name in package.namelist())
        assert b"1234" not in data
        assert b"1,234" not in data


def test_hits_and_words_do_not_undo_what_the_tables_withhold(tmp_path):
    terms = (TermMatches("alpha", (("alpha", 1234),)),)
    for hits, told in ((1234, False), (12, True)):
        search = Search(hits, terms, (STARS,), "alpha")
        printed = written(order(search=search), tmp_path)[1]
        data = (tmp_path / "reply" / "reply-data.json").read_text()
        assert ("The search found" in printed) == told
        assert "1,234" not in printed
        assert "1234" not in data
        assert "alpha matched “alpha”." in printed


def test_the_meaning_of_a_mark_is_said_only_where_one_interval_holds_for_all():
    assert meaning([STARS]) == Count(1, 4)
    wider = grid([["8Q - Stalking", "*", 12, 16]], withheld=[1, 40])
    assert meaning([STARS, wider]) == Count()
    assert meaning([PLAIN]) is None
    for found, says in (((STARS,), "a number between 1 and 4"), ((STARS, wider), "It is not a nought")):
        made = letter(order(*found), print_tables(found), means=meaning(found))
        assert says in text(made)


def test_withheld_cells_without_an_exemption_are_found(tmp_path):
    assert "no-exemption" in {f.kind for f in answer(order(STARS), tmp_path).findings}
    assert answer(order(PLAIN), tmp_path).findings == ()


def test_a_late_reply_is_found(tmp_path):
    for dated, late in ((date(2024, 11, 6), False), (date(2024, 11, 7), True)):
        kinds = {f.kind for f in answer(order(PLAIN, dated=dated), tmp_path).findings}
        assert ("late" in kinds) == late


def test_figures_of_an_earlier_reply_do_not_stay(tmp_path):
    answer(order(PLAIN), tmp_path)
    (tmp_path / "mine.txt").write_text("kept")
    answer(refused(), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt", "reply.docx", "reply.html", "reply.txt"]


def test_nothing_to_answer_with_is_said(tmp_path):
    with pytest.raises(OrderError, match="nothing to answer"):
        answer(order(), tmp_path)


def test_a_label_that_a_reader_would_misread_is_found(tmp_path):
    odd = grid([["8Q - Stalking", 10, 20, 30], ["8L | Harassment", 10, 20, 30]])
    found = answer(order(odd), tmp_path).findings
    assert [(f.where, f.kind) for f in found] == [("reply.txt", "reads-otherwise")]


def test_numbers_that_a_reader_cannot_tell_from_counts_are_found(tmp_path):
    odd = grid(
        [["2022", "1", 10, 0, 10], ["2022", "15", 20, 0, 20], ["Total", "", 30, 0, 30]],
        ("F", "M", "Total"),
        stub=["Year", "Outcome"],
    )
    assert {f.where for f in answer(order(odd), tmp_path).findings if f.kind == "reads-otherwise"} == {
        "reply.txt",
        "reply.html",
        "reply.docx",
    }


def test_a_total_that_its_parts_do_not_make_is_found_before_it_goes_out(tmp_path):
    wrong = grid([["8Q - Stalking", 10, 20, 30], ["Total", 10, 20, 31]])
    assert "total-differs" in {f.kind for f in answer(order(wrong), tmp_path).findings}


def test_a_row_that_prints_nothing_and_so_cannot_be_read_is_found(tmp_path):
    bare = grid([["8Q - Stalking", 10, 0, 10], ["35 - Blackmail", "", "", ""]])
    assert "reads-otherwise" in {f.kind for f in answer(order(bare), tmp_path).findings}


def test_a_part_year_that_the_question_gives_away_is_found(tmp_path):
    asked = ("How many from 9 October 2022 to 9 October 2024?",)
    assert "part-year" in {f.kind for f in answer(order(PLAIN, question=asked), tmp_path).findings}


def test_how_good_the_search_is_stands_in_the_letter(tmp_path):
    people = [Candidate(f"{k}{i}", k) for k, n in (("hit", 500), ("near", 400)) for i in range(n)]
    drawn = draw(people, size=100)
    marks = {
        r.record_id: "yes" if r.stratum == "hit" and r.record_id[-1] != "7" else "no" for r in drawn.records
    }
    printed = written(order(PLAIN, quality=judge(drawn, marks)), tmp_path)[1]
    quality = judge(drawn, marks)
    assert f"(between {quality.total.low} and {quality.total.high})" in printed
    assert "with none of its words is not known" in printed


def test_the_same_order_gives_the_same_bytes(tmp_path):
    first = [p.read_bytes() for p in answer(order(PLAIN), tmp_path / "a").paths]
    assert [p.read_bytes() for p in answer(order(PLAIN), tmp_path / "b").paths] == first


@settings(max_examples=30)
@given(st.lists(tables(withheld=True), min_size=1, max_size=2))
def test_the_word_document_holds_the_tables_and_says_what_they_are(made):
    found = [table for table, _ in made]
    printed = print_tables(found)
    word = Document(io.BytesIO(docx(letter(order(*found), printed, means=meaning(found)))))
    assert word.core_properties.title == "Freedom of Information request FOI 0978-24"
    assert word.core_properties.language == "en-GB"
    assert "Heading 1" in {p.style.name for p in word.paragraphs}
    assert len(word.tables) == len(printed)
    for table, written_ in zip(word.tables, printed, strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        stubs = len(written_.stub)
        head = [[*[""] * stubs, *level] for level in written_.levels()]
        head[-1][:stubs] = written_.stub
        assert cells[: written_.depth] == head
        assert cells[written_.depth :] == [
            [*row.labels, *(c.text for c in row.cells)] for row in written_.rows
        ]
        xml = table._tbl.xml
        assert xml.count("<w:tblHeader") == written_.depth
        assert "w:tblCaption" in xml
        assert "w:vMerge" not in xml


@pytest.mark.parametrize(("months", "page"), [(6, 21), (20, 29.7), (36, 42), (60, 55.8), (120, None)])
def test_a_wide_table_has_a_page_that_holds_it_or_the_sender_is_told(tmp_path, months, page):
    columns = [[str(2015 + m // 12), MONTHS[m % 12]] for m in range(months)]
    wide = grid([["8Q - Stalking with a title that takes a line or two", *[1010] * months]], columns)
    told = {f.kind for f in answer(order(wide), tmp_path).findings}
    word = Document(tmp_path / "reply.docx")
    widths = {round(section.page_width.cm, 1) for section in word.sections}
    assert ("too-wide" in told) == (page is None)
    assert max(widths) == (page or 55.8)
    if page:
        columns = sum(column.width for column in word.tables[0].columns)
        assert columns <= max(section.page_width for section in word.sections) - Cm(4.6)


@settings(max_examples=30)
@given(st.lists(tables(withheld=True), min_size=1, max_size=2))
def test_the_page_is_a_rectangle_with_caption_and_scopes(made):
    found = [table for table, _ in made]
    printed = print_tables(found)
    page = LexborHTMLParser(html(letter(order(*found), printed, means=meaning(found))))
    assert page.css_first("html").attributes["lang"] == "en-GB"
    assert not page.css("script, link, [src]")
    for table, written_ in zip(page.css("table"), printed, strict=True):
        assert table.css_first("caption").text() == written_.title
        width = len(written_.columns) + len(written_.stub)
        area = sum(
            int(c.attributes.get("colspan") or 1) * int(c.attributes.get("rowspan") or 1)
            for c in table.css("thead th, thead td")
        )
        assert area == width * written_.depth
        assert all("scope" in th.attributes for th in table.css("th"))
