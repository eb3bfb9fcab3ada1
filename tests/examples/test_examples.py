"""The example studies: real sums, the same bytes every time, nobody named, every trap there."""

import calendar
import csv
import io
import re
import tomllib
from collections import Counter
from pathlib import Path

import make_one_reply
import make_sexual_offences
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import counts, flatten
from making.counts import YEARS
from making.made import ADDABLE
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[2]
STUDY = ROOT / "examples" / "sexual-offences"
SHARED = ROOT.parent / "shared"
REPLIES = {reply.name: reply for reply in make_sexual_offences.made()}
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+")
PARTS_ONLY = {"Cleveland"}  # prints quarters, which add up to the years: it has a test of its own


def text_of(path, data):
    """Every printed cell or character of a reply, markup taken out."""
    if path.endswith((".xlsx", ".xls", ".ods")):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
        return "\n".join("\t".join(_shown(value) for value in row) for row in rows)
    if data.startswith(b"\xff\xfe"):
        return data.decode("utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    if path.endswith(".csv"):
        return "\n".join(
            "\t".join(row) for row in csv.reader(text.splitlines(), delimiter=";" if ";" in text else ",")
        )
    return re.sub(r"<[^>]+>", " ", text) if path.endswith(".html") else text


def _shown(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _told(path, data):
    """The bytes; of a zipped workbook what it prints, since releases of zlib pack the same XML differently."""
    return text_of(path, data) if path.endswith(".xlsx") else data


def texts():
    return {path: text_of(path, data) for reply in REPLIES.values() for path, data in reply.files.items()}


def numbers(text):
    return {int(match.replace(",", "")) for match in NUMBER.findall(text)}


def reply_text(name, path=None):
    reply = REPLIES[name]
    path = path or reply.file
    return text_of(path, reply.files[path])


def truth():
    with (STUDY / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def piped_rows(text, width):
    """The rows of a table of pipes: each owns one pipe more than its columns."""
    pieces = [piece.strip() for piece in text.split("|")][:-1]
    assert len(pieces) % (width + 1) == 0
    return [pieces[i + 1 : i + width + 1] for i in range(0, len(pieces), width + 1)]


class TestTheStudy:
    @pytest.mark.parametrize(
        ("folder", "maker"),
        [("sexual-offences", make_sexual_offences), ("one-reply", make_one_reply)],
    )
    def test_what_lies_on_disk_is_what_is_made(self, folder, maker):
        made = maker.files()
        found = {
            str(path.relative_to(ROOT / "examples" / folder)): path.read_bytes()
            for path in (ROOT / "examples" / folder).rglob("*")
            if path.is_file() and not {"out", ".answerable"} & set(path.parts)
        }
        assert set(found) == set(made)
        assert {path: _told(path, data) for path, data in found.items()} == {
            p: _told(p, d) for p, d in made.items()
        }

    @pytest.mark.parametrize("folder", ["sexual-offences", "one-reply"])
    def test_its_toml_says_what_is_made_up(self, folder):
        said = tomllib.loads((ROOT / "examples" / folder / "study.toml").read_text(encoding="utf-8"))
        assert {"title", "question", "measure", "periods", "bodies"} <= set(said)
        assert "made up" in said["notice"]

    def test_making_twice_gives_the_same_bytes(self):
        assert make_sexual_offences.files() == make_sexual_offences.files()

    def test_every_force_is_there_once(self):
        codes = [code for reply in REPLIES.values() for code in reply.code.split("+")]
        assert sorted(codes) == sorted(counts.codes().values())
        assert len(codes) == 43

    def test_35_of_43_answered(self):
        answered = [r for r in REPLIES.values() if r.given not in {"refused", "not_held", "ncnd", "silent"}]
        assert sum(len(r.forces) for r in answered) == 35

    def test_truth_adds_up_to_the_official_totals(self):
        with (STUDY / "reference" / "official_totals.csv").open(encoding="utf-8", newline="") as file:
            official = {row["period"]: int(row["count"]) for row in csv.DictReader(file)}
        recorded = Counter()
        for row in truth():
            recorded[row["period"]] += int(row["recorded"])
        assert recorded == official == {
            "2009/10": 52302, "2010/11": 53224, "2011/12": 52031, "2012/13": 52958, "2013/14": 63423,
        }  # fmt: skip

    def test_truth_counts_whole_years_only(self):
        rows = truth()
        assert all(bool(row["count"]) == (row["given"] in ADDABLE) for row in rows)
        assert all(row["count"] in {"", row["recorded"]} for row in rows)
        whole = Counter()
        for row in rows:
            whole[row["period"]] += (1 + row["body_code"].count("+")) * bool(row["count"])
        assert whole == dict.fromkeys(YEARS[:-1], 34) | {"2013/14": 33}

    def test_counts_are_the_published_ones(self):
        source = SHARED / "reference" / "recorded_crime_by_force_2003_2014.csv"
        if not source.exists():
            pytest.skip("the published counts are not beside the project")
        with source.open(encoding="utf-8", newline="") as file:
            published = {
                (row["body"], row["year_ending"][:4]): int(row["count"])
                for row in csv.DictReader(file)
                if row["offence_group"] == "Sexual offences"
            }
        for force in counts.codes():
            for year in (counts.YEAR_BEFORE, *YEARS):
                assert counts.count(force, year) == published[force, f"20{year[-2:]}"]


class TestTheReplies:
    @pytest.mark.parametrize(
        "row",
        [row for row in truth() if row["file"] and row["body"] not in PARTS_ONLY],
        ids=lambda row: f"{row['body']} {row['period']}",
    )
    def test_a_reply_prints_exactly_what_truth_says(self, row):
        text = reply_text(row["body"])
        printed = int(row["recorded"]) in numbers(text)
        assert printed == bool(row["count"])

    def test_only_one_file_of_a_force_decides(self):
        assert all(reply.file in reply.files for reply in REPLIES.values() if reply.files)

    def test_nobody_is_named_or_can_be_reached(self):
        personal = re.compile(
            r"[\w.+-]+@[\w-]+\.\w"  # e-mail
            r"|(?<![\d/-])(?:\+44|0)[1-9](?:[ -]?\d){8,9}(?!\d)"  # telephone
            r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"  # postcode
            r"|\b(?:Mr|Mrs|Ms|Miss|Dr|DC|DS|DI|PC|Sgt|Insp)\.? [A-Z]"  # a person
        )
        one = {path: data.decode() for path, data in make_one_reply.files().items()}
        for path, text in (texts() | one).items():
            assert not personal.search(text), path

    def test_workbooks_name_no_author(self):
        for path, data in (
            (p, d) for r in REPLIES.values() for p, d in r.files.items() if p.endswith(".xlsx")
        ):
            book = load_workbook(io.BytesIO(data))
            assert not book.properties.creator or book.properties.creator == "openpyxl", path

    def test_every_format_is_there(self):
        kinds = Counter(path.rsplit(".", 1)[1] for path in texts())
        assert set(kinds) == {"txt", "html", "csv", "xlsx", "xls", "ods"}
        assert kinds["html"] >= 4
        assert kinds["csv"] >= 3
        assert kinds["xlsx"] >= 3

    def test_breakdowns_add_up(self):
        for force in ("Avon and Somerset", "Derbyshire", "Metropolitan Police"):
            rape, other = counts.rape_and_other(force)
            assert [a + b for a, b in zip(rape, other, strict=True)] == counts.counts(force)


class TestEveryTrapIsThere:
    def test_spans_lost_and_blanks_that_are_nought(self):
        text = reply_text("Cleveland")
        table = text[text.index("|\n|\n2009/10") : text.index("Where a cell is empty")]
        rows = piped_rows(table, 22)
        assert "|" * 15 in table
        assert rows[1][1:5] == list(counts.QUARTERS)
        body = [[int(cell or 0) for cell in row[1:]] for row in rows[2:]]
        assert any(cell == "" for row in rows[2:] for cell in row)
        assert [sum(column) for column in zip(*body[:-1], strict=True)] == body[-1]
        assert all(sum(row[:-1]) == row[-1] for row in body)
        assert [sum(body[-1][i : i + 4]) for i in range(0, 20, 4)] == counts.counts("Cleveland")

    def test_stars_that_a_total_bounds(self):
        text = reply_text("Gloucestershire")
        table = text[text.index("|\nAge of victim") : text.index("* A count")]
        rows = piped_rows(table, 6)
        first = [row[1] for row in rows[1:]]
        assert first.count("*") == 3
        assert int(first[-1]) - sum(int(cell) for cell in first[:-1] if cell != "*") == 6
        assert any("0" in row[1:] for row in rows[1:])

    def test_less_than_five_that_a_total_makes_exact(self):
        text = reply_text("Nottinghamshire")
        rows = [line.split("\t") for line in text[text.index("Sex of victim") :].splitlines()[:5]]
        assert rows[3][1:] == ["<5", "<5", "<5", "<5", "9"]
        female, male, total = ([int(n.replace(",", "")) for n in rows[i][1:]] for i in (1, 2, 4))
        assert [t - f - m for f, m, t in zip(female, male, total, strict=True)] == [3, 1, 4, 2, 9]

    def test_a_printed_total_that_is_wrong(self):
        total = sum(counts.counts("Staffordshire"))
        assert {total - 4} <= numbers(reply_text("Staffordshire"))
        assert total not in numbers(reply_text("Staffordshire"))

    def test_calendar_years_with_unmarked_parts_at_both_ends(self):
        parts = counts.calendar_parts("North Yorkshire")
        assert sum(parts) == sum(counts.counts("North Yorkshire"))
        assert parts[0] < parts[1]
        assert parts[-1] < parts[-2] / 2
        assert "Year | 2009 | 2010 |" in reply_text("North Yorkshire")

    def test_a_part_year_says_so(self):
        assert "2013/14 (to 31 December 2013) |" in reply_text("Northumbria")

    def test_one_figure_for_two_forces(self):
        name = "West Mercia and Warwickshire"
        assert REPLIES[name].given == "merged"
        assert numbers(reply_text(name)) >= set(counts.counts("Warwickshire", "West Mercia"))

    def test_a_duplicate_differs_only_in_line_breaks(self):
        one, two = REPLIES["Merseyside"].files.values()
        assert one != two
        assert one.split() == two.split()

    def test_a_second_letter_corrects_one_year(self):
        first, second = sorted(REPLIES["Lancashire"].files)
        pairs = [
            re.findall(r"^(20\d\d/\d\d): (\d+)$", reply_text("Lancashire", path), re.M)
            for path in (first, second)
        ]
        assert [a[0] for a, b in zip(*pairs, strict=True) if a != b] == ["2012/13"]
        assert [int(n) for _, n in pairs[1]] == counts.counts("Lancashire")

    def test_a_late_reply(self):
        assert "Date: 22 September 2014" in reply_text("Suffolk")

    @pytest.mark.parametrize(
        ("name", "section"),
        [("West Midlands", "Section 12"), ("Essex", "section 12(1)"), ("Gwent", "section 40(2)"),
         ("Leicestershire", "section 21"), ("City of London", "section 40(5)")],
    )  # fmt: skip
    def test_refusals_name_their_sections(self, name, section):
        assert section in reply_text(name)

    def test_a_total_stands_in_a_refusal(self):
        assert sum(counts.counts("West Midlands")) in numbers(reply_text("West Midlands"))

    def test_silence_with_and_without_a_word(self):
        silent = {name: len(reply.files) for name, reply in REPLIES.items() if reply.given == "silent"}
        assert silent == {"Greater Manchester": 0, "Thames Valley": 1}

    def test_hyphens_for_nought_and_for_not_available(self):
        assert "\n- |" in reply_text("West Yorkshire")
        assert re.search(r"^Abuse of position of trust.* -(?: |$)", reply_text("Wiltshire"), re.M)
        assert re.search(r"^2009/10\t\d+\t-$", reply_text("Bedfordshire"), re.M)

    def test_encodings(self):
        assert REPLIES["South Yorkshire"].files["South Yorkshire/20140751.csv"].startswith(b"\xff\xfe")
        with pytest.raises(UnicodeDecodeError):
            REPLIES["Hertfordshire"].files["Hertfordshire/FOI 2014-0377.csv"].decode("utf-8")

    def test_a_hidden_sheet_and_formulas_with_their_values(self):
        data = REPLIES["Derbyshire"].files["Derbyshire/001229-14 data.xlsx"]
        book = load_workbook(io.BytesIO(data))
        assert [sheet.sheet_state for sheet in book] == ["visible", "hidden"]
        assert book.worksheets[0]["B8"].value == "=SUM(B6:B7)"
        values = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        assert [values.cell(8, column).value for column in range(2, 7)] == counts.counts("Derbyshire")

    def test_months_under_merged_years(self):
        data = REPLIES["Dorset"].files["Dorset/2014-352 by month.xlsx"]
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        assert "B3:M3" in {str(span) for span in sheet.merged_cells.ranges}
        cells = [sheet.cell(7, column).value for column in range(2, 62)]
        assert [sum(cells[i : i + 12]) for i in range(0, 60, 12)] == counts.counts("Dorset")

    @pytest.mark.parametrize(
        ("name", "printed"),
        [
            ("Cambridgeshire", "2013/14 - 862\n2012/13 – 610"),
            ("Lincolnshire", "1) 597 sexual offences"),
            ("Northamptonshire", "2009/10: 645 (618)"),
            ("Durham", "Durham 1 |"),
            ("Durham", "2012/13(1) |"),
            ("Surrey", "Rate per 1,000 population"),
            ("Wiltshire", "______"),
            ("North Wales", "Heddlu Gogledd Cymru"),
            ("Dyfed-Powys", "Heddlu Dyfed-Powys"),
            ("South Wales", "Year 2009/10 2010/11 2011/12 2012/13 2013/14 Sexual offences 859"),
            ("Cheshire", "2009/2010"),
            ("West Mercia and Warwickshire", "1 April 2009 to 31 March 2010"),
            ("Suffolk", "2009-10 728 / 2010-11 699"),
            ("Devon and Cornwall", "In 2009/10 there were 1,590"),
        ],
    )
    def test_layouts_met_in_real_replies(self, name, printed):
        assert printed in reply_text(name)


class TestOneReply:
    def test_its_figures_are_the_published_ones(self):
        source = SHARED / "truth" / "seed_tables.csv"
        if not source.exists():
            pytest.skip("the published reply's figures are not beside the project")
        with source.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["document"].startswith("000_")]
        for number, made in (("2", make_one_reply.OFFENCES), ("3", make_one_reply.OUTCOMES)):
            months = Counter(
                (r["row"].split(" - ")[0].split(":")[0], r["column"], int(r["value"]))
                for r in rows
                if r["table"] == number
                and r["value"]
                and r["column"] != "total"
                and r["row"] != "Grand Total"
            )
            assert months == Counter(
                (label.split(" - ")[0].split(":")[0], _iso(month), n)
                for label, cells in made.items()
                for month, n in cells.items()
            )
        ages = {
            (int(r["row"]), r["column"]): int(r["value"])
            for r in rows
            if r["table"] == "4" and r["value"] and r["column"] != "total" and r["row"].isdigit()
        }
        female = {(age, "Female"): n for age, n in make_one_reply.FEMALE.items()}
        assert ages == female | {(age, "Male"): n for age, n in make_one_reply.MALE.items()}

    @pytest.mark.parametrize("made", [make_one_reply.OFFENCES, make_one_reply.OUTCOMES])
    def test_each_month_adds_up(self, made):
        months = Counter()
        for cells in made.values():
            months.update(cells)
        assert months == make_one_reply.ALL_OFFENCES

    def test_every_row_owns_one_pipe_more_than_the_widest_has_columns(self):
        text = make_one_reply.letter()
        tables = re.findall(r":\n(\|\n.*?)\n\n", text, re.S)
        assert [
            len(piped_rows(table, width)) for table, width in zip(tables, (15, 15, 15, 4), strict=True)
        ] == [4, 12, 13, 15]


def _iso(month):
    year, name = month.split()
    return f"{year}-{list(calendar.month_abbr).index(name):02d}"


cell = st.one_of(
    st.sampled_from(["", "7", "Label", "2012/13"]),
    st.tuples(st.sampled_from(["2012", "Total"]), st.integers(1, 4)),
)


@given(st.lists(st.lists(cell, min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_row_of_pipes_gives_its_cells_back(rows):
    width = flatten.width(rows)
    found = piped_rows(flatten.pipes(rows), width)
    texts = [[c[0] if isinstance(c, tuple) else c for c in row] for row in rows]
    assert found == [row + [""] * (width - len(row)) for row in texts]


@given(st.integers(0, 2000), st.lists(st.floats(0.001, 1), min_size=1, max_size=8), st.text(max_size=5))
def test_a_split_adds_up(total, weights, key):
    parts = counts.split(total, weights, key)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    assert min(parts) >= 0
    assert parts == counts.split(total, weights, key)
