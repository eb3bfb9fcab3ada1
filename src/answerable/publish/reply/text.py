"""The letter as plain text, a paragraph a line, its tables between pipes.

Of all the ways to print a table in plain text, a row a line with every cell between pipes is the one that
keeps each cell's place: a blank stays a blank wherever it stands, and spaces may be folded on the way. An
upper heading is repeated over each of its columns, since text has no spans. Paragraphs are not wrapped: a line
that begins with a number by chance reads as a list.
"""

from __future__ import annotations

from collections.abc import Iterator

from answerable.publish.reply.blocks import Bullets, Code, Counts, Letter, Quote, Title
from answerable.publish.reply.printed import PrintedTable
from answerable.publish.safe import clean


def text(letter: Letter) -> str:
    """The letter as text that ends in a newline."""
    lines = [letter.title, "=" * len(letter.title), ""]
    lines += [f"{label}: {value}" for label, value in letter.facts]
    for block in letter.blocks:
        lines.append("")
        match block:
            case Title():
                lines += [block.text, "-" * len(block.text)]
            case Quote():
                lines += [f"> {_one_line(paragraph)}".rstrip() for paragraph in block.paragraphs]
            case Code():
                lines.append(f"    {_one_line(block.text)}")
            case Bullets():
                lines += [f"• {_one_line(item)}" for item in block.items]
            case Counts():
                lines += _table(block.table)
            case _:
                lines.append(_one_line(block.text))
    return clean("\n".join(lines)) + "\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _cell(label: str) -> str:
    return _one_line(label.replace("|", "/"))


def _table(table: PrintedTable) -> Iterator[str]:
    """The caption, the rows between pipes in aligned columns, and the notes."""
    yield _one_line(table.title)
    stubs = len(table.stub)
    levels = table.levels()
    head = [[*[""] * stubs, *level] for level in levels]
    head[-1][:stubs] = table.stub
    rows = [[*row.labels, *(cell.text for cell in row.cells)] for row in table.rows]
    grid = [[_cell(text) for text in row] for row in (*head, *rows)]
    widths = [max(len(row[c]) for row in grid) for c in range(len(grid[0]))]
    ruled = ["-" * max(2, width) for width in widths]
    for row in (*grid[: len(head)], ruled, *grid[len(head) :]):
        cells = [
            word.ljust(width) if c < stubs else word.rjust(width)
            for c, (word, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"
    for note in table.notes:
        yield ""
        yield _one_line(note)
