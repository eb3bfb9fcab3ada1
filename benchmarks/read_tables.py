"""Tables of PDFs, ours beside five peers, in one run: by adjacency of cells, by facts, by time and by memory.

Run with ``make bench-read`` or::

    python benchmarks/read_tables.py --peers .venv-peers/bin/python BENCH

BENCH is a folder with ``score_tables.py``, ``score_facts.py``, ``icdar2013/eu`` and ``letters``. Each tool reads
each set in a process of its own; peers that are not installed are said to be missing. CPU is user and system
time of the process and its children without its start, memory the greatest that the process held.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Pages = dict[str, list[list[list[str]]]]
"""Page number → its tables, each as rows of texts."""


def ours(path: Path) -> Pages:
    from answerable.read import read_file

    pages: Pages = {}
    for grid in read_file(path).grids:
        pages.setdefault(str(grid.source.page), []).append([list(row) for row in grid.rows])
    return pages


def pdfplumber(path: Path) -> Pages:
    import pdfplumber as library

    with library.open(path) as document:
        return {
            str(number): [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
            for number, page in enumerate(document.pages, 1)
        }


def camelot(path: Path) -> Pages:
    import camelot as library

    pages: Pages = {}
    for table in library.read_pdf(str(path), pages="all", flavor="hybrid"):
        pages.setdefault(str(table.page), []).append(table.df.values.tolist())
    return pages


def tabula(path: Path) -> Pages:
    import tabula as library

    pages: Pages = {}
    found = library.read_pdf(str(path), pages="all", output_format="json", silent=True)
    for table in found:
        rows = [[cell["text"] for cell in row] for row in table["data"]]
        pages.setdefault("*", []).append(rows)  # it does not say which page
    return pages


def img2table(path: Path) -> Pages:
    from img2table.document import PDF

    found = PDF(str(path)).extract_tables(borderless_tables=True, implicit_rows=True)
    return {
        str(page + 1): [table.df.fillna("").astype(str).values.tolist() for table in tables]
        for page, tables in found.items()
    }


def liteparse(path: Path) -> Pages:
    from liteparse import LiteParse

    parsed = LiteParse(ocr_enabled=False, output_format="markdown", quiet=True).parse(str(path))
    return {str(page.page_num): list(_markdown_tables(page.markdown or "")) for page in parsed.pages}


def _markdown_tables(text: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(set(cell) <= set("-: ") and cell for cell in cells):
                rows.append(cells)
        elif rows:
            yield rows
            rows = []


TOOLS: dict[str, Callable[[Path], Pages]] = {
    "ours": ours, "liteparse": liteparse, "camelot": camelot, "pdfplumber": pdfplumber, "tabula": tabula,
    "img2table": img2table,
}  # fmt: skip
MODULES = {"ours": "answerable.read"}


def child(tool: str, folder: Path) -> None:
    """Reads every PDF of a folder with one tool and prints what it found."""
    importlib.import_module(MODULES.get(tool, tool))
    files: dict[str, Pages] = {}
    errors = []
    start, clock = _cpu(), time.perf_counter()
    for path in sorted(folder.glob("*.pdf")):
        try:
            files[path.name] = TOOLS[tool](path)
        except Exception as error:  # noqa: BLE001 - a peer's failure is a result
            files[path.name] = {}
            errors.append(f"{path.name}: {error}")
    spent = _cpu() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    result = {
        "tool": tool, "files": files, "cpu": spent, "secs": time.perf_counter() - clock, "rss_mb": peak / 1024,
        "errors": errors, "pages": 0,
    }  # fmt: skip
    json.dump(result, sys.stdout)


def _cpu() -> float:
    return sum(
        use.ru_utime + use.ru_stime
        for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measure(tool: str, python: str, folder: Path) -> dict[str, Any] | None:
    """One tool on one folder, or None where it is not installed."""
    command = [python, __file__, "--child", tool, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"{tool:12} not measured: {last}", file=sys.stderr)
        return None
    result: dict[str, Any] = json.loads(done.stdout[done.stdout.index('{"tool"') :])
    return result


def pages_of(folder: Path) -> int:
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in folder.glob("*.pdf"))


def facts(bench: Path, result: dict[str, Any]) -> str:
    """The better of the two header policies of the scorer, as it prints it."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(result, file)
        file.flush()
        command = [sys.executable, str(bench / "score_facts.py"), file.name]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return max(part.split()[-1] for part in printed.split("|"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--peers", default=sys.executable, help="a Python that has the peers installed")
    parser.add_argument("--tools", default=",".join(TOOLS))
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.bench))
    scorer = importlib.import_module("score_tables")
    sets = {
        "icdar": (arguments.bench / "icdar2013/eu", arguments.bench / "icdar2013/eu"),
        "letters": (arguments.bench / "letters", arguments.bench / "letters/truth.json"),
    }
    for name, (folder, truth) in sets.items():
        pages = pages_of(folder)
        answers = scorer.load_truth(str(truth))
        print(
            f"\n{name}: {pages} pages\n{'tool':12}{'ADJ':>7}{'ADJB':>7}{'FACT':>7}{'CPU ms/page':>13}{'MB':>6}  errors"
        )
        for tool in arguments.tools.split(","):
            result = measure(tool, sys.executable if tool == "ours" else arguments.peers, folder)
            if result is None:
                continue
            scores, _ = scorer.score(answers, result["files"])
            fact = facts(arguments.bench, result) if name == "letters" else "–"
            print(
                f"{tool:12}{scores['ADJ']['macroF']:7.3f}{scores['ADJB']['macroF']:7.3f}{fact:>7}"
                f"{result['cpu'] / pages * 1000:13.1f}{result['rss_mb']:6.0f}  {len(result['errors'])}"
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
