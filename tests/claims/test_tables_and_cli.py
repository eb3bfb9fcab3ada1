"""Prose against the document's own tables, scattered tables, and the command."""

import json

from tests.test_cli import run

from answerable import claims

TABLE = """Force reply

Table 1: Number of stalking offences recorded
| Year | 2019 | 2020 | 2021 |
| Stalking offences | 210 | 260 | 312 |

As Table 1 shows, 312 stalking offences were recorded in 2021. Stalking offences rose by 20% between 2020 and 2021.

Table 1 shows that 350 stalking offences were recorded in 2020.
"""
SCATTERED = """Sample

1,257 children
aged 9 to 19

941 children
aged 8 to 14

Share who had spoken
Share who had met

30%

8%

(377
individuals).

(101
individuals).

27%

9.9%

(254
individuals).

(71
individuals).
"""


def verdicts(tmp_path, text, name="made.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return {claim.printed.strip(): claim.verdict for claim in claims(path).claims}


def test_prose_against_a_table(tmp_path):
    found = verdicts(tmp_path, TABLE)
    assert found["312"] == "consistent"
    assert found["20%"] == "consistent"
    assert found["350"] == "inconsistent"


def test_a_scattered_table(tmp_path):
    found = verdicts(tmp_path, SCATTERED)
    assert [found[p] for p in ("30%", "8%", "27%", "9.9%")] == ["consistent"] * 3 + ["inconsistent"]


def test_an_html_page_reads_too(tmp_path):
    page = "<html><body><h1>News</h1><p>Offences rose from 485 to 624, a 40% increase.</p></body></html>"
    assert verdicts(tmp_path, page, "page.html")["40%"] == "inconsistent"


SHARES = """<html><body><table><tr><th>Outcome</th><th>Offences</th><th>Share</th></tr>
<tr><td>Charged</td><td>120</td><td>24%</td></tr><tr><td>Cautioned</td><td>80</td><td>16%</td></tr>
<tr><td>No suspect</td><td>250</td><td>60%</td></tr><tr><td>Other</td><td>50</td><td>10%</td></tr>
<tr><td>Total</td><td>500</td><td>100%</td></tr></table></body></html>"""
GROWTH = """<html><body><table><tr><th>Force</th><th>2021</th><th>2022</th><th>Change</th></tr>
<tr><td>Cleveland</td><td>200</td><td>250</td><td>25%</td></tr><tr><td>Durham</td><td>100</td><td>90</td><td>-10%</td></tr>
<tr><td>Kent</td><td>400</td><td>460</td><td>+25.0%</td></tr><tr><td>Essex</td><td>300</td><td>330</td><td>10%</td></tr>
</table></body></html>"""


def test_a_column_of_shares_and_one_of_growth(tmp_path):
    shares = verdicts(tmp_path, SHARES, "shares.html")
    assert shares["60%"] == "inconsistent"
    assert shares["24%"] == shares["16%"] == shares["10%"] == "consistent"
    growth = verdicts(tmp_path, GROWTH, "growth.html")
    assert growth["+25.0%"] == "inconsistent"
    assert growth["-10%"] == "consistent"


def test_a_column_whose_meaning_is_open_is_left_alone(tmp_path):
    found = verdicts(tmp_path, SHARES.replace("24%", "31%").replace("16%", "42%"), "open.html")
    assert not {"31%", "42%", "60%"} & {p for p, v in found.items() if v == "inconsistent"}


def test_the_command(tmp_path):
    (tmp_path / "a.txt").write_text("Offences rose from 485 to 624, a 40% increase.", encoding="utf-8")
    done = run("claims", tmp_path / "a.txt", "--json", "--out", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    (claim,) = [c for c in json.loads(done.stdout)["claims"] if c["verdict"] == "inconsistent"]
    assert claim["says"] == {"kind": "growth", "low": 39.5, "high": 40.5}
    assert claim["works_out"]["low"] == claim["works_out"]["high"]
    assert (tmp_path / "out" / "claims.html").exists()
    plain = run("claims", tmp_path / "a.txt")
    assert "inconsistent" in plain.stdout
    assert "1 inconsistent" in plain.stdout


def test_bad_input_is_one_sentence(tmp_path):
    missing = run("claims", tmp_path / "none.txt")
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr
    (tmp_path / "a.txt").write_text("It was 40%.", encoding="utf-8")
    (tmp_path / "bad.toml").write_text("x = [", encoding="utf-8")
    damaged = run("claims", tmp_path / "a.txt", "--readings", tmp_path / "bad.toml")
    assert damaged.returncode == 2
    assert "Traceback" not in damaged.stderr
    assert "table of readings" in damaged.stderr
