import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from answerable.cli.estimate import estimate_command
from answerable.estimate import estimate

SOURCE = Path(__file__).parents[2] / "src"


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def run(*args):
    return CliRunner().invoke(estimate_command, args)


def test_json_is_what_python_gives(country, silent, tmp_path):
    replies, official = country.replies(["2018/19", "2019/20"], silent), country.official()
    result = run(
        write(tmp_path / "r.csv", replies),
        "--official",
        write(tmp_path / "o.csv", official),
        "--seed",
        "2",
        "--json",
    )
    assert json.loads(result.stdout) == json.loads(json.dumps(estimate(replies, official, seed=2).to_dict()))
    assert result.stderr == ""


def test_words_without_json(country, tmp_path):
    result = run(write(tmp_path / "r.csv", country.replies(["2019/20"])))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"In 2019/20, {country.total('2019/20'):,} (all 43 forces answered).")


def test_a_figure_that_should_not_be_published_is_exit_1(country, tmp_path):
    assert run(write(tmp_path / "r.csv", country.replies(["2019/20"], range(5, 43))), "--json").exit_code == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "body,period,low,high\nAtlantis,2019,1,1\n",
            "Replies, row 1: 'Atlantis' is not the name of any of the bodies.",
        ),
        ("body,period,low\nKent,2019,1\n", "The replies lack the column high."),
        ("body,period,low,high\nKent,2019,1\n", "r.csv, line 2: 3 cells under 4 columns."),
        ("body,period,low,high\n", "r.csv holds no row below its header."),
        ("", "r.csv is empty."),
    ],
)
def test_what_cannot_be_is_exit_2_and_one_sentence(tmp_path, text, sentence):
    (tmp_path / "r.csv").write_text(text, "utf-8")
    result = run(str(tmp_path / "r.csv"), "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip() == sentence


def test_files_that_cannot_be_opened(tmp_path):
    assert run(str(tmp_path / "none.csv")).stderr == "none.csv cannot be opened: No such file or directory.\n"
    (tmp_path / "r.csv").write_bytes(b"body\xff\xfe")
    assert run(str(tmp_path / "r.csv")).stderr == "r.csv is not UTF-8 text.\n"


def test_in_a_process_of_its_own(country, silent, tmp_path):
    code = "from answerable.cli.estimate import estimate_command; estimate_command()"
    file = write(tmp_path / "r.csv", country.replies(["2019/20"], silent))
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": "5"}

    def process(*args):
        return subprocess.run(
            [sys.executable, "-c", code, *args], capture_output=True, text=True, env=environment, check=False
        )

    done = process(file, "--json")
    assert json.loads(done.stdout) == json.loads(
        json.dumps(estimate(country.replies(["2019/20"], silent)).to_dict())
    )
    refused = process(str(tmp_path / "none.csv"))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
