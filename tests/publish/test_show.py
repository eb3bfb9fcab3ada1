import re

import pytest
from click.testing import CliRunner
from tests.generators.pdf import Sheet, write

from answerable.cli import cli
from answerable.publish.show import show
from answerable.read import read_file
from answerable.read.outline import outline


@pytest.fixture
def letter(tmp_path):
    sheet = Sheet()
    rows = [["Offence", "2021", "2022", "Total"], ["Stalking", "12", "<5", "15"], ["Rape", "1", "2", "4"]]
    sheet.rows([*rows, ["Total", "13", "5", "19"]], columns=[60, 200, 260, 330])
    path = tmp_path / "A letter & more.pdf"
    path.write_bytes(write(sheet))
    return path


def test_a_page_is_drawn_with_its_cells_and_what_became_of_its_totals(letter, tmp_path):
    document = read_file(letter)
    text = show(document, list(outline(letter)), tmp_path / "shown").read_text(encoding="utf-8")
    marks = re.findall(r'<rect class="m m-(\w+)"', text)
    assert len(marks) == 9
    assert marks.count("held") >= 1
    assert marks.count("failed") >= 1  # 1 and 2 are not 4
    assert "Stalking · 2022: &lt;5 is" in text
    assert "<script" not in text
    assert "http" not in text


def test_a_text_is_drawn_as_its_tables_alone(tmp_path):
    path = tmp_path / "reply.csv"
    path.write_text("Offence,2021\nStalking,4\nRape,5\n")
    text = show(read_file(path), [], tmp_path / "shown").read_text(encoding="utf-8")
    assert "<svg" not in text
    assert re.search(r'<th scope="row">Stalking</th><td class="">4', text)


def test_no_pages_of_what_is_no_pdf(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("%PD")
    assert list(outline(path)) == []


def test_the_command_draws_into_a_folder(letter, tmp_path):
    result = CliRunner().invoke(cli, ["read", str(letter), "--show", str(tmp_path / "out")])
    assert (tmp_path / "out" / "a-letter-more-pdf.html").exists(), result.output
