"""Random letters with one table each, printed to PDF by a browser or by LibreOffice, read back and judged.

Run with ``make bench-letters`` or ``python benchmarks/letters.py --letters 300 --printer libreoffice``. For
ruled and unruled tables it prints how many readings were exact, handed to a person, missed, and wrong in
silence. Chromium or LibreOffice must be installed.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generators import word
from tests.generators.judge import judge
from tests.generators.letters import Style, make_style, page
from tests.generators.tables import Made, make_table

from answerable.read import UnreadableError, read_file

VERDICTS = ("exact", "review", "missed", "wrong")
KINDS = ("all", "none", "rows", "heading", "outer", "columns")


def make(folder: Path, count: int, seed: int, printer: str) -> list[tuple[Path, Made, Style]]:
    made = []
    for number in range(count):
        rng = random.Random(f"{seed} letter {number}")
        table = make_table(rng)
        style = make_style(rng, table.width)
        path = folder / f"{number:05}.{'docx' if printer == 'libreoffice' else 'html'}"
        if printer == "libreoffice":
            word.write(path, table, style, rng)
        else:
            path.write_text(page(table, style, rng), encoding="utf-8")
        made.append((path, table, style))
    return made


def print_with_chromium(paths: Sequence[Path]) -> None:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as play:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=path, args=arguments)
        tab = browser.new_page()
        for source in paths:
            tab.set_content(source.read_text(encoding="utf-8"))
            tab.pdf(path=str(source.with_suffix(".pdf")), prefer_css_page_size=True)
        browser.close()


def print_with_libreoffice(paths: Sequence[Path]) -> None:
    folder = paths[0].parent
    for start in range(0, len(paths), 100):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
                    "pdf", "--outdir", str(folder), *map(str, paths[start : start + 100]),
                ],
                check=True, capture_output=True, timeout=600,
            )  # fmt: skip


PRINTERS = {"chromium": print_with_chromium, "libreoffice": print_with_libreoffice}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--printer", choices=sorted(PRINTERS), default="chromium")
    parser.add_argument("--keep", type=Path, help="a folder to keep the letters in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = make(folder, arguments.letters, arguments.seed, arguments.printer)
        PRINTERS[arguments.printer]([path for path, _, _ in made])
        found = {kind: Counter[str]() for kind in KINDS}
        start = time.process_time()
        for path, table, style in made:
            verdict, why = _judge(path.with_suffix(".pdf"), table)
            found[style.lines][verdict] += 1
            if verdict != "exact":
                print(f"  {verdict}: {path.stem} ({style.lines}, {style.values}): {why}", file=sys.stderr)
        spent = (time.process_time() - start) / len(made) * 1000
    print(f"{'ruled lines':14}" + "".join(f"{v:>9}" for v in VERDICTS))
    for kind, counts in found.items():
        print(f"{kind:14}" + "".join(f"{counts[v]:>9}" for v in VERDICTS))
    print(f"{len(made)} letters, {spent:.1f} CPU ms each, printed by {arguments.printer}")


def _judge(path: Path, table: Made) -> tuple[str, str]:
    try:
        return judge(read_file(path, shown=path.name), table)
    except UnreadableError as error:
        return "missed", str(error)


if __name__ == "__main__":
    main()
